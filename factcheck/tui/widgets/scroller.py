"""A text that may be longer than its pane, read with the keys that move everywhere else."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from factcheck.tui import keys


class Scroller(VerticalScroll):
    """Scrolls what is in it by lines and by pages; tab passes it by while all of it is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVING]

    def allow_focus(self) -> bool:
        """Let tab pass by while all of it is seen."""
        return self.max_scroll_y > 0

    def action_move(self, step: int) -> None:
        """Scroll by a line."""
        self.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll by what is seen, but for a line."""
        self.scroll_relative(y=step * max(1, self.size.height - 1), animate=False)

    def action_first(self) -> None:
        """Scroll to the first line."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the last line."""
        self.scroll_end(animate=False)
