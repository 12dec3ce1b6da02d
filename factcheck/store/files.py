"""Files written so that at every moment there is a whole one.

The order of the steps is git's and SQLite's: a temporary file in the same directory, its bytes made
durable, then the rename, then the directory made durable.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factcheck.errors import ExistsError, NotSavedError, UnreadableError
from factcheck.text import visible_line

_NEW_MODE = 0o600
_NO_FILE = "is no ordinary file"
_NO_SUCH_SYNC = {errno.EINVAL, errno.EBADF}


def write_atomically(path: Path, chunks: Iterable[bytes], *, overwrite: bool = True) -> None:
    """Write `chunks` to `path` whole or not at all.

    A symbolic link is followed and kept, an existing file's mode and owner are kept, a new one is 0600.
    Raises NotSavedError when the disk refuses and for what is no file, a device say; ExistsError when
    `overwrite` is False and the file is there.
    """
    real = Path(os.path.realpath(path))
    temporary = real.with_name(f".{real.name}.{secrets.token_hex(6)}.tmp")
    try:
        _write_new(temporary, chunks, _replaceable(real) if overwrite else None)
        if overwrite:
            temporary.replace(real)
        else:
            os.link(temporary, real)
            temporary.unlink()
        sync_directory(real.parent)
    except FileExistsError as error:
        raise ExistsError(f"{shown(path)} is there already; it was not overwritten") from error
    except OSError as error:
        raise NotSavedError(f"NOT saved: {shown(path)}: {reason(error)}") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def remove_leftovers(path: Path) -> None:
    """Remove the temporary files of writes to `path` that a crash cut short. For the one who may write it."""
    name = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{12}}\.tmp")
    with suppress(OSError):
        for found in path.parent.iterdir():
            if name.fullmatch(found.name):
                found.unlink()


def read_ordinary(path: Path) -> bytes:
    """Return the bytes of a file. Raises OSError; for a pipe too, which would never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, _NO_FILE)
    return path.read_bytes()


def _replaceable(path: Path) -> os.stat_result | None:
    """Return what is known of the file at `path`, None if there is none. Raises OSError for what is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, _NO_FILE)
    return found


def _write_new(path: Path, chunks: Iterable[bytes], like: os.stat_result | None) -> None:
    """Write a new file, with the mode and, where that may be given, the owner of the one that it will replace."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, _NEW_MODE), "wb") as file:
        if like is not None and os.name == "posix":
            with suppress(PermissionError):
                os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode) & 0o777)
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())


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


def sync_data(handle: int) -> None:
    """Make what was written to `handle` durable: fdatasync where there is one, else fsync."""
    getattr(os, "fdatasync", os.fsync)(handle)


def reason(error: OSError) -> str:
    """Return why the system refused, in a few words: "No space left on device"."""
    return error.strerror or type(error).__name__


def shown(path: Path) -> str:
    """Return a path for a message of one line, whatever is in its name."""
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
