"""The text of a draft in paragraphs, and in pieces where something begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from factcheck.exports.draft.records import MarkedDraft, MarkedSentence

_GAP = re.compile(r"\n(?:[^\S\n]*\n)+")

Span = tuple[int, int]


def paragraphs(draft: MarkedDraft) -> Iterator[tuple[Span, Sequence[MarkedSentence]]]:
    """Yield the paragraphs of a draft, each with the sentences that begin in it."""
    sentences, place = draft.sentences, 0
    for start, end in _paragraph_spans(draft.text):
        first = place
        while place < len(sentences) and sentences[place].start < end:
            place += 1
        yield (start, end), sentences[first:place]


def _paragraph_spans(text: str) -> Iterator[Span]:
    at = 0
    for gap in (*_GAP.finditer(text), None):
        end = gap.start() if gap else len(text)
        words = text[at:end]
        if words.strip():
            yield at + len(words) - len(words.lstrip()), at + len(words.rstrip())
        at = gap.end() if gap else end


def is_title(sentences: Sequence[MarkedSentence]) -> bool:
    """Return whether a paragraph of these sentences is a headline."""
    return bool(sentences) and all(sentence.is_title for sentence in sentences)


def pieces(span: Span, cuts: Iterable[int]) -> Iterator[Span]:
    """Yield the pieces of a span, which is divided at each of `cuts` inside it."""
    start, end = span
    for cut in sorted({cut for cut in cuts if start < cut < end} | {end}):
        yield start, cut
        start = cut
