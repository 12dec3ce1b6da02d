"""The layout of a table before it is imported: its sheets, its first rows, and which field each column is read as."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.errors import UnknownError
from factcheck.imports.candidates import ImportOptions
from factcheck.imports.columns import NONE, CellTable, fields_of, find_head, is_claims_head, name_of
from factcheck.imports.formats import ods
from factcheck.imports.formats.csv import read_table
from factcheck.imports.formats.xlsx import read_sheets
from factcheck.imports.json_values import shown

_CHARACTERS = 1 << 16
_ROWS = 40
_LISTED = 12
_WORDS = 60


class TableColumn(NamedTuple):
    """A column: how it is named for reading it, how it is shown, the field it is read as (NONE if none), a cell."""

    name: str
    shown: str
    field: str
    sample: str


class TableLayout(NamedTuple):
    """What can be chosen about a table: its sheets, the rows that may be its header with their lines, its columns."""

    sheets: tuple[str, ...] = ()
    rows: tuple[tuple[int, str], ...] = ()
    columns: tuple[TableColumn, ...] = ()


NO_TABLE = TableLayout()


def table_layout(data: bytes, format_name: str, options: ImportOptions) -> TableLayout:
    """Return the layout of a table, as far as its first rows show it; NO_TABLE if the format is none of tables.

    Raises UnreadableError, UnknownError.
    """
    if format_name == "csv":
        return _layout([read_table(data, options, _CHARACTERS)[0]], options)
    if format_name == "xlsx":
        return _layout(read_sheets(data, _ROWS), options)
    if format_name == "ods":
        return _layout(ods.read_sheets(data, _ROWS)[0], options)
    return NO_TABLE


def _layout(tables: list[CellTable], options: ImportOptions) -> TableLayout:
    sheets = tuple(table.name for table in tables if table.name)
    filled = [table for table in tables if table.rows]
    named = [table for table in filled if table.name.casefold() == options.sheet.casefold()]
    chosen = [*named, *sorted(filled, key=lambda table: not _has_claims(table, options))]
    if not chosen:
        return TableLayout(sheets)
    table = chosen[0]
    rows = tuple(
        (int(place.rpartition(" ")[2]), shown(" | ".join(cells))[:_WORDS]) for place, cells in table.rows[:_LISTED]
    )
    return TableLayout(sheets, rows, tuple(_columns(table, options)))


def _has_claims(table: CellTable, options: ImportOptions) -> bool:
    return any(column.field == "text" for column in _columns(table, options))


def _columns(table: CellTable, options: ImportOptions) -> list[TableColumn]:
    """Return the columns of a table; a mapping that does not fit it is not applied."""
    is_named = options.header != 0
    index = _head(table, options) if is_named else 0
    head = table.rows[index][1]
    try:
        fields = fields_of(head, options.columns, named=is_named)
    except UnknownError:
        fields = fields_of(head, {}, named=is_named)
    field_of = {number: field for field, number in fields.items()}
    names = [name_of(cell) if is_named else "" for cell in head]
    below = table.rows[index + is_named :]
    return [
        TableColumn(
            cell if is_named and names[number] and names.count(names[number]) == 1 else str(number + 1),
            shown(cell) if is_named and cell.strip() else f"column {number + 1}",
            field_of.get(number, NONE),
            next((shown(cells[number]) for _, cells in below if number < len(cells) and cells[number].strip()), ""),
        )
        for number, cell in enumerate(head)
    ]


def _head(table: CellTable, options: ImportOptions) -> int:
    """Return the index of the row that names the columns; if none names one of claims, of the first full one."""
    try:
        index, _ = find_head(table, options)
    except UnknownError:
        return 0
    if options.header or index or is_claims_head(table.rows[0][1], options):
        return index
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in table.rows[:_LISTED]]
    return filled.index(max(filled))
