"""Whether this process may change a case: it holds the lock, or there is a reason why it can only read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from factcheck.errors import ForeignError, NotSavedError, ReadOnlyError
from factcheck.storage.disk import is_there, reason, shown
from factcheck.storage.file_state import FileState, Observation
from factcheck.storage.lock import Holder, Lock, look
from factcheck.storage.paths import CasePaths


class WriteAccess:
    """The lock of one case. `refusal` says why the case can only be read; it is empty while the lock is held."""

    def __init__(self, path: Path, paths: CasePaths, checker: str) -> None:
        """Begin without the lock, which will be taken in the name of `checker`."""
        self.checker = checker
        self.refusal = "opened for reading"
        self.is_shut_out = False
        self._path, self._paths = path, paths
        self._lock: Lock | None = None

    def acquire(self) -> None:
        """Take the lock, or set `refusal`; `is_shut_out` tells whether another process holds it."""
        self.refusal = self._acquire()

    def _acquire(self) -> str:
        if is_there(self._paths.case) and not os.access(self._paths.case, os.W_OK):
            return f"{shown(self._path)} may not be written"
        try:
            lock = Lock.acquire(self._paths.lock, self.checker)
        except OSError as error:
            return f"{shown(self._path.parent)} may not be written ({reason(error)})"
        self.is_shut_out = isinstance(lock, Holder)
        if isinstance(lock, Holder):
            return f"held by {lock}"
        self._lock = lock
        return ""

    def require(self) -> None:
        """Raise ReadOnlyError unless the case may be changed."""
        if self.refusal:
            raise ReadOnlyError(f"{shown(self._path)} is read-only: {self.refusal}")

    def verify(self, is_journal_unchanged: Callable[[], bool]) -> None:
        """Take the lock again if its file was deleted; become read-only if another process has changed the case.

        Raises ForeignError if the directory is gone, NotSavedError.
        """
        lock = self._lock
        if self.refusal or lock is None:
            return
        try:
            if lock.is_current():
                return
            if not self._paths.case.parent.is_dir():
                raise ForeignError(f"NOT saved: {shown(self._path)} {FileState.NO_DIRECTORY.value}")
            refusal = self._acquire()
            if not refusal:
                lock.release()
                refusal = "" if is_journal_unchanged() else "somebody has worked on it since; restart to go on"
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self._paths.lock)})") from error
        if refusal:
            self.release(f"its lock was removed: {refusal}")
            self.is_shut_out = True

    def release(self, refusal: str = "") -> None:
        """Release the lock, if it is held; `refusal` says why the case can only be read now."""
        self.refusal = refusal
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def holder(self) -> str:
        """Return who else has the case open for changes; empty when nobody has."""
        return str(look(self._paths.lock) or "") if self._lock is None else ""

    def observe(self) -> Observation:
        """Return whether the process that held the lock has released it; `refusal` names who holds it now."""
        holder = self.holder() if self.is_shut_out else ""
        if holder:
            self.refusal = f"held by {holder}"
        released = self.is_shut_out and not holder and is_there(self._paths.case)
        return Observation(FileState.RELEASED if released else FileState.UNCHANGED)
