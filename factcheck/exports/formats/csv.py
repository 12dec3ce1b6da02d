"""CSV (RFC 4180, UTF-8): one table of the selection, with a header.

Every text that begins like a formula has an apostrophe before it, unless the option `raw` is "yes".
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from types import MappingProxyType

from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_differing, lint_quotes, lint_rationales
from factcheck.exports.selection import Selection, option_value
from factcheck.exports.tables import TABLES_ALONE, Cell, escape_formula


class Csv(ExportFormat):
    """Writes a table."""

    suffix, about = BUILT_IN["csv"][:2]
    options = MappingProxyType(
        {
            "table": f"which table: {', '.join(TABLES_ALONE)} (default: claims)",
            "raw": "yes: no apostrophe before texts that begin like a formula (default: no)",
        }
    )
    choices = MappingProxyType({"table": tuple(TABLES_ALONE), "raw": ("no", "yes")})

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield the rows of the table that the option `table` names."""
        sheet = TABLES_ALONE[option_value(selection, "table", self.choices["table"])]
        raw = option_value(selection, "raw", self.choices["raw"]) == "yes"
        return _lines(chain([sheet.columns], sheet.rows(selection)), raw=raw)

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the quotes that are not in their sources."""
        yield from lint_differing(selection)
        yield from lint_quotes(selection)
        yield from lint_rationales(selection)


def _lines(rows: Iterator[tuple[Cell, ...]], *, raw: bool) -> Iterator[str]:
    line = StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    for cells in rows:
        writer.writerow(cells if raw else [escape_formula(cell) if isinstance(cell, str) else cell for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
