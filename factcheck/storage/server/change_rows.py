"""Changes as rows of the server, and what is refused of the rows that a server sends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from factcheck.case.changes import Change
from factcheck.case.merging.parts import fault_of
from factcheck.errors import ServerError, UnreadableError
from factcheck.storage.schema import check_row
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


class FromServer(NamedTuple):
    """A change, its place in the order of the server, and whether none can appear before it any more."""

    cursor: Cursor
    change: Change
    is_settled: bool


def from_row(case_id: int, row: Sequence[object]) -> FromServer:
    """Return the change in a row of the server.

    Raises ServerError for whatever is not a change of the case `case_id`.
    """
    case, tx, seq, change_id, n, by, target, batch, body, received, is_settled = row
    where = f"change {change_id!r:.40}"
    if case != case_id:
        raise ServerError(f"the server sent a change of another case ({where}); nothing was taken")
    if not (type(tx) is type(seq) is type(n) is type(received) is int and type(is_settled) is bool):
        raise ServerError(f"the server sent {where} with a wrong type of number; nothing was taken")
    if not isinstance(body, bytes) or len(body) > LARGEST:
        raise ServerError(f"the server sent {where} with more than {LARGEST} bytes; nothing was taken")
    try:
        rest: Any = orjson.loads(body)
        found = {"n": n, **rest, "id": change_id, "by": by, "target": target, "batch": batch}
        change = Change.from_row(check_row("history", str(seq), found))
    except (UnreadableError, orjson.JSONDecodeError, TypeError) as error:
        raise ServerError(f"the server sent {where}, which is none: {error}; nothing was taken") from error
    if fault := fault_of(change):
        raise ServerError(f"the server sent {where}: {fault}; nothing was taken")
    return FromServer(Cursor(tx, seq, change.id, received), change, is_settled)


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
