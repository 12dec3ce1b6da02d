"""Rows of delimited text: which delimiter a table has, its rows, and whether a text without a telling name is one."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import NamedTuple

_SEPARATOR = re.compile(r"(?i)\Asep=(.)\r?\n")
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200  # rows by which the delimiter is found
_MAX_FIELD = 10 << 20
_MIN_ROWS, _MIN_WIDTH = 4, 3
_MIN_EVEN = 0.9
"""Share of its rows that are of the same width in a table without a telling name."""
_FIGURE = re.compile(r"\s*[-+−]?\d[\d.,]*\s*%?\s*")


class DelimitedRow(NamedTuple):
    """A row of a table: its number, from 1, and its cells."""

    number: int
    cells: list[str]


def rows_of(source: str) -> list[DelimitedRow]:
    """Return the rows of a table, without empty ones; a line `sep=;` at its top names the delimiter.

    Quotation marks in a table with tabs are read as such only if that gives even rows, and no rows in one cell.
    """
    declared = _SEPARATOR.match(source)
    body = source[declared.end() :] if declared else source
    delimiter = declared[1] if declared else _delimiter(body)
    rows = _parsed(body, delimiter, csv.QUOTE_MINIMAL)
    if delimiter == "\t":
        plain = _parsed(body, delimiter, csv.QUOTE_NONE)
        has_lines = any("\n" in cell for row in rows for cell in row.cells)
        rows = plain if not _is_even(rows) or (has_lines and _is_even(plain)) else rows
    return [row._replace(number=row.number + 1) for row in rows] if declared else rows


def is_table(head: str) -> bool:
    """Return whether a text that begins with `head` is a table: even rows, and figures below words in a column."""
    complete = head[: head.rfind("\n") + 1] or head
    rows = rows_of(complete)[:_SAMPLE]
    widths = Counter(len(row.cells) for row in rows)
    if len(rows) < _MIN_ROWS or not widths:
        return False
    width, count = widths.most_common(1)[0]
    if width < _MIN_WIDTH or count < _MIN_EVEN * len(rows) or len(rows[0].cells) != width:
        return False
    figures = [sum(_FIGURE.fullmatch(row.cells[at]) is not None for row in rows[1:] if len(row.cells) == width)
               for at in range(width)]  # fmt: skip
    return any(
        found > len(rows) // 2 and not _FIGURE.fullmatch(head)
        for found, head in zip(figures, rows[0].cells, strict=True)
    )


def _parsed(source: str, delimiter: str, quoting: int) -> list[DelimitedRow]:
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(_lines(source), delimiter=delimiter, quoting=quoting, skipinitialspace=delimiter != "\t")  # type: ignore[arg-type]
    return [DelimitedRow(number, cells) for number, cells in enumerate(reader, 1) if any(map(str.strip, cells))]


def _is_even(rows: list[DelimitedRow]) -> bool:
    return len({len(row.cells) for row in rows}) <= 1


def _lines(source: str) -> list[str]:
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return [f"{line}\n" for line in text.split("\n")]


def _delimiter(source: str) -> str:
    """Return the delimiter that divides most rows into the same number of cells, of more than one."""
    sample = "".join(_lines(source)[:_SAMPLE])
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    widths = Counter(len(row.cells) for row in _parsed(sample, delimiter, csv.QUOTE_MINIMAL) if len(row.cells) > 1)
    if not widths:
        return 0.0, 0
    width, count = widths.most_common(1)[0]
    return count / max(1, sample.count("\n")), width
