"""XLSX (ECMA-376): claims, excerpts, verdicts and sources, each as a sheet.

Texts are never formulas. Control characters, which XML does not allow, are made visible. A cell has at most 32,767
characters; a longer text is cut and ends in "…", which `lint` reports. The same case gives the same bytes. All sheets
must be complete before the first byte of the archive, so that it is written to a temporary file first.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from factcheck.errors import InvalidError
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_differing, lint_quotes, lint_rationales
from factcheck.exports.selection import Selection
from factcheck.exports.tables import TABLES, Cell, Worksheet, looks_like_formula

if TYPE_CHECKING:
    from openpyxl import Workbook

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_MOST_GROWTH = 8
"""The characters that one of a text can become in a cell: <U+FFFE>."""
_PIECE_SIZE = 1 << 16
_ROWS = 500
"""The rows that are written at once."""
_MANY = 20
"""The verdicts of a claim whose labels fit into a cell with certainty."""
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_END_OF_ROWS = b"</sheetData>"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of all entries: the earliest of a ZIP archive."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ERROR_VALUE = re.compile(r"#[A-Z0-9/!?_]+")
_WIDTHS = dict.fromkeys(("text", "claim_text", "quote", "rationale", "note"), 60.0) | dict.fromkeys(
    ("title", "source_title", "condition", "url", "origin"), 30.0
)


class Xlsx(ExportFormat):
    """Writes a workbook."""

    suffix, about = BUILT_IN["xlsx"][:2]

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the workbook. Raises InvalidError for more rows than a sheet takes."""
        with TemporaryFile() as file:
            _save(selection, file)
            file.seek(0)
            while piece := file.read(_PIECE_SIZE):
                yield piece

    def outline(self, selection: Selection) -> Iterator[str]:
        """Yield the sheets of the workbook with their columns."""
        yield f"A workbook of {len(TABLES)} sheets, each with a frozen header:"
        for name, sheet in TABLES.items():
            yield f"  {name}: {', '.join(sheet.columns)}"
        yield f"It has {len(selection.claims):,} claims."

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the texts that are too long for a cell."""
        for sheet in TABLES.values() if _may_be_long(selection) else ():
            for cells in sheet.rows(selection):
                for column, cell in zip(sheet.columns, cells, strict=True):
                    long = isinstance(cell, str) and len(cell) * _MOST_GROWTH > _LONGEST_CELL
                    if isinstance(cell, str) and long and cut(xml_text(cell)) != xml_text(cell):
                        message = f"{len(cell):,} characters; a cell holds {_LONGEST_CELL:,}, the rest is cut off"
                        yield LintIssue(str(cells[0]), column, message)
        yield from lint_differing(selection)
        yield from lint_quotes(selection)
        yield from lint_rationales(selection)


def _may_be_long(selection: Selection) -> bool:
    """Return whether a cell could be too long, by the rows of the case: a cell has what one of them has, or labels."""
    case = selection.case
    texts = (row for table in case.tables.values() for row in table.stored().values())
    longest = max(map(len, texts), default=0)
    return longest * _MOST_GROWTH > _LONGEST_CELL or any(len(each) > _MANY for each in case.index.verdicts.values())


def xml_text(text: str) -> str:
    """Return a text as it is written to a cell: characters that XML forbids made visible, and "_x0041_" escaped."""
    if not text.isprintable():  # characters that XML forbids are never printable
        text = _NOT_XML.sub(_sign, text)
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def cut(text: str) -> str:
    """Return a text cut to the length of a cell, which is counted in UTF-16 code units."""
    if len(text) * 2 <= _LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_CELL:
        return text
    return units[: 2 * (_LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < ord(" ") else f"<U+{code:04X}>"


def _save(selection: Selection, file: IO[bytes]) -> None:
    """Write the workbook: openpyxl makes all but the rows below the headers, which it writes slowly."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    book.properties.creator = "factcheck"
    book.properties.title = xml_text(selection.case.title)
    book.properties.created = book.properties.modified = datetime(*_EPOCH)  # noqa: DTZ001 – the format has no zone
    with ExitStack() as files:
        rows = {}
        for number, (name, sheet) in enumerate(TABLES.items(), 1):
            as_text = _begin(book, name, sheet)
            spooled = rows[f"xl/worksheets/sheet{number}.xml"] = files.enter_context(TemporaryFile())
            spooled.writelines(_rows(name, sheet, selection, as_text))
        ExcelWriter(book, _archive(file, rows)).save()


def _begin(book: Workbook, name: str, sheet: Worksheet) -> int:
    """Add a sheet with its header; return the number of the style of a text that looks like a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 14.0)
    heads = [WriteOnlyCell(page, value=column) for column in sheet.columns]
    for head in heads:
        head.font = Font(bold=True)
    as_text = WriteOnlyCell(page, value="")
    as_text.quotePrefix = True  # stays a text when it is edited
    with closing(page):  # an unfinished sheet warns when it is collected
        page.append(heads)
    return int(as_text.style_id)


def _rows(name: str, sheet: Worksheet, selection: Selection, as_text: int) -> Iterator[bytes]:
    """Yield the rows of a sheet as XML. Raises InvalidError for more than a sheet takes."""
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(number) for number in range(1, len(sheet.columns) + 1)]
    rows = enumerate(sheet.rows(selection), 2)
    while some := list(islice(rows, _ROWS)):
        if some[-1][0] > _MOST_ROWS:
            raise InvalidError(f"xlsx: more than {_MOST_ROWS - 1:,} {name} do not fit on a sheet; csv has no limit")
        yield "".join(_row(number, letters, cells, as_text) for number, cells in some).encode()


def _row(number: int, letters: Sequence[str], cells: Sequence[Cell], as_text: int) -> str:
    made = [
        _cell(f"{letter}{number}", cell, as_text)
        for letter, cell in zip(letters, cells, strict=True)
        if cell is not None and cell != ""
    ]
    return f'<row r="{number}">{"".join(made)}</row>'


def _cell(place: str, value: Cell, as_text: int) -> str:
    """Return a cell; a text that looks like a formula or error is marked as text."""
    if not isinstance(value, str):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    text = cut(xml_text(value))
    style = f' s="{as_text}"' if looks_like_formula(text) or _ERROR_VALUE.fullmatch(text) else ""
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    for sign, name in _NAMED.items():
        if sign in text:
            text = text.replace(sign, name)
    return text


def _archive(file: IO[bytes], rows: Mapping[str, IO[bytes]]) -> Any:
    """Return a ZIP archive whose entries have a fixed time, system and permissions; `rows` are put into sheets."""

    def entry(name: str) -> ZipInfo:
        info = ZipInfo(name, _EPOCH)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
        return info

    class Archive(ZipFile):
        def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
            super().writestr(entry(str(zinfo_or_arcname)), data)

        def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
            name = str(arcname).lstrip("/")
            with self.open(entry(str(arcname)), "w") as target:
                before, end, after = Path(filename).read_bytes().partition(_END_OF_ROWS if name in rows else b"\0")
                target.write(before)
                if name in rows:
                    rows[name].seek(0)
                    shutil.copyfileobj(rows[name], target)
                target.write(end + after)

    return Archive(file, "w", ZIP_DEFLATED)
