"""The counts at the top of the workbench, and the claims that one of them counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from textual.content import Content

from factcheck.quotes import State
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.render.styles import MUTED
from factcheck.tui.widgets.claim_list import PATIENCE
from factcheck.tui.widgets.claims_panel import ClaimsPanel
from factcheck.tui.widgets.header import ClaimTotals, Header

AT_ONCE = 0.001
"""Seconds that a change may take to look for warnings before it is shown; the rest follows."""


class HeaderCounts:
    """Counts claims and warnings for a header, and lists the claims of a count."""

    def __init__(self, host: Host, header: Callable[[], Header], panel: Callable[[], ClaimsPanel]) -> None:
        """Count the claims of the panel that `panel` returns."""
        self._host = host
        self._header = header
        self._panel = panel

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"claims.left": self.filter_by_next}

    def show(self) -> None:
        """Show the case and its counts."""
        workspace = self._host.workspace
        seconds = AT_ONCE if self._panel().warned.is_known else 0
        self._header().show(workspace.case, workspace.checker, workspace.read_only, self._totals(seconds))

    def go_on(self) -> None:
        """Look for warnings for a moment, and show how many there are."""
        self._header().show_totals(self._totals(PATIENCE))

    def show_quotes(self, counts: Counter[State]) -> None:
        """Show how many quotes were found how; warnings may follow from that."""
        self._header().show_quotes(counts)
        self._panel().warned.look_again()
        self.show()

    def _totals(self, seconds: float) -> ClaimTotals:
        """Return the totals of the claims; warnings are looked for about `seconds`, and not if that is 0."""
        counts, warned = self._panel().counts, self._panel().warned
        if seconds:
            warned.update(seconds)
        return ClaimTotals(counts.labels, warned.count, counts.disagreed, counts.contested)

    def filter_by_next(self) -> None:
        """List what the next count in the header counts; after the last one, all claims."""
        left, words = self._header().left, self._panel().listing.words
        if not left and not words:
            nothing = " Nothing is left to look at: no warnings, disagreements or notes."
            self._host.status_line.say(Content.styled(nothing, MUTED))
        else:
            place = left.index(words) + 1 if words in left else 0
            self._panel().refilter(left[place] if place < len(left) else "")
