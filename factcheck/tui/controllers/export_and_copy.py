"""What a checker looks up or takes along from the highlighted claim: its history, a report, a citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.text import visible, visible_line
from factcheck.tui.render.records import citation, claim_citation
from factcheck.tui.screens.base import WorkspaceScreen
from factcheck.tui.widgets.evidence import EvidencePane

if TYPE_CHECKING:
    from factcheck.tui.state.export_request import Delivered


class TakingAlong(WorkspaceScreen):
    """The keys that change nothing in the case."""

    @property
    def only(self) -> str:
        """The filter that the claims on the screen have passed."""
        raise NotImplementedError

    def action_history(self) -> None:
        """Show what was done to the highlighted claim."""
        from factcheck.tui.screens.history import HistoryScreen

        if self.claim is not None:
            self.app.push_screen(HistoryScreen(self.workspace.case, self.claim))

    def action_export(self) -> None:
        """Write a report."""
        from factcheck.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.workspace, self.only), self._exported)

    def _exported(self, written: Delivered | None) -> None:
        """Say where an export is; a page can be looked at."""
        if written is None:
            return
        path = visible_line(str(written.path))
        self.status_line.say(Content.assemble((" written ", "bold $text-success"), f" {path}"))
        if written.format == "html":
            from factcheck.tui.screens.written import WrittenScreen

            self.app.push_screen(WrittenScreen(written.path))

    def action_copy(self) -> None:
        """Copy the excerpt in focus, or else the claim, with its citation."""
        focused, case = self.focused, self.workspace.case
        if isinstance(focused, EvidencePane) and focused.current is not None:
            excerpt = focused.current
            self._copy(excerpt.ref, citation(case.sources[excerpt.source], excerpt))
        elif self.claim is not None:
            self._copy(self.claim.ref, claim_citation(case, self.claim))

    def _copy(self, ref: str, text: str) -> None:
        self.app.copy_to_clipboard(visible(text))  # what is pasted into a terminal must not act there
        self.status_line.say(Content.assemble((" copied ", "bold"), f" {visible_line(ref)} with its citation"))
