"""A connection to the database of a team, and the case on it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from factcheck.errors import ServerError
from factcheck.storage.server.address import Address
from factcheck.storage.server.connection import connect, telling
from factcheck.storage.server.migrations import require_current


class CaseOnServer(NamedTuple):
    """A case as a member finds it on the server."""

    id: int
    uid: str
    title: str
    checker: str
    role: str


class CaseConnection:
    """One connection to the database of a team, for one thread. Use as a context manager, or call `close`."""

    def __init__(self, address: Address, case_uid: str = "", *, new: bool = False) -> None:
        """Connect, and find the case with this uid, unless it is `new`. Raises OfflineError, ServerError."""
        self.address = address
        self.raw = connect(address)
        """The connection of psycopg."""
        self.case = CaseOnServer(0, case_uid, "", "", "")
        try:
            require_current(self.raw, address)
            if case_uid and not new:
                self.find(case_uid)
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
        self.raw.close()

    def query(self, sql: bytes, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement. Raises OfflineError, ServerError."""
        with telling(self.address, self.raw):
            cursor = self.raw.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def cases(self) -> list[CaseOnServer]:
        """Return the cases of which the caller is a member, by title."""
        rows = self.query(
            b"""select c.id, c.uid, c.title, m.checker, m.role from factcheck.cases c
                join factcheck.members m on m.case_id = c.id where m.db_role = factcheck.me() order by c.title, c.id"""
        )
        return [CaseOnServer(*row) for row in rows]

    def find(self, uid: str) -> None:
        """Go on with the case that has this uid. Raises ServerError unless the caller is a member of it."""
        found = next((case for case in self.cases() if case.uid == uid), None)
        if found is None:
            raise ServerError(
                f"{self.address.shown}: you are no member of this case, or it is not there; an editor admits you"
            )
        self.case = found

    @property
    def is_blind(self) -> bool:
        """Whether the case is blind. Raises OfflineError, ServerError."""
        return bool(self.query(b"select blind from factcheck.cases where id = %s", [self.case.id])[0][0])

    def clock_difference(self) -> float:
        """Return by how many seconds the clock here is ahead of the server's, give or take the time of an answer."""
        asked = time.time()
        there = float(self.query(b"select extract(epoch from clock_timestamp())")[0][0])
        return (asked + time.time()) / 2 - there
