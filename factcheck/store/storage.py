"""The storage: a case in memory, a journal that makes every change durable, and db.json.

`CaseStorage` is a TinyDB storage: `TinyDB("db.json", storage=CaseStorage)` reads and writes the case with
its journal. The desk uses the same object directly: `save` appends to the journal, `fold` moves the
journal into the tables of db.json.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import orjson
from tinydb.storages import Storage

from factcheck.case import Case
from factcheck.changes import Batch
from factcheck.errors import (
    ConflictError,
    ExistsError,
    InvalidError,
    NotFoldedError,
    NotSavedError,
    ReadOnlyError,
    UnreadableError,
)
from factcheck.store.files import readable, reason, remove_leftovers, shown, write_atomically
from factcheck.store.journal import Journal
from factcheck.store.lock import Holder, Lock, look
from factcheck.store.soundness import check_batch
from factcheck.store.tables import Numbers, Tree, dump, pack, unpack
from factcheck.text import visible_line

_Stamp: TypeAlias = tuple[int, int, int, int] | None


class CaseStorage(Storage):
    """One case on disk, opened for writing or, where somebody else holds it, for reading.

    `case` is the state, `read_only` says why nothing can be written (empty when it can), `recovered`
    how many changes of the journal were not yet in db.json.
    """

    def __init__(self, path: str | Path, *, checker: str = "", write: bool = True) -> None:
        """Open the case at `path`. Raises UnreadableError, with the file as it was."""
        self.path = Path(path)
        real = Path(os.path.realpath(self.path))
        self._real = real
        self._guard = threading.RLock()
        self._folding = threading.Lock()
        self._lock: Lock | None = None
        self.read_only = "opened for reading"
        self._check_place()
        if write:
            self.read_only = self._take_lock(checker)
        try:
            self._load()
        except BaseException:
            self._release()
            raise
        if not self.read_only:
            remove_leftovers(real)

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables of the case, the journal included (TinyDB's part of the storage).

        They are a copy in depth: TinyDB alters what it has read before it writes it.
        """
        with self._guard:
            tree: dict[str, dict[str, Any]] = orjson.loads(orjson.dumps(pack(self.case, self._numbers, self._others)))
        return tree

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the whole case by `data`, durably (TinyDB's part of the storage).

        Raises UnreadableError for what is no case, and what `save` and `fold` raise; nothing is changed then.
        """
        tree = {name: {str(number): _copy(row) for number, row in table.items()} for name, table in data.items()}
        with self._folding, self._guard:
            self._require_write()
            self._refuse_foreign()
            case, numbers, others = _located(self.path, tree)
            self._write_tree(tree)
            self.case, self._numbers, self._others = case, numbers, others
            self._journal.clear(self._journal.size)

    def save(self, batch: Batch) -> None:
        """Make a batch of changes: in memory, and durably in the journal.

        Raises NotSavedError with the case as it was when the disk refuses; ConflictError for changes
        that do not fit; InvalidError for what could not be read again; ReadOnlyError.
        """
        with self._guard:
            self._require_write()
            check_batch(self.case, batch)
            self._journal.append(batch)
            self.case.apply(batch)

    def fold(self) -> bool:
        """Move the journal into db.json; return False when there is nothing to move.

        Safe to call from another thread than `save`. Raises NotFoldedError (the journal keeps
        everything) and ConflictError when another program has changed db.json.
        """
        with self._folding:
            with self._guard:
                size = self._journal.size
                if self.read_only or not size:
                    return False
                self._refuse_foreign()
                tree = pack(self.case, self._numbers, self._others)
            try:
                self._write_tree(tree)
                with self._guard:
                    self._journal.clear(size)
            except NotSavedError as error:
                why = str(error).removeprefix("NOT saved: ")
                raise NotFoldedError(f"{why}; your changes are safe in {shown(self._journal.path)}") from error
            return True

    @property
    def unfolded(self) -> int:
        """The bytes of the journal that are not in db.json yet."""
        return self._journal.size

    def holder(self) -> str:
        """Return who else has the case open for changes; empty when nobody has."""
        return str(look(self._beside("lock")) or "") if self._lock is None else ""

    def owns(self, path: Path) -> bool:
        """Tell whether `path` is db.json or one of the files that lie beside it, by whatever way it is named."""
        try:
            found = Path(os.path.realpath(path))
        except (OSError, ValueError):
            return False
        own = {self._real, *(self._beside(ending) for ending in ("journal", "lock", "drafts"))}
        return found in own or (found.exists() and found.samefile(self._real))

    def close(self) -> None:
        """Fold and let go. What could not be folded stays in the journal, and is said."""
        try:
            self.fold()
            if not self.read_only:
                self._journal.remove_empty()
        finally:
            self._release()

    def _load(self) -> None:
        # The journal first: a fold by its writer between the two reads moves changes to where they are seen.
        self._journal = Journal(self._beside("journal"))
        self._stamp, tree = _parse(self.path)
        self.case, self._numbers, self._others = _located(self.path, tree)
        self.recovered = 0
        for batch in self._journal.batches:
            fresh = tuple(change for change in batch if change.id not in self.case.history)
            try:
                check_batch(self.case, fresh)
            except (ConflictError, InvalidError) as error:
                misfit = visible_line(f"{self._journal.path} does not fit {self.path}: {error}")
                raise UnreadableError(misfit) from error
            self.case.apply(fresh)
            self.recovered += len(fresh)
        self._journal.batches = []

    def _check_place(self) -> None:
        """Refuse what is no file: a directory, a device, a pipe that would never end."""
        with readable(self.path):
            mode = self._real.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "no ordinary file"
            raise UnreadableError(f"{shown(self.path)}: is {kind}")

    def _beside(self, ending: str) -> Path:
        return self._real.with_name(f"{self._real.name}.{ending}")

    def _take_lock(self, checker: str) -> str:
        """Take the lock; return why the case can only be read, or nothing."""
        if not os.access(self._real, os.W_OK):
            return f"{shown(self.path)} may not be written"
        try:
            lock = Lock.take(self._beside("lock"), checker)
        except OSError as error:
            return f"{shown(self.path.parent)} may not be written ({reason(error)})"
        if isinstance(lock, Holder):
            return f"held by {lock}"
        self._lock = lock
        return ""

    def _require_write(self) -> None:
        if self.read_only:
            raise ReadOnlyError(f"{shown(self.path)} is read-only: {self.read_only}")

    def _refuse_foreign(self) -> None:
        if _stamp(self._real) != self._stamp:
            raise ConflictError(
                f"{shown(self.path)} was changed by another program; "
                f"your changes are safe in {shown(self._journal.path)}"
            )

    def _write_tree(self, tree: Tree) -> None:
        try:
            write_atomically(self._real, dump(tree))
        except orjson.JSONEncodeError as error:
            raise NotSavedError(f"NOT saved: {shown(self.path)}: {error}") from error
        self._stamp = _stamp(self._real)

    def _release(self) -> None:
        with self._guard:
            self.read_only = self.read_only or "closed"
            journal: Journal | None = getattr(self, "_journal", None)
            if journal is not None:
                journal.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None


def create(path: Path, case: Case) -> None:
    """Write a new case file. Raises what `begin` raises."""
    begin(path, dump(pack(case, Numbers(), {})))


def begin(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the bytes of a new case file.

    Raises ExistsError where there is a file, or the journal of one that is gone: its changes are neither
    to be lost nor to be made in another case. Raises NotSavedError.
    """
    real = Path(os.path.realpath(path))
    journal = real.with_name(f"{real.name}.journal")
    if not real.exists() and Journal(journal).size:
        raise ExistsError(f"{shown(journal)} is there, with changes of a case that is gone; nothing was written")
    write_atomically(path, chunks, overwrite=False)


def _parse(path: Path) -> tuple[_Stamp, Any]:
    """Read the JSON of a case file, and the stamp of the file that was read."""
    with readable(path):
        before = _stamp(path)
        data = path.read_bytes()
    if not data.strip():
        raise UnreadableError(f"{shown(path)}: is empty; not even a case without claims looks like that")
    try:
        return before, orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"{shown(path)}: line {error.lineno}, column {error.colno}: {error.msg}") from error


def _stamp(path: Path) -> _Stamp:
    """Return what tells one version of a file from another: device, inode, time in nanoseconds, size."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _located(path: Path, tree: Any) -> tuple[Case, Numbers, dict[str, Any]]:
    try:
        return unpack(tree)
    except UnreadableError as error:
        raise UnreadableError(visible_line(f"{path}: {error}")) from error


def _copy(row: Any) -> Any:
    return dict(row) if isinstance(row, Mapping) else row
