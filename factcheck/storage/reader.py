"""Reading a case from its file and its journal."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Batch
from factcheck.errors import ConflictError, InvalidError, UnreadableError
from factcheck.storage.disk import Stamp, is_there, readable, shown, stamp_of
from factcheck.storage.forgetting import is_forgetting
from factcheck.storage.journal import Journal
from factcheck.storage.journal_lines import JournalContents, damaged
from factcheck.storage.layout import IrregularError, as_whole, blocks_of, by_lines
from factcheck.storage.paths import CasePaths
from factcheck.storage.row_numbers import RowNumbers
from factcheck.storage.strict_json import read_strictly
from factcheck.storage.tables import Others, Watch, unpack
from factcheck.storage.validation import check_batch
from factcheck.text import visible_line


class Read(NamedTuple):
    """The content of a case file, and the stamp of the version that was read."""

    case: Case
    numbers: RowNumbers
    others: Others
    stamp: Stamp | None


def read_case(path: Path, watch: Watch | None = None) -> Read:
    """Read a case file; `watch` is called with the progress. Raises UnreadableError with file and place."""
    with readable(path):
        stamp = stamp_of(path)
    try:
        with uncollected():
            try:
                return Read(*unpack(by_lines(path), watch), stamp)
            except IrregularError:
                return Read(*unpack(as_whole(path), watch), stamp)
    except UnreadableError as error:
        place = visible_line(str(path))
        if str(error).startswith(f"{place}: "):
            raise
        raise UnreadableError(f"{place}: {visible_line(str(error))}") from error


def read_bytes(data: bytes) -> Read:
    """Read the bytes of a case file. Raises UnreadableError."""
    try:
        with uncollected():
            return Read(*unpack(blocks_of(read_strictly(data))), None)
    except ValueError as error:
        raise UnreadableError(visible_line(str(error))) from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Disable the garbage collector, which would scan all objects again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def replay(case: Case, batches: Iterable[Batch]) -> int:
    """Apply the changes of a journal that the case does not have yet; return how many. Raises ConflictError.

    The batch that does not fit and all after it are not applied.
    """
    made = 0
    for batch in batches:
        fresh = tuple(change for change in batch if change.id not in case.history)
        try:
            case.apply_staged(check_batch(case, fresh))
        except InvalidError as error:
            raise ConflictError(str(error)) from error
        made += len(fresh)
    return made


def require_origin(case: Case, journal: Journal | JournalContents) -> None:
    """Raise ConflictError if a journal was begun on another version of the file, of another branch of git perhaps.

    A file without any history is of no version: a script may have emptied the table.
    """
    fresh = len(case.history) and any(change.id not in case.history for batch in journal.batches for change in batch)
    if fresh and journal.begun_on and journal.begun_on not in case.history:
        raise ConflictError("its changes were made on another version of the file: go back to that version")


class LoadedCase(NamedTuple):
    """A case with its journal: how many changes only the journal had, and what of it was damaged, as a message."""

    journal: Journal
    read: Read
    recovered: int
    lost: str
    is_forgetting: bool


def load(path: Path, paths: CasePaths, watch: Watch | None = None) -> LoadedCase:
    """Read a case and its journal; `watch` is called with the progress. Raises UnreadableError."""
    # The journal first: a fold by its writer between the two reads moves changes to where they are seen.
    journal = Journal(paths.journal)
    lost = ""
    if journal.damaged_tail:
        lost = f"the last entry of the journal was damaged; it is kept in {shown(damaged(paths.journal))}"
    try:
        read = read_case(path, watch)
    except UnreadableError as error:
        if not is_there(paths.backup) or "`factcheck recover`" in str(error):
            raise
        raise UnreadableError(f"{error}; `factcheck recover` has a copy from before") from error
    try:
        require_origin(read.case, journal)
        recovered = replay(read.case, journal.batches)
    except ConflictError as error:
        misfit = visible_line(f"{paths.journal} does not fit {path}: {error}")
        raise UnreadableError(f"{misfit}; `factcheck recover` shows what can be saved") from error
    forgetting = any(map(is_forgetting, journal.batches))
    journal.batches = []
    return LoadedCase(journal, read, recovered, lost, forgetting)
