"""Recovery of a case that cannot be opened: what can be read of it, and replacing the damaged files.

A fold leaves db.json as it was (`db.json.bak`) and the changes that it moved (`db.json.journal.bak`);
together with the journal they are the case, up to the last confirmed change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from factcheck.case.case import Case
from factcheck.case.changes import Batch
from factcheck.errors import ConflictError, InvalidError, NotSavedError, ReadOnlyError, UnreadableError
from factcheck.storage.atomic import write_atomically
from factcheck.storage.disk import is_there, reason, shown, stamp_of
from factcheck.storage.git import TWO_SIDES
from factcheck.storage.journal_lines import salvage
from factcheck.storage.layout import dump
from factcheck.storage.lock import Holder, Lock
from factcheck.storage.paths import CasePaths
from factcheck.storage.reader import Read, read_case, replay
from factcheck.storage.storage import CaseStorage
from factcheck.storage.tables import pack
from factcheck.storage.unmerged import SOURCE, merged_sides


@dataclass(frozen=True, slots=True)
class Examination:
    """What is wrong with a case, empty if nothing is; what can be recovered, and from which file.

    `lost` counts the entries of the journals that are damaged, or do not fit what could be read.
    """

    fault: str
    found: Read | None = None
    source: str = ""
    lost: int = 0

    @property
    def case(self) -> Case | None:
        """The case that can be recovered; None if nothing can."""
        return self.found.case if self.found else None


def examine(path: Path) -> Examination:
    """Examine the case at `path` and its backups. Changes nothing."""
    fault = _fault(path)
    beside = CasePaths.of(path)
    with suppress(UnreadableError, ConflictError):
        merged = merged_sides(beside.case)
        if merged is not None:
            fault = fault or f"{shown(path)}: {TWO_SIDES}"
            return Examination(fault, merged, SOURCE, _replay_what_fits(merged.case, salvage(beside.journal)))
    if not fault:
        return Examination("")
    for source, journals in (
        (beside.case, (beside.journal,)),
        (beside.backup, (beside.journal_backup, beside.journal)),
    ):
        with suppress(UnreadableError):
            found = read_case(source)
            lost = _replay_what_fits(found.case, (batch for journal in journals for batch in salvage(journal)))
            return Examination(fault, found, source.name, lost)
    return Examination(fault)


def _fault(path: Path) -> str:
    try:
        CaseStorage(path, write=False).close()
    except UnreadableError as error:
        return str(error)
    return ""


def _replay_what_fits(case: Case, batches: Iterable[Batch | None]) -> int:
    """Apply the changes that fit; return how many entries were damaged or did not fit."""
    lost = 0
    for batch in batches:
        try:
            replay(case, [batch or ()])
        except (ConflictError, InvalidError):
            lost += 1
        lost += batch is None
    return lost


def recover(path: Path, examination: Examination) -> list[Path]:
    """Replace the case with what was recovered; return where the damaged files are kept.

    Raises ReadOnlyError while another process has the case open, NotSavedError; no file is lost then.
    """
    if examination.found is None:
        raise UnreadableError(f"{examination.fault}; there is no copy beside it")
    beside = CasePaths.of(path)
    try:
        lock = Lock.acquire(beside.lock, "factcheck recover")
        if isinstance(lock, Holder):
            raise ReadOnlyError(f"{shown(path)} is held by {lock}")
        try:
            return list(_replace(beside, examination.found))
        finally:
            lock.release()
    except OSError as error:
        raise NotSavedError(f"NOT saved: {reason(error)} ({shown(path)})") from error


def _replace(beside: CasePaths, found: Read) -> Iterator[Path]:
    whole = found.stamp is not None and found.stamp == stamp_of(beside.case)
    kept = None if whole or not is_there(beside.case) else beside.free("damaged")
    write_atomically(beside.case, dump(pack(*found[:3])), backup=kept)
    if kept is not None:
        yield kept
    if is_there(beside.journal):
        kept = CasePaths.of(beside.journal).free("damaged")
        beside.journal.replace(kept)
        yield kept
