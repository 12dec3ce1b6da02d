"""One table of a case in memory: rows are kept as JSON and parsed when they are read.

A case may have hundreds of thousands of rows, of which a screen shows thirty. So a row is kept as the bytes
of the file and written back unchanged; a record is made on access.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic, TypeVar, overload

import orjson

from factcheck.case.record import Row
from factcheck.errors import ConflictError, GoneError

R = TypeVar("R")

KEPT = 10_000
"""Size of the cache of records, which is emptied when it is full."""


def to_json(row: Row) -> bytes:
    """Return the JSON of a row, in as many bytes as it has: orjson allocates a kilobyte or more for each."""
    return b"%b" % orjson.dumps(row)


def preview(
    key: str, row: Row | None, before: Row | None, after: Row | None, absent: Row = MappingProxyType({})
) -> Row | None:
    """Return `row`, which is under `key`, as a change would leave it: updated with `after`; None if it is removed.

    Fields that the row leaves out have the values in `absent`. Raises ConflictError unless the row matches
    `before`: it does not exist, or has these values.
    """
    if before is None:
        if row is not None:
            raise ConflictError(f"{key} is there already")
        return after
    if row is None:
        raise ConflictError(f"{key} is not there")
    for name, value in before.items():
        if row.get(name, absent.get(name)) != value:
            raise ConflictError(f"{key}: {name} is not {value!r} any more")
    return None if after is None else {**row, **after}


class Table(Mapping[str, R], Generic[R]):
    """A mapping from key to record. Rows are replaced and never altered."""

    def __init__(self, read: Callable[[Row], R], rows: Mapping[str, Row] | None = None) -> None:
        """Make records with `read`; begin with `rows`."""
        self._read = read
        self._stored: dict[str, bytes] = {key: to_json(row) for key, row in (rows or {}).items()}
        self._read_as: dict[str, bytes] = {}
        self._records: dict[str, R] = {}

    def __getitem__(self, key: str) -> R:
        record = self._records.get(key)
        if record is None:
            stored = self._stored.get(key)
            if stored is None:
                raise GoneError("it no longer exists: it was removed, or its addition was undone")
            record = self._read(orjson.loads(stored))
            if len(self._records) >= KEPT:
                self._records.clear()
            self._records[key] = record
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._stored)

    def __len__(self) -> int:
        return len(self._stored)

    def __contains__(self, key: object) -> bool:
        return key in self._stored

    def stored(self) -> dict[str, bytes]:
        """Return the JSON of every row by key, as it is now; later changes do not reach the copy."""
        return self._stored.copy()

    def written(self) -> dict[str, bytes]:
        """Return the JSON of every row by key as it is written: the bytes that were read, if it was not changed.

        These may leave out fields that have a default, and then differ from what `stored` returns.
        """
        return self._stored | self._read_as

    def rows(self) -> dict[str, Row]:
        """Return every row by key: a copy in depth."""
        return {key: orjson.loads(stored) for key, stored in self._stored.items()}

    def row(self, key: str) -> dict[str, Any] | None:
        """Return a copy of the row under `key`; None where there is none."""
        stored = self._stored.get(key)
        if stored is None:
            return None
        row: dict[str, Any] = orjson.loads(stored)
        return row

    def load(self, stored: Iterable[tuple[str, bytes]], read_as: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Add rows that are not in the table yet, given as keys and JSON.

        `read_as` has the bytes that a file holds for those of them that it holds in another form.
        """
        self._stored.update(stored)
        self._read_as.update(read_as)

    def set(self, key: str, stored: bytes | None) -> None:
        """Replace the row under `key` with this JSON; None removes it."""
        self._records.pop(key, None)
        self._read_as.pop(key, None)
        if stored is None:
            del self._stored[key]
        else:
            self._stored[key] = stored


class Records(Sequence[R]):
    """Records of a table in a given order, each read on access."""

    def __init__(self, table: Table[R], keys: Sequence[str]) -> None:
        """Show the records of `table` under `keys`."""
        self._table = table
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Records[R]: ...
    def __getitem__(self, index: int | slice) -> R | Records[R]:
        if isinstance(index, slice):
            return Records(self._table, self.keys[index])
        return self._table[self.keys[index]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]
