"""What a checker does with a sentence of a draft that becomes no claim: set aside, asked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.records import Entry, EntryKind, Source
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.draft_cursor import DraftCursor
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import ChooseNote
from factcheck.tui.form_screens import OpenNoteForm
from factcheck.workspace.entries import ASIDE

AUTHOR = "author"
"""To whom a query goes if it is not known who wrote the draft."""


class DraftSentences:
    """The keys that act on the sentence under the cursor."""

    def __init__(self, host: Host, changes: Changes, source: Source, cursor: DraftCursor) -> None:
        """Act on the sentence of `cursor`, in the draft `source`."""
        self._host = host
        self._changes = changes
        self._forms = Forms(host, changes)
        self._source = source
        self._cursor = cursor

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "draft.aside": self.set_aside,
            "draft.query": self.write_query,
            "draft.close": self.close_note,
        }

    # Setting aside

    def set_aside(self) -> None:
        """Set the sentence aside, or take it back."""
        view, sentence = self._cursor.view, self._cursor.sentence
        if view is None or sentence is None or not self._changes.may_write():
            return
        number, text = sentence.number, view.text
        is_aside = any(entry.kind == ASIDE for entry in text.entries_on(number))
        if not is_aside and sentence.claims:
            refs = ", ".join(claim.ref for claim in sentence.claims)
            self._host.status_line.problem(f"{visible_line(refs)} {'is' if len(sentence.claims) == 1 else 'are'} in it")
            return
        change = text.take_back if is_aside else text.set_aside
        words = f"sentence {number} {'taken back' if is_aside else 'set aside as no matter of fact'}"
        if self._changes.attempt(lambda: change([number]), words=words):
            self._host.show_case()

    # Asking

    def write_query(self) -> None:
        """Write a note on the sentence."""
        view, sentence = self._cursor.view, self._cursor.sentence
        if view is None or sentence is None or not self._changes.may_write():
            return
        number, text = sentence.number, view.text

        def save(values: dict[str, Any]) -> Batch:
            return text.note(number, **values)

        draft = self._forms.draft(f"query on {self._source.id} {sentence.text}", {})
        title = f"Query · {self._source.ref}, sentence {number}"
        query = Entry(id="", kind=EntryKind.QUERY, to=self._source.author or AUTHOR)
        form = OpenNoteForm(title, sentence.text, save, draft, self._host.workspace.entries.today(), query)
        self._forms.open(form, "draft.query", lambda _: self._host.show_case())

    def close_note(self) -> None:
        """Close the open note on the sentence, or the one chosen."""
        sentence = self._cursor.sentence
        notes = list(sentence.notes) if sentence else []
        if not self._changes.may_write():
            return
        if len(notes) > 1:
            self._host.post_message(ChooseNote(self._host.session, notes, then=self._close))
        else:
            self._close(notes[0] if notes else None)

    def _close(self, entry: Entry | None) -> None:
        names = [entry.id] if entry else []
        nothing = "No note was closed"
        if self._changes.attempt(lambda: self._host.workspace.entries.close(*names), nothing=nothing):
            self._host.show_case()
