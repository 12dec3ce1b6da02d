"""What was done to a claim, its excerpts and its verdicts: by whom and when."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.describe import claim_changes
from factcheck.case.records import Claim
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.render.changes import change_line
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.line_list import LineList


class ChangeList(LineList[Change]):
    """Changes, newest first."""

    def __init__(self, case: Case) -> None:
        """List changes of `case`."""
        super().__init__()
        self._case = case

    def lines(self, item: Change, width: int) -> list[Content]:
        """Return when, who and what."""
        return change_line(self._case, item, width)

    def empty_lines(self, width: int) -> list[Content]:
        """Say that nothing was done yet."""
        return Content.styled("No changes to this claim yet.", MUTED).wrap(width)


class HistoryScreen(Dialog[None]):
    """The history of one claim."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING]

    changes = query_one(ChangeList)

    def __init__(self, session: Session, claim: Claim) -> None:
        """Show the history of `claim`."""
        super().__init__()
        self._case = session.workspace.case
        self._claim = claim

    def compose(self) -> ComposeResult:
        """Build the list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(f"History · {visible_line(self._claim.ref)}")
            dialog.border_subtitle = "esc closes"
            yield ChangeList(self._case)

    def on_mount(self) -> None:
        """Show the newest first."""
        self.changes.show(claim_changes(self._case, self._claim.id)[::-1])
        self.changes.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
