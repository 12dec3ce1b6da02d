"""Dismissing a warning about the verdict on the selected claim."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from factcheck.case.case import Case
from factcheck.case.changes import Batch
from factcheck.case.records import Claim
from factcheck.case.waivers import waivers
from factcheck.evidence.warnings import VerdictWarning, warnings
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import OpenWarnings

if TYPE_CHECKING:
    from factcheck.evidence.marks.assessment import ClaimAssessment


def mark_warnings(case: Case, claim: Claim, assessment: ClaimAssessment | None) -> list[VerdictWarning]:
    """Return the marks of a claim like warnings, with those that were dismissed."""
    if assessment is None:
        return []
    dismissed = waivers(case, claim)
    marks = (*assessment.marks, *assessment.waived)
    return [VerdictWarning(mark.name, mark.line, dismissed.get(mark.name)) for mark in marks]


class Waivers:
    """The key that shows the warnings."""

    def __init__(self, host: Host, changes: Changes) -> None:
        """Show the warnings about the claim of `host`."""
        self._host = host
        self._changes = changes

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"claim.waive": self.show_warnings}

    def show_warnings(self) -> None:
        """Show the warnings about the selected claim, to dismiss one."""
        workspace, claim = self._host.workspace, self._host.claim
        if claim is None or not self._changes.may_write():
            return
        anchor_of, always = workspace.quote_checks.known_of, workspace.always_warn
        current = warnings(workspace.case, claim.id, anchor_of=anchor_of, always=always)
        if workspace.quote_checks.has_texts:
            current += mark_warnings(workspace.case, claim, workspace.marks.known(claim.id))
        if current:
            self._host.post_message(OpenWarnings(workspace, claim, current, then=partial(self._closed, claim)))
        else:
            is_checked = claim.id in workspace.case.index.checked
            why = "nothing speaks against its verdict" if is_checked else "it has no verdict yet"
            self._changes.attempt(tuple, nothing=f"{claim.ref} has no warning: {why}")

    def _closed(self, claim: Claim, batch: Batch | None) -> None:
        if batch is not None:
            self._changes.attempt(lambda: batch, nothing=f"{claim.ref}: its warnings are unchanged")
            self._host.show_case(claim.id)
