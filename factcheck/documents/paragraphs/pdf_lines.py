"""Build paragraphs from the lines of PDF pages, by their positions; remove running heads and page numbers.

A paragraph ends where the next line is farther below than usual, has another size, is indented, or begins with a word
that would have fitted on the line before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from factcheck.documents.paragraphs.blocks import Hyphens, TextBlock, ends_sentence, has_bullet, is_item, join_lines

_MIN_SPACING = 1.35  # between paragraphs, in usual distances of two lines
_MIN_SIZE_CHANGE = 0.15  # share of the height of a line
_MIN_INDENT = 0.6  # of a first line, in heights of a line
_MIN_ROOM = 1.3  # in estimated widths of the next word, as letters differ in width


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its text, and its edges, in points from the lower left corner of the page."""

    text: str
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0

    @property
    def height(self) -> float:
        """The height of the line, in points."""
        return self.top - self.bottom


def blocks_of(lines: Sequence[PdfLine], page: int, hyphens: Hyphens) -> Iterator[TextBlock]:
    """Yield the blocks of a page; `page` is its number, from 0."""
    for column in _columns(lines):
        distances = [before.bottom - line.bottom for before, line in pairwise(column)]
        usual, edge = median_low(distances) if distances else 0.0, max(line.right for line in column)
        text = column[0].text
        for before, line in pairwise(column):
            if _is_paragraph_break(before, line, usual, edge):
                yield TextBlock(text, is_item(text), page)
                text = line.text
            else:
                text = join_lines(text, line.text, hyphens)
        yield TextBlock(text, is_item(text), page)


def _columns(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the columns: runs of lines each of which is below the one before."""
    column = list(lines[:1])
    for before, line in pairwise(lines):
        if line.bottom >= before.bottom - before.height / 4:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _is_paragraph_break(before: PdfLine, line: PdfLine, usual: float, edge: float) -> bool:
    """Tell whether a paragraph ends between two lines of a column with the right `edge`."""
    if before.bottom - line.bottom > usual * _MIN_SPACING:
        return True
    if abs(before.height - line.height) > _MIN_SIZE_CHANGE * before.height:
        return True
    in_item = is_item(before.text)
    if has_bullet(line.text) or (is_item(line.text) and (ends_sentence(before.text) or in_item)):
        return True
    return _had_room(before, line, edge) or (not in_item and line.left - before.left > _MIN_INDENT * line.height)


def _had_room(before: PdfLine, line: PdfLine, edge: float) -> bool:
    """Tell whether the first word of a line would have fitted on the line before."""
    if before.text.endswith("-") and line.text[:1].islower():
        return False
    letter = (before.right - before.left) / max(len(before.text), 1)
    return edge - before.right > (len(line.text.split(" ", 1)[0]) + 1) * letter * _MIN_ROOM


_MIN_PAGES = 3  # that have a line in common
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_MAX_COMPARED = 120  # characters of a line


def remove_running_heads(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Return the pages without first and last lines that many pages have, apart from the page number."""
    tops = Counter(_key(page[0]) for page in pages if page)
    feet = Counter(_key(page[-1]) for page in pages if page)
    needed = max(_MIN_PAGES, sum(map(bool, pages)) // 3)
    return [_without_heads(list(page), tops, feet, needed) for page in pages]


def _without_heads(page: list[PdfLine], tops: Counter[str], feet: Counter[str], needed: int) -> list[PdfLine]:
    if page and tops[_key(page[0])] >= needed:
        page = page[1:]
    if page and feet[_key(page[-1])] >= needed:
        page = page[:-1]
    return page


def _key(line: PdfLine) -> str:
    """Return the text of a line with a placeholder for numbers, in lower case."""
    return _NUMBER.sub("#", line.text.strip().lower()[:_MAX_COMPARED])
