"""What is known of a source, to be edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from factcheck.case.origins import GRADE
from factcheck.case.records import Role, Source, SourceKind
from factcheck.errors import FactcheckError
from factcheck.text import clean_line
from factcheck.tui.form_screens import Save
from factcheck.tui.screens.form import DATE, Form, date_faults
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.widgets.form_fields import FieldSpec

_ROLES = {
    Role.EVIDENCE: "evidence",
    Role.DRAFT: "draft: the text under check, never evidence",
}

_KINDS = {
    "": "not stated",
    SourceKind.PRIMARY.value: "primary: it was there, or is the document itself",
    SourceKind.SECONDARY.value: "secondary: it tells of others",
    SourceKind.OWN.value: "own: one's own observation or data",
}


class SourceForm(Form):
    """Returns title, publisher, author, published, url, role, language, note and further details, or None."""

    def __init__(
        self,
        source: Source,
        role: Role,
        save: Save,
        draft: FormDraft,
        repeats: str = "",
        check: Callable[[dict[str, Any]], object] = bool,
    ) -> None:
        """Ask for what is known of `source`, which has this role now and repeats the one with the ref `repeats`.

        `check` raises FactcheckError for details that cannot be saved.
        """
        entries = [
            FieldSpec("title", "Title", source.title, source.file),
            FieldSpec("publisher", "Publisher", source.publisher, "who published it"),
            FieldSpec("author", "Author", source.author, "who wrote it"),
            FieldSpec("published", "Published", source.published, f"when: {DATE}"),
            FieldSpec("url", "Link", source.url, "https://…"),
            FieldSpec("role", "Role", role, choices=[(each.value, words) for each, words in _ROLES.items()]),
            FieldSpec("language", "Language", source.language, "its code: en, de, kk"),
            FieldSpec("note", "Note", source.note, rows=2),
            FieldSpec("kind", "Kind", source.kind, choices=list(_KINDS.items())),
            FieldSpec("interest", "Interest", source.interest, "what it gains by what it says"),
            FieldSpec("repeats", "Repeats", repeats, "the source that it takes its report from: S1"),
            FieldSpec("as_of", "As of", source.as_of, f"the date of what it reports: {DATE}"),
            FieldSpec("grade", "Grade", source.grade, GRADE),
        ]
        self._check = check
        super().__init__(f"Source · {source.ref}", entries, save=save, draft=draft)

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: no name at all, a date that is none."""
        if not clean_line(texts["title"]):
            yield "title", "A source needs a title: how a reader is to call it."
        yield from date_faults("published", texts["published"])
        yield from date_faults("as_of", texts["as_of"])
        for name in ("grade", "repeats"):
            try:
                self._check({name: texts[name]})
            except FactcheckError as error:
                yield name, f"{error}."
