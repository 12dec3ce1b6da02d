"""What storage asks of the system's files: their version, their bytes, durability, and the reason of a refusal."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from factcheck.errors import NotSavedError, UnreadableError
from factcheck.text import visible_line

Stamp: TypeAlias = tuple[int, int, int, int]
NO_FILE = "not an ordinary file"
_NO_SUCH_SYNC = {errno.EINVAL, errno.EBADF}
_WORDS = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "disk quota used up",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports an error",
    errno.EFBIG: "the file would be too large",
}


def stamp_of(path: Path) -> Stamp | None:
    """Return what tells one version of a file from another: device, inode, time in nanoseconds, size."""
    try:
        return stamp_from(path.stat())
    except FileNotFoundError:
        return None


def stamp_from(found: os.stat_result) -> Stamp:
    """Return the stamp of an open or examined file."""
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def is_at(handle: int, path: Path) -> bool:
    """Return whether the file open as `handle` is the one at `path`. Raises OSError."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def read_ordinary(path: Path) -> bytes:
    """Return the bytes of a file. Raises OSError; for a pipe too, which would never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, NO_FILE)
    return path.read_bytes()


def sync_directory(path: Path) -> None:
    """Make the entries of a directory durable; a system that cannot sync a directory needs nothing."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise
    finally:
        os.close(handle)


def make_directory(path: Path) -> None:
    """Create a directory and its parents, for the user alone, unless they exist. Raises NotSavedError."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(f"NOT saved: {shown(path)}: {reason(error)}") from error


def close(handle: int | None) -> None:
    """Close a file, if there is one. An error is ignored: the data was synced before."""
    if handle is not None:
        with suppress(OSError):
            os.close(handle)


def sync_data(handle: int) -> None:
    """Make what was written to `handle` durable: fdatasync if there is one, else fsync."""
    getattr(os, "fdatasync", os.fsync)(handle)


def reason(error: OSError) -> str:
    """Return why the system refused, in a few words: "disk full"."""
    return _WORDS.get(error.errno or 0) or error.strerror or type(error).__name__


def is_there(path: Path) -> bool:
    """Return whether there is something at `path`; False if that cannot be examined."""
    return os.path.lexists(path)


def shown(path: Path) -> str:
    """Return a path as part of a message of one line, with control characters made visible."""
    return visible_line(str(path))


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn a refusal of the system to read `path` into an UnreadableError of one line."""
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableError(f"{shown(path)}: no such file") from error
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: {reason(error)}") from error
