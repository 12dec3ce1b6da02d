"""A case as the tables of a TinyDB file, and back.

TinyDB's tree is {table: {number: row}}. The numbers of rows and the tables of other programs are kept, so
that these can use the same file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY, MERGED_SCHEMA
from factcheck.case.ids import sha256_of
from factcheck.case.index import LETTERS, NOUNS
from factcheck.case.record import Row
from factcheck.case.records import verdict_row_key
from factcheck.case.rows import RECORDS
from factcheck.case.table import to_json
from factcheck.errors import UnreadableError
from factcheck.storage.layout import RowBlock, Tree
from factcheck.storage.row_numbers import RowNumbers
from factcheck.storage.schema import check_rows, check_sheet
from factcheck.text import counted

Others = dict[str, dict[str, bytes]]
"""The tables of other programs: the JSON of their rows by number."""
Watch = Callable[[Case, float], None]
"""Called while a case is read, with what has been read and the progress from 0 to 1."""

_KEYED = {"case", "verdicts"}
"""The tables whose key is not the id of the row."""
_LEFT_OUT = {"entries"}
"""The tables that are not written while they are empty, so that a file is written as it was before they came."""


_NAMED = 6
_ID = itemgetter("id")


class _Unpacking:
    """Builds a case from blocks of rows, in any order of tables."""

    def __init__(self) -> None:
        self.case = Case()
        self.numbers = RowNumbers()
        self.others: Others = {}
        self._seen: set[str] = set()
        self._placed = False
        self._count: Counter[str] = Counter()
        self._given: dict[str, list[str]] = {name: [] for name in LETTERS}
        self._blank: dict[str, list[str]] = {name: [] for name in LETTERS}

    def add(self, block: RowBlock) -> None:
        """Add rows. Raises UnreadableError with table, row and field."""
        name = block.table
        if not block.rows:
            self._seen.add(name)
        if name in RECORDS:
            self._add_own(block)
        else:
            self.others.setdefault(name, {}).update(zip(block.numbers, block.stored, strict=True))

    def _add_own(self, block: RowBlock) -> None:
        name = block.table
        if name == "case":
            self._check_first(block)
        if name == "claims":
            self._placed |= any(type(row) is dict and "position" in row for row in block.rows)
        block = self._with_ids(block)
        rows = check_rows(name, block.numbers, block.rows)
        keys = [row_key(name, row) for row in rows] if name in _KEYED else list(map(_ID, rows))
        stored, read_as = block.stored, {}
        if rows is not block.rows:
            stored = _stored(block, rows)
            read_as = {key: old for key, old, new in zip(keys, block.stored, stored, strict=True) if new is not old}
        self.numbers.add(name, keys, block.numbers)
        self.case.load_rows(name, keys, rows, stored, read_as)
        self._check_once(name, keys, rows)

    def _with_ids(self, block: RowBlock) -> RowBlock:
        """Return the rows, each with an id: one that a script added without it is given the same at each reading."""
        if block.table not in LETTERS or all(type(row) is not dict or row.get("id") for row in block.rows):
            return block
        rows = [
            row if type(row) is not dict or row.get("id") else {**row, "id": _made_id(block.table, number, row)}
            for number, row in zip(block.numbers, block.rows, strict=True)
        ]
        given = [new is not old for new, old in zip(rows, block.rows, strict=True)]
        self._given[block.table] += [row["id"] for row, new in zip(rows, given, strict=True) if new]
        stored = [to_json(row) if new else as_read for row, new, as_read in zip(rows, given, block.stored, strict=True)]
        return block._replace(rows=rows, stored=stored)

    def _check_once(self, name: str, keys: list[str], rows: Sequence[Row]) -> None:
        """Refuse duplicate keys and refs; remember the rows without a ref."""
        self._count[name] += len(keys)
        if len(self.case.history if name == "history" else self.case.tables[name]) != self._count[name]:
            key, number = _second(self.numbers.items(name))
            raise UnreadableError(f"{name} row {number}: {key} is there twice")
        if name in LETTERS:
            self._blank[name] += [key for key, row in zip(keys, rows, strict=True) if not row["ref"]]
            if len(self.case.index.refs[name]) + len(self._blank[name]) != self._count[name]:
                _refuse_ref(self.case, name)

    def _check_first(self, block: RowBlock) -> None:
        if block.rows:
            check_sheet(block.numbers[0], block.rows[0])
        if len(self.case.info_table) + len(block.rows) > 1:
            raise UnreadableError("table case must have one row, not more")

    def finish(self) -> None:
        """Fill in missing refs and positions, and check references between tables. Raises UnreadableError."""
        if self._seen and not self._seen & RECORDS.keys():
            raise UnreadableError(f"is not a case: it has none of the tables {', '.join(RECORDS)}")
        for name, blank in self._blank.items():
            for key in blank:
                self._fill(name, key, ref=self.case.next_ref(name))
        self.case.filled = self._filled()
        for place, key in enumerate(() if self._placed else list(self.case.claims), 1):
            self._fill("claims", key, position=place)
        _check_links(self.case)
        _check_labels(self.case)
        self.case.index.order()  # here, so that no key press waits for it

    def _filled(self) -> str:
        """Return which rows were given an id or a ref, in words."""
        given = {name: dict.fromkeys((*self._given[name], *blank)) for name, blank in self._blank.items()}
        words = ", ".join(counted(len(keys), NOUNS[name]) for name, keys in given.items() if keys)
        refs = sorted(
            (str((self.case.tables[name].row(key) or {}).get("ref")) for name, keys in given.items() for key in keys),
            key=lambda ref: (len(ref), ref),
        )
        named = ", ".join(refs[:_NAMED]) + (f" and {len(refs) - _NAMED:,} more" if len(refs) > _NAMED else "")
        return f"{words} without an id or a ref given one: {named}" if words else ""

    def _fill(self, name: str, key: str, **fields: Any) -> None:
        before = self.case.tables[name].row(key) or {}
        after = {**before, **fields}
        self.case.tables[name].set(key, to_json(after))
        self.case.index.update(name, key, before, after)


def _made_id(table: str, number: str, row: Row) -> str:
    """Return the id of a row that has none, from its place and content."""
    return sha256_of(f"{table}/{number}/{row.get('text', row.get('quote', ''))}".encode("utf-8", "replace"))[:16]


def unpack(blocks: Iterable[RowBlock], watch: Watch | None = None) -> tuple[Case, RowNumbers, Others]:
    """Return the case in the blocks of a file, its row numbers, and the tables of other programs.

    Raises UnreadableError for whatever is not a case, with the table, row and field.
    """
    unpacking = _Unpacking()
    for block in blocks:
        unpacking.add(block)
        if watch is not None:
            watch(unpacking.case, block.share)
    unpacking.finish()
    return unpacking.case, unpacking.numbers, unpacking.others


def row_key(name: str, row: Row) -> str:
    """Return the key under which a case has a row of the table `name`."""
    if name == "verdicts":
        return verdict_row_key(row)
    return CASE_KEY if name == "case" else str(row["id"])


def _stored(block: RowBlock, rows: Sequence[Row]) -> list[bytes]:
    """Return the JSON of rows: as it was read, where nothing was filled in."""
    return [
        as_read if row is given else to_json(row)
        for as_read, given, row in zip(block.stored, block.rows, rows, strict=True)
    ]


def _second(kept: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the first duplicate key, with the number of its second row."""
    seen: set[str] = set()
    for key, number in kept:
        if key in seen:
            return key, number
        seen.add(key)
    raise LookupError("no duplicate key")


