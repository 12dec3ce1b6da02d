"""How the excerpts stand to their sources, looked for while nobody types.

A text may be of 5 MB: it is looked at in a thread, once the keys have come to rest, first for the claim that is shown
and then for the whole case, in slices; the next key stops it. What was found is kept and shown at once from then on.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import Lock
from time import sleep
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from factcheck.case.changes import Batch
from factcheck.case.records import Excerpt
from factcheck.quotes import State
from factcheck.tui.screens.base import WorkspaceScreen

if TYPE_CHECKING:
    from factcheck.workspace.library import Library

REST = 0.2
"""Seconds without another claim after which texts are looked at."""

SWITCH = 0.001
"""Seconds after which the thread that looks at texts lets another one go on."""

SLICE, BREATH = 8, 0.002
"""Excerpts that are looked for in one go, and the seconds that others have the processor then."""


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let the thread of the screen in at once when it has something to do: it waits a fifth as long as it would."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class Anchored(WorkspaceScreen):
    """Finds where the excerpts stand; a screen says by `show_anchors` and `show_counts` how that is shown."""

    library: Library

    _soon: Timer | None = None
    _shown_excerpts: Sequence[Excerpt] = ()
    _uncounted = True
    _looking = Lock()

    def show_anchors(self) -> None:
        """Show what is known by now of the excerpts on the screen."""
        raise NotImplementedError

    def show_counts(self, counts: Counter[State]) -> None:
        """Show how many excerpts of the case stand how."""
        raise NotImplementedError

    def attempt(self, wish: Callable[[], Batch], *, words: str = "", nothing: str = "") -> Batch | None:
        """Do what is wished, and count anew if that touched an excerpt or a source."""
        batch = super().attempt(wish, words=words, nothing=nothing)
        if batch and any(change.table in {"excerpts", "sources"} for change in batch):
            self._uncounted = True
        return batch

    def look_again(self) -> None:
        """Look at all texts again, since there may be others; what is known of the same ones is not sought anew."""
        self._uncounted = True
        self.look_for(self._shown_excerpts)

    def look_for(self, excerpts: Sequence[Excerpt]) -> None:
        """Look for excerpts that are shown now, soon; whatever else was looked for waits."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
            self.workers.cancel_group(self, "anchors")
        self._shown_excerpts = excerpts
        anchoring = self.library.anchoring
        if anchoring.has_texts and (self._uncounted or any(anchoring.known(excerpt) is None for excerpt in excerpts)):
            self._soon = self.set_timer(REST, self._look)

    @work(thread=True, group="anchors", exclusive=True, exit_on_error=False)
    def _look(self) -> None:
        with self._looking, _giving_way():
            shown = [excerpt.id for excerpt in self._shown_excerpts]
            if not self._found(shown, None):
                return
            self.app.call_from_thread(self.show_anchors)
            counts: Counter[State] = Counter()
            if self._uncounted and self._found(list(self.workspace.case.excerpts), counts):
                self.app.call_from_thread(self._count, counts)

    def _found(self, excerpt_ids: list[str], counts: Counter[State] | None) -> bool:
        """Look for excerpts and count how they stand; False if somebody typed meanwhile."""
        worker = get_current_worker()
        standings = self.library.anchoring.standings(excerpt_ids)
        while some := list(islice(standings, SLICE)):
            if worker.is_cancelled:
                return False
            if counts is not None:
                counts.update(standing.anchor.state for _, standing in some)
                sleep(BREATH)
        return not worker.is_cancelled

    def _count(self, counts: Counter[State]) -> None:
        self._uncounted = False
        self.show_anchors()
        self.show_counts(counts)
