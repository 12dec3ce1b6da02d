"""One case on a server: changes are appended, once each, and read from where the reader was, so that none is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from factcheck.case.changes import Change
from factcheck.errors import ServerError
from factcheck.storage.server.address import Address
from factcheck.storage.server.change_rows import Cursor, Fetched, from_row, in_chunks, to_row
from factcheck.storage.server.connection import connect, telling
from factcheck.storage.server.migrations import require_current

CHUNK = 2_000
"""About how many changes are appended in one transaction; a batch is never cut."""
PAGE = 5_000
"""How many changes are read at a time."""

_APPEND = """
insert into factcheck.changes (case_id, id, n, by_, target, batch, body)
select %s, * from unnest(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::json[])
on conflict (case_id, id) do nothing"""

_READ = b"""
select case_id, tx::text::bigint, seq, id, n, by_, target, batch, convert_to(body::text, 'UTF8'),
       tx < pg_snapshot_xmin(pg_current_snapshot())
from factcheck.changes
where case_id = %s """
_SINCE = _READ + b"and (tx, seq) > (%s::text::xid8, %s) order by tx, seq limit %s"
_ADD_GROUND = b"insert into factcheck.ground select %s, * from unnest(%s::text[], %s::json[])"
_WORK_ON = _READ + b"and work_on = any(%s) order by tx, seq"


class CaseOnServer(NamedTuple):
    """A case as a member finds it on the server."""

    id: int
    uid: str
    title: str
    checker: str
    role: str


class Desk:
    """One connection to the database of a team, for one thread. Use as a context manager, or call `close`."""

    def __init__(self, address: Address, case_uid: str = "", *, new: bool = False) -> None:
        """Connect, and find the case with this uid, unless it is `new`. Raises OfflineError, ServerError."""
        self.address = address
        self.connection = connect(address)
        self.case = CaseOnServer(0, case_uid, "", "", "")
        try:
            require_current(self.connection, address)
            if case_uid and not new:
                self.case = self._find(case_uid)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def query(self, sql: bytes, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement. Raises OfflineError, ServerError."""
        with telling(self.address, self.connection):
            cursor = self.connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def cases(self) -> list[CaseOnServer]:
        """Return the cases of which the caller is a member, by title."""
        rows = self.query(
            b"""select c.id, c.uid, c.title, m.checker, m.role from factcheck.cases c
                join factcheck.members m on m.case_id = c.id where m.db_role = factcheck.me() order by c.title, c.id"""
        )
        return [CaseOnServer(*row) for row in rows]

    def _find(self, uid: str) -> CaseOnServer:
        found = next((case for case in self.cases() if case.uid == uid), None)
        if found is None:
            raise ServerError(
                f"{self.address.shown}: you are no member of this case, or it is not there; an editor admits you"
            )
        return found

    @property
    def generation(self) -> str:
        """Which history of the database this is: another one after a backup was restored on another server."""
        return str(self.query(b"select uid from factcheck.generation")[0][0])

    def append(self, changes: Sequence[Change], acknowledged: Callable[[Iterable[str]], None]) -> None:
        """Append changes in whole batches; `acknowledged` is called with the ids of those that are durable.

        A change that is there already stays as it is. Raises OfflineError, ServerError.
        """
        for chunk in in_chunks(changes, CHUNK):
            columns = list(zip(*map(to_row, chunk), strict=True))
            with telling(self.address, self.connection):
                self.connection.execute(_APPEND, [self.case.id, *(list(column) for column in columns)])
            acknowledged(change.id for change in chunk)

    def since(self, cursor: Cursor, page: int = PAGE) -> Fetched:
        """Return all changes that can be seen after a cursor, and the cursor from which to read the next time.

        Changes appear in the order of their transactions only below the oldest one that is still running: what is above
        is returned as well, but will be read once more. Raises OfflineError, ServerError.
        """
        changes: list[Change] = []
        at, settled, below = cursor, True, 0
        while True:
            rows = self.query(_SINCE, [self.case.id, str(at.tx), at.seq, page])
            for row in rows:
                tx, seq, change, is_settled = from_row(self.case.id, row)
                changes.append(change)
                at = Cursor(tx, seq, change.id)
                settled = settled and is_settled
                if settled:
                    cursor, below = at, len(changes)
            if len(rows) < page:
                return Fetched(changes, cursor, frozenset(change.id for change in changes[:below]))

    def work_on(self, claims: Sequence[str]) -> list[Change]:
        """Return the changes that are somebody's work on some claims, as far as they are not hidden."""
        return [from_row(self.case.id, row)[2] for row in self.query(_WORK_ON, [self.case.id, list(claims)])]

    def missing(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids of changes that the server does not have."""
        asked = set(ids)
        if not asked:
            return set()
        there = self.query(
            b"select id from factcheck.changes where case_id = %s and id = any(%s)", [self.case.id, list(asked)]
        )
        return asked - {str(row[0]) for row in there}

    @property
    def sees_all(self) -> bool:
        """Whether nothing of the case is hidden from the caller: it is not blind, or he is an editor."""
        return bool(self.query(b"select %s in (select factcheck.open_cases())", [self.case.id])[0][0])

    def has(self, cursor: Cursor) -> bool:
        """Return whether the change at a cursor is there: it is not after an older backup was restored."""
        if not cursor.id:
            return True
        rows = self.query(
            b"select true from factcheck.changes where case_id = %s and id = %s and tx = %s::text::xid8 and seq = %s",
            [self.case.id, cursor.id, str(cursor.tx), cursor.seq],
        )
        return bool(rows)

    def create(self, title: str, checker: str, *, blind: bool, ground: Mapping[str, bytes]) -> None:
        """Make a case with the uid of this one, and the caller its first editor. Raises ServerError."""
        rows = [list(ground), [body.decode() for body in ground.values()]]
        with telling(self.address, self.connection), self.connection.transaction():
            made = self.connection.execute(
                b"select factcheck.create_case(%s, %s, %s, %s)", [self.case.uid, title, blind, checker]
            ).fetchone()
            self.connection.execute(_ADD_GROUND, [made and made[0], *rows])
        self.case = self._find(self.case.uid)

    def admit(self, checker: str, login: str, role: str) -> None:
        """Make somebody a member of the case, or change what he is. Raises ServerError."""
        self.query(b"select factcheck.admit(%s, %s, %s, %s)", [self.case.id, checker, login, role])

    def dismiss(self, checker: str) -> bool:
        """End a membership; return whether there was one. What the member shared stays. Raises ServerError."""
        return bool(self.query(b"select factcheck.dismiss(%s, %s)", [self.case.id, checker])[0][0])

    def members(self) -> list[tuple[str, str, str]]:
        """Return the members of the case: name, login and role."""
        rows = self.query(
            b"select checker, db_role::text, role from factcheck.members where case_id = %s order by checker",
            [self.case.id],
        )
        return [(str(name), str(login), str(role)) for name, login, role in rows]

    def first_targets(self) -> set[str]:
        """Return the claims and sources of which there are changes, as "table/key"."""
        rows = self.query(
            b"""select distinct target from factcheck.changes
                where case_id = %s and (target like 'claims/%%' or target like 'sources/%%')""",
            [self.case.id],
        )
        return {str(row[0]) for row in rows}

    def ground(self) -> Mapping[str, bytes]:
        """Return the rows of the case as they were before any change, as "table/key" and JSON."""
        rows = self.query(
            b"select target, convert_to(body::text, 'UTF8') from factcheck.ground where case_id = %s", [self.case.id]
        )
        return {str(target): body for target, body in rows}
