"""The link between an open case and a server: what is not shared yet, and how both are brought together.

`sync` does it all. Where a screen must not wait, its three steps are called apart: `prepare` and `apply` on the thread
of the case, `Session.exchange` on any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Self

from factcheck.case.blinding import veiled
from factcheck.case.changes import Change
from factcheck.case.history import History
from factcheck.storage import CasePaths, create
from factcheck.storage.team_files import Cursor, LinkData, TeamFiles
from factcheck.workspace.merge_lines import MergeLine
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.team import late
from factcheck.workspace.team.bookkeeping import Bookkeeping
from factcheck.workspace.team.exchange import DocumentsShared, Prepared, Received, documents_of, rows_of
from factcheck.workspace.team.incoming import needs_merge, take
from factcheck.workspace.team.outgoing import outgoing

_OLDER = "the file lacked changes that were shared before, it is an older one perhaps: all was read again"


class SyncResult(NamedTuple):
    """What a sync did: the changes that were sent, the changes of others that the case has now, and what is left.

    `waiting` name changes that are not here; `held` is how many of one's own copy one may not share. `lines` tell what
    a merge did to rows, and what is contested.
    """

    sent: int
    taken: list[Change]
    waiting: int
    held: int
    unshared: int
    lines: list[MergeLine]
    remarks: list[str]
    documents: DocumentsShared = DocumentsShared(0, 0)


class TeamLink:
    """What ties an open case to its case on a server."""

    def __init__(self, open_case: OpenCase, files: TeamFiles, data: LinkData) -> None:
        """Tie `open_case` to the case on a server that `data` names."""
        self._open_case = open_case
        self._files = files
        self.data = data
        """Which case of which server it is, and as whom one works on it."""
        self._books = Bookkeeping(files, data)
        self._history: History | None = None
        self._count = 0
        self._unshared: dict[str, None] = {}
        self.held = 0
        """How many of them one may not share, as far as was looked at: see `prepare`."""
        self._is_compared = False
        self._doubtful: frozenset[str] = frozenset()

    @classmethod
    def of(cls, open_case: OpenCase) -> Self | None:
        """Return the link of an open case; None if it is shared with no server. Raises UnreadableError."""
        files = TeamFiles(open_case.store.beside.team)
        data = files.read()
        return None if data is None else cls(open_case, files, data)

    def unshared(self) -> int:
        """Return how many changes are saved here and not shared yet. It takes no time when little has changed."""
        return len(self._not_shared())

    def session(self) -> AbstractContextManager[late.Session]:
        """Return a connection to the server, which is opened on entering it: for one thread, which need not be this.

        Raises OfflineError, ServerError then.
        """
        return late.open_session(self.data)

    def prepare(self) -> Prepared:
        """Return what is to be sent, and from where to read."""
        if not self._is_compared:
            self._compare()
        found = outgoing(self._open_case.record, self._not_shared(), self.data.checker, self.data.role)
        self.held = len(found.held)
        return Prepared(self.data, found.changes, frozenset(self._books.unconfirmed), len(found.held), self._doubtful)

    def _compare(self) -> None:
        """Read all once more if the case lacks what was shared: another file was put in its place, an older one say."""
        self._is_compared = True
        here = {*self._open_case.record.history.stored(), *(change.id for change in self._books.waiting)}
        if lost := self._books.shared - here:
            self._books.forget(lost)
            self.data = self.data.at(Cursor())
            self._doubtful = rows_of(self._open_case.record)

    def apply(self, received: Received) -> SyncResult:
        """Bring what a server sent into the case, durably, and go on from there the next time.

        Raises ConflictError, UnreadableError, InvalidError, NotSavedError, ReadOnlyError; then the case is as it was,
        and the next sync reads the same again.
        """
        result = self.take(received)
        self.write_notes()
        return result

    def take(self, received: Received) -> SyncResult:
        """Bring what a server sent into the case, as `apply` does; `write_notes` is to follow, in any thread."""
        remarks = [_OLDER, *received.remarks] if self._doubtful else received.remarks
        self._doubtful = frozenset()
        if received.starts_anew:
            self._books.start_anew()
            self._history = None
        came = take(self._open_case, [*self._books.waiting, *received.changes])
        self.data = received.data
        self._noted([*received.sent, *(change.id for change in received.changes)], received.unconfirmed, came.waiting)
        unshared = self._not_shared()
        held = outgoing(self._open_case.record, unshared, self.data.checker, self.data.role).held
        self.held = len(held)
        return SyncResult(
            len(received.sent), came.taken, len(came.waiting), len(held), len(unshared), came.lines, remarks
        )

    def needs_merge(self, received: Received) -> bool:
        """Return whether `take` merges what came: that takes the longer the larger the case is."""
        return needs_merge(self._open_case.record, [*self._books.waiting, *received.changes])

    def note_sent(self, received: Received) -> None:
        """Note what was sent, and leave what others sent to the next exchange."""
        self._noted(received.sent, received.unconfirmed, self._books.waiting)

    def _noted(self, shared: Iterable[str], unconfirmed: Iterable[str], waiting: Iterable[Change]) -> None:
        for change_id in self._books.note(self.data, shared, unconfirmed, waiting):
            self._unshared.pop(change_id, None)

    def write_notes(self) -> None:
        """Write down what was sent and up to where was read, which `take` keeps in memory. Raises NotSavedError."""
        self._books.write()

    def sync(self) -> SyncResult:
        """Send what is not shared yet, and merge what others sent; for a program without a screen.

        Raises OfflineError, ServerError, and what `apply` raises.
        """
        with self.session() as session:
            received = session.exchange(self.prepare())
            result = self.apply(received)
            if received.starts_anew:
                received = session.exchange(self.prepare())
                result = _joined(result, self.apply(received))
            if received.is_snapshot_due and (snapshot := self.snapshot()):
                session.keep(snapshot)
            if self.data.documents:
                documents = session.documents(self._open_case.texts, documents_of(self._open_case.record))
                result = result._replace(documents=documents)
        return result

    def snapshot(self) -> late.Snapshot | None:
        """Return the case as newcomers may begin with it; None while something of it is not shared."""
        case, data = self._open_case.record, self.data
        if self.unshared() or not data.last:
            return None
        shown = veiled(case, "", everywhere=True) if case.info.blind else case
        return late.snapshot_of(shown, data.cursor, veiled=case.info.blind)

    def _not_shared(self) -> Collection[str]:
        history = self._open_case.record.history
        if history is not self._history or history.count < self._count:
            self._unshared = dict.fromkeys(each for each in history.stored() if each not in self._books.shared)
        elif history.count > self._count:
            came = (change.id for change in history.after(self._count))
            self._unshared |= dict.fromkeys(each for each in came if each not in self._books.shared)
        self._history, self._count = history, history.count
        return self._unshared.keys()

    def leave(self) -> None:
        """End the link; the case stays as it is, and so does the case on the server."""
        self._files.remove()

    def export(self, path: Path) -> None:
        """Write the case and its documents to a new file that is linked to no server. Raises ExistsError."""
        create(path, self._open_case.record)
        self._open_case.texts.copy_to(CasePaths.of(path).sources)


def _joined(first: SyncResult, then: SyncResult) -> SyncResult:
    """Return what two syncs did, one after the other."""
    return then._replace(
        sent=first.sent + then.sent,
        taken=[*first.taken, *then.taken],
        lines=[*first.lines, *then.lines],
        remarks=[*first.remarks, *then.remarks],
    )
