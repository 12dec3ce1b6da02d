"""db.json on disk: whether it is the version that was read or written here, and how it is replaced."""

from __future__ import annotations

import stat
from collections.abc import Callable, Container
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import orjson

from factcheck.case.case import Case
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.storage.atomic import write_atomically
from factcheck.storage.disk import Stamp, readable, reason, shown, stamp_of
from factcheck.storage.layout import Tree, dump
from factcheck.storage.paths import CasePaths


class FileState(Enum):
    """The state of db.json, or of its other user, since it was read or written here."""

    UNCHANGED = "is as it was"
    CHANGED = "was changed by another program"
    UNREADABLE = "was changed by another program and is no longer a case"
    REMOVED = "was removed by another program"
    NO_DIRECTORY = "is gone, and its directory with it"
    RELEASED = "is not open elsewhere any more"


class Observation(NamedTuple):
    """The state of a case's file, and which version of it was seen."""

    state: FileState
    stamp: Stamp | None = None


def observe(path: Path, known: Container[Stamp | None]) -> Observation:
    """Compare the file at `path` with the `known` versions. Raises OSError."""
    try:
        stamp = stamp_of(path)
    except NotADirectoryError:
        stamp = None
    if stamp is None:
        return Observation(FileState.REMOVED if path.parent.is_dir() else FileState.NO_DIRECTORY)
    return Observation(FileState.UNCHANGED if stamp in known else FileState.CHANGED, stamp)


def have_same_content(one: Case, other: Case) -> bool:
    """Return whether two cases have equal rows and histories; the format of their JSON may differ."""
    tables = [(table.stored(), other.tables[name].stored()) for name, table in one.tables.items()]
    return all(map(_same_rows, *zip(*tables, (one.history.stored(), other.history.stored()), strict=True)))


def _same_rows(ours: dict[str, bytes], theirs: dict[str, bytes]) -> bool:
    return ours.keys() == theirs.keys() and all(
        row == theirs[key] or orjson.loads(row) == orjson.loads(theirs[key]) for key, row in ours.items()
    )


class CaseFile:
    """The file of one case, db.json. `stamp` is the version that was read or completely written last."""

    def __init__(self, path: Path, paths: CasePaths) -> None:
        """Begin with no version known."""
        self.stamp: Stamp | None = None
        self._path, self._paths = path, paths
        self._written: Stamp | None = None

    def require_ordinary(self) -> None:
        """Raise UnreadableError for a directory, a device or a pipe, which would never end."""
        with readable(self._path):
            mode = self._paths.case.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "not an ordinary file"
            raise UnreadableError(f"{shown(self._path)}: is {kind}")

    def accept(self, stamp: Stamp | None) -> None:
        """Take the version with this stamp as the known one."""
        self.stamp = self._written = stamp

    def observe(self) -> Observation:
        """Compare the file with the known version. Raises NotSavedError where it cannot be looked at."""
        try:
            return observe(self._paths.case, {self.stamp, self._written})
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self._path)})") from error

    def write(self, tree: Tree, *, keep: Path | None = None, check: Callable[[], None] = lambda: None) -> None:
        """Replace the file, with the former one kept as `keep` or as the backup; `check` is called just before."""

        def ready(stamp: Stamp) -> None:
            check()  # it took a while to write
            self._written = stamp  # whatever goes wrong from here on, a file with this stamp is our own

        write_atomically(self._paths.case, dump(tree), backup=keep or self._paths.backup, ready=ready)
        self.stamp = self._written
