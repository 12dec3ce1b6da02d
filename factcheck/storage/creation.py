"""Creation of new case files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from factcheck.case.case import Case
from factcheck.errors import ExistsError
from factcheck.storage.atomic import is_there, shown, write_atomically
from factcheck.storage.journal import Journal
from factcheck.storage.layout import dump
from factcheck.storage.paths import CasePaths
from factcheck.storage.tables import RowNumbers, pack


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
