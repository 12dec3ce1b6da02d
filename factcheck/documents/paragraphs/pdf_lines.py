"""Build paragraphs from the lines of PDF pages, by their positions.

A paragraph ends where the next line is farther below than usual, has another size, is indented, or begins with a word
that would have fitted on the line before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from factcheck.documents.paragraphs.blocks import (
    Hyphens,
    TextBlock,
    continues_sentence,
    ends_sentence,
    has_bullet,
    is_item,
    join_lines,
)

_MIN_SPACING = 1.35  # between paragraphs, in usual distances of two lines
_MIN_SIZE_CHANGE = 0.15  # share of the height of a line
_MIN_INDENT = 0.6  # of a first line, in heights of a line
_MIN_ROOM = 1.3  # in estimated widths of the next word, as letters differ in width


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its text, its edges, in points from the lower left corner of the page, and its column.

    Columns have numbers only on pages that were put into order by their geometry. A line with a tab is a table row.
    """

    text: str
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    column: int = 0

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table."""
        return "\t" in self.text

    @property
    def height(self) -> float:
        """The height of the line, in points."""
        return self.top - self.bottom


def blocks_of(lines: Sequence[PdfLine], page: int, hyphens: Hyphens) -> Iterator[TextBlock]:
    """Yield the blocks of a page; `page` is its number, from 0."""
    for column in columns(lines):
        distances = [before.bottom - line.bottom for before, line in pairwise(column)]
        usual, edge = median_low(distances) if distances else 0.0, max(line.right for line in column)
        text = column[0].text
        for before, line in pairwise(column):
            if _is_paragraph_break(before, line, usual, edge):
                yield TextBlock(text, before.is_row or is_item(text), page)
                text = line.text
            else:
                text = join_lines(text, line.text, hyphens)
        yield TextBlock(text, column[-1].is_row or is_item(text), page)


def columns(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the columns: runs of lines each of which is below the one before."""
    column = list(lines[:1])
    for before, line in pairwise(lines):
        if line.column != before.column or line.bottom >= before.bottom - before.height / 4:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _is_paragraph_break(before: PdfLine, line: PdfLine, usual: float, edge: float) -> bool:
    """Tell whether a paragraph ends between two lines of a column with the right `edge`."""
    if before.is_row or line.is_row or before.bottom - line.bottom > usual * _MIN_SPACING:
        return True
    if abs(before.height - line.height) > _MIN_SIZE_CHANGE * before.height:
        return True
    in_item = is_item(before.text)
    if has_bullet(line.text) or (is_item(line.text) and (ends_sentence(before.text) or in_item)):
        return True
    return _had_room(before, line, edge) or (not in_item and line.left - before.left > _MIN_INDENT * line.height)


def _had_room(before: PdfLine, line: PdfLine, edge: float) -> bool:
    """Tell whether the first word of a line would have fitted on the line before."""
    if continues_sentence(line.text) and not ends_sentence(before.text):
        return False  # ragged lines may end before a word that would have fitted
    letter = (before.right - before.left) / max(len(before.text), 1)
    return edge - before.right > (len(line.text.split(" ", 1)[0]) + 1) * letter * _MIN_ROOM
