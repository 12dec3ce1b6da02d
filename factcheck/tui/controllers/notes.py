"""Writing notes on the selected claim, and closing them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Entry
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import ChooseNote, OpenNoteForm


class Notes:
    """The keys that write and close notes."""

    def __init__(self, host: Host, changes: Changes) -> None:
        """Write notes on the claim of `host`."""
        self._host = host
        self._changes = changes
        self._forms = Forms(host, changes)

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"note.add": self.write, "note.close": self.close}

    def write(self) -> None:
        """Write a note on the selected claim."""
        claim, workspace = self._host.claim, self._host.workspace
        if claim is None or not self._changes.may_write():
            return

        def save(values: dict[str, Any]) -> Batch:
            return workspace.entries.add(claim.id, values["words"], to=values["to"])

        form = OpenNoteForm(claim, save, self._forms.draft(f"note on {claim.id}", {}))
        self._forms.open(form, "note.add", lambda _: self._host.show_case(claim.id))

    def close(self) -> None:
        """Close the open note of the selected claim; where it has several, the one that is chosen."""
        claim, workspace = self._host.claim, self._host.workspace
        if claim is None or not self._changes.may_write():
            return
        entries = [entry for entry in workspace.case.entries_of(claim.id) if not entry.closed]
        if len(entries) > 1:
            self._host.post_message(ChooseNote(self._host.session, entries, then=partial(self._close, claim)))
        else:
            self._close(claim, entries[0] if entries else None, nothing=f"{claim.ref} has no open note")

    def _close(self, claim: Claim, entry: Entry | None, *, nothing: str = "No note was closed") -> None:
        names = [entry.id] if entry else []
        if self._changes.attempt(lambda: self._host.workspace.entries.close(*names), nothing=nothing):
            self._host.show_case(claim.id)
