"""The files of an open case: db.json, its journal and its lock, with the case that was read from them.

Its methods are called by one thread at a time; `CaseStorage` and `FileConflicts` see to that by `exclusive`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from factcheck.case.case import Case
from factcheck.errors import ExistsError, ForeignError, NotFoldedError
from factcheck.storage.access import WriteAccess
from factcheck.storage.atomic import write_atomically
from factcheck.storage.disk import is_there, shown, stamp_of
from factcheck.storage.file_state import CaseFile, FileState
from factcheck.storage.forgetting import not_folded
from factcheck.storage.git import TWO_SIDES, Repository
from factcheck.storage.journal import Journal
from factcheck.storage.layout import Tree, dump
from factcheck.storage.paths import CasePaths
from factcheck.storage.reader import Read, load
from factcheck.storage.row_numbers import RowNumbers
from factcheck.storage.tables import Watch, pack


class CaseFiles:
    """The files of one case. `lost` is a message on what a crash has damaged, `recovered` how many changes of the
    journal were not yet in db.json, `edited` whether the case may differ from db.json as another program knows it.
    """

    def __init__(self, path: Path, checker: str, *, write: bool, watch: Watch | None) -> None:
        """Open the files, for writing if possible. Raises UnreadableError."""
        self.path = path
        self.paths = CasePaths.of(path)
        self.guard = threading.RLock()
        """Held by the thread that uses the journal or the case in memory."""
        self.folding = threading.Lock()
        """Held by the thread that writes db.json."""
        self.access = WriteAccess(path, self.paths, checker)
        self.file = CaseFile(path, self.paths)
        self.journal: Journal
        self.contents: Read
        self.to_forget: set[str] | None = None
        self.edited = False
        self.lost = ""
        self.recovered = 0
        self.file.require_ordinary()
        if write:
            self.access.acquire()
        try:
            self.load(watch)
        except BaseException:
            self.release()
            raise

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep other threads from writing db.json, and from using the journal or the case in memory."""
        with self.folding, self.guard:
            yield

    @property
    def case(self) -> Case:
        """The case in memory."""
        return self.contents.case

    def load(self, watch: Watch | None = None) -> None:
        """Read the case and its journal. Raises UnreadableError."""
        loaded = load(self.path, self.paths, watch)
        self.journal, self.lost, self.recovered = loaded.journal, loaded.lost, loaded.recovered
        if not self.access.refusal and (repository := Repository.of(self.path)) and repository.sides():
            self.lost = "; ".join(filter(None, (self.lost, f"{shown(self.path)}: {TWO_SIDES}")))
        self.to_forget = set() if loaded.is_forgetting else None
        self.accept(loaded.read)

    def accept(self, contents: Read) -> None:
        """Continue with what was read from db.json."""
        self.contents = contents
        self.file.accept(contents.stamp)
        self.edited = bool(self.journal.size)

    def tree(self) -> Tree:
        """Return the tables of db.json for the case as it is now."""
        return pack(self.case, self.contents.numbers, self.contents.others)

    def require_write(self) -> None:
        """Raise ReadOnlyError unless the case may be changed."""
        self.access.verify(self.journal.is_unchanged)
        self.access.require()

    def refuse_foreign(self) -> None:
        """Raise ForeignError if another program has changed db.json."""
        seen = self.file.observe()
        if seen.state is not FileState.UNCHANGED:
            raise ForeignError(f"{shown(self.path)} {seen.state.value}; {self.safe_changes()}")

    def safe_changes(self) -> str:
        """Return where the changes are that db.json does not have, as part of a message."""
        if not self.journal.size:
            return "it was not overwritten"
        if self.journal.is_gone():
            return "your changes are in memory only"
        return f"your changes are safe in {shown(self.paths.journal)}"

    def put_away(self, size: int) -> None:
        """Archive the journal after a fold or, if something is to be forgotten, delete it and all copies.

        The journal is deleted last: while it exists, opening the case again continues the forgetting.
        """
        if self.to_forget is None:
            self.journal.archive(size, self.paths.journal_backup)
            return
        self.paths.remove_copies()
        self.journal.archive(size, None)
        if not self.journal.size:
            self.to_forget = None

    def not_folded(self, why: str) -> NotFoldedError:
        """Return the error for a failed fold."""
        return not_folded(self.paths, self.to_forget, why)

    def save_copy(self, path: Path) -> None:
        """Write the case to a new file. Raises ExistsError, NotSavedError."""
        begin(path, dump(self.tree()))

    def replace_theirs(self) -> Path | None:
        """Replace the file at the path with this case; return where it is kept, None if there was none."""
        theirs, size = self.paths.free("theirs"), self.journal.size
        self.file.write(self.tree(), keep=theirs)
        self.put_away(size)
        return theirs if is_there(theirs) else None

    def move_to(self, path: Path) -> None:
        """Write the case to a new file, and continue with that file. Raises ExistsError, NotSavedError."""
        self.save_copy(path)
        self.journal.close()
        self.access.release()
        self.path, self.paths = path, CasePaths.of(path)
        self.journal = Journal(self.paths.journal)
        self.file = CaseFile(path, self.paths)
        self.file.accept(stamp_of(self.paths.case))
        self.access = WriteAccess(path, self.paths, self.access.checker)
        self.access.acquire()

    def release(self) -> None:
        """Close the journal and release the lock."""
        with self.guard:
            journal: Journal | None = getattr(self, "journal", None)
            if journal is not None:
                journal.close()
            self.access.release(self.access.refusal or "closed")


def create(path: Path, case: Case) -> None:
    """Write a new case file. Raises what `begin` raises."""
    begin(path, dump(pack(case, RowNumbers(), {})))


def begin(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the bytes of a new case file.

    Raises ExistsError if there is a file, or the journal of a deleted one, whose changes must be neither lost
    nor applied to another case. Raises NotSavedError.
    """
    beside = CasePaths.of(path)
    if not is_there(beside.case) and Journal(beside.journal).size:
        raise ExistsError(f"{shown(beside.journal)} is there, with changes of a case that is gone; nothing was written")
    write_atomically(path, chunks, overwrite=False)
