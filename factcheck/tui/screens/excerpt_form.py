"""An excerpt to be written, or one to be edited: the quote, where it is from, and what it says about the claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from textual import on
from textual.timer import Timer
from textual.widgets import Select, TextArea

from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.text import visible_line
from factcheck.tui.form_screens import Save
from factcheck.tui.render.styles import STANCE_NAMES
from factcheck.tui.screens.form import Form
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.widgets.form_fields import FieldSpec, write_into

LOOK = 0.3
"""Seconds without a key after which it is looked where a quote stands."""

Places: TypeAlias = Callable[[str], Sequence[str]]
"""Returns the ids of the sources in which a quote stands word for word. Called in a thread."""


class ExcerptForm(Form):
    """Returns quote, source (its id), stance, locator and note of an excerpt, or None."""

    def __init__(
        self,
        claim: Claim,
        sources: Sequence[Source],
        save: Save,
        draft: FormDraft,
        excerpt: Excerpt | None = None,
        stance: Stance | None = None,
        places: Places | None = None,
    ) -> None:
        """Ask for an excerpt to `claim` from one of `sources`, which are not none; `excerpt` is one that there is.

        A new one has no source and no stance until they are chosen, unless there is one source, or `stance` is given.
        `places` proposes the source of a quote.
        """
        only = sources[0].id if len(sources) == 1 else ""
        row = excerpt.to_row() if excerpt else {"source": only, "stance": stance or ""}
        which = [(each.id, _words(each)) for each in sources]
        stances = [(each.value, STANCE_NAMES[each]) for each in Stance]
        entries = [
            FieldSpec("quote", "Quote", row.get("quote", ""), rows=4),
            FieldSpec("source", "Source", row["source"], "choose: enter", choices=which),
            FieldSpec("stance", "Stance", row["stance"], "choose: enter", choices=stances),
            FieldSpec("locator", "Place", row.get("locator", ""), "where it stands in the source: a page, a paragraph"),
            FieldSpec("note", "Note", row.get("note", ""), rows=2),
        ]
        self._sources = {each.id: each for each in sources}
        self._places = None if excerpt or only else places
        self._proposed = ""
        self._look: Timer | None = None
        title = f"Excerpt {excerpt.ref} · {claim.ref}" if excerpt else f"New excerpt · {claim.ref}"
        super().__init__(title, entries, about=claim.text, save=save, draft=draft)

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: an excerpt without a quote, a source, a stance."""
        if not texts["quote"].strip():
            yield "quote", "An excerpt needs a quote: what the source says, word for word."
        if not texts["source"]:
            yield "source", "An excerpt needs a source: which one says this? Enter lists them."
        if not texts["stance"]:
            yield "stance", "An excerpt needs a stance: does it support the claim, contradict it, or give context?"

    def result(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields of the excerpt."""
        return {**texts, "stance": Stance(texts["stance"])}

    def comment(self, texts: Mapping[str, str]) -> str:
        """Return why a source is chosen, where it was proposed."""
        source = self._sources.get(texts["source"])
        if source is not None and source.id == self._proposed:
            return f"{source.ref} has these words, and no other source whose text is here: it is proposed."
        return super().comment(texts)

    # Proposing the source

    @on(TextArea.Changed, "#quote")
    def _look_soon(self) -> None:
        if self._places is None:
            return
        if self._look is not None:
            self._look.stop()
        self._look = self.set_timer(LOOK, self._look_for)

    def _look_for(self) -> None:
        quote = self.query_one("#quote", TextArea).text
        if self._places is not None and self._free:
            find = partial(self._find, self._places, quote)
            self.run_worker(find, thread=True, group="places", exit_on_error=False)

    def _find(self, places: Places, quote: str) -> None:
        self.call_later(self._propose, quote, list(places(quote)))

    def _propose(self, quote: str, found: Sequence[str]) -> None:
        """Choose the one source that has the quote, unless a person chose one, or the quote is another by now."""
        if self._free and quote == self.query_one("#quote", TextArea).text:
            self._proposed = found[0] if len(found) == 1 else ""
            write_into(self.query_one("#source", Select), self._proposed)

    @property
    def _free(self) -> bool:
        """Whether nobody has chosen a source."""
        chosen = self.query_one("#source", Select).value
        return chosen is Select.NULL or chosen == self._proposed


def _words(source: Source) -> str:
    parts = (source.ref, source.title or source.file, source.publisher, source.published)
    return visible_line(" · ".join(part for part in parts if part))
