"""XLSX (ECMA-376): claims, excerpts, verdicts and sources, each as a sheet.

Texts stay texts, whatever they begin with. What XML cannot hold, control characters, is made visible. A cell takes
32,767 characters; a longer text is cut and ends in "…", and `lint` says so. The same case gives the same bytes. The
format is a ZIP archive whose sheets must be written before the first byte can be: so it lies on the disk meanwhile.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from factcheck.errors import InvalidError
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_quotes
from factcheck.exports.selection import Selection
from factcheck.exports.tables import TABLES, Cell, Worksheet, looks_like_formula

if TYPE_CHECKING:
    from openpyxl import Workbook

_LONGEST = 32_767
_MOST_ROWS = 1_048_576
_PIECE = 1 << 16
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time on everything, the first that a ZIP archive can tell."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ERROR = re.compile(r"#[A-Z0-9/!?_]+")
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
            while piece := file.read(_PIECE):
                yield piece

    def outline(self, selection: Selection) -> Iterator[str]:
        """Yield the sheets of the workbook with their columns."""
        yield f"A workbook of {len(TABLES)} sheets, each with a head that stays in sight:"
        for name, sheet in TABLES.items():
            yield f"  {name}: {', '.join(sheet.columns)}"
        yield f"{len(selection.claims):,} claims are in it."

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the texts that are too long for a cell."""
        for sheet in TABLES.values():
            for cells in sheet.rows(selection):
                for column, cell in zip(sheet.columns, cells, strict=True):
                    if isinstance(cell, str) and cut(xml_text(cell)) != xml_text(cell):
                        words = f"{len(cell):,} characters; a cell holds {_LONGEST:,}, the rest is cut off"
                        yield LintIssue(str(cells[0]), column, words)
        yield from lint_quotes(selection)


def xml_text(text: str) -> str:
    """Return a text as a cell holds it: what XML cannot hold as a visible sign, and "_x0041_" not as an escape."""
    if not text.isprintable():  # what XML cannot hold never is
        text = _NOT_XML.sub(_sign, text)
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def cut(text: str) -> str:
    """Return a text as long as a cell takes: counted, as spreadsheets do, in units of UTF-16."""
    if len(text) * 2 <= _LONGEST:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < ord(" ") else f"<U+{code:04X}>"


def _save(selection: Selection, file: IO[bytes]) -> None:
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    book.properties.creator = "factcheck"
    book.properties.title = xml_text(selection.case.title)
    book.properties.created = book.properties.modified = datetime(*_EPOCH)  # noqa: DTZ001 – the format has no zone
    for name, sheet in TABLES.items():
        _fill(book, name, sheet, selection)
    ExcelWriter(book, _archive(file)).save()


def _fill(book: Workbook, name: str, sheet: Worksheet, selection: Selection) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    def cell_of(value: Cell) -> Any:
        """Return what is appended for a value: a cell of its own only for a text that could be taken for more."""
        if not value or not isinstance(value, str):
            return None if value == "" else value
        text = cut(xml_text(value))
        if not (looks_like_formula(text) or _ERROR.fullmatch(text)):
            return text
        cell = WriteOnlyCell(page, value=text)
        cell.data_type, cell.quotePrefix = "s", True  # a text, and one still after it was edited
        return cell

    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 14.0)
    heads = [WriteOnlyCell(page, value=column) for column in sheet.columns]
    for head in heads:
        head.font = Font(bold=True)
    with closing(page):  # whatever happens: what is half written would complain
        page.append(heads)
        for number, cells in enumerate(sheet.rows(selection), 2):
            if number > _MOST_ROWS:
                more = f"a sheet takes {_MOST_ROWS - 1:,} {name}, and there are more; csv takes any number"
                raise InvalidError(f"xlsx: {more}")
            page.append(list(map(cell_of, cells)))


def _archive(file: IO[bytes]) -> Any:
    """Return a ZIP archive in which everything bears the same time and nothing tells of the machine."""

    def entry(name: str) -> ZipInfo:
        made = ZipInfo(name, _EPOCH)
        made.compress_type, made.create_system, made.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
        return made

    class Archive(ZipFile):
        def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
            super().writestr(entry(str(zinfo_or_arcname)), data)

        def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
            with Path(filename).open("rb") as written, self.open(entry(str(arcname)), "w") as kept:
                shutil.copyfileobj(written, kept)

    return Archive(file, "w", ZIP_DEFLATED)
