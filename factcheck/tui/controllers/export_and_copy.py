"""What leaves the case and what comes into it: exports, copied citations, imports; and a claim's history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.describe import tally
from factcheck.text import counted, visible, visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import OpenExport, OpenHistory, OpenImport, OpenInBrowser
from factcheck.tui.render.citations import citation, claim_citation
from factcheck.tui.state.claim_listing import Listing
from factcheck.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from factcheck.tui.state.export_request import ExportResult
    from factcheck.tui.state.import_offer import Taken


_ONE_FILE = "The page is one file: it can be mailed as it is."


class ExportAndCopy:
    """The keys for export, import, copy and history."""

    def __init__(self, host: Host, changes: Changes, sheet: Sheet, listing: Callable[[], Listing]) -> None:
        """Work on the claim of `host` and the excerpts on `sheet`; `listing` returns which claims are listed."""
        self._host = host
        self._changes = changes
        self._sheet = sheet
        self._listing = listing

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "claim.history": self.show_history,
            "claim.copy": self.copy,
            "case.export": self.export,
            "case.import": self.import_,
        }

    def show_history(self) -> None:
        """Show the changes of the selected claim."""
        if self._host.claim is not None:
            self._host.post_message(OpenHistory(self._host.session, self._host.claim))

    def export(self) -> None:
        """Export the case."""
        self._host.post_message(OpenExport(self._host.workspace, self._listing().only, then=self._exported))

    def _exported(self, written: ExportResult | None) -> None:
        """Say where the export is; a page can be looked at."""
        if written is None:
            return
        path = visible_line(str(written.path))
        self._host.status_line.say(Content.assemble((" written ", "bold $text-success"), f" {path}"))
        if written.format == "html":
            page = OpenInBrowser("Written", path, written.path.resolve().as_uri(), _ONE_FILE)
            self._host.post_message(page)

    def copy(self) -> None:
        """Copy the selected excerpt, or else the claim, with its citation."""
        case, excerpt, claim = self._host.workspace.case, self._sheet.selected, self._host.claim
        if excerpt is not None:
            self._copy(excerpt.ref, citation(case.sources[excerpt.source], excerpt))
        elif claim is not None:
            self._copy(claim.ref, claim_citation(case, claim))

    def _copy(self, ref: str, text: str) -> None:
        self._host.app.copy_to_clipboard(visible(text))  # pasted into a terminal it must not act there
        self._host.status_line.say(Content.assemble((" copied ", "bold"), f" {visible_line(ref)} with its citation"))

    def import_(self) -> None:
        """Import a file, or merge a copy of the case."""
        if self._changes.may_write():
            self._host.post_message(OpenImport(self._host.workspace, then=self._imported))

    def _imported(self, result: Taken | None) -> None:
        if result is None:
            return
        batch, untaken, merged = result
        if merged:
            self._host.show_case()
            self._host.status_line.saved(f"merged: {merged}", "")
        if not batch:
            return
        words = f"imported: {tally(batch) or 'title and scale'}"
        left = f"; {counted(untaken, 'difference')} not taken" if untaken else ""
        self._changes.attempt(lambda: batch, words=f"{words}{left}")
        self._host.show_case(next((change.key for change in batch if change.table == "claims"), None))
