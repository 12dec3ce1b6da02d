"""Who may write: an advisory lock beside the case, with the holder's name in it.

The lock is the operating system's, so that of a dead process is gone with it; the text in the file only
tells others whom to ask.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from contextlib import suppress
from errno import EACCES, EAGAIN, EWOULDBLOCK
from pathlib import Path
from typing import NamedTuple

import orjson

from factcheck.storage.disk import close, is_at
from factcheck.text import visible_line

if sys.platform != "win32":
    import fcntl

_PATIENCE, _PAUSE = 50, 0.01
_HELD = {EACCES, EAGAIN, EWOULDBLOCK}
"""What file systems say of a file that another process has locked."""


class Holder(NamedTuple):
    """Who holds a case: the checker's name, the process and the machine."""

    name: str
    pid: int
    host: str

    def __str__(self) -> str:
        return visible_line(f"{self.name or 'somebody'} (process {self.pid} on {self.host})")


_UNKNOWN = Holder("", 0, "an unknown machine")


class Lock:
    """An exclusive lock on a case, held until `release`."""

    def __init__(self, handle: int, path: Path) -> None:
        """Keep the locked file at `path` open by its `handle`."""
        self._handle: int | None = handle
        self._path = path

    @classmethod
    def acquire(cls, path: Path, name: str) -> Lock | Holder:
        """Take the lock at `path` for the checker `name`, or return its holder. Raises OSError."""
        patience = _PATIENCE
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            try:
                taken = _try(handle, path, name)
            except BaseException:
                close(handle)
                raise
            if taken is True:
                return cls(handle, path)
            close(handle)
            if isinstance(taken, Holder):
                if taken.pid or not patience:
                    return taken
                patience -= 1  # it has not written its name yet, or only looked who holds the lock
                time.sleep(_PAUSE)

    def is_current(self) -> bool:
        """Return whether the locked file is still the one at its path. Raises OSError."""
        return self._handle is not None and is_at(self._handle, self._path)

    def release(self) -> None:
        """Release the lock and delete its file."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(OSError):
                if is_at(handle, self._path):  # else it is another's by now
                    self._path.unlink()
            close(handle)


def look(path: Path) -> Holder | None:
    """Return the holder of the lock at `path`; None if it is free, or cannot be examined."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    try:
        return None if _lock(handle) else _read(handle)
    except OSError:
        return None
    finally:
        close(handle)


def _try(handle: int, path: Path, name: str) -> bool | Holder:
    """Lock the open file and write the holder into it; return False if it is no longer at `path`."""
    if not _lock(handle):
        return _read(handle)
    if not is_at(handle, path):
        return False  # its last holder removed it between our open and our lock
    try:
        os.ftruncate(handle, 0)
        os.write(handle, _signature(name))
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise
    return True


def _lock(handle: int) -> bool:
    """Lock an open file, which ends with this process; return False if another process has locked it."""
    if sys.platform == "win32":
        from filelock import lock_descriptor

        return lock_descriptor(handle, blocking=False)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True


def _signature(name: str) -> bytes:
    row = {"name": visible_line(name), "pid": os.getpid(), "host": platform.node()}
    return orjson.dumps(row)


def _read(handle: int) -> Holder:
    try:
        row = orjson.loads(os.read(handle, 4096))
        name, pid, host = row["name"], row["pid"], row["host"]
    except (OSError, ValueError, KeyError, TypeError):
        return _UNKNOWN
    right = isinstance(name, str) and isinstance(pid, int) and isinstance(host, str)
    return Holder(name, pid, host) if right else _UNKNOWN
