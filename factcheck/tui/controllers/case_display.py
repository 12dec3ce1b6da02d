"""Showing a case on the workbench: the list of claims, the counts above it, and the sheet of the selected claim."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from factcheck.case.changes import Change
from factcheck.tui.controllers.claim_sheet import ClaimSheet
from factcheck.tui.controllers.header_counts import HeaderCounts
from factcheck.tui.controllers.host import Host
from factcheck.tui.widgets.claims_panel import ClaimsPanel
from factcheck.tui.widgets.sheet import Sheet


class CaseDisplay:
    """Gives the widgets of a screen what they show of its case, at first and after each change."""

    def __init__(
        self,
        host: Host,
        panel: Callable[[], ClaimsPanel],
        sheet: Sheet,
        counts: HeaderCounts,
        claim_shown: Callable[[], object],
    ) -> None:
        """Show the case of `host` on the panel that `panel` returns, on `sheet`, and as `counts`.

        `claim_shown` is called when the selected claim was drawn.
        """
        self._host = host
        self._panel = panel
        self._sheet = sheet
        self._counts = counts
        self.claim_sheet = ClaimSheet(host, sheet, counts.show_quotes, self.show_assessed)
        self._claim_shown = claim_shown

    def begin(self) -> None:
        """Show the case of a session that was just opened, at its first unchecked claim if none is selected."""
        session, workspace, panel = self._host.session, self._host.workspace, self._panel()
        self._sheet.arrangement = session.settings.evidence
        panel.claim_list.round = session.round
        panel.claim_list.colleagues = session.colleagues
        panel.anchor_of = workspace.quote_checks.known_of
        panel.marks_of = self.claim_sheet.assessments.known
        panel.always_warn = workspace.always_warn
        panel.checker = workspace.checker
        panel.hint = (
            f"No claims yet. {self._host.key('edit.add')} adds one; {self._host.key('case.sources')} opens the "
            "library, to add documents."
        )
        index = workspace.case.index
        checked = index.checked_by(workspace.checker)
        unchecked = (claim for claim in index.order() if claim not in checked)
        self.show(None if panel.has_selection else next(unchecked, None))

    def show(self, wanted: str | None = None) -> None:
        """Show the case as it is now, with the cursor on the claim with the id `wanted`, else where it was."""
        self._panel().show(self._host.workspace.case, wanted)
        self._counts.show()
        self.show_claim()

    def show_others(self, taken: Sequence[Change], about: Collection[str | None]) -> None:
        """Show what others changed, `taken`: nothing that is seen moves, and the cursor stays on its claim.

        `about` holds the ids of the claims that the changes are about.
        """
        self.claim_sheet.quote_checks.note(tuple(taken))
        self._panel().follow(self._host.workspace.case)
        self._counts.show()
        claim = self._host.claim
        concerns_all = any(change.table in {"sources", "case"} for change in taken)
        if concerns_all or claim != self.claim_sheet.shown or (claim and claim.id in about):
            self.show_claim(in_place=True)

    def show_people(self) -> None:
        """Show who else is at which claim."""
        self._panel().claim_list.redraw_in_place()
        self.claim_sheet.draw_in_place()

    def show_claim(self, *, in_place: bool = False) -> None:
        """Show the selected claim on the sheet; with `in_place` what is seen of it stays where it is."""
        self.claim_sheet.show(in_place=in_place)
        if self._sheet.has_keys and not self._sheet.can_enter:
            self._panel().claim_list.enter()
        self._claim_shown()

    def show_assessed(self) -> None:
        """List the claims again if the filter may ask for what is known now that every claim is assessed."""
        if "is:" in self._panel().listing.words:
            self._panel().show(self._host.workspace.case)
