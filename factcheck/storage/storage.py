"""The storage: a case in memory, a journal that makes every change durable, and db.json.

`CaseStorage` is a TinyDB storage: `TinyDB("db.json", storage=CaseStorage)` reads and writes the case with
its journal. The workspace uses the same object directly: `save` appends to the journal, `fold` moves the
journal into the tables of db.json. The version that a fold replaced is kept as a backup until the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
from tinydb.storages import Storage

from factcheck.case.case import Case
from factcheck.case.changes import Batch
from factcheck.errors import FactcheckError, ForeignError, NotSavedError, UnreadableError
from factcheck.storage.atomic import remove_leftovers
from factcheck.storage.case_files import CaseFiles
from factcheck.storage.conflicts import FileConflicts
from factcheck.storage.disk import make_directory, shown
from factcheck.storage.forgetting import files_with, is_forgetting, texts_to_forget
from factcheck.storage.layout import as_tables, blocks_of
from factcheck.storage.paths import CasePaths
from factcheck.storage.reader import Read
from factcheck.storage.tables import Watch, pack, unpack
from factcheck.storage.validation import check_batch
from factcheck.text import visible_line


class CaseStorage(Storage):
    """One case on disk, opened for writing or, where somebody else holds it, for reading.

    `lost` is a message on what a crash has damaged, empty if nothing.
    """

    def __init__(self, path: str | Path, *, checker: str = "", write: bool = True, watch: Watch | None = None) -> None:
        """Open the case at `path`; `watch` is called with the progress. Raises UnreadableError."""
        self._files = CaseFiles(Path(path), checker, write=write, watch=watch)
        self.conflicts = FileConflicts(self._files)
        """What other programs do to the file, and how that is settled."""
        self.lost = self._files.lost
        self._clean_up()

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self._files.contents.case

    @property
    def path(self) -> Path:
        """The path of db.json."""
        return self._files.path

    @property
    def beside(self) -> CasePaths:
        """The paths of the files beside it."""
        return self._files.paths

    @property
    def recovered(self) -> int:
        """The number of changes of the journal that were not yet in db.json when it was opened."""
        return self._files.recovered

    @property
    def read_only(self) -> str:
        """Why nothing can be written; empty when it can."""
        return self._files.access.refusal

    @read_only.setter
    def read_only(self, why: str) -> None:
        self._files.access.refusal = why

    def holder(self) -> str:
        """Return who else has the case open for changes; empty when nobody has."""
        return self._files.access.holder()

    # TinyDB's part of the storage

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables of the case, the journal included. They are a copy: TinyDB alters what it reads."""
        with self._files.exclusive():
            tree = self._files.tree()
            return {name: {number: orjson.loads(row) for number, row in table} for name, table in tree.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the whole case with `data`, durably.

        Raises UnreadableError if `data` is not a case, and what `save` and `fold` raise; nothing is changed then.
        """
        files = self._files
        with files.exclusive():
            files.require_write()
            files.refuse_foreign()
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
            files.file.write(stored, check=files.refuse_foreign)
            files.accept(Read(*unpacked, files.file.stamp))
            files.edited = True
            files.put_away(files.journal.size)

    def replace(self, case: Case) -> None:
        """Replace the case with `case`, which has all changes of this one; see `write`.

        What was forgotten in `case` alone is removed from every copy beside the file.
        """
        files = self._files
        contents = files.contents
        forgotten = tuple(change for change in case.history if change.id not in contents.case.history)
        tree = pack(case, contents.numbers, contents.others)
        data = {name: {number: orjson.loads(row) for number, row in rows} for name, rows in tree.items()}
        if is_forgetting(forgotten):
            files.to_forget = texts_to_forget(contents.case, forgotten) | (files.to_forget or set())
        self.write(data)

    # Saving

    def save(self, batch: Batch) -> None:
        """Make a batch of changes: in memory, and durably in the journal.

        Raises NotSavedError if the disk refuses or memory is short, ConflictError for changes that do not fit,
        InvalidError for values that could not be read back, ReadOnlyError. The case is unchanged then.
        """
        files = self._files
        with files.guard:
            files.require_write()
            try:
                staged = check_batch(self.case, batch)
                to_forget = files.to_forget
                if is_forgetting(batch):
                    to_forget = texts_to_forget(self.case, batch) | (to_forget or set())
                files.journal.append(batch, [each.entry for each in staged], self.case.history.last_id)
            except orjson.JSONEncodeError as error:
                raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error
            except MemoryError as error:
                raise NotSavedError("NOT saved: out of memory") from error
            files.to_forget, files.edited = to_forget, True
            try:
                self.case.apply_staged(staged)
            except BaseException:
                self.read_only = "the last change is saved on disk, but could not be applied here; restart to go on"
                raise

    def fold(self) -> bool:
        """Move the journal into db.json; return False if there is nothing to move.

        Can be called in another thread than `save`. Raises NotFoldedError (the journal keeps
        everything) and ForeignError if another program has changed db.json.
        """
        with self._files.folding:
            return self._fold()

    @property
    def unfolded(self) -> int:
        """The bytes of the journal that are not in db.json yet."""
        return self._files.journal.size

    def purge(self) -> None:
        """Fold, and remove every copy of the case beside it, so that forgotten text is in no file.

        Raises NotForgottenError with the files that still hold it.
        """
        with self._files.exclusive():
            try:
                self._fold()
            except ForeignError as error:
                raise self._files.not_folded(str(error)) from error

    def set_aside_with(self, texts: Iterable[str]) -> list[Path]:
        """Return the copies of the case that were made for the user, and the drafts, that hold one of `texts`."""
        return files_with(self.beside.set_aside(), texts) if texts else []

    def _fold(self) -> bool:
        files = self._files
        try:
            with files.guard:
                files.access.verify(files.journal.is_unchanged)
                size = files.journal.size
                if self.read_only or not size:
                    return False
                files.refuse_foreign()
                tree = files.tree()
            files.file.write(tree, check=files.refuse_foreign)
            with files.guard:
                files.put_away(size)
        except (NotSavedError, MemoryError) as error:
            if files.journal.is_gone():
                raise NotSavedError(f"{error or 'NOT saved: out of memory'}; the journal was removed") from error
            raise files.not_folded(str(error).removeprefix("NOT saved: ") or "out of memory") from error
        return True

    def save_copy(self, path: Path) -> None:
        """Write this case to a new file. Raises ExistsError, NotSavedError."""
        self._files.save_copy(path)

    def save_copy_in(self, directory: Path) -> Path:
        """Write this case to a new file in a directory, which is created if needed; return the path."""
        make_directory(directory)
        path = CasePaths.of(directory / self.path.name).free("rescued")
        self.save_copy(path)
        return path

    # Opening and closing

    def take_over(self) -> None:
        """Read the case again and open it for changes, after the holder of the lock has released it.

        Raises ReadOnlyError with the holder, UnreadableError.
        """
        files = self._files
        with files.exclusive():
            if not files.access.is_shut_out:
                return
            was_refused = files.access.refusal
            files.access.acquire()
            files.access.require()
            try:
                files.journal.close()
                files.load()
            except BaseException:
                files.access.release(was_refused)
                raise
        self.lost = files.lost
        self._clean_up()

    def _clean_up(self) -> None:
        """Remove what a crash left: temporary files, and forgotten text that could not be removed everywhere."""
        if self.read_only:
            return
        remove_leftovers(self.beside.case)
        if self._files.to_forget is not None:
            try:
                self.purge()
            except FactcheckError as error:
                self.lost = "; ".join(filter(None, (self.lost, str(error))))

    def close(self) -> None:
        """Fold and release the lock. What cannot be folded stays in the journal, and an error is raised.

        If another program has changed db.json, the state in memory is written to disk as well: ForeignError
        says where. Raises NotSavedError if that is not possible.
        """
        try:
            self.conflicts.settle()
            self.fold()
            if not self.read_only:
                self._files.journal.remove_empty()
        finally:
            self._files.release()
