"""A note on a claim, a source or the case, to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.text import clean
from factcheck.tui.router import Save
from factcheck.tui.screens.form import Form
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.widgets.form_fields import FieldSpec


class NoteForm(Form):
    """Returns the words of a note and whom it is meant for, or None."""

    def __init__(self, title: str, about: str, save: Save, draft: FormDraft, to: str = "") -> None:
        """Ask for a note; `about` is what it is on, `to` whom it is meant for unless that is changed."""
        fields = [
            FieldSpec("words", "Note", "", rows=4),
            FieldSpec("to", "To", to, "whom it is meant for (optional)"),
        ]
        super().__init__(title, fields, about=about, save=save, draft=draft)

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield that a note without words is none."""
        if not clean(texts["words"]):
            yield "words", "A note needs words."
