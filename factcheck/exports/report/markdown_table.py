"""Tables of GFM whose columns are even for the eye, as far as they are narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from markupsafe import Markup

_NARROW, _LEAST = 40, 3
_BETWEEN = " | "


def table(rows: Iterable[Any], head: str, line: Callable[[Any], str]) -> Markup:
    """Return a table; `line` returns the line of a row, "| C1 | Refuted |", as `head` has the names of the columns.

    In a cell every | is escaped, so that a blank, a | and a blank end it.
    """
    lines = [str(head), *(str(line(row)) for row in rows)]
    longest = [_LEAST] * len(_cells(head))
    for each in lines:
        longest = [max(width, len(cell)) for width, cell in zip(longest, _cells(each), strict=True)]
    widths = [width if width <= _NARROW else _LEAST for width in longest]
    rule = ["-" * width for width in widths]
    return Markup("\n".join(_padded(lines, rule, widths)))  # noqa: S704 - made of lines of a template


def _padded(lines: list[str], rule: list[str], widths: list[int]) -> Iterator[str]:
    for cells in chain([_cells(lines[0]), rule], map(_cells, lines[1:])):
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        yield f"| {_BETWEEN.join(padded)} |"


def _cells(line: str) -> list[str]:
    return line[2:-2].split(_BETWEEN)
