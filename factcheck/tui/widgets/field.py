"""A field of one line, apart from the other fields: the workbench has one, and needs none of what those import."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from factcheck.text import clean_line


class Field(Input):
    """A field of one line."""

    def on_paste(self, event: events.Paste) -> None:
        """Remove control characters, which Textual would send to the terminal."""
        event.text = clean_line(event.text)
