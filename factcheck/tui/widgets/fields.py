"""Fields that people write into: what is pasted is cleaned before it is drawn."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea

from factcheck.text import clean, clean_line


class Field(Input):
    """One line, of all that is pasted."""

    def on_paste(self, event: events.Paste) -> None:
        """Take out what could act on the terminal; textual draws every character as it is."""
        event.text = clean_line(event.text)


class Page(TextArea):
    """Several lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Take out what could act on the terminal; textual draws every character as it is."""
        event.text = clean(event.text)
