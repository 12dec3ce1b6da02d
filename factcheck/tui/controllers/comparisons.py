"""Comparing the selected claim with its excerpts, and its sources with each other, once no key has been pressed.

Figures that differ are shown at once with the claim; what takes longer than a key may take follows here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.timer import Timer

from factcheck.case.records import Claim, Excerpt
from factcheck.evidence import Figure, Relation
from factcheck.evidence.readiness import is_prepared
from factcheck.tui.controllers.host import Host
from factcheck.tui.state.session import Comparisons

REST = 0.1
"""Seconds without another claim after which its excerpts are compared."""

AT_ONCE, BETWEEN = 6, 0.02
"""Excerpts compared in one go, and the seconds until the next ones are."""

COMPARED_AT_MOST = 48
"""Excerpts of a claim that are compared."""


class BackgroundComparisons:
    """Compares the excerpts of a claim a few at a time, and keeps the results."""

    def __init__(self, host: Host, show: Callable[[], object]) -> None:
        """Compare excerpts of `host`; `show` shows what is known."""
        self._host = host
        self._show = show
        self._timer: Timer | None = None
        self.results = Comparisons()
        self._last: tuple[str, Sequence[str]] = ("", ())

    @property
    def is_done(self) -> bool:
        """Whether all that will be compared of the claim has been."""
        return self._timer is None

    def values(self, claim: Claim | None, excerpts: Sequence[Excerpt]) -> Sequence[str]:
        """Return what the sources of a claim say about its figures, as far as that is known.

        While they are compared again it is what was known before: a line that goes and comes would move the others.
        """
        if claim is None:
            return ()
        found = self.results.known_values(claim, excerpts[:COMPARED_AT_MOST])
        if found is None and self._last[0] == claim.id:
            return self._last[1]
        self._last = claim.id, found or ()
        return self._last[1]

    def at_odds(self, claim: Claim, excerpts: Sequence[Excerpt]) -> set[Figure]:
        """Return the figures of a claim that an excerpt contradicts, as far as that is known."""
        sources = self._host.workspace.case.sources
        present = ((excerpt, sources.get(excerpt.source)) for excerpt in excerpts)
        assessed = (self.results.known(claim, excerpt, source) for excerpt, source in present if source)
        return {mark.claim for each in assessed if each for mark in each.marks if mark.relation is Relation.DIFFERS}

    def compare(self, claim: Claim | None, excerpts: Sequence[Excerpt]) -> None:
        """Compare the excerpts of a claim soon, unless another claim is shown by then."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if claim is not None and excerpts:
            first = partial(self._compare, claim, excerpts[:COMPARED_AT_MOST], 0)
            self._timer = self._host.set_timer(REST, first)

    def _compare(self, claim: Claim, excerpts: Sequence[Excerpt], start: int) -> None:
        """Compare some of the excerpts; once all are, the sources. Wait while figures cannot be read yet."""
        if not is_prepared():
            self._timer = self._host.set_timer(REST, partial(self._compare, claim, excerpts, start))
            return
        sources = self._host.workspace.case.sources
        is_new = False
        for excerpt in excerpts[start : start + AT_ONCE]:
            if excerpt.source in sources and not self.results.known(claim, excerpt, sources[excerpt.source]):
                self.results.find(claim, excerpt, sources[excerpt.source])
                is_new = True
        if start + AT_ONCE < len(excerpts):
            following = partial(self._compare, claim, excerpts, start + AT_ONCE)
            self._timer = self._host.set_timer(BETWEEN, following)
        else:
            self._timer = None
            if self.results.known_values(claim, excerpts) is None:
                self.results.find_values(self._host.workspace.case, claim, excerpts)
                is_new = True
        if is_new:
            self._show()
