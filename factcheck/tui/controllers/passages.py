"""Passages for the selected claim that are not filed yet, found once no key was pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from factcheck.case.records import Claim
from factcheck.tui.controllers.host import Host
from factcheck.tui.controllers.resting_work import RestingWork

if TYPE_CHECKING:
    from factcheck.workspace.search import Hit

REST = 0.5
"""Seconds without another claim after which its passages are looked for."""

SHOWN = 3
"""Passages that are shown; the screen of suggestions has the others."""


class BackgroundPassages:
    """Finds the best passages of each source for a claim in a thread, and keeps those of the claim that is shown."""

    def __init__(self, host: Host, show: Callable[[], object]) -> None:
        """Find passages for the claim of `host`; `show` shows what is known."""
        self._host = host
        self._show = show
        self._work = RestingWork(host, "passages", REST)
        self._found: tuple[Claim, int, Sequence[Hit]] | None = None

    def known(self, claim: Claim) -> Sequence[Hit]:
        """Return the best passages that no excerpt of a claim quotes, as far as they are known."""
        if self._found is None or self._found[0].id != claim.id:
            return ()
        case = self._host.workspace.case
        quoted = [(each.source, each.quote) for each in case.excerpts_of(claim.id)]
        fresh = [hit for hit in self._found[2] if hit.source_id in case.sources and not _is_quoted(hit, quoted)]
        return fresh[:SHOWN]

    def look(self, claim: Claim | None) -> None:
        """Look for passages soon, unless another claim is shown by then."""
        workspace = self._host.workspace
        is_known = self._found is not None and self._found[:2] == (claim, len(workspace.case.history))
        is_due = not is_known and workspace.quote_checks.has_texts
        self._work.begin(partial(self._look, claim) if claim and is_due else None)

    def _look(self, claim: Claim) -> None:
        worker, workspace = get_current_worker(), self._host.workspace
        length = len(workspace.case.history)
        if worker.is_cancelled or not workspace.search.prepare_if_quick() or claim.id not in workspace.case.claims:
            return
        hits = [hit for hit in workspace.search.suggest(claim.id) if not hit.known]
        if not worker.is_cancelled:
            self._host.app.call_from_thread(self._keep, (claim, length, sorted(hits, key=lambda hit: -hit.score)))

    def _keep(self, found: tuple[Claim, int, Sequence[Hit]]) -> None:
        self._found = found
        if self._host.claim == found[0]:
            self._show()


def _is_quoted(hit: Hit, quoted: Sequence[tuple[str, str]]) -> bool:
    """Return whether an excerpt quotes a passage, or a part of it."""
    return any(source == hit.source_id and (quote in hit.text or hit.text in quote) for source, quote in quoted)
