"""An address that can be opened in the browser: of a page that was written, or of a source."""

from __future__ import annotations

import webbrowser
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Button, Static

from factcheck.text import visible_line
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog


class BrowserScreen(Dialog[bool]):
    """Opens an address, or closes; returns whether it was opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "Open"),
        Binding("escape", "close", "Close"),
    ]

    AUTO_FOCUS = "#close"  # enter pressed once too often opens nothing

    hint = query_one("#hint", Static)

    def __init__(self, title: str, shown: str, address: str, note: str) -> None:
        """Offer to open `address`, which is shown as `shown`, with a `note` below."""
        super().__init__()
        self._title = title
        self._shown = shown
        self._address = address
        self._note = note

    def compose(self) -> ComposeResult:
        """Build the words and the buttons."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(visible_line(self._title))
            yield Static(Content(visible_line(self._shown)), id="address")
            with Horizontal(id="buttons"):
                yield Button("Open in the browser (o)", id="open", variant="primary", compact=True)
                yield Button("Close (esc)", id="close", compact=True)
            yield Static(Content.styled(self._note, MUTED), id="hint")

    @on(Button.Pressed, "#open")
    def action_open(self) -> None:
        """Open the address."""
        if not self.is_current:
            return
        if self.app.is_web:  # the browser of the person, not one on the machine of the server
            self.app.open_url(self._address)
            self._opened(True)
        elif _in_terminal():
            with self.app.suspend():
                self._opened(webbrowser.open(self._address))
        else:
            self._open()

    @work(thread=True, group="open", exit_on_error=False)
    def _open(self) -> None:
        self.app.call_from_thread(self._opened, webbrowser.open(self._address))

    def _opened(self, done: bool) -> None:
        if not done:
            self.hint.update(Content.styled("No browser could be opened; the address is above.", "$text-warning"))
        elif self.is_current:
            self.dismiss(True)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back."""
        if self.is_current:
            self.dismiss(False)


def _in_terminal() -> bool:
    """Tell whether the browser is one of the terminal, which takes it for itself."""
    try:
        return type(webbrowser.get()) is webbrowser.GenericBrowser
    except webbrowser.Error:
        return False
