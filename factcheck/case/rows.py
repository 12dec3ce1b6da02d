"""The rows of each table: which record each is, which fields it may leave out, and the form that all copies give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache

from factcheck.case.case_info import CaseInfo
from factcheck.case.changes import Change
from factcheck.case.record import Record, Row
from factcheck.case.records import Claim, Entry, Excerpt, Source, Verdict

RECORDS: Mapping[str, type[Record]] = {
    "case": CaseInfo,
    "sources": Source,
    "claims": Claim,
    "excerpts": Excerpt,
    "verdicts": Verdict,
    "entries": Entry,
    "history": Change,
}
"""The tables of a case and the record that each row of them is."""


@cache
def unwritten(table: str) -> Row:
    """Return the fields that a row of a table leaves out while they have their default, with it, as JSON values."""
    defaults = _defaults(table)
    return {name: defaults[name] for name in RECORDS[table].unwritten} if table in RECORDS else {}


@cache
def _written_defaults(table: str) -> Row:
    """Return the other fields of a table that have a default, with it, as JSON values."""
    return {name: value for name, value in _defaults(table).items() if name not in unwritten(table)}


def _defaults(table: str) -> Row:
    found = {field.name: field.default for field in fields(RECORDS[table]) if field.default is not MISSING}
    return {name: [*value] if isinstance(value, tuple) else value for name, value in found.items()}


def written(table: str, row: Row) -> Row:
    """Return a row as it is written: without the values that are left out; fields that may be are last, in order."""
    absent = unwritten(table)
    if not absent.keys() & row.keys():
        return row
    last = {name: row[name] for name, value in absent.items() if name in row and row[name] != value}
    if [*row][len(row) - len(last) :] == [*last] and len(absent.keys() & row.keys()) == len(last):
        return row
    return {**{name: value for name, value in row.items() if name not in absent}, **last}


def filled(table: str, row: Row) -> Row:
    """Return the row with its absent fields filled in, but for the unwritten ones, in the order of the record."""
    defaults = _written_defaults(table)
    if defaults.keys() <= row.keys():
        return row
    names: tuple[str, ...] = RECORDS[table].__slots__
    return {**{name: row.get(name, defaults.get(name)) for name in names if name in row or name in defaults}, **row}


_CANONICAL: set[tuple[str, ...]] = set()
"""The names of fields in their order, behind the name of the table, of rows that are in the form of all copies."""


def canonical(table: str, row: Row) -> Row:
    """Return a row with its fields in the order that every copy of the case gives them."""
    form = (table, *row)
    if form in _CANONICAL:
        return row
    row = filled(table, row)
    names: tuple[str, ...] = RECORDS[table].__slots__
    own = {name: row[name] for name in names if name in row}
    row = {**own, **{name: row[name] for name in sorted(row.keys() - own.keys())}}
    if table == "history":  # a change has what was seen, even if that is nothing
        return row
    row = written(table, row)
    if form == (table, *row) and row.keys().isdisjoint(unwritten(table)):
        _CANONICAL.add(form)
    return row
