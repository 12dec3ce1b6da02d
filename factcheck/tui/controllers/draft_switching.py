"""The documents around a draft: another draft of the case, a new one, the new version of this one, its export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.records import Source
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.drafts import DraftOpening
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import ChooseSource, OpenDocuments, OpenExport
from factcheck.tui.state.document_tasks import AddDraft
from factcheck.workspace.results import DraftResult

if TYPE_CHECKING:
    from factcheck.tui.state.export_request import ExportResult


class DraftSwitching:
    """The keys that go from the draft on the screen to another document."""

    def __init__(self, host: Host, changes: Changes, source: Source, leave: Callable[[Destination], object]) -> None:
        """Go on from the draft `source`; `leave` is called when the draft that was opened instead is left."""
        self._host = host
        self._changes = changes
        self._source = source
        self._opening = DraftOpening(host, changes, lambda destination: leave(destination or Destination()))

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "draft.other": self.open_other,
            "draft.add": self.add,
            "draft.version": self.add_version,
            "case.export": self.export,
        }

    def open_other(self) -> None:
        """Open another draft of the case; ask which one where there are several."""
        host = self._host
        others = [draft for draft in host.workspace.drafts() if draft.id != self._source.id]
        if len(others) == 1:
            self._opening.show(others[0])
        elif others:
            host.post_message(ChooseSource(host.session, Content("Which draft?"), others, then=self._opening.show))
        else:
            ref = visible_line(self._source.ref)
            host.status_line.say(f" {ref} is the only draft of the case; {host.key('draft.add')} adds another.")

    def add(self) -> None:
        """Add another draft to the case, and open it."""
        self._opening.add()

    def add_version(self) -> None:
        """Take a document as the new version of the draft, and show it."""
        if self._changes.may_write():
            task = AddDraft(self._host.workspace.draft_texts, self._source)
            self._host.post_message(OpenDocuments[DraftResult](self._host.workspace, task, then=self._opening.added))

    def export(self) -> None:
        """Export the draft."""
        self._host.post_message(OpenExport(self._host.workspace, "", self._source.ref, then=self._exported))

    def _exported(self, written: ExportResult | None) -> None:
        if written is not None:
            self._host.status_line.say(f" written {visible_line(str(written.path))}")
