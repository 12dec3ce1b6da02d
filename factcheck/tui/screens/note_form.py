"""An entry on a claim, a source or the case, to be written or edited: a note, a query, a contact, a task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from factcheck.case.days import EXAMPLES, parse_day
from factcheck.case.records import Entry, EntryKind
from factcheck.errors import InvalidError
from factcheck.text import clean
from factcheck.tui.form_screens import Save
from factcheck.tui.screens.form import Form
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.widgets.form_fields import FieldSpec

_KINDS = {
    EntryKind.NOTE: "note",
    EntryKind.QUERY: "query: a question to somebody",
    EntryKind.CONTACT: "contact: somebody was asked for comment",
    EntryKind.REPLY: "reply: what came of it",
    EntryKind.TODO: "todo: a task",
    EntryKind.SIGN_OFF: "sign-off: I have checked this verdict too",
}


class NoteForm(Form):
    """Returns the words of an entry, its kind, whom it is meant for, by which way and by when, or None."""

    FIRST = "words"

    def __init__(self, title: str, about: str, save: Save, draft: FormDraft, today: date, entry: Entry) -> None:
        """Ask for an entry that begins as `entry`; `about` is what it is on, `today` the day it is."""
        self._today, old = today, entry
        kinds = [(each.value, words) for each, words in _KINDS.items()]
        if old.kind not in _KINDS:
            kinds.append((old.kind, old.kind))
        fields = [
            FieldSpec("kind", "Kind", old.kind, choices=kinds),
            FieldSpec("due", "Due", old.due, f"{EXAMPLES} (optional)"),
            FieldSpec("via", "Via", old.via, "how it went to them: mail, phone (optional)"),
            FieldSpec("words", "Note", old.words, rows=4),
            FieldSpec("to", "To", old.to, "whom it is meant for (optional)"),
        ]
        super().__init__(title, fields, about=about, save=save, draft=draft)

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: no words, a day that is none."""
        if not clean(texts["words"]) and texts["kind"] != EntryKind.SIGN_OFF:
            yield "words", f"A {texts['kind']} needs words."
        try:
            parse_day(texts["due"], self._today)
        except InvalidError as error:
            yield "due", f"{error}."
