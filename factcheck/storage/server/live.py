"""What is told of the moment: who is where, who is at which claim, and that something new is there. Hints, no walls."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from factcheck.errors import ServerError
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.connection import telling

NOTIFICATIONS = 10
"""How often in a second one client tells the others at most that something is new."""
_OFFERED = 50


class Presence(NamedTuple):
    """Where somebody is: at a claim, by id, or "" for the list; `since` is how many seconds ago that was said."""

    checker: str
    copy_name: str
    claim: str
    since: float


class Live:
    """The moment of one case on a server."""

    def __init__(self, connection: CaseConnection) -> None:
        """Tell and ask on `connection`."""
        self._connection = connection
        self._told_at = 0.0
        self._listens = False

    def be_at(self, copy_name: str, claim: str) -> list[Presence]:
        """Say at which claim one is, and return where everybody is, oneself included. Raises what `query` raises."""
        rows = self._connection.query(
            b"select * from factcheck.be_at(%s, %s, %s)", [self._connection.case.id, copy_name, claim]
        )
        return [Presence(str(checker), str(name), str(at), float(since)) for checker, name, at, since in rows]

    def be_gone(self, copy_name: str) -> None:
        """Say that one is not there any more; an error is of no interest."""
        with suppress(ServerError):
            self._connection.query(b"select factcheck.be_gone(%s, %s)", [self._connection.case.id, copy_name])

    def take_lease(self, claim: str) -> str:
        """Take a claim for 90 seconds, or renew that, and return who has it: oneself, or who took it before."""
        return str(
            self._connection.query(b"select factcheck.take_lease(%s, %s)", [self._connection.case.id, claim])[0][0]
        )

    def give_back(self, claim: str) -> None:
        """End one's lease of a claim."""
        self._connection.query(b"select factcheck.give_back(%s, %s)", [self._connection.case.id, claim])

    def take_next(self, claims: Sequence[str]) -> str:
        """Take the first of some claims that nobody else has, and return it; "" if all are taken."""
        for start in range(0, len(claims), _OFFERED):
            values = [self._connection.case.id, list(claims[start : start + _OFFERED])]
            self._connection.query(b"select factcheck.offer(%s, %s)", values)
            taken = self._connection.query(b"select factcheck.take_next(%s, %s)", values)[0][0]
            if taken is not None:
                return str(taken)
        return ""

    def tell(self) -> None:
        """Tell the others that something is new, some times in a second at most; they look without that, too.

        It is a statement of its own: inside the transaction that appends, all writers would wait for each other.
        """
        now = time.monotonic()
        if now - self._told_at >= 1 / NOTIFICATIONS:
            self._told_at = now
            self._connection.query(b"select pg_notify(%s, '')", [self._channel])

    def wait(self, seconds: float) -> bool:
        """Wait until somebody tells of something new, or for some seconds; return whether somebody did.

        Raises OfflineError, ServerError.
        """
        raw = self._connection.raw
        with telling(self._connection.address, raw):
            if not self._listens:
                raw.execute(f"listen {self._channel}".encode())
                self._listens = True
            return any(True for _ in raw.notifies(timeout=seconds, stop_after=1))

    @property
    def _channel(self) -> str:
        return f"factcheck_{self._connection.case.id}"
