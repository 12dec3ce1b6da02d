"""Reads OpenDocument spreadsheets: each sheet as a table, with the values as the spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from factcheck.case.document import Document
from factcheck.documents.formats import ODS, DocumentReader
from factcheck.documents.paragraphs.placed import lay_out_placed
from factcheck.documents.paragraphs.table_rows import table_blocks
from factcheck.documents.readers.opendocument_xml import (
    OFFICE,
    PARAGRAPHS,
    TABLE,
    OpenDocument,
    count_of,
    parse_opendocument,
    shown_text,
)
from factcheck.text import clean_line

_ROWS, _COLUMNS = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
_WHAT = "an OpenDocument spreadsheet"
_ISO_DAY = len("2024-04-03")
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_MAX_REPEATED = 1_000
"""Repetitions of a row or cell that are read; a sheet is filled to its end with repetitions of empty ones."""


class SheetReader(DocumentReader):
    """Reads OpenDocument spreadsheets."""

    format = ODS

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a spreadsheet as a document; `charset` is ignored, as XML declares it. Raises UnreadableError."""
        del charset
        found = parse_opendocument(data, _WHAT)
        remarks = list[str]()
        blocks = [block for name, rows in _sheets(found, remarks) for block in table_blocks(list(rows), name)]
        text, places = lay_out_placed(blocks)
        return Document(
            text=text,
            media_type=ODS.media_type,
            title=found.title,
            author=found.author,
            language=found.language,
            url=url,
            places=places,
            remarks=tuple(remarks),
        )


def sheet_rows(data: bytes, remarks: list[str]) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Yield the name of each sheet, and its rows that are not empty with their numbers; dates are in ISO 8601.

    What is left out is added to `remarks`. Raises UnreadableError.
    """
    yield from _sheets(parse_opendocument(data, _WHAT), remarks, iso=True)


def _sheets(
    found: OpenDocument, remarks: list[str], *, iso: bool = False
) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    for table in found.content.iter(f"{TABLE}table"):
        name = clean_line(table.get(f"{TABLE}name", ""))
        yield name, _rows(table, name, remarks, iso=iso)


def _rows(table: _Element, sheet: str, remarks: list[str], *, iso: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, with their numbers; what is left out of them is added to `remarks`."""
    number = 1
    for row in table.iter(f"{TABLE}table-row"):
        cells = [cell for element in row if element.tag in _CELLS for cell in _repeated(element, iso=iso)]
        repeated = count_of(row, _ROWS)
        if any(cells):
            if repeated > _MAX_REPEATED:
                remarks.append(f"sheet {sheet}, row {number}: repeated {repeated} times, read {_MAX_REPEATED} times")
            yield from ((number + at, cells) for at in range(min(repeated, _MAX_REPEATED)))
        number += repeated


def _repeated(cell: _Element, *, iso: bool) -> list[str]:
    shown = cell.get(f"{OFFICE}date-value", "")[:_ISO_DAY] if iso else ""
    shown = shown or " ".join(shown_text(paragraph).strip() for paragraph in cell if paragraph.tag in PARAGRAPHS)
    value = shown or cell.get(f"{OFFICE}value", "") or cell.get(f"{OFFICE}string-value", "")
    return [value] * min(count_of(cell, _COLUMNS), _MAX_REPEATED)
