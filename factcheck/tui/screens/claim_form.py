"""A claim to be written."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from factcheck.text import visible_line
from factcheck.tui.widgets.fields import Field


class ClaimForm(ModalScreen[dict[str, Any] | None]):
    """Returns text, origin, speaker, date and tags of a claim, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("escape", "close", "Close"),
    ]

    def __init__(self, text: str = "", origin: str = "", speaker: str = "", date: str = "", tags: str = "") -> None:
        """Ask for a claim, with what is known of it filled in."""
        super().__init__()
        self._values = {"text": text, "origin": origin, "speaker": speaker, "date": date, "tags": tags}

    def compose(self) -> ComposeResult:
        """Build a row for each field."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "New claim"
            dialog.border_subtitle = "enter saves · esc closes"
            for name, value in self._values.items():
                with Horizontal(classes="row"):
                    yield Label(name.capitalize())
                    yield Field(visible_line(value), id=name, compact=True, select_on_focus=False)

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Return what was written, where there is a text."""
        values: dict[str, Any] = {name: self.query_one(f"#{name}", Input).value for name in self._values}
        if self.is_current and values["text"].strip():
            self.dismiss({**values, "tags": tuple(values["tags"].split())})

    def action_close(self) -> None:
        """Go back without a claim."""
        if self.is_current:
            self.dismiss(None)
