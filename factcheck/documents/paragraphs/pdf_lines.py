"""Build paragraphs from the lines of PDF pages, by their positions; remove running heads and page numbers.

A paragraph ends where the next line is further below than usual, is set in another size, is indented, or would have
fitted on the line before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from factcheck.documents.paragraphs.blocks import Hyphens, TextBlock, ends_sentence, has_bullet, is_item, join_lines

_WIDER = 1.35
"""How many times the usual distance of two lines parts two paragraphs."""
_OTHER_SIZE = 0.15
_INDENT = 0.6
"""How far a first line is set in, in heights of a line."""
_ROOM = 1.3
"""How much more room than its first word needs must have been left, since letters differ in width."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its text, and its edges in points from the lower left corner of the page."""

    text: str
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0

    @property
    def height(self) -> float:
        """How high the line is, in points."""
        return self.top - self.bottom


def blocks_of(lines: Sequence[PdfLine], page: int, hyphens: Hyphens) -> Iterator[TextBlock]:
    """Yield the blocks of the page with the number `page`, from 0."""
    for column in _columns(lines):
        drops = [before.bottom - line.bottom for before, line in pairwise(column)]
        usual, edge = median_low(drops) if drops else 0.0, max(line.right for line in column)
        text = column[0].text
        for before, line in pairwise(column):
            if _parted(before, line, usual, edge):
                yield TextBlock(text, is_item(text), page)
                text = line.text
            else:
                text = join_lines(text, line.text, hyphens)
        yield TextBlock(text, is_item(text), page)


def _columns(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield runs of lines each of which stands below the one before."""
    column = list(lines[:1])
    for before, line in pairwise(lines):
        if line.bottom >= before.bottom - before.height / 4:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _parted(before: PdfLine, line: PdfLine, usual: float, edge: float) -> bool:
    """Whether a paragraph ends between two lines of a column, whose lines reach its right `edge`."""
    if before.bottom - line.bottom > usual * _WIDER:
        return True
    if abs(before.height - line.height) > _OTHER_SIZE * before.height:
        return True
    in_item = is_item(before.text)
    if has_bullet(line.text) or (is_item(line.text) and (ends_sentence(before.text) or in_item)):
        return True
    return _roomy(before, line, edge) or (not in_item and line.left - before.left > _INDENT * line.height)


def _roomy(before: PdfLine, line: PdfLine, edge: float) -> bool:
    """Whether the first word of a line would have found room on the line before."""
    if before.text.endswith("-") and line.text[:1].islower():
        return False
    letter = (before.right - before.left) / max(len(before.text), 1)
    return edge - before.right > (len(line.text.split(" ", 1)[0]) + 1) * letter * _ROOM


_FEWEST = 3
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_LONGEST = 120


def remove_running_heads(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Return the lines of the pages without those that stand, but for the page's number, on top or foot of others."""
    tops = Counter(_mould(page[0]) for page in pages if page)
    feet = Counter(_mould(page[-1]) for page in pages if page)
    most = max(_FEWEST, sum(map(bool, pages)) // 3)
    return [_within(list(page), tops, feet, most) for page in pages]


def _within(page: list[PdfLine], tops: Counter[str], feet: Counter[str], most: int) -> list[PdfLine]:
    if page and tops[_mould(page[0])] >= most:
        page = page[1:]
    if page and feet[_mould(page[-1])] >= most:
        page = page[:-1]
    return page


def _mould(line: PdfLine) -> str:
    """Return a line with its numbers alike."""
    return _DIGITS.sub("#", line.text.strip().lower()[:_LONGEST])
