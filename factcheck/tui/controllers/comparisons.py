"""Comparing the selected claim with its excerpts, and its sources with each other, once no key has been pressed.

A long excerpt takes ten milliseconds, more than a key may take: a claim is drawn with what is known by then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from textual.timer import Timer

from factcheck.case.records import Claim, Excerpt
from factcheck.evidence import Figure, Relation
from factcheck.evidence.readiness import is_prepared
from factcheck.tui.controllers.host import Host
from factcheck.tui.state.session import Comparisons

REST = 0.1
"""Seconds without another claim after which its excerpts are compared."""

TURN, BETWEEN = 0.008, 0.01
"""Seconds that excerpts are compared at a time, and that keys have in between."""

SHOWN_FIRST = 8
"""Excerpts after which what was found is shown, though there are more."""

COMPARED_AT_MOST = 48
"""Excerpts of a claim that are compared."""


class BackgroundComparisons:
    """Compares the excerpts of a claim a few at a time, and keeps the results."""

    def __init__(self, host: Host, show: Callable[[], object]) -> None:
        """Compare excerpts of `host`; `show` shows what is known."""
        self._host = host
        self._show = show
        self._timer: Timer | None = None
        self._is_new = False
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
            self._soon(REST, self._compare, claim, excerpts[:COMPARED_AT_MOST], 0)

    def _compare(self, claim: Claim, excerpts: Sequence[Excerpt], start: int) -> None:
        """Compare excerpts for a moment; once all are, the sources. Wait while figures cannot be read yet."""
        if not is_prepared():
            self._soon(REST, self._compare, claim, excerpts, start)
            return
        sources, until = self._host.workspace.case.sources, monotonic() + TURN
        for place in range(start, len(excerpts)):
            if monotonic() > until:
                self._soon(BETWEEN, self._compare, claim, excerpts, place)
                return
            source = sources.get(excerpts[place].source)
            if source is not None and not self.results.known(claim, excerpts[place], source):
                self.results.find(claim, excerpts[place], source)
                self._is_new = True
            if place == SHOWN_FIRST:
                self._show_new()
        self._soon(BETWEEN, self._compare_sources, claim, excerpts)

    def _compare_sources(self, claim: Claim, excerpts: Sequence[Excerpt]) -> None:
        """Compare what the sources give for the figures of the claim, and show what was found."""
        self._timer = None
        if self.results.known_values(claim, excerpts) is None:
            self.results.find_values(self._host.workspace.case, claim, excerpts)
            self._is_new = True
        self._show_new()

    def _show_new(self) -> None:
        if self._is_new:
            self._is_new = False
            self._show()

    def _soon(self, seconds: float, go_on: Callable[..., None], *arguments: object) -> None:
        self._timer = self._host.set_timer(seconds, partial(go_on, *arguments))
