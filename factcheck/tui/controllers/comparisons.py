"""How the excerpts of the highlighted claim stand to it, and its sources to each other: looked for when keys rest.

The figures that differ are on the picture with the claim itself; what takes longer than a key may take follows here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial

from textual.timer import Timer

from factcheck.case.records import Claim, Excerpt
from factcheck.tui.screens.base import WorkspaceScreen
from factcheck.tui.state.comparison_cache import Comparisons

REST = 0.1
"""Seconds without another claim after which its excerpts are compared."""

AT_ONCE, BETWEEN = 6, 0.02
"""Excerpts that are compared in one go, and the seconds after which the next ones are."""

COMPARED_AT_MOST = 48
"""Excerpts of a claim that are compared."""


class Compared(WorkspaceScreen):
    """Compares excerpts; a screen says by `show_comparisons` how that is shown."""

    _comparing: Timer | None = None

    @cached_property
    def comparisons(self) -> Comparisons:
        """What was found so far."""
        return Comparisons()

    @property
    def compared(self) -> bool:
        """Whether all that will be compared of the highlighted claim has been."""
        return self._comparing is None

    def show_comparisons(self) -> None:
        """Show what is known by now of the highlighted claim."""
        raise NotImplementedError

    def compare_soon(self, claim: Claim | None, excerpts: Sequence[Excerpt]) -> None:
        """Compare the excerpts of a claim soon, unless another is shown by then."""
        if self._comparing is not None:
            self._comparing.stop()
            self._comparing = None
        if claim is not None and excerpts:
            self._comparing = self.set_timer(REST, partial(self._compare, claim, excerpts[:COMPARED_AT_MOST], 0))

    def _compare(self, claim: Claim, excerpts: Sequence[Excerpt], start: int) -> None:
        """Compare some of the excerpts, and the sources once that is done."""
        sources = self.workspace.case.sources
        new = False
        for excerpt in excerpts[start : start + AT_ONCE]:
            if excerpt.source in sources and not self.comparisons.known(claim, excerpt, sources[excerpt.source]):
                self.comparisons.find(claim, excerpt, sources[excerpt.source])
                new = True
        if new:
            self.show_comparisons()
        if start + AT_ONCE < len(excerpts):
            after = partial(self._compare, claim, excerpts, start + AT_ONCE)
            self._comparing = self.set_timer(BETWEEN, after)
            return
        self._comparing = None
        if self.comparisons.known_values(claim, excerpts) is None:
            self.comparisons.find_values(self.workspace.case, claim, excerpts)
            self.show_comparisons()
