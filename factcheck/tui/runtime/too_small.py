"""A terminal that is too small to work in: it is said, and no key acts but those that leave.

In a few columns textual itself would fail, and with it what is open; in a few lines there is nothing to decide on.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

LEAST = Size(30, 8)
"""Columns and lines in which claims and labels can be seen; an excerpt takes 40 and 12."""


def fits(size: Size) -> bool:
    """Tell whether there is room to work in."""
    return size.width >= LEAST.width and size.height >= LEAST.height


class TooSmall(Screen[None]):
    """Covers whatever is open, and goes when there is room again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "Quit", show=False)]

    def compose(self) -> ComposeResult:
        """Build the few words."""
        words = f"Too small: {LEAST.width} by {LEAST.height} at least. q quits. Nothing is lost."
        yield Static(Content(words))

    def on_resize(self, event: events.Resize) -> None:
        """Go when there is room again."""
        self._go_if_there_is_room(event.size)

    def on_screen_resume(self) -> None:
        """Go also when what came on top in the meantime has gone."""
        self._go_if_there_is_room(self.app.size)

    def _go_if_there_is_room(self, size: Size) -> None:
        if fits(size) and self.is_current:
            self.dismiss()
