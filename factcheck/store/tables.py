"""A case as the tables of a TinyDB file, and back.

TinyDB's tree is {table: {number: row}}. The numbers of rows and all tables that are not ours are kept as
they were, so that other programs can use the same file. On disk every row has a line of its own: a
difference between two versions of a case is one that a person can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from factcheck.case import SHEET, Case
from factcheck.changes import Change
from factcheck.errors import UnreadableError
from factcheck.model import Row, ref_number, verdict_key
from factcheck.store.schema import RECORDS, check_row, check_tree

Tree = Mapping[str, Mapping[str, Any]]
"""A TinyDB tree: rows by number, by table."""

LINKS = (("excerpts", ("claim", "source")), ("verdicts", ("claim",)))
"""The tables whose rows hang on others, and by which fields: the field `claim` is a key of the table `claims`."""

_NUMBER_DIGITS = 18
_LETTERS = {"sources": "S", "claims": "C", "excerpts": "E"}


class Numbers:
    """The number that each row has in its table of the file; a new row takes the next one."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, str]] = {name: {} for name in RECORDS}
        self._last: dict[str, int] = dict.fromkeys(RECORDS, 0)

    def keep(self, table: str, key: str, number: str) -> None:
        """Remember the number of a row that was read."""
        self._of[table][key] = number
        if number.isdecimal() and len(number) <= _NUMBER_DIGITS:
            self._last[table] = max(self._last[table], int(number))

    def of(self, table: str, key: str) -> str:
        """Return the number of a row."""
        number = self._of[table].get(key)
        if number is None:
            self._last[table] += 1
            number = self._of[table][key] = str(self._last[table])
        return number


def unpack(tree: Any) -> tuple[Case, Numbers, dict[str, Any]]:
    """Return the case in a TinyDB tree, its numbers, and the tables that are not ours.

    Raises UnreadableError for whatever is not a case, with the table, row and field.
    """
    checked = check_tree(tree)
    numbers = Numbers()
    tables = {name: _read(name, checked.get(name, {}), numbers) for name in RECORDS}
    history = [Change.from_row(row) for row in tables.pop("history").values()]
    for name, letter in _LETTERS.items():
        _fill_refs(name, tables[name], letter)
    if not any("position" in row for row in checked.get("claims", {}).values()):
        _fill_positions(tables["claims"])
    _check_links(tables)
    case = Case(tables, history)
    _check_labels(case)
    return case, numbers, {name: table for name, table in checked.items() if name not in RECORDS}


def row_key(name: str, row: Row) -> str:
    """Return the key under which a case has a row of the table `name`."""
    if name == "verdicts":
        return verdict_key(row["claim"], row["checker"])
    return SHEET if name == "case" else str(row["id"])


def _read(name: str, table: Mapping[str, Any], numbers: Numbers) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for number, value in table.items():
        row = check_row(name, number, value)
        key = row_key(name, row)
        if key in rows:
            raise UnreadableError(f"{name} row {number}: {key} is there twice")
        rows[key] = row
        numbers.keep(name, key, number)
    return rows


def _fill_refs(name: str, rows: dict[str, Row], letter: str) -> None:
    """Give rows without a ref the next free one; refuse two rows with the same."""
    seen: dict[str, str] = {}
    last = 0
    for key, row in rows.items():
        ref = row["ref"].upper()
        if ref and seen.setdefault(ref, key) != key:
            raise UnreadableError(f"{name}: two rows have the ref {row['ref']}: {seen[ref]} and {key}")
        last = max(last, ref_number(ref, letter))
    for key, row in rows.items():
        if not row["ref"]:
            last += 1
            rows[key] = {**row, "ref": f"{letter}{last}"}


def _fill_positions(claims: dict[str, Row]) -> None:
    """Take the order of the file."""
    for place, (key, row) in enumerate(claims.items(), 1):
        claims[key] = {**row, "position": place}


def _check_links(tables: Mapping[str, Mapping[str, Row]]) -> None:
    """Refuse an excerpt or a verdict of something that is not there."""
    for name, fields in LINKS:
        for key, row in tables[name].items():
            for field in fields:
                if row[field] not in tables[f"{field}s"]:
                    what = row.get("ref") or key
                    raise UnreadableError(f"{name} {what}: its {field} {row[field]!r} is not in the table {field}s")


def _check_labels(case: Case) -> None:
    known = {label.id for label in case.scale.labels} | {None}
    for key, row in case.verdicts.rows().items():
        if row["label"] not in known:
            raise UnreadableError(
                f"verdicts {key}: label {row['label']!r} is not in the scale {case.scale.name} ({case.scale.ids})"
            )


def pack(case: Case, numbers: Numbers, others: Mapping[str, Any]) -> Tree:
    """Return the TinyDB tree of a case. Rows are shared with the case, not copied: do not alter them."""
    tree: dict[str, Any] = {
        name: {numbers.of(name, key): row for key, row in table.rows().items()} for name, table in case.tables.items()
    }
    tree["history"] = {numbers.of("history", change.id): change.to_row() for change in case.history}
    return {**tree, **others}


def dump(tree: Tree) -> Iterator[bytes]:
    """Yield the JSON of a tree, a line for each row."""
    yield b"{"
    start = b""
    for name, table in tree.items():
        yield start + orjson.dumps(name) + b": {"
        start = b",\n"
        row_start = b"\n"
        for number, row in table.items():
            yield row_start + orjson.dumps(number) + b": " + orjson.dumps(row)
            row_start = b",\n"
        yield b"}"
    yield b"}\n"
