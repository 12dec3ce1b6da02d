"""XLSX (ECMA-376): every sheet that has a column of claims.

A workbook is a ZIP archive that may be malicious: its unpacked size is limited before it is opened, and so are the rows
and columns that are read. A formula counts as the value that it had when the workbook was saved.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from factcheck.documents.uncomputed import count_uncomputed, is_worksheet
from factcheck.errors import UnreadableError
from factcheck.imports.candidates import Candidates, ImportFormat, ImportOptions
from factcheck.imports.columns import Cells, CellTable
from factcheck.imports.table_file import read_tables
from factcheck.text import counted

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_PARTS, _MOST_UNPACKED = 1_000, 128 << 20
_MOST_ROWS, _MOST_COLUMNS = 200_000, 100
_ENCRYPTED_FLAG = 1
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+([0-9]+):[A-Z]+([0-9]+))"')
_NAMED = 4


class Xlsx(ImportFormat):
    """Reads workbooks."""

    about = "an Excel workbook with a column of claims"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of a workbook. Raises UnreadableError if it is not a workbook, or too large unpacked."""
        return read_tables("xlsx", read_sheets(data), options, _remarks(data))


def read_sheets(data: bytes, most: int | None = None) -> list[CellTable]:
    """Return the sheets of a workbook, at most the first `most` rows of each. Raises UnreadableError."""
    _check(data)
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return [_table(sheet, most) for sheet in book.worksheets]
    finally:
        book.close()


def _remarks(data: bytes) -> Iterator[str]:
    """Yield what the cells do not show: formulas without a value, and cells that are merged over several rows."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in filter(is_worksheet, archive.namelist())]
    if count := sum(map(count_uncomputed, sheets)):
        yield f"{counted(count, 'formula')} without a value in the file: save it in a spreadsheet program, import that"
    merged = [match[0] for sheet in sheets for match in _MERGED.findall(sheet) if match[1] != match[2]]
    if merged:
        shown = ", ".join(each.decode() for each in merged[:_NAMED])
        more = f" and {len(merged) - _NAMED} more" if len(merged) > _NAMED else ""
        yield f"merged cells ({shown}{more}) count for their first row only"


def _table(sheet: Worksheet, most: int | None) -> CellTable:
    rows: list[tuple[str, Cells]] = []
    limited = sheet.iter_rows(max_row=most or _MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True)
    for number, values in enumerate(limited, 1):
        if values.count(None) == len(values):
            continue
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            del cells[-1]
        if cells and number > _MOST_ROWS:
            raise UnreadableError(f"has more than {_MOST_ROWS:,} rows")
        if cells:
            rows.append((f"row {number}", cells))
    return CellTable(rows, [], sheet.title, ragged=True)


def _text(value: object) -> str:
    """Return the value of a cell as text: dates in ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x005F_", "_")  # our own export escapes what looks like a code


def _check(data: bytes) -> None:
    """Raise UnreadableError for an archive that is not a workbook or is too large unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"is a damaged archive, not an Excel workbook ({error})") from error
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise UnreadableError("is encrypted")
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
        raise UnreadableError(f"would unpack to {len(parts)} files of {unpacked >> 20} MiB, too much for a table")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise UnreadableError("is an archive, but not an Excel workbook")
