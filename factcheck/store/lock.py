"""Who may write: an advisory lock beside the case, with the holder's name in it.

The lock is the operating system's, so that of a dead process is gone with it; the text in the file only
tells others whom to ask.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a case: the checker's name, the process and the machine."""

    name: str
    pid: int
    host: str

    def __str__(self) -> str:
        return f"{self.name or 'somebody'} (process {self.pid} on {self.host})"


class Lock:
    """An exclusive lock on a case, held until `release`."""

    def __init__(self, handle: int, path: Path) -> None:
        """Keep the locked file at `path` open by its `handle`."""
        self._handle: int | None = handle
        self._path = path

    @classmethod
    def take(cls, path: Path, name: str) -> Lock | Holder:
        """Lock `path` for the checker `name`, or return who holds it. Raises OSError."""
        from filelock import lock_descriptor

        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            if not lock_descriptor(handle, blocking=False):
                holder = _read(handle)
                os.close(handle)
                return holder
            if _is_at(handle, path):
                break
            os.close(handle)  # its last holder removed it between our open and our lock
        os.ftruncate(handle, 0)
        os.write(handle, orjson.dumps({"name": name, "pid": os.getpid(), "host": socket.gethostname()}))
        return cls(handle, path)

    def release(self) -> None:
        """Let others write, and leave nothing behind."""
        if self._handle is not None:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
            self._handle = None


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _read(handle: int) -> Holder:
    try:
        row = orjson.loads(os.read(handle, 4096))
        return Holder(str(row["name"]), int(row["pid"]), str(row["host"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", 0, "an unknown machine")
