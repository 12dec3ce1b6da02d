"""Full disks: a small tmpfs that is really full, and a directory with a quota, which any user can have."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tests.storage.disk import Disk

PAGE = 4096
"""Bytes that a tmpfs gives at least to a file which is not empty."""
_FILLER = "filler"


class Quota(Disk):
    """A directory whose files may have so many bytes together; a write is cut short where they end."""

    def __init__(self, directory: Path) -> None:
        """Watch `directory`, at first without a limit."""
        super().__init__(directory)
        self.limit: int | None = None

    @contextmanager
    def full(self, room: int) -> Iterator[None]:
        """Leave `room` bytes, for as long as the context lasts."""
        self.limit = self._used() + room
        try:
            with nullcontext() if self._replaced else self:
                yield
        finally:
            self.limit = None

    def _used(self) -> int:
        with self.aside():
            return sum(path.stat().st_size for path in self.directory.rglob("*") if path.is_file())

    def _writing(self, real: Callable[..., Any]) -> Callable[[int, Any], int]:
        def write(handle: int, data: Any) -> int:
            room = len(data) if self.limit is None else self.limit - self._used()
            if data and room <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return int(real(handle, bytes(data)[:room]))

        return write


class Tmpfs:
    """A tmpfs of two megabytes."""

    def __init__(self, directory: Path) -> None:
        """Mount it on `directory`. Raises OSError for a user who may not."""
        self.directory = directory
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(directory)], capture_output=True, check=False
        )
        if done.returncode:
            raise OSError(done.stderr.decode())

    def unmount(self) -> None:
        """Let it go, whatever is in it."""
        subprocess.run(["umount", "--lazy", str(self.directory)], check=True)

    @contextmanager
    def full(self, room: int) -> Iterator[None]:
        """Leave `room` bytes, a multiple of PAGE, for as long as the context lasts."""
        filler = self.directory / _FILLER
        free = os.statvfs(self.directory)
        filler.write_bytes(b"." * (free.f_bavail * free.f_frsize - room))
        try:
            yield
        finally:
            filler.unlink()
