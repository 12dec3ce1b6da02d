"""Atomic replacement of files: at every moment the old or the new version is complete.

The order of the steps is git's and SQLite's: a temporary file in the same directory, its bytes made
durable, then the rename, then the directory made durable.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factcheck.case.ids import sha256_of
from factcheck.errors import ExistsError, InDoubtError, NotSavedError
from factcheck.storage.disk import NO_FILE, Stamp, read_ordinary, reason, shown, stamp_from, sync_directory

_NEW_MODE = 0o600
_LONGEST = 255 - len("...tmp") - 12
"""Bytes of a name that has room in that of a temporary file."""
_THERE = "is there already; it was not overwritten"
_NO_SUCH_LINK = {errno.EPERM, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}


class Replacement:
    """A new version of a file, complete and durable in a temporary file beside it.

    `stamp` tells it from any other version, also once it has.
    """

    def __init__(self, path: Path, chunks: Iterable[bytes], like: os.stat_result | None) -> None:
        """Write `chunks` beside `path`, with the mode and owner of `like`; 0600 without. Raises OSError."""
        self.path = path
        self._temporary = _beside(path)
        try:
            self.stamp = _write_new(self._temporary, chunks, like)
        except BaseException:
            self.drop()
            raise

    def take_place(self, backup: Path | None = None) -> None:
        """Replace the file, whose old version becomes `backup`. Raises OSError."""
        if backup is not None:
            _keep_as(backup, self.path)
        self._temporary.replace(self.path)

    def take_free_place(self) -> None:
        """Become the file, if there is none. Raises FileExistsError, OSError."""
        try:
            os.link(self._temporary, self.path)
        except OSError as error:
            if error.errno not in _NO_SUCH_LINK:
                raise
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW_MODE))  # takes the name, or fails
            self._temporary.replace(self.path)
        else:
            self._temporary.unlink()

    def drop(self) -> None:
        """Remove what did not take its place."""
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)


def write_atomically(
    path: Path,
    chunks: Iterable[bytes],
    *,
    overwrite: bool = True,
    follow: bool = True,
    backup: Path | None = None,
    ready: Callable[[Stamp], None] = lambda stamp: None,
) -> None:
    """Write `chunks` to `path` whole or not at all.

    A symbolic link is followed and kept, unless `follow` is False: then it is a file that is there, and is
    itself replaced. An existing file's mode and owner are kept, a new one is 0600. `ready` is called with the stamp
    of the new version when that is durable and about to take its place, and may still refuse by raising.
    Raises NotSavedError when the disk refuses and for what is no file, a device say; ExistsError when
    `overwrite` is False and there is something; InDoubtError.
    """
    with _refusals(path):
        real = Path(os.path.realpath(path)) if follow else Path(os.path.realpath(path.parent)) / path.name
        if not real.name:
            raise OSError(errno.EINVAL, NO_FILE)
        replacement = Replacement(real, chunks, _replaceable(real, follow) if overwrite else None)
        try:
            ready(replacement.stamp)
            if overwrite:
                replacement.take_place(backup)
            else:
                replacement.take_free_place()
        finally:
            replacement.drop()
    try:
        sync_directory(real.parent)
    except OSError as error:
        raise InDoubtError(f"{shown(path)} is written, but may not survive a power cut: {reason(error)}") from error


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        there = "is a symbolic link; it was not followed" if path.is_symlink() else _THERE
        raise ExistsError(f"{shown(path)} {there}") from error
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not path.parent.exists():
            raise NotSavedError(f"NOT saved: the folder {shown(path.parent)} does not exist") from error
        raise NotSavedError(f"NOT saved: {reason(error)} ({shown(path)})") from error


def leftovers(path: Path) -> list[Path]:
    """Return the temporary files of writes to `path`, and to what is kept beside it, that a crash cut short."""
    stems = "|".join(re.escape(_stem(f"{path.name}{ending}")) for ending in ("", ".bak", ".drafts", ".index"))
    name = re.compile(rf"\.({stems})(\.[a-z]+)*\.[0-9a-f]{{12}}\.tmp")
    return [found for found in path.parent.iterdir() if name.fullmatch(found.name)]


def remove_leftovers(path: Path) -> None:
    """Remove the `leftovers` of writes to `path`. For the one who may write it."""
    with suppress(OSError):
        for found in leftovers(path):
            found.unlink()


def _beside(path: Path) -> Path:
    return path.with_name(f".{_stem(path.name)}.{os.urandom(6).hex()}.tmp")


def _stem(name: str) -> str:
    """Return the part of the name of a temporary file that stands for `name`: a hash if that is too long."""
    encoded = os.fsencode(name)
    return name if len(encoded) <= _LONGEST else sha256_of(encoded)


def _replaceable(path: Path, follow: bool) -> os.stat_result | None:
    """Return what is known of the file at `path`, None if there is none. Raises OSError for what is no file."""
    try:
        found = path.stat(follow_symlinks=follow)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, NO_FILE)
    return found


def _write_new(path: Path, chunks: Iterable[bytes], like: os.stat_result | None) -> Stamp:
    """Write a new file, with the mode and, if permitted, the owner of the one that it will replace."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, _NEW_MODE), "wb") as file:
        if like is not None and os.name == "posix":
            with suppress(PermissionError):
                os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode) & 0o777)
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
        return stamp_from(os.fstat(file.fileno()))


def _keep_as(backup: Path, path: Path) -> None:
    """Give the file at `path` a second name, replacing an older backup; copy it if the system has no hard links."""
    temporary = _beside(backup)
    try:
        link_or_copy(path, temporary)
    except FileNotFoundError:
        return
    try:
        temporary.replace(backup)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def link_or_copy(path: Path, other: Path) -> None:
    """Give the file at `path` a second name; copy it if the system has no hard links. Raises OSError."""
    try:
        os.link(path, other)
    except FileNotFoundError:
        raise
    except OSError:
        _write_new(other, [read_ordinary(path)], path.stat())
