"""The key that takes in a file of others."""

from __future__ import annotations

from factcheck.case.changes import Batch
from factcheck.tui.screens.base import WorkspaceScreen


class TakingIn(WorkspaceScreen):
    """Opens the window for it, and says what came of it."""

    def action_import(self) -> None:
        """Take in a file."""
        from factcheck.tui.screens.import_ import ImportScreen

        if self.workspace.read_only:
            self.status_line.problem(f"Nothing can be taken in: the case is read-only, {self.workspace.read_only}")
        else:
            self.app.push_screen(ImportScreen(self.workspace), self._taken_in)

    def _taken_in(self, batch: Batch | None) -> None:
        if batch:
            tables = [change.table for change in batch]
            counts = ((name, tables.count(name)) for name in ("claims", "excerpts", "verdicts", "sources"))
            words = ", ".join(f"{count:,} {name if count > 1 else name[:-1]}" for name, count in counts if count)
            self.attempt(lambda: batch, words=f"taken in: {words or 'the cover sheet'}")
            claim = next((change.key for change in batch if change.table == "claims"), None)
            self.show_case(claim)
