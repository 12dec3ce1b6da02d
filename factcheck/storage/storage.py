"""The storage: a case in memory, a journal that makes every change durable, and db.json.

`CaseStorage` is a TinyDB storage: `TinyDB("db.json", storage=CaseStorage)` reads and writes the case with
its journal. The workspace uses the same object directly: `save` appends to the journal, `fold` moves the
journal into the tables of db.json. What was replaced by a fold lies beside it until the next one.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
from tinydb.storages import Storage

from factcheck.case.changes import Batch
from factcheck.errors import (
    ConflictError,
    FactcheckError,
    ForeignError,
    NotFoldedError,
    NotForgottenError,
    NotSavedError,
    ReadOnlyError,
    UnreadableError,
)
from factcheck.storage.atomic import (
    Stamp,
    is_there,
    make_directory,
    readable,
    reason,
    remove_leftovers,
    shown,
    stamp_of,
    write_atomically,
)
from factcheck.storage.creation import begin
from factcheck.storage.file_state import FileState, Observation, have_same_content, observe
from factcheck.storage.forgetting import files_with, is_forgetting, texts_to_forget
from factcheck.storage.journal import Journal, damaged, read_journal
from factcheck.storage.layout import Tree, as_tables, blocks_of, dump
from factcheck.storage.lock import Holder, Lock, look
from factcheck.storage.paths import CasePaths
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
        self.beside = CasePaths.of(self.path)
        self._guard = threading.RLock()
        self._folding = threading.Lock()
        self._lock: Lock | None = None
        self._journal: Journal
        self._read: Read
        self._shut_out = False
        self._written: Stamp | None = None
        self._to_forget: set[str] | None = None
        self._edited = False
        self.lost = ""
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
            self._finish_forgetting()

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
        with self._folding, self._guard:
            self._require_write()
            self._refuse_foreign()
            try:
                tree = as_tables(data)
                stored = {name: [(key, orjson.dumps(row)) for key, row in rows.items()] for name, rows in tree.items()}
                unpacked = unpack(blocks_of(tree))
            except orjson.JSONEncodeError as error:
                raise NotSavedError(f"NOT saved: {error} ({shown(self.path)})") from error
            except MemoryError as error:
                raise NotSavedError(f"NOT saved: out of memory ({shown(self.path)})") from error
            except UnreadableError as error:
                raise UnreadableError(f"{shown(self.path)}: {visible_line(str(error))}") from error
            self._write_tree(stored)
            self._take_over(Read(*unpacked, self._read.stamp))
            self._edited = True
            self._put_away(self._journal.size)

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
                to_forget = self._to_forget
                if is_forgetting(batch):
                    to_forget = texts_to_forget(self.case, batch) | (to_forget or set())
                self._journal.append(batch)
            except orjson.JSONEncodeError as error:
                raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error
            except MemoryError as error:
                raise NotSavedError("NOT saved: out of memory") from error
            self._to_forget, self._edited = to_forget, True
            try:
                self.case.commit(steps)
            except BaseException:
                self.read_only = "the last change is saved, but could not be shown; restart to go on"
                raise

    def fold(self) -> bool:
        """Move the journal into db.json; return False when there is nothing to move.

        Safe to call from another thread than `save`. Raises NotFoldedError (the journal keeps
        everything) and ForeignError when another program has changed db.json.
        """
        with self._folding:
            return self._fold()

    @property
    def unfolded(self) -> int:
        """The bytes of the journal that are not in db.json yet."""
        return self._journal.size

    def purge(self) -> None:
        """Fold, and remove every copy of the case that lies beside it: what was forgotten is nowhere then.

        Raises NotForgottenError that names the files where it still is.
        """
        with self._folding, self._guard:
            try:
                self._fold()
            except ForeignError as error:
                raise self._not_folded(str(error)) from error

    def set_aside_with(self, texts: Iterable[str]) -> list[Path]:
        """Return the copies of the case that the user was given, and the drafts, if one of `texts` is in them."""
        return files_with(self.beside.set_aside(), texts) if texts else []

    def _fold(self) -> bool:
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
                self._put_away(size)
        except (NotSavedError, MemoryError) as error:
            if self._journal_is_gone():
                raise NotSavedError(f"{error or 'NOT saved: out of memory'}; the journal was removed") from error
            raise self._not_folded(str(error).removeprefix("NOT saved: ") or "out of memory") from error
        return True

    def _put_away(self, size: int) -> None:
        """Give the journal up after a fold: to the backup or, where it has to forget something, for good.

        The journal goes last then: while it is there, opening the case again goes on with the forgetting.
        """
        if self._to_forget is None:
            self._journal.archive(size, self.beside.journal_backup)
            return
        self.beside.remove_copies()
        self._journal.archive(size, None)
        if not self._journal.size:
            self._to_forget = None

    def _finish_forgetting(self) -> None:
        """Go on with what an earlier run could not forget everywhere."""
        if self._to_forget is not None:
            try:
                self.purge()
            except FactcheckError as error:
                self.lost = "; ".join(filter(None, (self.lost, str(error))))

    def _not_folded(self, why: str) -> NotFoldedError:
        if self._to_forget is None:
            return NotFoldedError(
                f"saved; not folded yet: {why}; your changes are safe in {shown(self.beside.journal)}"
            )
        places = (self.beside.case, self.beside.journal, *self.beside.copies())
        files = ", ".join(map(shown, files_with(places, self._to_forget)))
        where = (
            f"{'is' if self._to_forget else 'may be'} still in {files}" if files else "may come back after a power cut"
        )
        return NotForgottenError(
            f"forgotten in the case, but the text {where}: {why}; opening the case again removes it"
        )

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

    def keep_mine(self) -> Path | None:
        """Replace db.json by the own case; return where the other program's is kept, None if there was no file."""
        with self._folding, self._guard:
            self._require_write()
            return self._replace_theirs()

    def save_beside(self) -> Path:
        """Write the own case into a new file beside and return where.

        Goes on with db.json as it is now or, where that cannot be read as a case, with the new file.
        """
        with self._folding, self._guard:
            self._require_write()
            mine = self.beside.free("mine")
            try:
                theirs = read_case(self.path)
            except UnreadableError:
                self._move_to(mine)
            else:
                self.save_copy(mine)
                self._put_away(self._journal.size)
                self._take_over(theirs)
            return mine

    def save_copy(self, path: Path) -> None:
        """Write the own case into a new file. Raises ExistsError, NotSavedError."""
        begin(path, dump(pack(self.case, self._read.numbers, self._read.others)))

    def save_copy_in(self, directory: Path) -> Path:
        """Write the own case into a new file in a directory, made where it is missing; return the file."""
        make_directory(directory)
        path = CasePaths.of(directory / self.path.name).free("rescued")
        self.save_copy(path)
        return path

    def move_to(self, path: Path) -> None:
        """Write the own case into a new file, whose directory is made where it is missing, and go on with that.

        Raises ExistsError, NotSavedError, ReadOnlyError; nothing is changed then.
        """
        with self._folding, self._guard:
            self._refuse_read_only()
            make_directory(path.parent)
            self._move_to(path)

    def observe(self, *, read: bool = False) -> Observation:
        """Return what other programs have made of the file; with `read` it is seen whether it is a case still.

        Of a case that somebody else had open for changes, only whether that is over: `read_only` names who has it now.
        Raises NotSavedError where the file cannot be looked at.
        """
        with self._guard:
            if self.read_only:
                return self._observe_holder()
            seen = self._observe_file()
        if read and seen.state is FileState.CHANGED:
            try:
                read_case(self.path)
            except UnreadableError:
                return seen._replace(state=FileState.UNREADABLE)
        return seen

    def take_over(self) -> None:
        """Open the case for changes where its holder has left, as it is on the disk now.

        Raises ReadOnlyError that says who has it, and UnreadableError.
        """
        with self._folding, self._guard:
            if not self._shut_out:
                return
            refusal = self._take_lock()
            if refusal:
                self.read_only = refusal
                raise ReadOnlyError(f"{shown(self.path)} is read-only: {refusal}")
            try:
                self._journal.close()
                self._load(None)
            except BaseException:
                self._let_go()
                raise
            self.read_only = ""
        remove_leftovers(self.beside.case)
        self._finish_forgetting()

    # The rest

    def holder(self) -> str:
        """Return who else has the case open for changes; empty when nobody has."""
        return str(look(self.beside.lock) or "") if self._lock is None else ""

    def close(self) -> None:
        """Fold and let go. What could not be folded stays in the journal, and is said.

        Where db.json is not what was read or written here, all that is in memory is on the disk afterwards, too:
        ForeignError says where. Raises NotSavedError where there is no place for it.
        """
        try:
            self._settle()
            self.fold()
            if not self.read_only:
                self._journal.remove_empty()
        finally:
            self._release()

    def _settle(self) -> None:
        """See that nothing in memory is missing on the disk, whatever another program has made of db.json."""
        with self._folding, self._guard:
            if self.read_only:
                return
            name = shown(self.path)
            try:
                seen = self.observe(read=True)
                if seen.state is not FileState.NO_DIRECTORY:
                    self._hold_on()
            except NotSavedError:
                if self._journal_is_gone():
                    raise
                return  # the journal has all that db.json lacks; `fold` says what is wrong
            if seen.state is FileState.NO_DIRECTORY:
                raise NotSavedError(f"NOT saved: {name} {seen.state.value}")
            if self.read_only or seen.state is FileState.UNCHANGED or self._adopt(seen):
                return
            if seen.state is FileState.CHANGED and not self._edited:
                return
            if seen.state is FileState.CHANGED:
                mine = self.beside.free("mine")
                self.save_copy(mine)
                raise ForeignError(f"{name} {seen.state.value}; {self._safe()}, your whole case in {shown(mine)}")
            theirs = self._replace_theirs()
            kept = f"; what was there is kept in {shown(theirs)}" if theirs else ""
            raise ForeignError(f"{name} {seen.state.value}; your case was written there again{kept}")

    def _adopt(self, seen: Observation) -> bool:
        """Take over another program's version that, with the journal, says just what the own case says."""
        if seen.state is not FileState.CHANGED:
            return False
        try:
            theirs = read_case(self.path)
            replay(theirs.case, read_journal(self.beside.journal).batches)
        except (UnreadableError, ConflictError):
            return False
        if not have_same_content(self.case, theirs.case):
            return False
        self._take_over(theirs)
        return True

    def _replace_theirs(self) -> Path | None:
        """Write the own case in the place of what is at the path; return where that is kept, None if it was nothing."""
        theirs, size = self.beside.free("theirs"), self._journal.size
        self._write_tree(pack(self.case, self._read.numbers, self._read.others), theirs)
        self._put_away(size)
        return theirs if is_there(theirs) else None

    def _move_to(self, path: Path) -> None:
        self.save_copy(path)
        self._journal.close()
        self._let_go()
        self.path, self.beside = path, CasePaths.of(path)
        self._journal = Journal(self.beside.journal)
        self._written = stamp_of(self.beside.case)
        self._read = self._read._replace(stamp=self._written)
        self.read_only = self._take_lock()

    def _observe_file(self) -> Observation:
        try:
            return observe(self.beside.case, {self._read.stamp, self._written})
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self.path)})") from error

    def _observe_holder(self) -> Observation:
        holder = self.holder() if self._shut_out else ""
        if holder:
            self.read_only = f"held by {holder}"
        released = self._shut_out and not holder and is_there(self.beside.case)
        return Observation(FileState.RELEASED if released else FileState.UNCHANGED)

    def _safe(self) -> str:
        """Say where the changes are that db.json does not hold."""
        if not self._journal.size:
            return "it was not overwritten"
        if self._journal_is_gone():
            return "your changes are in memory only"
        return f"your changes are safe in {shown(self.beside.journal)}"

    def _journal_is_gone(self) -> bool:
        """Tell whether somebody has removed the journal, with changes that are not in db.json yet."""
        try:
            return bool(self._journal.size) and not os.lstat(self.beside.journal)
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:  # it cannot be looked at now
            return False

    def _load(self, watch: Watch | None) -> None:
        # The journal first: a fold by its writer between the two reads moves changes to where they are seen.
        self._journal = Journal(self.beside.journal)
        aside = shown(damaged(self.beside.journal))
        self.lost = (
            f"the last entry of the journal was damaged; it is kept in {aside}" if self._journal.damaged_tail else ""
        )
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
        self._to_forget = set() if any(map(is_forgetting, self._journal.batches)) else None
        self._journal.batches = []
        self._take_over(read)

    def _take_over(self, read: Read) -> None:
        self._read, self._written = read, read.stamp
        self.case = read.case
        self._edited = bool(self._journal.size)

    def _check_place(self) -> None:
        """Refuse what is no file: a directory, a device, a pipe that would never end."""
        with readable(self.path):
            mode = self.beside.case.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "no ordinary file"
            raise UnreadableError(f"{shown(self.path)}: is {kind}")

    def _take_lock(self) -> str:
        """Take the lock; return why the case can only be read, or nothing."""
        if is_there(self.beside.case) and not os.access(self.beside.case, os.W_OK):
            return f"{shown(self.path)} may not be written"
        try:
            lock = Lock.acquire(self.beside.lock, self._checker)
        except OSError as error:
            return f"{shown(self.path.parent)} may not be written ({reason(error)})"
        self._shut_out = isinstance(lock, Holder)
        if isinstance(lock, Holder):
            return f"held by {lock}"
        self._lock = lock
        return ""

    def _require_write(self) -> None:
        self._hold_on()
        self._refuse_read_only()

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise ReadOnlyError(f"{shown(self.path)} is read-only: {self.read_only}")

    def _hold_on(self) -> None:
        """Take the lock again where somebody has removed its file; let go where another has the case by now."""
        lock = self._lock
        if self.read_only or lock is None:
            return
        try:
            if lock.is_current():
                return
            if not self.beside.case.parent.is_dir():
                raise ForeignError(f"NOT saved: {shown(self.path)} {FileState.NO_DIRECTORY.value}")
            again = self._take_lock()
            if not again:
                lock.release()
                again = "" if self._journal.is_unchanged() else "somebody has worked on it since; restart to go on"
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self.beside.lock)})") from error
        if again:
            self.read_only = f"its lock was removed: {again}"
            self._let_go()
            self._shut_out = True

    def _refuse_foreign(self) -> None:
        seen = self._observe_file()
        if seen.state is not FileState.UNCHANGED:
            raise ForeignError(f"{shown(self.path)} {seen.state.value}; {self._safe()}")

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
            self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None
