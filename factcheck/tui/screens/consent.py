"""Before anything leaves this machine: where to, and what; nothing is sent until a person agrees."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from factcheck.text import visible_line
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog


class ConsentScreen(Dialog[bool]):
    """Returns whether to send it; closing means no."""

    AUTO_FOCUS = "#keep"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree", "Send", show=False),
        Binding("escape,q,n", "close", "Send nothing", show=False),
    ]

    def __init__(self, whom: str, question: str, more: str) -> None:
        """Ask whether `whom` may be sent what `question` says; `more` says what goes with it."""
        super().__init__()
        self._whom, self._question, self._more = whom, question, more

    def compose(self) -> ComposeResult:
        """Build the question."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(f"Ask {visible_line(self._whom)}?")
            yield Static(Content.styled(visible_line(self._question), "bold"), id="about")
            yield Static(Content.styled(f"{self._more} You are asked once per host.", MUTED))
            with Horizontal(id="buttons"):
                yield Button("Send (y)", id="send", compact=True)
                yield Button("Send nothing (esc)", id="keep", variant="primary", compact=True)

    @on(Button.Pressed, "#send")
    def action_agree(self) -> None:
        """Agree."""
        if self.is_current:
            self.dismiss(True)

    @on(Button.Pressed, "#keep")
    def action_close(self) -> None:
        """Send nothing."""
        if self.is_current:
            self.dismiss(False)
