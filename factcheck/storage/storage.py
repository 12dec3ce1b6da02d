"""The storage: a case in memory, a journal that makes every change durable, and db.json.

`CaseStorage` is a TinyDB storage: `TinyDB("db.json", storage=CaseStorage)` reads and writes the case with
its journal. The workspace uses the same object directly: `save` appends to the journal, `fold` moves the
journal into the tables of db.json. What was replaced by a fold lies beside it until the next one.
"""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import Any

import orjson
from tinydb.storages import Storage

from factcheck.case.changes import Batch
from factcheck.errors import (
    ConflictError,
    ForeignError,
    NotFoldedError,
    NotSavedError,
    ReadOnlyError,
    UnreadableError,
)
from factcheck.storage.atomic import (
    Stamp,
    is_there,
    readable,
    reason,
    remove_leftovers,
    shown,
    stamp_of,
    write_atomically,
)
from factcheck.storage.journal import Journal, damaged, read_journal
from factcheck.storage.layout import Tree, blocks_of, dump
from factcheck.storage.lock import Holder, Lock, look
from factcheck.storage.paths import Beside
from factcheck.storage.reader import Read, read_case, replay
from factcheck.storage.tables import Watch, pack, unpack
from factcheck.storage.validation import check_batch
from factcheck.text import visible_line