def _refuse_ref(case: Case, name: str) -> None:
    seen: dict[str, str] = {}
    for key, row in case.tables[name].rows().items():
        if row["ref"] and seen.setdefault(row["ref"].upper(), key) != key:
            raise UnreadableError(f"{name}: two rows have the ref {row['ref']}: {seen[row['ref'].upper()]} and {key}")


def _check_links(case: Case) -> None:
    """Refuse an excerpt or a verdict of something that is not there."""
    for name, index in (("excerpts", case.index.excerpts), ("verdicts", case.index.verdicts)):
        for claim in index.keys() - case.claims.keys():
            _refuse_link(case, name, next(iter(index[claim])), "claim")
    for claim in case.index.settled.keys() - case.claims.keys():
        _refuse_link(case, "verdicts", claim, "claim")
    for source in {how.source for how in case.index.stances()} - case.sources.keys():
        _refuse_link(case, "excerpts", next(case.quoting(source)), "source")

    for on in case.index.entries:
        if on and case.subject(on) is None:
            _refuse_link(case, "entries", next(iter(case.index.entries[on])), "on")


def _refuse_link(case: Case, name: str, key: str, field: str) -> None:
    row = case.tables[name].row(key) or {}
    what = row.get("ref") or key
    tables = ("claims", "sources") if field == "on" else (f"{field}s",)
    named = row[field]
    meant = (case.index.refs[table].get(str(named).upper()) for table in tables)
    told = next((f": that is a ref; its id is {key}" for key in meant if key), "")
    raise UnreadableError(f"{name} {what}: its {field} {named!r} is not in the table {' or '.join(tables)}{told}")


def _check_labels(case: Case) -> None:
    known = {label.id for label in case.scale.labels} | {None}
    every: list[Mapping[str, str | None]] = [case.index.settled, *case.index.verdicts.values()]
    for labels in every:
        for key, label in labels.items():
            if label not in known:
                raise UnreadableError(
                    f"verdicts {key}: label {label!r} is not in the scale {case.scale.name} ({case.scale.ids})"
                )


def pack(case: Case, numbers: RowNumbers, others: Others) -> Tree:
    """Return the tree of a case as it is now: what is done to the case while it is written does not reach it."""
    tables = {name: table for name, table in case.tables.items() if table or name not in _LEFT_OUT}
    rows = {name: table.written() for name, table in tables.items()} | {"history": case.history.written()}
    refs = {name: {key: ref for ref, key in found.items()} for name, found in case.index.refs.items()}
    number = numbers.canonical if case.info.schema >= MERGED_SCHEMA else numbers.kept
    return {
        **{name: number(name, found, refs.get(name, {})) for name, found in rows.items()},
        **{name: found.items() for name, found in others.items()},
    }
