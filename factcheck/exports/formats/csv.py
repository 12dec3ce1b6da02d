"""CSV (RFC 4180, UTF-8): one table of the selection, a row of names first.

Every text that begins like a formula has an apostrophe before it, unless the cells are wanted raw.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from types import MappingProxyType

from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_quotes
from factcheck.exports.selection import Selection, option_value
from factcheck.exports.tables import TABLES, Cell, defused


class Csv(ExportFormat):
    """Writes a table."""

    suffix, about = BUILT_IN["csv"][:2]
    options = MappingProxyType(
        {
            "table": f"which table: {', '.join(TABLES)} (default: claims)",
            "raw": "yes: texts that begin like a formula as they are (default: no, with an apostrophe before them)",
        }
    )
    choices = MappingProxyType({"table": tuple(TABLES), "raw": ("no", "yes")})

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield the rows of the table that is wanted."""
        sheet = TABLES[option_value(selection, "table", self.choices["table"])]
        raw = option_value(selection, "raw", self.choices["raw"]) == "yes"
        return _written(chain([sheet.columns], sheet.rows(selection)), raw=raw)

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the quotes that are not in their sources."""
        yield from lint_quotes(selection)


def _written(rows: Iterator[tuple[Cell, ...]], *, raw: bool) -> Iterator[str]:
    line = StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    for cells in rows:
        writer.writerow(cells if raw else [defused(cell) if isinstance(cell, str) else cell for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
