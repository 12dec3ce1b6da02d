"""A document as the passages that can be found in it: its sentences, none of them endless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.sentences import Span, sentences

VERSION = 1
"""Goes up whenever a text would be parted otherwise than before."""

LONGEST = 600
"""Code points after which a sentence without an end (a table, a list of names) is parted at a blank."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Where the passages of one source stand in its text.

    `title` is the document's, which counts a little for each passage: a sentence says "he" of whom the title names.
    """

    source: str
    language: str
    title: str
    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, source: str, text: str, *, title: str = "", language: str = "") -> Passages:
        """Part the text of the source with the id `source`."""
        found = sentences(text, language)
        spans = (part for start, end in found for part in _parts(text, start, end))
        return cls(source, language, title, text, tuple(spans))

    def texts(self) -> Iterator[str]:
        """Yield the title, then each passage."""
        yield self.title
        for start, end in self.spans:
            yield self.text[start:end]


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield start, cut
        start = cut + (blank > 0)
    if start < end:
        yield start, end
