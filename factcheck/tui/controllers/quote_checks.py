"""Checking quotes against their sources while nobody types.

A text may be of 5 MB: it is read in a thread, once no key has been pressed for a while, first for the excerpts that
are shown and then for the whole case, in slices; the next key stops it. Results are kept, and shown at once later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from threading import Lock
from time import sleep

from textual.worker import get_current_worker

from factcheck.case.changes import Batch
from factcheck.case.records import Excerpt
from factcheck.quotes import State
from factcheck.tui.controllers.host import Host
from factcheck.tui.controllers.resting_work import RestingWork
from factcheck.tui.runtime.yielding import yielding_often

REST = 0.2
"""Seconds without another claim after which quotes are checked."""

CHECKING = Lock()
"""Held by the one thread that checks quotes."""

SLICE, BREATH = 8, 0.002
"""Excerpts checked in one go, and the seconds that other threads have the processor then."""


class QuoteChecks:
    """Checks the excerpts on a screen in the background, and counts those of the whole case."""

    def __init__(
        self,
        host: Host,
        show: Callable[[], object],
        show_counts: Callable[[Counter[State]], object] | None = None,
    ) -> None:
        """Check excerpts of `host`; `show` shows what is known, `show_counts` how many excerpts have which state."""
        self._host = host
        self._show = show
        self._show_counts = show_counts
        self._is_counted = show_counts is None
        self._work = RestingWork(host, "quote checks", REST)
        self._excerpts: Sequence[Excerpt] = ()

    def note(self, batch: Batch) -> None:
        """Count again if a change touched an excerpt or a source."""
        if self._show_counts and any(change.table in {"excerpts", "sources"} for change in batch):
            self._is_counted = False

    def check_again(self) -> None:
        """Check again since texts may have been added; what is known of unchanged ones is kept."""
        self._is_counted = self._show_counts is None
        self.check(self._excerpts)

    def check(self, excerpts: Sequence[Excerpt]) -> None:
        """Check excerpts that are shown now, soon; whatever else was being checked waits."""
        self._excerpts = excerpts
        checks = self._host.workspace.quote_checks
        is_due = not self._is_counted or any(checks.known(excerpt) is None for excerpt in excerpts)
        self._work.begin(self._check if checks.has_texts and is_due else None)

    def _check(self) -> None:
        call = self._host.app.call_from_thread
        with CHECKING, yielding_often():
            if not self._check_slices([excerpt.id for excerpt in self._excerpts], None):
                return
            call(self._show)
            counts: Counter[State] = Counter()
            if not self._is_counted and self._check_slices(list(self._host.workspace.case.excerpts), counts):
                call(self._counted, counts)

    def _check_slices(self, excerpt_ids: list[str], counts: Counter[State] | None) -> bool:
        """Check excerpts and count their states; False if a key was pressed meanwhile."""
        worker = get_current_worker()
        checks = self._host.workspace.quote_checks.checks(excerpt_ids)
        while part := list(islice(checks, SLICE)):
            if worker.is_cancelled:
                return False
            if counts is not None:
                counts.update(check.anchor.state for _, check in part)
                sleep(BREATH)
        return not worker.is_cancelled

    def _counted(self, counts: Counter[State]) -> None:
        self._is_counted = True
        self._show()
        if self._show_counts is not None:
            self._show_counts(counts)
