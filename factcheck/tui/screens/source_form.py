"""What is known of a source, to be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.case.records import Role, Source
from factcheck.text import clean_line
from factcheck.tui.router import Save
from factcheck.tui.screens.form import DATE, Form, date_faults
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.widgets.form_fields import FieldSpec

_ROLES = {
    Role.EVIDENCE: "evidence",
    Role.DRAFT: "draft: the text under check, never evidence",
}


class SourceForm(Form):
    """Returns title, publisher, author, published, url, role, language and note of a source, or None."""

    def __init__(self, source: Source, role: Role, save: Save, draft: FormDraft) -> None:
        """Ask for what is known of `source`, which has this role now."""
        entries = [
            FieldSpec("title", "Title", source.title, source.file),
            FieldSpec("publisher", "Publisher", source.publisher, "who published it"),
            FieldSpec("author", "Author", source.author, "who wrote it"),
            FieldSpec("published", "Published", source.published, f"when: {DATE}"),
            FieldSpec("url", "Link", source.url, "https://…"),
            FieldSpec("role", "Role", role, choices=[(each.value, words) for each, words in _ROLES.items()]),
            FieldSpec("language", "Language", source.language, "its code: en, de, kk"),
            FieldSpec("note", "Note", source.note, rows=2),
        ]
        super().__init__(f"Source · {source.ref}", entries, save=save, draft=draft)

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: no name at all, a date that is none."""
        if not clean_line(texts["title"]):
            yield "title", "A source needs a title: how a reader is to call it."
        yield from date_faults("published", texts["published"])
