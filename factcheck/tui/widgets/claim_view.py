"""The highlighted claim in full."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.desk import Desk
from factcheck.model import Claim
from factcheck.tui.rendering import MUTED, claim_detail, claim_title
from factcheck.tui.widgets.reader import Reader


class ClaimView(Reader):
    """Text, speaker, date and tags of a claim; its verdict with who, when and why."""

    text = query_one(Static)

    def compose(self) -> ComposeResult:
        """Build the one text."""
        yield Static()

    def show(self, desk: Desk, claim: Claim | None) -> None:
        """Show a claim as it stands on the desk."""
        if claim is None:
            self.border_title = None
            self.text.update(Content.styled("No claim is highlighted.", MUTED))
            return
        self.border_title = claim_title(claim)
        draft = desk.draft(claim.id) is not None
        self.text.update(claim_detail(desk.case, claim, desk.checker, draft, desk.clock()))
        self.scroll_home(animate=False)
