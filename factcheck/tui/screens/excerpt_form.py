"""An excerpt to be written, or one to be edited: the quote, where it is from, and what it says about the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factcheck.model import Claim, Excerpt, Source, Stance
from factcheck.tui.form_draft import FormDraft
from factcheck.tui.rendering import STANCE_NAMES
from factcheck.tui.screens.form import Form, Save
from factcheck.tui.widgets.entries import Entry


class ExcerptForm(Form):
    """Returns quote, source (its id), stance, locator and note of an excerpt, or None."""

    def __init__(
        self,
        claim: Claim,
        sources: Sequence[Source],
        excerpt: Excerpt | None = None,
        *,
        save: Save | None = None,
        draft: FormDraft | None = None,
    ) -> None:
        """Ask for an excerpt to `claim` from one of `sources`, which are not none; `excerpt` is one that there is."""
        row = excerpt.to_row() if excerpt else {}
        entries = [
            Entry("quote", "Quote", row.get("quote", ""), rows=4),
            Entry("source", "Source", row.get("source", ""), choices=[(each.id, _words(each)) for each in sources]),
            Entry("stance", "Stance", row.get("stance", ""), choices=[(each, STANCE_NAMES[each]) for each in Stance]),
            Entry("locator", "Place", row.get("locator", ""), "where it stands in the source: a page, a paragraph"),
            Entry("note", "Note", row.get("note", ""), rows=2),
        ]
        title = f"Excerpt {excerpt.ref} · {claim.ref}" if excerpt else f"New excerpt · {claim.ref}"
        super().__init__(title, entries, about=claim.text, save=save, draft=draft)

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: an excerpt without a quote."""
        if not texts["quote"].strip():
            yield "quote", "An excerpt needs a quote: what the source says, word for word."

    def result(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields of the excerpt."""
        return {**texts, "stance": Stance(texts["stance"])}


def _words(source: Source) -> str:
    parts = (source.ref, source.title or source.file, source.publisher, source.published)
    return " · ".join(part for part in parts if part)
