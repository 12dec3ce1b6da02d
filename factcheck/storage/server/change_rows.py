"""Changes as rows of the server, and what is refused of the rows that a server sends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from factcheck.case.changes import Change
from factcheck.case.merging.parts import fault_of
from factcheck.errors import ServerError, UnreadableError
from factcheck.storage.schema import check_rows
from factcheck.storage.team_files import Cursor

COLUMNS = ("id", "n", "by", "target", "batch")
"""The fields of a change that are columns of their own; the others are in its body."""
LARGEST = 1 << 24
"""The bytes of one change above which a server is not believed."""


class Fetched(NamedTuple):
    """Changes of the server in its order, and the cursor of the last before which no other can appear.

    `settled` has the ids of the changes up to that cursor.
    """

    changes: list[Change]
    cursor: Cursor
    settled: frozenset[str]


def to_row(change: Change) -> dict[str, Any]:
    """Return a change as the server keeps it: its columns, and the rest as "body"."""
    row = change.to_row()
    columns = {name: row.pop(name, 0) for name in COLUMNS}
    return {**columns, "body": row}


def from_rows(case_id: int, rows: Sequence[Sequence[object]]) -> list[Change]:
    """Return the changes in rows of the server.

    Raises ServerError for whatever is not a change of the case `case_id`; then none is to be taken.
    """
    try:
        found = [_as_history(case_id, row) for row in rows]
        checked = check_rows("history", [str(row[2]) for row in rows], found)
        changes = [Change.from_row(row) for row in checked]
    except (UnreadableError, orjson.JSONDecodeError, TypeError, AttributeError) as error:
        raise ServerError(f"the server sent a change that is none: {error}; nothing was taken") from error
    for change in changes:
        if fault := fault_of(change):
            raise ServerError(f"the server sent the change {change.id!r:.40}: {fault}; nothing was taken")
    return changes


def place_of(row: Sequence[Any]) -> Cursor:
    """Return the place of a row that `from_rows` has read."""
    return Cursor(row[1], row[2], row[3], row[9])


def is_settled(row: Sequence[Any]) -> bool:
    """Return whether no change can appear any more before that of a row."""
    return row[10] is True


def _as_history(case_id: int, row: Sequence[object]) -> dict[str, Any]:
    """Return a row of the server as one of the history. Raises UnreadableError, TypeError, orjson.JSONDecodeError."""
    case, tx, seq, change_id, n, by, target, batch, body, received, _ = row
    if case != case_id:
        raise UnreadableError(f"{change_id!r:.40} is of another case")
    if not (type(tx) is type(seq) is type(n) is type(received) is int):
        raise UnreadableError(f"{change_id!r:.40} has a wrong type of number")
    if type(body) is not bytes or len(body) > LARGEST:
        raise UnreadableError(f"{change_id!r:.40} has more than {LARGEST} bytes, or none")
    found: dict[str, Any] = orjson.loads(body)
    found.update(id=change_id, n=n, by=by, target=target, batch=batch)
    return found


def in_chunks(changes: Sequence[Change], size: int) -> Iterator[list[Change]]:
    """Yield the changes in pieces of about `size`, so that no batch is cut."""
    chunk: list[Change] = []
    for place, change in enumerate(changes):
        chunk.append(change)
        following = changes[place + 1].batch if place + 1 < len(changes) else None
        if len(chunk) >= size and following != change.batch:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
