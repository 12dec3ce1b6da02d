"""The first lines of an export, as they will be in the file; nothing in them can act."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.text import visible
from factcheck.tui.render.records import MUTED
from factcheck.tui.widgets.scroller import Scroller


class Preview(Scroller):
    """The beginning of a file; scrolls."""

    page = query_one(Static)

    def compose(self) -> ComposeResult:
        """Build the page."""
        yield Static()

    def on_mount(self) -> None:
        """Say what this is."""
        self.border_title = "Preview"

    def wait(self) -> None:
        """Show that there is nothing to see yet."""
        self.page.update(Content.styled("looking …", MUTED))

    def tell(self, lines: Sequence[str] | None, *, wrong: bool) -> None:
        """Show lines; nothing where something is wrong."""
        if lines is None:
            self.page.update(Content() if wrong else self.page.content)
            return
        self.page.update(Content("\n".join(visible(line.expandtabs(4)) for line in lines) or "an empty file"))
        self.scroll_home(animate=False)
