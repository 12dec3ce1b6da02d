"""Warnings about the verdict on the highlighted claim: a checker lets one rest, and says why."""

from __future__ import annotations

from functools import partial

from factcheck.case.changes import Batch
from factcheck.case.records import Claim
from factcheck.tui.screens.base import WorkspaceScreen


class Waiving(WorkspaceScreen):
    """The key that opens the warnings."""

    def action_waive(self) -> None:
        """Show the warnings about the highlighted claim, to let one rest."""
        from factcheck.evidence.warnings import warnings
        from factcheck.tui.screens.waiver import WaiverScreen

        claim = self.claim
        if claim is None:
            return
        if self.workspace.read_only:
            self.status_line.problem(f"Nothing can be waived: the case is read-only, {self.workspace.read_only}")
        elif found := warnings(self.workspace.case, claim.id, anchor_of=self.workspace.quote_checks.known_of):
            self.app.push_screen(WaiverScreen(self.workspace, claim, found), partial(self._waived, claim))
        else:
            checked = claim.id in self.workspace.case.index.checked
            why = "nothing speaks against its verdict" if checked else "it has no verdict yet"
            self.attempt(tuple, nothing=f"{claim.ref} has no warning: {why}")

    def _waived(self, claim: Claim, batch: Batch | None) -> None:
        if batch is not None:
            self.attempt(lambda: batch, nothing=f"{claim.ref}: its warnings are as they were")
            self.show_case(claim.id)
