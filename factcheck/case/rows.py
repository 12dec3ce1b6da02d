"""The rows of each table: which record each is, which fields it may leave out, and the form that all copies give it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from factcheck.case.case import UNWRITTEN, CaseInfo, written
from factcheck.case.changes import Change
from factcheck.case.records import Claim, Entry, Excerpt, Record, Row, Source, Verdict

RECORDS: dict[str, type[Record]] = {
    "case": CaseInfo,
    "sources": Source,
    "claims": Claim,
    "excerpts": Excerpt,
    "verdicts": Verdict,
    "entries": Entry,
    "history": Change,
}
"""The tables of a case and the record that each row of them is."""


def filled(table: str, row: Row) -> Row:
    """Return the row with its absent fields filled in, in the order of the record."""
    defaults = defaults_of(table)
    if defaults.keys() <= row.keys():
        return row
    names: tuple[str, ...] = RECORDS[table].__slots__
    return {**{name: row.get(name, defaults.get(name)) for name in names if name in row or name in defaults}, **row}


def canonical(table: str, row: Row) -> Row:
    """Return a row with its fields in the order that every copy of the case gives them."""
    row = filled(table, row)
    names: tuple[str, ...] = RECORDS[table].__slots__
    own = {name: row[name] for name in names if name in row}
    row = {**own, **{name: row[name] for name in sorted(row.keys() - own.keys())}}
    return row if table == "history" else written(table, row)  # a change has what was seen, even if that is nothing


@cache
def defaults_of(table: str) -> Row:
    """Return the fields of a table that have a default, with it, as JSON values; without those that are not written."""
    left_out = UNWRITTEN.get(table, {})
    return {
        field.name: _plain(field.default)
        for field in fields(RECORDS[table])
        if field.default is not MISSING and field.name not in left_out
    }


def _plain(default: Any) -> Any:
    return [*default] if isinstance(default, tuple) else default
