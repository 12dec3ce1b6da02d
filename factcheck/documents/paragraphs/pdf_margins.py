"""What stands at the edges of the pages of a PDF: running heads, which are removed, and footnotes, which are set apart.

Both would part a sentence that runs on to the next page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from factcheck.documents.paragraphs.blocks import Hyphens, TextBlock, ends_sentence, join_lines
from factcheck.documents.paragraphs.pdf_lines import PdfLine, blocks_of, columns

_MIN_PAGES = 3  # that have a line in common
_NEAR = (-2, -1, 1, 2)
"""Pages beside a page, with one of which it has a running head in common; left and right pages may have others."""
_SAME_PLACE = 2.0  # points
_MIN_APART = 1.4  # usual distances of two lines of the page, between a head and the text
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_MAX_COMPARED = 120  # characters of a line
_SMALLER = 0.93
"""Height of the lines of footnotes, in heights of the lines of the page."""
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§¶¹²³⁰-⁹]{1,3}|\[\d{1,3}\]|\(\d{1,3}\)|[a-z][.)])\s?\S")


class _Edge(NamedTuple):
    """The first or last line of a page, and whether it is farther from the line beside it than lines usually are."""

    line: PdfLine
    is_apart: bool


def remove_running_heads(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Return the pages without first and last lines that many pages have, or two near ones at the same place.

    Numbers in such a line may differ.
    """
    distances = [[abs(above.bottom - line.bottom) for above, line in pairwise(page)] for page in pages]
    tops = [_Edge(page[0], _is_wide(found, 0)) if page else None for page, found in zip(pages, distances, strict=True)]
    feet = [
        _Edge(page[-1], _is_wide(found, -1)) if page else None for page, found in zip(pages, distances, strict=True)
    ]
    needed = max(_MIN_PAGES, sum(map(bool, pages)) // 3)
    heads, tails = _repeated(tops, needed), _repeated(feet, needed)
    return [
        list(page[number in heads : len(page) - (number in tails and len(page) > (number in heads))])
        for number, page in enumerate(pages)
    ]


def _repeated(edges: Sequence[_Edge | None], needed: int) -> set[int]:
    """Return on which pages an edge is a running head."""
    keys = [_key(edge.line) if edge else "" for edge in edges]
    counts = Counter(keys)
    found = set()
    for number, (edge, key) in enumerate(zip(edges, keys, strict=True)):
        if edge is None or edge.line.is_row:
            continue
        near = (edges[number + step] for step in _NEAR if 0 <= number + step < len(edges))
        if counts[key] >= needed or (
            edge.is_apart and any(other and _key(other.line) == key and _is_at(other, edge) for other in near)
        ):
            found.add(number)
    return found


def _is_wide(distances: Sequence[float], at: int) -> bool:
    return len(distances) > 1 and distances[at] > _MIN_APART * median(distances)


def _is_at(other: _Edge, edge: _Edge) -> bool:
    return abs(other.line.bottom - edge.line.bottom) <= _SAME_PLACE


def _key(line: PdfLine) -> str:
    """Return the text of a line with a placeholder for numbers, in lower case."""
    return _NUMBER.sub("#", line.text.strip().lower()[:_MAX_COMPARED])


def page_blocks(pages: Sequence[Sequence[PdfLine]], hyphens: Hyphens) -> list[TextBlock]:
    """Return the blocks of all pages; footnotes stand behind the text of their page, or before what runs on there.

    So a sentence is whole that runs on to the next page, and each block stands between others of its page.
    """
    found: list[TextBlock] = []
    ran_on = False
    for number, lines in enumerate(pages):
        body, notes = _without_footnotes(lines)
        blocks = list(blocks_of(body, number, hyphens))
        runs_on = bool(blocks) and not blocks[-1].alone and not ends_sentence(blocks[-1].text)
        at = len(blocks) - (runs_on and (len(blocks) > 1 or not ran_on))
        found += [*blocks[:at], *_note_blocks(notes, number, hyphens), *blocks[at:]]
        ran_on = runs_on
    return found


def _without_footnotes(lines: Sequence[PdfLine]) -> tuple[list[PdfLine], list[PdfLine]]:
    """Return the lines of a page without its footnotes, and those of its footnotes."""
    heights = [line.height for line in lines for _ in range(1 + len(line.text) // 20)]
    usual = median(heights) if heights else 0.0
    body, notes = list[PdfLine](), list[PdfLine]()
    for column in columns(lines):
        start = len(column)
        while start and column[start - 1].height < _SMALLER * usual and not column[start - 1].is_row:
            start -= 1
        first = next((at for at in range(start, len(column)) if _NOTE.match(column[at].text)), len(column))
        body += column[:first]
        notes += column[first:]
    return body, notes


def _note_blocks(lines: Sequence[PdfLine], page: int, hyphens: Hyphens) -> Iterator[TextBlock]:
    text = ""
    for line in lines:
        if text and _NOTE.match(line.text):
            yield TextBlock(text, alone=True, page=page)
            text = ""
        text = join_lines(text, line.text, hyphens) if text else line.text
    if text:
        yield TextBlock(text, alone=True, page=page)
