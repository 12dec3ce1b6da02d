"""The storage: a case in memory, a journal that makes every change durable, and db.json.

`CaseStorage` is a TinyDB storage: `TinyDB("db.json", storage=CaseStorage)` reads and writes the case with
its journal. The workspace uses the same object directly: `save` appends to the journal, `fold` moves the
journal into the tables of db.json. The version that a fold replaced is kept as a backup until the next one.
"""

from __future__ import annotations

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
    NotSavedError,
    UnreadableError,
)
from factcheck.storage.access import WriteAccess
from factcheck.storage.atomic import (
    is_there,
    make_directory,
    remove_leftovers,
    shown,
    stamp_of,
)
from factcheck.storage.creation import begin
from factcheck.storage.file_state import CaseFile, FileState, Observation, have_same_content
from factcheck.storage.forgetting import files_with, is_forgetting, not_folded, texts_to_forget
from factcheck.storage.journal import Journal, read_journal
from factcheck.storage.layout import as_tables, blocks_of, dump
from factcheck.storage.paths import CasePaths
from factcheck.storage.reader import Read, load, read_case, replay
from factcheck.storage.tables import Watch, pack, unpack
from factcheck.storage.validation import check_batch
from factcheck.text import visible_line


class CaseStorage(Storage):
    """One case on disk, opened for writing or, where somebody else holds it, for reading.

    `case` is the state, `read_only` says why nothing can be written (empty when it can), `recovered`
    how many changes of the journal were not yet in db.json, `lost` what a crash has damaged, as a message.
    """

    def __init__(self, path: str | Path, *, checker: str = "", write: bool = True, watch: Watch | None = None) -> None:
        """Open the case at `path`; `watch` is called with the progress. Raises UnreadableError."""
        self.path = Path(path)
        self.beside = CasePaths.of(self.path)
        self._guard = threading.RLock()
        self._folding = threading.Lock()
        self._access = WriteAccess(self.path, self.beside, checker)
        self._file = CaseFile(self.path, self.beside)
        self._journal: Journal
        self._read: Read
        self._to_forget: set[str] | None = None
        self._edited = False
        self.lost = ""
        self._file.require_ordinary()
        if write:
            self._access.acquire()
        try:
            self._load(watch)
        except BaseException:
            self._release()
            raise
        if not self.read_only:
            remove_leftovers(self.beside.case)
            self._finish_forgetting()

    @property
    def read_only(self) -> str:
        """Why nothing can be written; empty when it can."""
        return self._access.refusal

    @read_only.setter
    def read_only(self, why: str) -> None:
        self._access.refusal = why

    # TinyDB's part of the storage

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables of the case, the journal included. They are a copy: TinyDB alters what it reads."""
        with self._folding, self._guard:
            tree = pack(self.case, self._read.numbers, self._read.others)
            return {name: {number: orjson.loads(row) for number, row in table} for name, table in tree.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the whole case with `data`, durably.

        Raises UnreadableError if `data` is no case, and what `save` and `fold` raise; nothing is changed then.
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
            self._file.write(stored, check=self._refuse_foreign)
            self._take_over(Read(*unpacked, self._file.stamp))
            self._edited = True
            self._put_away(self._journal.size)

    # Saving

    def save(self, batch: Batch) -> None:
        """Make a batch of changes: in memory, and durably in the journal.

        Raises NotSavedError if the disk refuses or memory is short, ConflictError for changes that do not fit,
        InvalidError for values that could not be read back, ReadOnlyError. The case is unchanged then.
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
        """Move the journal into db.json; return False if there is nothing to move.

        Can be called in another thread than `save`. Raises NotFoldedError (the journal keeps
        everything) and ForeignError if another program has changed db.json.
        """
        with self._folding:
            return self._fold()

    @property
    def unfolded(self) -> int:
        """The bytes of the journal that are not in db.json yet."""
        return self._journal.size

    def purge(self) -> None:
        """Fold, and remove every copy of the case beside it, so that forgotten text is in no file.

        Raises NotForgottenError with the files that still hold it.
        """
        with self._folding, self._guard:
            try:
                self._fold()
            except ForeignError as error:
                raise self._not_folded(str(error)) from error

    def set_aside_with(self, texts: Iterable[str]) -> list[Path]:
        """Return the copies of the case that were made for the user, and the drafts, that hold one of `texts`."""
        return files_with(self.beside.set_aside(), texts) if texts else []

    def _fold(self) -> bool:
        try:
            with self._guard:
                self._access.verify(self._journal.is_unchanged)
                size = self._journal.size
                if self.read_only or not size:
                    return False
                self._refuse_foreign()
                tree = pack(self.case, self._read.numbers, self._read.others)
            self._file.write(tree, check=self._refuse_foreign)
            with self._guard:
                self._put_away(size)
        except (NotSavedError, MemoryError) as error:
            if self._journal.is_gone():
                raise NotSavedError(f"{error or 'NOT saved: out of memory'}; the journal was removed") from error
            raise self._not_folded(str(error).removeprefix("NOT saved: ") or "out of memory") from error
        return True

    def _put_away(self, size: int) -> None:
        """Archive the journal after a fold or, if something is to be forgotten, delete it and all copies.

        The journal is deleted last: while it exists, opening the case again continues the forgetting.
        """
        if self._to_forget is None:
            self._journal.archive(size, self.beside.journal_backup)
            return
        self.beside.remove_copies()
        self._journal.archive(size, None)
        if not self._journal.size:
            self._to_forget = None

    def _finish_forgetting(self) -> None:
        """Remove forgotten text that an earlier run could not remove everywhere."""
        if self._to_forget is not None:
            try:
                self.purge()
            except FactcheckError as error:
                self.lost = "; ".join(filter(None, (self.lost, str(error))))

    def _not_folded(self, why: str) -> NotFoldedError:
        return not_folded(self.beside, self._to_forget, why)

    # When another program has changed db.json

    def reload(self) -> None:
        """Read db.json again, and apply the changes of the journal that it does not have.

        Raises ConflictError if they do not fit, UnreadableError; nothing is changed then.
        """
        with self._folding, self._guard:
            self._require_write()
            theirs = read_case(self.path)
            replay(theirs.case, read_journal(self.beside.journal).batches)
            self._take_over(theirs)

    def keep_mine(self) -> Path | None:
        """Replace db.json with this case; return where the other program's file is kept, None if there was none."""
        with self._folding, self._guard:
            self._require_write()
            return self._replace_theirs()

    def save_beside(self) -> Path:
        """Write this case to a new file beside db.json, and return its path.

        Continues with db.json as it is now or, if that is no case any more, with the new file.
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
        """Write this case to a new file. Raises ExistsError, NotSavedError."""
        begin(path, dump(pack(self.case, self._read.numbers, self._read.others)))

    def save_copy_in(self, directory: Path) -> Path:
        """Write this case to a new file in a directory, which is created if needed; return the path."""
        make_directory(directory)
        path = CasePaths.of(directory / self.path.name).free("rescued")
        self.save_copy(path)
        return path

    def move_to(self, path: Path) -> None:
        """Write this case to a new file, whose directory is created if needed, and continue with that file.

        Raises ExistsError, NotSavedError, ReadOnlyError; nothing is changed then.
        """
        with self._folding, self._guard:
            self._access.require()
            make_directory(path.parent)
            self._move_to(path)

    def observe(self, *, read: bool = False) -> Observation:
        """Return whether other programs have changed the file; with `read`, also whether it is still a case.

        If another process held the lock, return whether it has released it; `read_only` names the present holder.
        Raises NotSavedError if the file cannot be examined.
        """
        with self._guard:
            if self.read_only:
                return self._access.observe()
            seen = self._file.observe()
        if read and seen.state is FileState.CHANGED:
            try:
                read_case(self.path)
            except UnreadableError:
                return seen._replace(state=FileState.UNREADABLE)
        return seen

    def take_over(self) -> None:
        """Read the case again and open it for changes, after the holder of the lock has released it.

        Raises ReadOnlyError with the holder, UnreadableError.
        """
        with self._folding, self._guard:
            if not self._access.is_shut_out:
                return
            was_refused = self._access.refusal
            self._access.acquire()
            self._access.require()
            try:
                self._journal.close()
                self._load(None)
            except BaseException:
                self._access.release(was_refused)
                raise
        remove_leftovers(self.beside.case)
        self._finish_forgetting()

    # The rest

    def holder(self) -> str:
        """Return who else has the case open for changes; empty when nobody has."""
        return self._access.holder()

    def close(self) -> None:
        """Fold and release the lock. What cannot be folded stays in the journal, and an error is raised.

        If another program has changed db.json, the state in memory is written to disk as well: ForeignError
        says where. Raises NotSavedError if that is not possible.
        """
        try:
            self._settle()
            self.fold()
            if not self.read_only:
                self._journal.remove_empty()
        finally:
            self._release()

    def _settle(self) -> None:
        """Make sure that everything in memory is on disk, even if another program has changed db.json."""
        with self._folding, self._guard:
            if self.read_only:
                return
            name = shown(self.path)
            try:
                seen = self.observe(read=True)
                if seen.state is not FileState.NO_DIRECTORY:
                    self._access.verify(self._journal.is_unchanged)
            except NotSavedError:
                if self._journal.is_gone():
                    raise
                return  # the journal has what db.json lacks; `fold` raises the error
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
        """Accept another program's version if it has, with the journal, the same content as this case."""
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
        """Replace the file at the path with this case; return where it is kept, None if there was none."""
        theirs, size = self.beside.free("theirs"), self._journal.size
        self._file.write(pack(self.case, self._read.numbers, self._read.others), keep=theirs)
        self._put_away(size)
        return theirs if is_there(theirs) else None

    def _move_to(self, path: Path) -> None:
        self.save_copy(path)
        self._journal.close()
        self._access.release()
        self.path, self.beside = path, CasePaths.of(path)
        self._journal = Journal(self.beside.journal)
        self._file = CaseFile(path, self.beside)
        self._file.accept(stamp_of(self.beside.case))
        self._access = WriteAccess(path, self.beside, self._access.checker)
        self._access.acquire()

    def _safe(self) -> str:
        """Return where the changes are that db.json does not have, as part of a message."""
        if not self._journal.size:
            return "it was not overwritten"
        if self._journal.is_gone():
            return "your changes are in memory only"
        return f"your changes are safe in {shown(self.beside.journal)}"

    def _load(self, watch: Watch | None) -> None:
        loaded = load(self.path, self.beside, watch)
        self._journal, self.lost, self.recovered = loaded.journal, loaded.lost, loaded.recovered
        self._to_forget = set() if loaded.is_forgetting else None
        self._take_over(loaded.read)

    def _take_over(self, read: Read) -> None:
        self._read = read
        self._file.accept(read.stamp)
        self.case = read.case
        self._edited = bool(self._journal.size)

    def _require_write(self) -> None:
        self._access.verify(self._journal.is_unchanged)
        self._access.require()

    def _refuse_foreign(self) -> None:
        seen = self._file.observe()
        if seen.state is not FileState.UNCHANGED:
            raise ForeignError(f"{shown(self.path)} {seen.state.value}; {self._safe()}")

    def _release(self) -> None:
        with self._guard:
            journal: Journal | None = getattr(self, "_journal", None)
            if journal is not None:
                journal.close()
            self._access.release(self.read_only or "closed")
