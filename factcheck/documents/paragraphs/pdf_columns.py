"""Puts the pieces of lines of a page into the order of reading, by the white between them.

A page is cut where white runs down between two columns, for as far as no piece crosses it: what stands above and below,
such as a title over both columns, is ordered by itself. Columns are read one after the other. Cells of a table are no
columns: its rows are kept, with tabs between the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from factcheck.documents.paragraphs.pdf_lines import PdfLine

_MIN_WHITE = 0.5
"""Ems of white between two columns."""
_MIN_SIDE = 2
"""Pieces on each side of a cut."""
_SAME_LINE = 0.4
"""Heights of a line by which the pieces of one line may differ in height."""
_MAX_CELL = 14  # signs of a usual cell of a table of figures
_MIN_IN_ROWS, _MIN_FIGURES = 0.5, 0.4
"""Shares of the pieces of a table of figures: those in a row with two others, and those with digits."""
_MIN_ALIGNED, _MAX_FILLED = 0.8, 0.6
"""In a table of words most cells stand in a row with another, and are much narrower than their column."""
_MAX_DEPTH = 40
_DIGIT = re.compile(r"\d")


class _Cut(NamedTuple):
    """A cut between two columns: what stands above it, at its left and right, and below it."""

    above: list[PdfLine]
    left: list[PdfLine]
    right: list[PdfLine]
    below: list[PdfLine]


def in_reading_order(pieces: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page in the order of reading, with the numbers of their columns."""
    if not pieces:
        return []
    em = median(piece.height for piece in pieces) or 1.0
    regions = list(_regions(list(pieces), em, 0))
    return [replace(line, column=number) for number, region in enumerate(regions, 1) for line in region]


def _regions(pieces: list[PdfLine], em: float, depth: int) -> Iterator[list[PdfLine]]:
    """Yield the parts of a page, each a column without another one beside it, as lines."""
    cut = _best_cut(pieces, em) if depth < _MAX_DEPTH and len(pieces) > 2 * _MIN_SIDE - 1 else None
    if cut is None:
        if pieces:
            yield _lines(pieces, " ")
        return
    yield from _regions(cut.above, em, depth + 1)
    if _is_table(cut):
        yield _lines([*cut.left, *cut.right], "\t")
    else:
        yield from _regions(cut.left, em, depth + 1)
        yield from _regions(cut.right, em, depth + 1)
    yield from _regions(cut.below, em, depth + 1)


def _best_cut(pieces: list[PdfLine], em: float) -> _Cut | None:
    """Return the cut with the most pieces on its sides, the widest of equal ones; None if there is none."""
    edges = sorted({round(piece.right * 2 / em) * em / 2 for piece in pieces})
    best: tuple[tuple[int, float], _Cut] | None = None
    for edge in edges:
        at = edge + _MIN_WHITE * em / 2
        for cut in _cuts(pieces, at):
            white = min(piece.left for piece in cut.right) - max(piece.right for piece in cut.left)
            score = (len(cut.left) + len(cut.right), white)
            if white >= _MIN_WHITE * em and (best is None or score > best[0]):
                best = (score, cut)
    return best[1] if best else None


def _cuts(pieces: list[PdfLine], at: float) -> Iterator[_Cut]:
    """Yield the cuts along a vertical line: between each two pieces that cross it."""
    crossing = sorted((piece for piece in pieces if piece.left < at < piece.right), key=_middle, reverse=True)
    bounds = [float("inf"), *map(_middle, crossing), float("-inf")]
    for top, bottom in pairwise(bounds):
        within = [piece for piece in pieces if bottom < _middle(piece) < top]
        left = [piece for piece in within if piece.right <= at]
        right = [piece for piece in within if piece.left >= at]
        if min(len(left), len(right)) >= _MIN_SIDE:
            above = [piece for piece in pieces if _middle(piece) >= top]
            yield _Cut(above, left, right, [piece for piece in pieces if _middle(piece) <= bottom])


def _middle(piece: PdfLine) -> float:
    return (piece.top + piece.bottom) / 2


def _is_table(cut: _Cut) -> bool:
    """Return whether what stands at both sides of a cut are the cells of a table."""
    pieces = [*cut.left, *cut.right]
    rows = list(_rows(pieces))
    in_rows = sum(len(row) for row in rows if len(row) > 2)  # noqa: PLR2004 - a piece and two others
    with_digits = sum(_DIGIT.search(piece.text) is not None for piece in pieces)
    is_short = median(len(piece.text) for piece in pieces) <= _MAX_CELL
    if in_rows >= _MIN_IN_ROWS * len(pieces) and is_short and with_digits > _MIN_FIGURES * len(pieces):
        return True
    right = set(map(id, cut.right))
    beside = {id(piece) for row in rows if any(id(other) not in right for other in row) for piece in row}
    aligned = sum(id(piece) in beside for piece in cut.right)
    return aligned >= _MIN_ALIGNED * len(cut.right) and min(_filled(cut.left), _filled(cut.right)) < _MAX_FILLED


def _filled(pieces: Sequence[PdfLine]) -> float:
    """Return which share of the width of its column a usual piece has."""
    shares: list[float] = []
    column: list[PdfLine] = []
    for piece in [*sorted(pieces, key=lambda each: each.left), None]:
        edge = max((each.right for each in column), default=float("-inf"))
        if column and (piece is None or piece.left > edge):
            width = max(edge - column[0].left, 1.0)
            shares += [(each.right - each.left) / width for each in column]
            column = []
        column += [piece] if piece else []
    return median(shares)


def _rows(pieces: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the pieces of each line, from left to right; lines from top to bottom."""
    row: list[PdfLine] = []
    for piece in sorted(pieces, key=_middle, reverse=True):
        if row and abs(_middle(row[0]) - _middle(piece)) > _SAME_LINE * max(row[0].height, piece.height):
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _lines(pieces: Sequence[PdfLine], between: str) -> list[PdfLine]:
    """Return pieces as lines, with a space or a tab between those of one line."""
    return [
        PdfLine(between.join(piece.text for piece in row), row[0].left, row[0].bottom, row[-1].right, row[0].top)
        for row in _rows(pieces)
    ]
