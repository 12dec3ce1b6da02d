"""ODS (OASIS OpenDocument): every sheet that has a column of claims."""

from __future__ import annotations

from itertools import islice

from factcheck.documents.readers.opendocument_sheets import sheet_rows
from factcheck.errors import UnreadableError
from factcheck.imports.candidates import Candidates, ImportFormat, ImportOptions
from factcheck.imports.columns import CellTable
from factcheck.imports.table_file import read_tables

_MOST_ROWS = 200_000


class Ods(ImportFormat):
    """Reads spreadsheets of OpenDocument."""

    about = "an OpenDocument spreadsheet with a column of claims"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of a spreadsheet. Raises UnreadableError if it is none."""
        tables, remarks = read_sheets(data)
        return read_tables("ods", tables, options, remarks)


def read_sheets(data: bytes, most: int = _MOST_ROWS) -> tuple[list[CellTable], list[str]]:
    """Return the sheets of a spreadsheet, at most the first `most` rows of each, and remarks on what was left out.

    Raises UnreadableError for a damaged one, and for more rows than can be read.
    """
    remarks: list[str] = []
    tables = []
    for name, rows in sheet_rows(data, remarks):
        read = [(f"row {number}", cells) for number, cells in islice(rows, most)]
        if len(read) == _MOST_ROWS:
            raise UnreadableError(f"has {_MOST_ROWS:,} rows or more")
        tables.append(CellTable(read, [], name, ragged=True))
    return tables, remarks
