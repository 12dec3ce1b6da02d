"""Dismissing a warning: which one, and why the verdict stands all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.widgets import Button, Input, Label, Static

from factcheck.case.changes import Batch
from factcheck.case.records import Claim
from factcheck.errors import FactcheckError
from factcheck.evidence.warnings import VerdictWarning
from factcheck.text import visible_line
from factcheck.tui.render.styles import MUTED, plain
from factcheck.tui.render.warnings import warning_line
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.workspace import Workspace


class WarningList(LineList[VerdictWarning]):
    """Warnings, each in full."""

    def lines(self, item: VerdictWarning, width: int) -> list[Content]:
        """Return a warning over as many lines as it needs."""
        return [Content.assemble(" ", line) for line in warning_line(item).wrap(max(width - 1, 1))]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all of them take."""
        return sum(len(self.lines(item, max(width - 1, 1))) for item in self.items)


class WarningsScreen(Dialog[Batch | None]):
    """Returns what was saved, or None. The reason is written in place; an empty one takes a waiver back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("up", "walk(-1)", "The warning before"),
        Binding("down", "walk(1)", "The next warning"),
    ]

    warnings = query_one(WarningList)
    reason = query_one("#reason", Input)
    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace, claim: Claim, warnings: Sequence[VerdictWarning]) -> None:
        """Offer to dismiss one of the `warnings` about `claim`."""
        super().__init__()
        self._workspace = workspace
        self._claim = claim
        self._warnings = warnings

    def compose(self) -> ComposeResult:
        """Build the form."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(f"Warnings · {visible_line(self._claim.ref)}")
            yield Static(Content.styled(plain(self._claim.text), "bold"), id="about")
            yield WarningList()
            with Horizontal(classes="row"):
                yield Label("Reason")
                yield Field(placeholder="why it may stand all the same", id="reason", compact=True)
            with Horizontal(id="buttons"):
                yield Button("Save (enter)", id="save", variant="primary", compact=True)
                yield Button("Close (esc)", id="close", compact=True)
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Begin at the first warning that is not dismissed."""
        left = (position for position, warning in enumerate(self._warnings) if warning.waiver is None)
        self.warnings.show(self._warnings, next(left, 0))
        self.warnings.refresh(layout=True)
        self.reason.focus()
        self._show()

    @on(LineList.Moved)
    def _show(self) -> None:
        """Show the reason that the highlighted warning has, and say what enter does."""
        current = self.warnings.current
        if current is None:
            return
        self.reason.value = visible_line(current.waiver.reason) if current.waiver else ""
        several = "↑ ↓ another warning · " if len(self._warnings) > 1 else ""
        ending = "an empty reason restores the warning" if current.waiver else "the reason is kept with the claim"
        self.hint.update(Content.styled(f"{several}{ending}", MUTED))

    def action_walk(self, step: int) -> None:
        """Go on to another warning."""
        self.warnings.action_move(step)

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        current = self.warnings.current
        if current is None or not self.is_current:
            return
        reason = self.reason.value.strip()
        try:
            if reason or current.waiver is None:
                batch = self._workspace.waive(self._claim.id, current.name, reason)
            else:
                batch = self._workspace.unwaive(self._claim.id, current.name)
        except FactcheckError as error:
            self.hint.update(Content.styled(visible_line(str(error)), "bold $text-warning"))
        else:
            self.dismiss(batch)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back; leave every warning unchanged."""
        if self.is_current:
            self.dismiss(None)
