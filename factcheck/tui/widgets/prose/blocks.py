"""A long text in blocks, so that only what is looked at need be looked at.

Where a block begins is found from its number alone: at the first paragraph in its stretch of the text, else at the
first line, sentence or word there. So a place in the middle of a text is reached without reading what is before it,
and one line of a megabyte is parted where it hurts least.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Protocol

from factcheck.quotes import Span
from factcheck.sentences import sentences_in
from factcheck.tui.widgets.prose.glyphs import LONGEST, begins_sign

SIZE = 4096
"""Code points of a block, about."""

_BORDERS = [
    re.compile(r"\n(?:[^\S\n]*\n)+"),
    re.compile(r"\n"),
    re.compile(r"[.!?…。！？][\"”’»)\]]*\s+|[。！？]"),
    re.compile(r"\s+"),
]


class Blocks:
    """The blocks of one text: each at least one code point, but for the one of an empty text, and at most two sizes."""

    def __init__(self, text: str) -> None:
        """Divide `text` into blocks, lazily."""
        self.text = text
        self.count = max(1, -(-len(text) // SIZE))
        self._starts = {0: 0, self.count: len(text)}

    def start(self, block: int) -> int:
        """Return where a block begins; the text ends where the one after the last would begin."""
        start = self._starts.get(block)
        if start is None:
            start = self._starts[block] = self._border(block * SIZE, min((block + 1) * SIZE, len(self.text)) - 1)
        return start

    def span(self, block: int) -> Span:
        """Return from where to where a block goes."""
        return self.start(block), self.start(block + 1)

    def of(self, offset: int) -> int:
        """Return the block in which a code point stands; the last for the end of the text."""
        block = min(offset // SIZE, self.count - 1)
        return block - (self.start(block) > offset)

    def _border(self, low: int, high: int) -> int:
        for border in _BORDERS:
            if found := border.search(self.text, low, high):
                return found.end()
        near = range(low, min(low + LONGEST, high))
        return next((offset for offset in near if begins_sign(self.text, offset)), low)


class SentenceWalk(Protocol):
    """The sentences of a text, as one moves by them."""

    def at(self, offset: int) -> Span | None:
        """Return the sentence at a code point, else the one after it, else the last; None where there is none."""

    def next(self, offset: int, step: int) -> Span | None:
        """Return the first sentence that begins after `offset`, or with a negative `step` the last before it."""


class Sentences:
    """Walks from sentence to sentence; each belongs to the block in which it begins."""

    def __init__(self, blocks: Blocks, language: str) -> None:
        """Split the text of `blocks` into sentences; `language` is ISO 639-1 or empty."""
        self._blocks = blocks
        self._language = language or "en"
        self._found: dict[int, list[Span]] = {}

    def at(self, offset: int) -> Span | None:
        """Return the sentence at a code point, else the one after it, else the last; None where there is none."""
        block = self._blocks.of(offset)
        spans = self._of(block)
        place = bisect_right(spans, offset, key=lambda span: span[0]) - 1
        if place >= 0 and offset < spans[place][1]:
            return spans[place]
        before = self._first_from(block - 1, -1) if place < 0 else None
        if before and offset < before[1]:
            return before
        if place + 1 < len(spans):
            return spans[place + 1]
        return self._first_from(block + 1, 1) or self._first_from(self._blocks.count - 1, -1)

    def next(self, offset: int, step: int) -> Span | None:
        """Return the first sentence that begins after `offset`, or with a negative `step` the last before it."""
        block = self._blocks.of(offset)
        spans = self._of(block)
        if step > 0:
            place = bisect_right(spans, offset, key=lambda span: span[0])
            return spans[place] if place < len(spans) else self._first_from(block + 1, 1)
        place = bisect_right(spans, offset - 1, key=lambda span: span[0]) - 1
        return spans[place] if place >= 0 else self._first_from(block - 1, -1)

    def _first_from(self, block: int, step: int) -> Span | None:
        """Return the first sentence of the next block that has one, or the last one of the one before."""
        while 0 <= block < self._blocks.count:
            if spans := self._of(block):
                return spans[0 if step > 0 else -1]
            block += step
        return None

    def _of(self, block: int) -> list[Span]:
        spans = self._found.get(block)
        if spans is None:
            start, end = self._blocks.span(block)
            found = sentences_in(self._blocks.text, start, end, self._language)
            spans = self._found[block] = [span for span in found if start <= span[0]]
        return spans
