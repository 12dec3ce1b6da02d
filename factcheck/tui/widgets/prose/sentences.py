"""The sentences of a long text, parted block by block where somebody walks."""

from __future__ import annotations

from bisect import bisect_right

from factcheck.quotes import Span
from factcheck.sentences import sentences_in
from factcheck.tui.widgets.prose.blocks import Blocks


class Sentences:
    """Walks from sentence to sentence; each belongs to the block in which it begins."""

    def __init__(self, blocks: Blocks, language: str) -> None:
        """Part the text of `blocks`, which is in `language` (ISO 639-1, or nothing)."""
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
