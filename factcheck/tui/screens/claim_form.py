"""A claim to be written, or one to be edited; and its tags alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.widgets import TextArea

from factcheck.case.records import Claim
from factcheck.evidence import parts
from factcheck.text import clean_line, counted, visible_line
from factcheck.tui.form_screens import Save
from factcheck.tui.keys import LINES
from factcheck.tui.screens.form import DATE, Form, date_faults
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.widgets.form_fields import FieldSpec, TagSuggester, join_tags, split_tags
from factcheck.workspace.claim_lines import claim_lines

_SEVERAL = 2


class ClaimForm(Form):
    """Returns text, origin, speaker, date, language and tags, or None; for several claims, their texts as "lines"."""

    BINDINGS: ClassVar[list[BindingType]] = [LINES]

    def __init__(
        self,
        title: str,
        values: Mapping[str, Any],
        known_tags: Sequence[str] = (),
        save: Save | None = None,
        draft: FormDraft | None = None,
        known: Callable[[Sequence[str]], str] | None = None,
    ) -> None:
        """Ask for a claim, with the `values` that are known filled in; `known_tags` are suggested.

        With `known` a text of several lines may become a claim for each line; it says which texts are known.
        """
        self._known = known
        self._is_split = False
        names = ("text", "speaker", "date", "origin", "language")
        text, speaker, date, origin, code = (values.get(name, "") for name in names)
        entries = [
            FieldSpec("text", "Claim", text, rows=4),
            FieldSpec("speaker", "Speaker", speaker, "who said it"),
            FieldSpec("date", "Date", date, f"when: {DATE}"),
            FieldSpec("origin", "Origin", origin, "where it was said: a speech, an article, a link"),
            FieldSpec("language", "Language", code, "its code: en, de, kk; recognised if it is left empty"),
            _tags_entry(values.get("tags", ()), known_tags),
        ]
        super().__init__(title, entries, save=save, draft=draft)

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: a claim without a text, a date that is none."""
        if not clean_line(texts["text"]):
            yield "text", "A claim needs a text: one statement that can be checked."
        yield from date_faults("date", texts["date"])
        if texts["language"].strip() and parts.language(texts["language"].strip()) is None:
            yield "language", "There is no such language: give its code, such as en, de or kk."

    def result(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields of the claim; of several, their texts as "lines"."""
        lines = {"lines": claim_lines(texts["text"])} if self._is_split else {}
        return {**texts, "tags": split_tags(texts["tags"]), **lines}

    def comment(self, texts: Mapping[str, str]) -> str:
        """Return how many claims the lines of the text can become, and which of them are in the case."""
        lines = claim_lines(texts["text"]) if self._known else []
        if self._known is None or len(lines) < _SEVERAL:
            return super().comment(texts)
        known = self._known(lines)
        return f"{len(lines)} lines: ctrl+l adds {len(lines)} claims, ctrl+s one{f' · {known}' if known else ''}"

    def action_save_lines(self) -> None:
        """Add a claim for each line of the text, if it has several."""
        text = self.query_one("#text", TextArea).text
        self._is_split = self._known is not None and len(claim_lines(text)) >= _SEVERAL
        if self._is_split:
            self.action_save()
            self._is_split = False


class TagsForm(Form):
    """Returns the tags of a claim, or None."""

    def __init__(self, claim: Claim, known_tags: Sequence[str], save: Save, draft: FormDraft) -> None:
        """Ask for the tags of a claim; `known_tags` are suggested, and listed."""
        self._known = visible_line(" · ".join(known_tags))
        super().__init__(
            f"Tags · {claim.ref}", [_tags_entry(claim.tags, known_tags)], about=self._known, save=save, draft=draft
        )

    def result(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return the tags."""
        return {"tags": split_tags(texts["tags"])}


class MarkedTagsForm(Form):
    """Returns the tags to add to several claims, and those to remove, or None."""

    def __init__(self, count: int, known_tags: Sequence[str], save: Save) -> None:
        """Ask for the tags of `count` claims; `known_tags` are suggested, and listed."""
        fields = [replace(_tags_entry((), known_tags), name=name, label=label) for name, label in _MARKED.items()]
        super().__init__(f"Tags · {counted(count, 'claim')}", fields, about=" · ".join(known_tags), save=save)

    def result(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return the tags."""
        return {name: split_tags(texts[name]) for name in _MARKED}


_MARKED = {"added": "Add", "removed": "Remove"}


def _tags_entry(tags: str | Sequence[str], known_tags: Sequence[str]) -> FieldSpec:
    return FieldSpec(
        "tags", "Tags", join_tags(tags), "comma-separated; → accepts a suggestion", suggester=TagSuggester(known_tags)
    )
