"""CSV (RFC 4180, UTF-8): one table of the selection, a row of names first.

Every text that begins like a formula has an apostrophe before it, unless the cells are wanted raw.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain

from factcheck.exports.report.quote_states import lint
from factcheck.exports.selection import Selection, check_options, option_value
from factcheck.exports.tables import TABLES, Cell, defused

__all__ = ["CHOICES", "OPTIONS", "lint", "write"]

OPTIONS: dict[str, str] = {
    "table": f"which table: {', '.join(TABLES)} (default: claims)",
    "raw": "yes: texts that begin like a formula as they are (default: no, with an apostrophe before them)",
}
CHOICES: dict[str, tuple[str, ...]] = {"table": tuple(TABLES), "raw": ("no", "yes")}


def write(selection: Selection) -> Iterator[str]:
    """Yield the rows of the table that is wanted."""
    check_options(selection, OPTIONS)
    sheet = TABLES[option_value(selection, "table", CHOICES["table"])]
    raw = option_value(selection, "raw", CHOICES["raw"]) == "yes"
    return _written(chain([sheet.columns], sheet.rows(selection)), raw=raw)


def _written(rows: Iterator[tuple[Cell, ...]], *, raw: bool) -> Iterator[str]:
    line = StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    for cells in rows:
        writer.writerow(cells if raw else [defused(cell) if isinstance(cell, str) else cell for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
