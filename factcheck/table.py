"""One table of a case in memory: rows as they are stored, read as records when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from factcheck.errors import ConflictError
from factcheck.model import Row

R = TypeVar("R")


class Table(Mapping[str, R], Generic[R]):
    """A mapping from key to record over rows of JSON.

    Rows are replaced and never altered, so a shallow copy of them (`rows`) stays what it was while
    the table goes on. A record is made at the first look and kept until its row is replaced.
    """

    def __init__(self, read: Callable[[Row], R], rows: dict[str, Row] | None = None) -> None:
        """Read rows by `read`; `rows` is taken over, not copied."""
        self._read = read
        self._rows: dict[str, Row] = {} if rows is None else rows
        self._records: dict[str, R] = {}

    def __getitem__(self, key: str) -> R:
        record = self._records.get(key)
        if record is None:
            record = self._records[key] = self._read(self._rows[key])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def rows(self) -> dict[str, Row]:
        """Return the rows by key, as they are now; later changes do not reach the copy."""
        return dict(self._rows)

    def row(self, key: str) -> Row | None:
        """Return the row under `key`; None where there is none."""
        return self._rows.get(key)

    def check(self, key: str, before: Row | None) -> None:
        """Raise ConflictError unless the row under `key` is what `before` says: absent, or with these values."""
        row = self._rows.get(key)
        if before is None:
            if row is not None:
                raise ConflictError(f"{key} is there already")
            return
        if row is None:
            raise ConflictError(f"{key} is not there")
        for name, value in before.items():
            if row.get(name) != value:
                raise ConflictError(f"{key}: {name} is not {value!r} any more")

    def put(self, key: str, before: Row | None, after: Row | None) -> None:
        """Replace the row under `key`: None after removes it, None before adds it, else `after` is laid over it.

        Whether the row is what `before` says is for `check` to tell.
        """
        self._records.pop(key, None)
        if after is None:
            del self._rows[key]
        else:
            self._rows[key] = dict(after) if before is None else {**self._rows[key], **after}
