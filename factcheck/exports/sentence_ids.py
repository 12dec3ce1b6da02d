"""The numbered sentences of sources, to which data sets refer as evidence.

The sentences of a source are those of its text. If the text is missing, they are those of the quotes from it, in the
order of the checked claims, so that the claims and the corpus of one selection have the same numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from factcheck.case.records import Excerpt, Source
from factcheck.exports.lint import LintIssue
from factcheck.exports.selection import Selection, labelled_claims
from factcheck.quotes import Span
from factcheck.quotes.anchor import anchor
from factcheck.sentences import sentences


class SentenceNumbers:
    """The sentence numbers of the sources of a selection, from 0."""

    def __init__(self, selection: Selection) -> None:
        """Number the sentences of `selection`; a text is read when it is first needed."""
        self._selection = selection
        self._spans: dict[str, tuple[array[int], array[int]] | None] = {}
        self._quoted: dict[str, int] = {}

    def has_text(self, source_id: str) -> bool:
        """Return whether the text of a source is available."""
        return self._ends(source_id) is not None

    def assign(self, excerpt: Excerpt) -> list[int]:
        """Return the numbers of the sentences that a quote overlaps; [] if it is not in its source.

        To be called once for each excerpt of the checked claims, in their order, since the quotes from a source without
        text are numbered in the order of the calls.
        """
        spans = self._ends(excerpt.source)
        if spans is None:
            first = self._quoted.get(excerpt.source, 0)
            self._quoted[excerpt.source] = after = first + len(self._of_quote(excerpt))
            return list(range(first, after))
        starts, ends = spans
        return sorted(
            {
                number
                for start, end in self._parts(excerpt)
                for number in range(bisect_right(ends, start), bisect_left(starts, end))
            }
        )

    def documents(self, sources: list[Source]) -> Iterator[tuple[Source, list[str]]]:
        """Yield sources with their sentences."""
        quotes = self._quotes({source.id for source in sources if not self.has_text(source.id)})
        for source in sources:
            text = self._selection.text(source.id)
            spans = self._ends(source.id)
            if text is not None and spans is not None:
                yield source, [text[start:end] for start, end in zip(*spans, strict=True)]
            else:
                excerpts = map(self._selection.case.excerpts.__getitem__, quotes.get(source.id, ()))
                yield source, [sentence for excerpt in excerpts for sentence in self._of_quote(excerpt)]

    def lint(self) -> Iterator[LintIssue]:
        """Yield the sources without text, and the quotes that are not in their source."""
        seen: set[str] = set()
        for excerpt in _excerpts(self._selection):
            if excerpt.source not in seen and not self.has_text(excerpt.source):
                source = self._selection.case.sources[excerpt.source]
                message = "no text; the quotes from it are its sentences"
                yield LintIssue(source.ref, "text", message, required=False)
            seen.add(excerpt.source)
            if not self.assign(excerpt):
                yield LintIssue(excerpt.ref, "quote", "quote not found in its source; left out")

    def _ends(self, source_id: str) -> tuple[array[int], array[int]] | None:
        if source_id not in self._spans:
            text = self._selection.text(source_id)
            self._spans[source_id] = None if text is None else self._split(source_id, text)
        return self._spans[source_id]

    def _split(self, source_id: str, text: str) -> tuple[array[int], array[int]]:
        spans = sentences(text, self._language(source_id))
        return array("Q", [start for start, _ in spans]), array("Q", [end for _, end in spans])

    def _parts(self, excerpt: Excerpt) -> tuple[Span, ...]:
        anchored = self._selection.anchor(excerpt.id)
        if anchored is None:
            text = self._selection.text(excerpt.source) or ""
            anchored = anchor(excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix, start=excerpt.start)
        return () if anchored.source or not excerpt.quote else anchored.parts

    def _of_quote(self, excerpt: Excerpt) -> list[str]:
        spans = sentences(excerpt.quote, self._language(excerpt.source))
        return [excerpt.quote[start:end] for start, end in spans]

    def _language(self, source_id: str) -> str:
        return self._selection.case.sources[source_id].language or "en"

    def _quotes(self, source_ids: set[str]) -> dict[str, list[str]]:
        """Return the ids of the excerpts from each of some sources, in the order in which `assign` numbers them."""
        quotes: dict[str, list[str]] = {}
        for excerpt in _excerpts(self._selection):
            if excerpt.source in source_ids:
                quotes.setdefault(excerpt.source, []).append(excerpt.id)
        return quotes


def _excerpts(selection: Selection) -> Iterator[Excerpt]:
    for claim, _, _ in labelled_claims(selection):
        yield from selection.case.excerpts_of(claim.id)