class CaseStorage(Storage):
    """One case on disk, opened for writing or, where somebody else holds it, for reading.

    `case` is the state, `read_only` says why nothing can be written (empty when it can), `recovered`
    how many changes of the journal were not yet in db.json, `lost` what else a crash left to be said.
    """

    def __init__(self, path: str | Path, *, checker: str = "", write: bool = True, watch: Watch | None = None) -> None:
        """Open the case at `path`; `watch` is told how far it is. Raises UnreadableError, with the file as it was."""
        self.path = Path(path)
        self.beside = Beside.of(self.path)
        self._guard = threading.RLock()
        self._folding = threading.Lock()
        self._lock: Lock | None = None
        self._written: Stamp | None = None
        self.read_only = "opened for reading"
        self._check_place()
        self._checker = checker
        if write:
            self.read_only = self._take_lock()
        try:
            self._load(watch)
        except BaseException:
            self._release()
            raise
        if not self.read_only:
            remove_leftovers(self.beside.case)

    # TinyDB's part of the storage

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables of the case, the journal included. They are a copy: TinyDB alters what it has read."""
        with self._folding, self._guard:
            tree = pack(self.case, self._read.numbers, self._read.others)
            return {name: {number: orjson.loads(row) for number, row in table} for name, table in tree.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the whole case by `data`, durably.

        Raises UnreadableError for what is no case, and what `save` and `fold` raise; nothing is changed then.
        """
        tree = {name: {str(number): row for number, row in table.items()} for name, table in data.items()}
        with self._folding, self._guard:
            self._require_write()
            self._refuse_foreign()
            try:
                stored = {name: [(key, orjson.dumps(row)) for key, row in rows.items()] for name, rows in tree.items()}
                unpacked = unpack(blocks_of(tree))
            except orjson.JSONEncodeError as error:
                raise NotSavedError(f"NOT saved: {error} ({shown(self.path)})") from error
            except UnreadableError as error:
                raise UnreadableError(f"{shown(self.path)}: {visible_line(str(error))}") from error
            self._write_tree(stored)
            self._take_over(Read(*unpacked, self._read.stamp))
            self._journal.put_away(self._journal.size, self.beside.journal_backup)

    # Saving

    def save(self, batch: Batch) -> None:
        """Make a batch of changes: in memory, and durably in the journal.

        Raises NotSavedError with the case as it was when the disk refuses or memory is short; ConflictError for
        changes that do not fit; InvalidError for what could not be read again; ReadOnlyError.
        """
        with self._guard:
            self._require_write()
            try:
                steps = check_batch(self.case, batch)
                self._journal.append(batch)
            except orjson.JSONEncodeError as error:
                raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error
            except MemoryError as error:
                raise NotSavedError("NOT saved: out of memory") from error
            try:
                self.case.make(steps)
            except BaseException:
                self.read_only = "the last change is saved, but could not be shown; restart to go on"
                raise

    def fold(self) -> bool:
        """Move the journal into db.json; return False when there is nothing to move.

        Safe to call from another thread than `save`. Raises NotFoldedError (the journal keeps
        everything) and ForeignError when another program has changed db.json.
        """
        with self._folding:
            try:
                with self._guard:
                    self._hold_on()
                    size = self._journal.size
                    if self.read_only or not size:
                        return False
                    self._refuse_foreign()
                    tree = pack(self.case, self._read.numbers, self._read.others)
                self._write_tree(tree)
                with self._guard:
                    self._journal.put_away(size, self.beside.journal_backup)
            except (NotSavedError, MemoryError) as error:
                why = str(error).removeprefix("NOT saved: ") or "out of memory"
                raise NotFoldedError(
                    f"saved; not folded yet: {why}; your changes are safe in {shown(self.beside.journal)}"
                ) from error
            return True

    @property
    def unfolded(self) -> int:
        """The bytes of the journal that are not in db.json yet."""
        return self._journal.size

    def purge(self) -> None:
        """Fold, and remove every copy of the case that lies beside it: what was forgotten is nowhere then."""
        self.fold()
        with self._folding:
            self.beside.remove_copies()

    # When another program has changed db.json

    def reload(self) -> None:
        """Take over db.json as it is now, and make the own changes that are not in it on top.

        Raises ConflictError if they do not fit, UnreadableError; nothing is changed then.
        """
        with self._folding, self._guard:
            self._require_write()
            theirs = read_case(self.path)
            replay(theirs.case, read_journal(self.beside.journal).batches)
            self._take_over(theirs)

    def keep_mine(self) -> Path:
        """Replace db.json by the own case, and return where the other program's is kept."""
        with self._folding, self._guard:
            self._require_write()
            theirs = self.beside.free("theirs")
            size = self._journal.size
            self._write_tree(pack(self.case, self._read.numbers, self._read.others), theirs)
            self._journal.put_away(size, self.beside.journal_backup)
            return theirs

    def save_beside(self) -> Path:
        """Write the own case into a new file beside, return where, and take over db.json as it is now."""
        with self._folding, self._guard:
            self._require_write()
            theirs = read_case(self.path)
            mine = self.beside.free("mine")
            write_atomically(mine, dump(pack(self.case, self._read.numbers, self._read.others)), overwrite=False)
            self._journal.put_away(self._journal.size, self.beside.journal_backup)
            self._take_over(theirs)
            return mine

    # The rest

    def holder(self) -> str:
        """Return who else has the case open for changes; empty when nobody has."""
        return str(look(self.beside.lock) or "") if self._lock is None else ""

    def close(self) -> None:
        """Fold and let go. What could not be folded stays in the journal, and is said."""
        try:
            self.fold()
            if not self.read_only:
                self._journal.remove_empty()
        finally:
            self._release()

    def _load(self, watch: Watch | None) -> None:
        # The journal first: a fold by its writer between the two reads moves changes to where they are seen.
        self._journal = Journal(self.beside.journal)
        aside = shown(damaged(self.beside.journal))
        self.lost = f"the last entry of the journal was damaged; it is kept in {aside}" if self._journal.tail else ""
        try:
            read = read_case(self.path, watch)
        except UnreadableError as error:
            if not is_there(self.beside.backup):
                raise
            raise UnreadableError(f"{error}; `factcheck recover` has a copy from before") from error
        try:
            self.recovered = replay(read.case, self._journal.batches)
        except ConflictError as error:
            misfit = visible_line(f"{self.beside.journal} does not fit {self.path}: {error}")
            raise UnreadableError(f"{misfit}; `factcheck recover` shows what can be saved") from error
        self._journal.batches = []
        self._take_over(read)

    def _take_over(self, read: Read) -> None:
        self._read, self._written = read, read.stamp
        self.case = read.case

    def _check_place(self) -> None:
        """Refuse what is no file: a directory, a device, a pipe that would never end."""
        with readable(self.path):
            mode = self.beside.case.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "no ordinary file"
            raise UnreadableError(f"{shown(self.path)}: is {kind}")

    def _take_lock(self) -> str:
        """Take the lock; return why the case can only be read, or nothing."""
        if not os.access(self.beside.case, os.W_OK):
            return f"{shown(self.path)} may not be written"
        try:
            lock = Lock.take(self.beside.lock, self._checker)
        except OSError as error:
            return f"{shown(self.path.parent)} may not be written ({reason(error)})"
        if isinstance(lock, Holder):
            return f"held by {lock}"
        self._lock = lock
        return ""

    def _require_write(self) -> None:
        self._hold_on()
        if self.read_only:
            raise ReadOnlyError(f"{shown(self.path)} is read-only: {self.read_only}")

    def _hold_on(self) -> None:
        """Take the lock again where somebody has removed its file; let go where another has the case by now."""
        lock = self._lock
        if self.read_only or lock is None:
            return
        try:
            if lock.stands():
                return
            again = self._take_lock()
            if not again:
                lock.release()
                again = "" if self._journal.untouched() else "somebody has worked on it since; restart to go on"
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self.beside.lock)})") from error
        self.read_only = f"its lock was removed: {again}" if again else ""

    def _refuse_foreign(self) -> None:
        try:
            stamp = stamp_of(self.beside.case)
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self.path)})") from error
        if stamp not in {self._read.stamp, self._written}:
            raise ForeignError(
                f"{shown(self.path)} was changed by another program; "
                f"your changes are safe in {shown(self.beside.journal)}"
            )

    def _write_tree(self, tree: Tree, theirs: Path | None = None) -> None:
        """Write db.json anew. What another program made of it is refused, or kept as `theirs`."""

        def ready(stamp: Stamp) -> None:
            if theirs is None:
                self._refuse_foreign()  # it took a while to write
            self._written = stamp  # whatever goes wrong from here on, a file with this stamp is our own

        write_atomically(self.beside.case, dump(tree), backup=theirs or self.beside.backup, ready=ready)
        self._read = self._read._replace(stamp=self._written)

    def _release(self) -> None:
        with self._guard:
            self.read_only = self.read_only or "closed"
            journal: Journal | None = getattr(self, "_journal", None)
            if journal is not None:
                journal.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None
