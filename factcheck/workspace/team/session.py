"""A connection to the server of a team: changes are exchanged on it, and it tells who is at which claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from factcheck.case.changes import Change
from factcheck.errors import ServerError
from factcheck.storage import DocumentStore
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.case_rows import CaseRows
from factcheck.storage.server.change_feed import ChangeFeed
from factcheck.storage.server.live import Live, Presence
from factcheck.storage.server.snapshots import Snapshot, Snapshots
from factcheck.storage.team_files import Cursor, LinkData
from factcheck.workspace.team.exchange import DocumentsShared, Prepared, Received
from factcheck.workspace.team.outgoing import EDITOR
from factcheck.workspace.team.shared_documents import share_documents


@contextmanager
def open_session(data: LinkData) -> Iterator[Session]:
    """Connect to the server of a link, for one thread; the connection is closed at the end.

    Raises OfflineError, ServerError.
    """
    with CaseConnection(Address(data.server), data.uid) as connection:
        yield Session(connection, data)


class Session:
    """What a copy of a case asks of the server, on one connection: see `open_session`."""

    def __init__(self, connection: CaseConnection, data: LinkData) -> None:
        """Work on `connection`, for the copy that `data` names."""
        self._connection = connection
        self._feed = ChangeFeed(connection)
        self._copy_name = data.copy_name
        self.live = Live(connection)
        """Who is where, who is at which claim, and whether something is new; all of it raises what `exchange` does."""

    def presence(self, claim: str = "") -> list[Presence]:
        """Say at which claim one is, by id, or that one is in the list; return where the others are.

        To be said anew within 90 seconds. One's other copies of the case are among the others.
        """
        found = self.live.be_at(self._copy_name, claim)
        me = (self._connection.case.checker, self._copy_name)
        return [each for each in found if (each.checker, each.copy_name) != me]

    def lease(self, claim: str) -> str:
        """Take a claim for 90 seconds, or renew that; return who else has it, "" if it is one's own. It is a hint."""
        holder = self.live.take_lease(claim)
        return "" if holder == self._connection.case.checker else holder

    def give_back(self, claim: str) -> None:
        """End one's lease of a claim."""
        self.live.give_back(claim)

    def be_gone(self) -> None:
        """Say that one is not there any more; an error is of no interest."""
        self.live.be_gone(self._copy_name)

    def next_claim(self, claims: Sequence[str]) -> str:
        """Return the first of some claims that no colleague is at, and take it for 90 seconds; "" if there is none."""
        return self.live.take_next(claims)

    def wait(self, seconds: float) -> bool:
        """Wait until a colleague has shared something, or for some seconds at most; return whether one has.

        The connection can do nothing else meanwhile: a thread that also sends waits in steps of a tenth of a second.
        """
        return self.live.wait(seconds)

    def exchange(self, prepared: Prepared) -> Received:
        """Send what is not shared yet, and read what others sent. Raises OfflineError, ServerError.

        Whatever was sent before an error is durable on the server; sending it again does no harm.
        """
        if prepared.rows and not CaseRows(self._connection).has_any(prepared.rows):
            raise ServerError(
                f"{self._connection.address.shown}: the file here is no copy of {self._connection.case.title!r}: "
                "no claim or source is in both; `factcheck team leave` ends the link"
            )
        data, remarks = prepared.data, list[str]()
        generation, sees_all = self._feed.generation, self._feed.sees_all
        cursor = data.cursor
        starts_anew = bool(data.generation) and (generation != data.generation or not self._feed.has(cursor))
        missing = self._feed.missing(prepared.unconfirmed)
        if starts_anew or missing:
            remarks.append("the server is not as it was, a backup was restored perhaps: all is offered to it again")
            starts_anew = True
        if starts_anew or (sees_all and not data.sees_all):
            cursor = Cursor()
        sent: list[str] = []
        self._feed.append(prepared.changes, sent.extend)
        if sent:
            self.live.tell()
        found = self._feed.since(cursor)
        changes = found.changes
        if not sees_all:
            changes = [*changes, *self._revealed(data.checker, [*prepared.changes, *changes])]
        confirmed = found.settled
        unconfirmed = frozenset(each for each in (*prepared.unconfirmed, *sent) if each not in confirmed)
        here = self._connection.case
        data = replace(
            data,
            title=here.title,
            checker=here.checker,
            role=here.role,
            generation=generation,
            sees_all=sees_all,
        ).at(found.cursor)
        is_due = (
            here.role == EDITOR
            and bool(changes)
            and Snapshots(self._connection).is_due(veiled=self._connection.is_blind)
        )
        return Received(data, sent, changes, unconfirmed, starts_anew, is_due, remarks)

    def documents(self, store: DocumentStore, named: frozenset[str]) -> DocumentsShared:
        """Send the documents that are only here, and keep those that are only there, of those that the case names.

        `named` is what `documents_of` returns of the case; the store can be used in any thread. Raises OfflineError,
        ServerError, UnreadableError, NotSavedError.
        """
        return share_documents(self._connection, store, named)

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a snapshot for newcomers; see `TeamLink.snapshot`. Raises OfflineError, ServerError."""
        Snapshots(self._connection).keep(snapshot)

    def _revealed(self, checker: str, changes: Iterable[Change]) -> list[Change]:
        """Return the others' work on claims that the checker has decided just now: it was hidden before."""
        claims = {
            change.key.partition("/")[0]
            for change in changes
            if change.table == "verdicts" and change.by == checker and (change.after or {}).get("label") is not None
        }
        return self._feed.work_on(sorted(claims)) if claims else []
