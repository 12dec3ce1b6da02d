"""What is noted in the files of a link after an exchange. It can be written later, and by any thread.

Nothing is lost where it is not written any more: what was read is read once more, what was sent is offered again.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from factcheck.case.changes import Change
from factcheck.storage.team_files import LinkData, TeamFiles
from factcheck.workspace.shared_changes import read_changes, write_changes


class Bookkeeping:
    """Notes which changes the server has, which wait for others, and up to where its changes were read."""

    def __init__(self, files: TeamFiles, data: LinkData) -> None:
        """Go on from what the files hold. Raises UnreadableError."""
        self._files = files
        self._data = self._written = data
        self.shared = files.shared()
        """The ids of the changes that the server has, as far as is known."""
        self.unconfirmed = files.unconfirmed()
        """Those of them that were not read from it since."""
        self.waiting = (files.waiting.exists() and read_changes(files.waiting)) or []
        """The changes that name others which are not here yet."""
        self._waits = bool(self.waiting)
        self._fresh: set[str] = set()
        self._starts_anew = False
        self._lock = Lock()

    def start_anew(self) -> None:
        """Forget which changes the server has: it is another one than before."""
        with self._lock:
            self.shared.clear()
            self._fresh.clear()
            self._starts_anew = True

    def forget(self, ids: Iterable[str]) -> None:
        """Forget that the server has some changes: they are not here."""
        with self._lock:
            self.shared -= set(ids)
            self._fresh = set(self.shared)
            self._starts_anew = True

    def note(
        self, data: LinkData, shared: Iterable[str], unconfirmed: Iterable[str], waiting: Iterable[Change]
    ) -> set[str]:
        """Note what came of an exchange, and return which of the `shared` changes were not known to be."""
        with self._lock:
            found = set(shared) - self.shared
            self.shared |= found
            self._fresh |= found
            self._data, self.unconfirmed, self.waiting = data, set(unconfirmed), list(waiting)
            return found

    def write(self) -> None:
        """Write what was noted since the last time. Raises NotSavedError."""
        with self._lock:
            data, waiting, unconfirmed = self._data, self.waiting, self.unconfirmed
            fresh, self._fresh = self._fresh, set()
            anew, self._starts_anew = self._starts_anew, False
        if anew:
            self._files.clear_shared()
        if waiting or self._waits:
            write_changes(self._files.waiting, waiting, overwrite=True)
            self._waits = bool(waiting)
        self._files.add_shared(fresh)
        self._files.write_unconfirmed(unconfirmed)
        if data != self._written:  # last: whoever reads on from there has the rest
            self._files.write(data)
            self._written = data
