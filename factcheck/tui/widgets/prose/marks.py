"""The passages of a text that excerpts quote, found by where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.case.records import Stance
from factcheck.quotes import Span

CELL = 512
"""Code points of a cell of the grid by which marks are found."""


@dataclass(slots=True, eq=False)
class Mark:
    """A passage with the excerpts that quote it, by id, each with its stance; `whole` is all that they quote."""

    start: int
    end: int
    whole: Span
    excerpts: dict[str, Stance] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """From where to where."""
        return self.start, self.end


class Marks:
    """All marked passages of one text; a quote with gaps has a mark for each of its parts."""

    def __init__(self) -> None:
        """Mark nothing yet."""
        self._marks: dict[tuple[Span, Span], Mark] = {}
        self._grid: dict[int, list[Mark]] = {}
        self._wholes: list[Span] = []

    def add(self, excerpt: str, stance: Stance, parts: Sequence[Span]) -> None:
        """Mark the parts of the text that an excerpt quotes."""
        if not parts:
            return
        whole = parts[0][0], parts[-1][1]
        for start, end in parts:
            mark = self._marks.get(((start, end), whole))
            if mark is None:
                mark = self._marks[(start, end), whole] = Mark(start, end, whole)
                for cell in range(start // CELL, max(end - 1, start) // CELL + 1):
                    self._grid.setdefault(cell, []).append(mark)
            mark.excerpts[excerpt] = stance
        place = bisect_left(self._wholes, whole)
        if self._wholes[place : place + 1] != [whole]:
            insort(self._wholes, whole)

    def within(self, start: int, end: int) -> list[Mark]:
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
