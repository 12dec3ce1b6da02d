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
    longest = [_LEAST] * len(_cells(lines[0]))
    for each in lines:
        cells = _cells(each)
        if len(cells) != len(longest):
            raise ValueError(f"a row of the table has {len(cells)} cells, and its head {len(longest)}")
        longest = list(map(max, longest, map(len, cells)))
    widths = [width if width <= _NARROW else _LEAST for width in longest]
    return Markup("\n".join(_padded(lines, widths)))  # noqa: S704 - made of lines of a template


def _padded(lines: list[str], widths: list[int]) -> Iterator[str]:
    for cells in chain([_cells(lines[0]), ["-" * width for width in widths]], map(_cells, lines[1:])):
        yield f"| {_BETWEEN.join(map(str.ljust, cells, widths))} |"


def _cells(line: str) -> list[str]:
    return line[2:-2].split(_BETWEEN)
