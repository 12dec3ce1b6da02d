"""Rows of a table as text: a line for each, its cells as "head: value"; sheet, row and column name the place of a cell.

The heads are those of the first row that looks like one: texts or years, all of them different, with values below.
What stands above it is kept as lines of text. Without such a row, cells are named by the letters of their columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from factcheck.documents.paragraphs.placed import PlacedBlock, placed, placed_cells
from factcheck.text import clean_line

_SEARCHED = 12
"""Rows at the top of a table in which its heads are looked for."""
_MIN_SHARE = 0.6
"""Share of the width of the rows below that a row of heads fills."""
_MAX_HEAD, _MAX_ROW_HEAD = 120, 60  # characters
_FIGURE = re.compile(r"[^\w]*\d[\d.,:/ \u00a0\u202f%-]*[^\w]*")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_LETTERS = 26


def table_blocks(rows: Sequence[tuple[int, Sequence[str]]], sheet: str = "") -> Iterator[PlacedBlock]:
    """Yield a block for each row that is not empty.

    Rows have their numbers, from 1, and cells; `sheet` is the name of the table, if it has one.
    """
    cleaned = [(number, [clean_line(cell) for cell in cells]) for number, cells in rows]
    filled = [(number, cells) for number, cells in cleaned if any(cells)]
    at = _head_index(filled)
    heads = filled[at][1] if at >= 0 else []
    for index, (number, cells) in enumerate(filled):
        place = ", ".join(filter(None, (f"sheet {sheet}" if sheet else "", f"row {number}")))
        if index <= at:
            yield placed("\t".join(filter(None, cells)), place, alone=True)
        else:
            yield _row_block(cells, heads, place)


def _row_block(cells: Sequence[str], heads: Sequence[str], place: str) -> PlacedBlock:
    is_head = heads and 0 < len(cells[0]) <= _MAX_ROW_HEAD and not _FIGURE.fullmatch(cells[0])
    place += f" ({cells[0]})" if is_head else ""
    named = list[tuple[str, str]]()
    for column, cell in enumerate(cells):
        if cell:
            head = heads[column] if column < len(heads) else ""
            name = f"{place}, column {head[:_MAX_HEAD] or column_letters(column)}"
            named.append((name, f"{head}: {cell}" if head else cell))
    return placed_cells(named, place)


def _head_index(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Return the index of the row with the heads of the columns; -1 if there is none."""
    widths = [sum(map(bool, cells)) for _, cells in rows[: 10 * _SEARCHED]]
    for at, (_, cells) in enumerate(islice(rows, _SEARCHED)):
        below = sorted(widths[at + 1 :])
        if not below:
            return -1
        heads = list(filter(None, cells))
        is_wide = len(heads) > 1 and len(heads) >= _MIN_SHARE * below[len(below) // 2]
        if is_wide and len(set(heads)) == len(heads) and all(map(_is_head, heads)):
            return at if _has_figures(rows[at + 1 :]) or not _is_prose(heads) else -1
        if is_wide:
            return -1
    return -1


def _is_head(cell: str) -> bool:
    return len(cell) <= _MAX_HEAD and (_YEAR.fullmatch(cell) is not None or not _FIGURE.fullmatch(cell))


def _has_figures(rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    return any(_FIGURE.fullmatch(cell) for _, cells in rows[:_SEARCHED] for cell in cells if cell)


def _is_prose(cells: Sequence[str]) -> bool:
    return any(cell.endswith((".", "!", "?")) for cell in cells)


def column_letters(column: int) -> str:
    """Return the letters of a column in a spreadsheet: A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
