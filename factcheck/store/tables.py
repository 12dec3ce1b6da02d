"""A case as the tables of a TinyDB file, and back.

TinyDB's tree is {table: {number: row}}. The numbers of rows and all tables that are not ours are kept as
they were, so that other programs can use the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import is_not
from typing import Any

import orjson

from factcheck.case import SHEET, Case
from factcheck.errors import UnreadableError
from factcheck.index import LETTERS
from factcheck.model import Row, verdict_key
from factcheck.store.lines import Block, Tree
from factcheck.store.schema import RECORDS, check_row, check_sheet

Others = dict[str, dict[str, bytes]]
"""The tables that are not ours: the JSON of their rows by number."""
Watch = Callable[[Case, float], None]
"""Is told, while a case is read, what there is of it and which share that is, 0 to 1."""

_NUMBER_DIGITS = 18


class Numbers:
    """The number that each row has in its table of the file; a new row takes the next one."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, str]] = {name: {} for name in RECORDS}
        self._last: dict[str, int] = {}

    def keep(self, table: str, keys: list[str], numbers: list[str]) -> None:
        """Remember the numbers of rows that were read. Raises UnreadableError for a key that is there twice."""
        of = self._of[table]
        before = len(of)
        for key, number in zip(keys, numbers, strict=True):
            if of.setdefault(key, number) is not number:
                raise UnreadableError(f"{table} row {number}: {key} is there twice")
        if len(of) != before + len(keys):
            raise UnreadableError(f"{table}: a row is there twice")

    def of(self, table: str, key: str) -> str:
        """Return the number of a row."""
        number = self._of[table].get(key)
        if number is None:
            last = self._last.get(table)
            self._last[table] = (_highest(self._of[table].values()) if last is None else last) + 1
            number = self._of[table][key] = str(self._last[table])
        return number


def _highest(numbers: Iterable[str]) -> int:
    found = (int(number) for number in numbers if number.isdecimal() and len(number) <= _NUMBER_DIGITS)
    return max(found, default=0)


class _Unpacking:
    """Makes a case of blocks of rows, in the order in which they come."""

    def __init__(self) -> None:
        self.case = Case()
        self.numbers = Numbers()
        self.others: Others = {}
        self._seen: set[str] = set()
        self._placed = False
        self._blank: list[tuple[str, str]] = []

    def take(self, block: Block) -> None:
        """Take rows over. Raises UnreadableError naming table, row and field."""
        name = block.table
        if not block.rows:
            self._seen.add(name)
        if name not in RECORDS:
            self.others.setdefault(name, {}).update(zip(block.numbers, block.stored, strict=True))
            return
        if name == "case" and block.rows:
            self._check_first(block.numbers[0], block.rows)
        self._placed |= name == "claims" and any(type(row) is dict and "position" in row for row in block.rows)
        rows = [check_row(name, number, row) for number, row in zip(block.numbers, block.rows, strict=True)]
        if any(map(is_not, rows, block.rows)):
            block = block._replace(stored=list(map(orjson.dumps, rows)))
        keys = [row_key(name, row) for row in rows]
        self.numbers.keep(name, keys, block.numbers)
        if name == "history":
            for row, stored in zip(rows, block.stored, strict=True):
                self.case.history.take(row, stored)
            return
        if name in LETTERS:
            self._check_refs(name, keys, rows)
        self.case.take(name, keys, rows, block.stored)

    def _check_first(self, number: str, sheets: list[Any]) -> None:
        if self.case.sheets or len(sheets) > 1:
            raise UnreadableError("table case must have one row, not more")
        check_sheet(number, sheets[0])

    def _check_refs(self, name: str, keys: list[str], rows: list[Row]) -> None:
        """Refuse a ref that another row has; note the rows that have none."""
        refs = self.case.index.refs[name]
        new: dict[str, str] = {}
        for key, row in zip(keys, rows, strict=True):
            ref = row["ref"].upper()
            if not ref:
                self._blank.append((name, key))
                continue
            other = refs.get(ref) or new.get(ref)
            if other is not None:
                raise UnreadableError(f"{name}: two rows have the ref {row['ref']}: {other} and {key}")
            new[ref] = key

    def finish(self) -> None:
        """Fill in what may be absent, and hold the whole together. Raises UnreadableError."""
        if self._seen and not self._seen & RECORDS.keys():
            raise UnreadableError(f"is no case: it has none of the tables {', '.join(RECORDS)}")
        for name, key in self._blank:
            self._fill(name, key, ref=self.case.next_ref(name))
        for place, key in enumerate(() if self._placed else list(self.case.claims), 1):
            self._fill("claims", key, position=place)
        _check_links(self.case)
        _check_labels(self.case)

    def _fill(self, name: str, key: str, **fields: Any) -> None:
        before = self.case.tables[name].row(key) or {}
        after = {**before, **fields}
        self.case.tables[name].put(key, orjson.dumps(after))
        self.case.index.follow(name, key, before, after)


def unpack(blocks: Iterable[Block], watch: Watch | None = None) -> tuple[Case, Numbers, Others]:
    """Return the case that stands on the lines of a file, its numbers, and the tables that are not ours.

    Raises UnreadableError for whatever is not a case, with the table, row and field.
    """
    unpacking = _Unpacking()
    for block in blocks:
        unpacking.take(block)
        if watch is not None:
            watch(unpacking.case, block.share)
    unpacking.finish()
    return unpacking.case, unpacking.numbers, unpacking.others


def row_key(name: str, row: Row) -> str:
    """Return the key under which a case has a row of the table `name`."""
    if name == "verdicts":
        return verdict_key(row["claim"], row["checker"])
    return SHEET if name == "case" else str(row["id"])


def _check_links(case: Case) -> None:
    """Refuse an excerpt or a verdict of something that is not there."""
    for name, index in (("excerpts", case.index.excerpts), ("verdicts", case.index.verdicts)):
        for claim in index.keys() - case.claims.keys():
            _refuse_link(case, name, next(iter(index[claim])), "claim")
    for filed in case.index.excerpts.values():
        for key, how in filed.items():
            if how.source not in case.sources:
                _refuse_link(case, "excerpts", key, "source")


def _refuse_link(case: Case, name: str, key: str, field: str) -> None:
    row = case.tables[name].row(key) or {}
    what = row.get("ref") or key
    raise UnreadableError(f"{name} {what}: its {field} {row[field]!r} is not in the table {field}s")


def _check_labels(case: Case) -> None:
    known = {label.id for label in case.scale.labels} | {None}
    for labels in case.index.verdicts.values():
        for key, label in labels.items():
            if label not in known:
                raise UnreadableError(
                    f"verdicts {key}: label {label!r} is not in the scale {case.scale.name} ({case.scale.ids})"
                )


def pack(case: Case, numbers: Numbers, others: Others) -> Tree:
    """Return the tree of a case as it is now: what is done to the case while it is written does not reach it."""
    stored = {name: table.stored() for name, table in case.tables.items()} | {"history": case.history.stored()}
    return {
        **{name: _numbered(numbers, name, rows) for name, rows in stored.items()},
        **{name: rows.items() for name, rows in others.items()},
    }


def _numbered(numbers: Numbers, name: str, rows: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((numbers.of(name, key), row) for key, row in rows.items())
