"""Reads Excel workbooks with openpyxl: the values of the cells as they were last computed, each sheet as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from factcheck.case.document import Document
from factcheck.documents.formats import XLSX, DocumentReader
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed
from factcheck.documents.paragraphs.table_rows import table_blocks
from factcheck.documents.readers.package import Package, check_part, opened_package
from factcheck.documents.uncomputed import count_uncomputed, is_worksheet
from factcheck.text import clean_line

_PERCENT = re.compile(r"0(?:\.(0+))?%")
_MAX_ROWS = 1_000_000
_PLAIN_FLOAT = ".15g"


class XlsxReader(DocumentReader):
    """Reads Excel workbooks."""

    format = XLSX

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a workbook as a document; `charset` is ignored, as XML declares it. Raises UnreadableError."""
        del charset
        with opened_package(data, "a workbook") as package:
            remarks = _checked(package)
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
            blocks = [block for sheet in sheets for block in _sheet_blocks(sheet)]
            hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
            properties = book.properties
        remarks += [f"hidden sheets are read too: {', '.join(map(clean_line, hidden))}"] if hidden else []
        text, places = lay_out_placed(blocks)
        return Document(
            text=text,
            media_type=XLSX.media_type,
            title=clean_line(properties.title or ""),
            author=clean_line(properties.creator or ""),
            url=url,
            places=places,
            remarks=tuple(remarks),
        )


def _checked(package: Package) -> list[str]:
    """Return what will be missing: formulas without a value. Raises UnreadableError for a decompression bomb."""
    for part in package.infos:
        check_part(part)
    count = sum(count_uncomputed(package.read(name)) for name in filter(is_worksheet, package.names))
    if not count:
        return []
    formulas = "1 formula has no value" if count == 1 else f"{count} formulas have no values"
    return [f"{formulas} in the file: open it in a spreadsheet program and save it there, then add it"]


def _sheet_blocks(sheet: Any) -> Iterator[PlacedBlock]:
    rows: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(sheet.iter_rows(max_row=min(sheet.max_row or _MAX_ROWS, _MAX_ROWS)), 1):
        values = [_shown(cell.value, cell.number_format or "") if cell.value is not None else "" for cell in cells]
        if any(values):
            rows.append((number, values))
    yield from table_blocks(rows, clean_line(sheet.title))


def _shown(value: Any, number_format: str) -> str:
    """Return the value of a cell about as the spreadsheet shows it: percentages as such, dates in ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float) and (percent := _PERCENT.search(number_format)):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    return format(value, _PLAIN_FLOAT) if isinstance(value, float) else str(value)
