"""The tabs above the list of claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from factcheck.tui.render.styles import MUTED
from factcheck.tui.state.claim_listing import ClaimScope, Listing, Order


class ScopeTabs(Widget):
    """Which claims are listed: all, or only some; with how many there are of each, and the order of the list."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        scope: ClaimScope

    def __init__(self) -> None:
        """Show no case yet."""
        super().__init__()
        self._shown = Content()

    def show(self, listing: Listing, counts: Mapping[ClaimScope, int], count: int) -> None:
        """Show the tabs; `counts` are the claims of each, and `count` is how many are listed now."""
        parts = []
        for scope in ClaimScope:
            number = f" {counts[scope]:,}" if scope in counts else ""
            style = "bold reverse" if scope is listing.view else ""
            text = Content.assemble((f" {str(scope).capitalize()}{number} ", style or MUTED))
            parts.append(text.stylize(Style.from_meta({"scope": str(scope)})))
        order = "" if listing.order is Order.CASE else f"  {listing.order}"
        hits = f"  {count:,} of {counts[ClaimScope.ALL]:,} shown" if listing.words else ""
        self._shown = Content.assemble(*parts, (f"{hits}{order}", MUTED))
        self.refresh()

    def render(self) -> Content:
        """Draw the tabs."""
        return self._shown

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        if scope := event.style.meta.get("scope"):
            self.post_message(self.Chosen(ClaimScope(scope)))
