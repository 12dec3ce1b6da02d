"""The changes of a case on a server: appended once each, and read from where the reader was, so that none is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

import orjson

from factcheck.case.changes import Change, ChangeKind
from factcheck.storage.reader import uncollected
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.change_rows import Fetched, from_rows, in_chunks, is_settled, place_of, to_row
from factcheck.storage.server.connection import telling
from factcheck.storage.team_files import Cursor

CHUNK = 2_000
"""About how many changes are appended in one transaction; a batch is never cut."""
PAGE = 5_000
"""How many changes are read at a time."""

_APPEND = b"""
insert into factcheck.changes (case_id, id, n, by_, target, batch, body)
select %s, id, n, "by", target, batch, body
from json_to_recordset(%s::json) sent (id text, n bigint, "by" text, target text, batch text, body json)
on conflict (case_id, id) do nothing"""
_FORGET = b"""
select factcheck.forget(%s, id, n, "by", target, batch, body)
from json_to_recordset(%s::json) sent (id text, n bigint, "by" text, target text, batch text, body json)"""

_READ = b"""
select case_id, tx::text::bigint, seq, id, n, by_, target, batch, convert_to(body::text, 'UTF8'),
       (extract(epoch from received) * 1000000)::bigint, tx < pg_snapshot_xmin(pg_current_snapshot())
from factcheck.changes c
where case_id = %s """
_HAS = b"""
select true from factcheck.changes where case_id = %s and id = %s and tx = %s::text::xid8 and seq = %s
and (extract(epoch from received) * 1000000)::bigint = %s"""
_SINCE = _READ + b"and (c.tx, c.seq) > (%s::text::xid8, %s) order by c.tx, c.seq limit %s"
_WORK_ON = _READ + b"and work_on = any(%s) order by c.tx, c.seq"
_ALL_WORK = _READ + b"and work_on is not null order by c.tx, c.seq"


class ChangeFeed:
    """The changes of a case on a server."""

    def __init__(self, connection: CaseConnection) -> None:
        """Append and read on `connection`."""
        self._connection = connection

    @property
    def generation(self) -> str:
        """Which history of the database this is: another one after a backup was restored on another server."""
        return str(self._connection.query(b"select factcheck.renew_generation()")[0][0])

    def append(self, changes: Sequence[Change], acknowledged: Callable[[Iterable[str]], None]) -> None:
        """Append changes in whole batches; `acknowledged` is called with the ids of those that are durable.

        A change that is there already stays as it is. Raises OfflineError, ServerError.
        """
        for chunk in in_chunks(changes, CHUNK):
            with telling(self._connection.address, self._connection.raw):
                self._append(chunk)
            acknowledged(change.id for change in chunk)

    def _append(self, chunk: Sequence[Change]) -> None:
        """Append changes in one transaction, those that forget a row by the function that does it."""
        forgetting = [to_row(change) for change in chunk if change.kind == ChangeKind.FORGET]
        ordinary = [to_row(change) for change in chunk if change.kind != ChangeKind.FORGET]
        raw, case_id = self._connection.raw, self._connection.case.id
        if not forgetting:
            raw.execute(_APPEND, [case_id, orjson.dumps(ordinary).decode()])
            return
        with raw.transaction():
            raw.execute(_APPEND, [case_id, orjson.dumps(ordinary).decode()])
            raw.execute(_FORGET, [case_id, orjson.dumps(forgetting).decode()])

    def since(self, cursor: Cursor, page: int = PAGE) -> Fetched:
        """Return all changes that can be seen after a cursor, and the cursor from which to read the next time.

        Changes appear in the order of their transactions only below the oldest one that is still running: what is above
        is returned as well, but will be read once more. Raises OfflineError, ServerError.
        """
        changes: list[Change] = []
        settled, below = True, 0
        with uncollected():
            for rows in self.pages(cursor, page):
                changes += from_rows(self._connection.case.id, rows)
                if settled:
                    count = sum(1 for _ in takewhile(is_settled, rows))
                    settled, below = count == len(rows), below + count
                    cursor = place_of(rows[count - 1]) if count else cursor
        return Fetched(changes, cursor, frozenset(change.id for change in changes[:below]))

    def pages(self, cursor: Cursor, page: int = PAGE) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows after a cursor, page by page, as they come from the server: nothing of them is checked."""
        tx, seq = cursor.tx, cursor.seq
        while rows := self._connection.query(_SINCE, [self._connection.case.id, str(tx), seq, page]):
            yield rows
            if len(rows) < page:
                return
            _, tx, seq, *_ = rows[-1]

    def work_on(self, claims: Sequence[str]) -> list[Change]:
        """Return the changes that are somebody's work on some claims, as far as they are not hidden."""
        return from_rows(
            self._connection.case.id, self._connection.query(_WORK_ON, [self._connection.case.id, list(claims)])
        )

    def missing(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids of changes that the server does not have."""
        asked = set(ids)
        if not asked:
            return set()
        there = self._connection.query(
            b"select id from factcheck.changes where case_id = %s and id = any(%s)",
            [self._connection.case.id, list(asked)],
        )
        return asked - {str(row[0]) for row in there}

    @property
    def sees_all(self) -> bool:
        """Whether nothing of the case is hidden from the caller: it is not blind, or he is an editor."""
        return bool(
            self._connection.query(b"select %s = any (factcheck.open_cases())", [self._connection.case.id])[0][0]
        )

    def has(self, cursor: Cursor) -> bool:
        """Return whether the change at a cursor is there: it is not after an older backup was restored."""
        if not cursor.id:
            return True
        rows = self._connection.query(
            _HAS, [self._connection.case.id, cursor.id, str(cursor.tx), cursor.seq, cursor.received]
        )
        return bool(rows)

    def all_work(self) -> list[Change]:
        """Return the changes that are anybody's work on claims, as far as they are not hidden."""
        return from_rows(self._connection.case.id, self._connection.query(_ALL_WORK, [self._connection.case.id]))
