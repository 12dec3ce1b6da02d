"""Writing and editing notes and other entries on what is selected or on the case, and closing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Entry, Source
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import ChooseNote
from factcheck.tui.form_screens import OpenNoteForm


class Notes:
    """The keys that write and close notes."""

    def __init__(self, host: Host, changes: Changes, subject: Callable[[], Claim | Source | None]) -> None:
        """Write notes on the claim or the source that `subject` returns, and on the case of `host`."""
        self._host = host
        self._changes = changes
        self._forms = Forms(host, changes)
        self._subject = subject

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"note.add": self.write, "note.case": self.write_on_case, "note.close": self.close}

    def write(self) -> None:
        """Write a note on what is selected."""
        subject = self._subject()
        if subject is not None and self._changes.may_write():
            about = subject.text if isinstance(subject, Claim) else subject.title or subject.file
            self._open(subject.id, f"Note · {subject.ref}", about, "note.add")

    def write_on_case(self) -> None:
        """Write a note on the case; its open notes are shown."""
        if self._changes.may_write():
            notes = " · ".join(f"{note.ref} {note.by}: {note.words}" for note in self._open_on(""))
            self._open("", "Note on the case", notes or self._host.workspace.case.title, "note.case")

    def _open(self, on: str, title: str, about: str, key: str) -> None:
        entries = self._host.workspace.entries

        def save(values: dict[str, Any]) -> Batch:
            return entries.add(on, **values)

        form = OpenNoteForm(title, about, save, self._forms.draft(f"note on {on}", {}), entries.today())
        self._forms.open(form, key, lambda _: self._host.show_case(on or None))

    def edit(self, entry: Entry | None) -> None:
        """Edit an entry."""
        if entry is None or not self._changes.may_write():
            return
        entries, subject = self._host.workspace.entries, self._host.workspace.case.subject(entry.on)

        def save(values: dict[str, Any]) -> Batch:
            return entries.edit(entry.id, **values)

        title = f"{entry.kind.capitalize()} · {entry.ref} · {subject.ref if subject else 'the case'}"
        draft = self._forms.draft(f"entry {entry.id}", entry.to_row())
        form = OpenNoteForm(title, "", save, draft, entries.today(), entry)
        self._forms.open(form, "entry.edit", lambda _: self._host.show_case(entry.id))

    def _open_on(self, on: str) -> list[Entry]:
        return [entry for entry in self._host.workspace.case.entries_of(on) if not entry.closed]

    def close(self) -> None:
        """Close the open note of what is selected; where it has several, or only the case has, the one chosen."""
        subject = self._subject()
        if not self._changes.may_write():
            return
        own = self._open_on(subject.id) if subject else []
        entries = own or self._open_on("")
        on = subject.id if own and subject else None
        if own and len(own) == 1:
            self._close(on, own[0])
        elif entries:
            self._host.post_message(ChooseNote(self._host.session, entries, then=partial(self._close, on)))
        else:
            who = subject.ref if subject else "The case"
            self._close(on, None, nothing=f"{who} has no open note")

    def _close(self, on: str | None, entry: Entry | None, *, nothing: str = "No note was closed") -> None:
        names = [entry.id] if entry else []
        if self._changes.attempt(lambda: self._host.workspace.entries.close(*names), nothing=nothing):
            self._host.show_case(on)
