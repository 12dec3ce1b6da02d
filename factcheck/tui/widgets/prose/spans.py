"""Spans of a text: the passages that excerpts quote, and the selection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from factcheck.case.records import Stance
from factcheck.quotes import Span
from factcheck.tui.widgets.prose.glyphs import next_end, next_start

CELL = 512
"""Code points of a cell of the grid by which marks are found."""


@dataclass(slots=True, eq=False)
class QuotedSpan:
    """A passage with the excerpts that quote it, by id, each with its stance; `whole` is all that they quote."""

    start: int
    end: int
    whole: Span
    excerpts: dict[str, Stance] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """From where to where."""
        return self.start, self.end


class QuotedSpans:
    """All marked passages of a text; an elided quote has a mark for each part."""

    def __init__(self) -> None:
        """Start without marks."""
        self._marks: dict[tuple[Span, Span], QuotedSpan] = {}
        self._grid: dict[int, list[QuotedSpan]] = {}
        self._wholes: list[Span] = []

    def add(self, excerpt: str, stance: Stance, parts: Sequence[Span]) -> None:
        """Mark the parts of the text that an excerpt quotes."""
        if not parts:
            return
        whole = parts[0][0], parts[-1][1]
        for start, end in parts:
            mark = self._marks.get(((start, end), whole))
            if mark is None:
                mark = self._marks[(start, end), whole] = QuotedSpan(start, end, whole)
                for cell in range(start // CELL, max(end - 1, start) // CELL + 1):
                    self._grid.setdefault(cell, []).append(mark)
            mark.excerpts[excerpt] = stance
        place = bisect_left(self._wholes, whole)
        if self._wholes[place : place + 1] != [whole]:
            insort(self._wholes, whole)

    def within(self, start: int, end: int) -> list[QuotedSpan]:
        """Return the marks that touch a stretch of the text, by where they begin."""
        cells = range(start // CELL, max(end - 1, start) // CELL + 1)
        near = {id(mark): mark for cell in cells for mark in self._grid.get(cell, ())}
        return sorted((m for m in near.values() if m.start < end and start < m.end), key=lambda mark: mark.span)

    def after(self, start: int) -> Span | None:
        """Return the first quoted passage that begins after a code point."""
        place = bisect_right(self._wholes, start, key=lambda span: span[0])
        return self._wholes[place] if place < len(self._wholes) else None

    def before(self, start: int) -> Span | None:
        """Return the last quoted passage that begins before a code point."""
        place = bisect_left(self._wholes, start, key=lambda span: span[0]) - 1
        return self._wholes[place] if place >= 0 else None


@dataclass(frozen=True, slots=True)
class TextSelection:
    """A stretch of a text, from `start` to `end`, with the sentences between which it was stretched.

    `altered` tells a selection that somebody made from the sentence that the cursor is on, `growing` that every
    movement grows it.
    """

    start: int
    end: int
    anchor: Span
    head: Span
    altered: bool = False
    growing: bool = False

    @classmethod
    def of(cls, span: Span) -> TextSelection:
        """Select one sentence, or whatever else."""
        return cls(*span, span, span)

    @property
    def span(self) -> Span:
        """From where to where."""
        return self.start, self.end

    def moved(self, sentence: Span) -> TextSelection:
        """Return what a movement to a sentence selects: that, or all up to there while it grows."""
        return self.grown(sentence) if self.growing else TextSelection.of(sentence)

    def grown(self, head: Span) -> TextSelection:
        """Return the selection from the sentence in which it began to another one."""
        start, end = min(self.anchor[0], head[0]), max(self.anchor[1], head[1])
        return replace(self, start=start, end=end, head=head, altered=True)

    def with_end(self, text: str, step: int) -> TextSelection:
        """Return it with its end a word further, or a word back; one word stays."""
        end = next_end(text, self.end, step)
        return replace(self, end=end, altered=True) if end > self.start and text[self.start : end].strip() else self

    def with_start(self, text: str, step: int) -> TextSelection:
        """Return it with its start a word further, or a word back; one word stays."""
        start = next_start(text, self.start, step)
        return replace(self, start=start, altered=True) if start < self.end else self
