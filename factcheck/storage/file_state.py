"""What other programs have made of a case's file while it is open here."""

from __future__ import annotations

from collections.abc import Container
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import orjson

from factcheck.case.case import Case
from factcheck.storage.atomic import Stamp, stamp_of


class FileState(Enum):
    """What has become of db.json, or of whoever else has it open, since it was read or written here."""

    UNCHANGED = "is as it was"
    CHANGED = "was changed by another program"
    UNREADABLE = "was changed by another program and is no case any more"
    REMOVED = "was removed by another program"
    NO_DIRECTORY = "is gone, and its directory with it"
    RELEASED = "is not open elsewhere any more"


class Observation(NamedTuple):
    """The state of a case's file, and which version of it was seen."""

    state: FileState
    stamp: Stamp | None = None


def observe(path: Path, known: Container[Stamp | None]) -> Observation:
    """Compare the file at `path` with the versions that are `known`. Raises OSError."""
    try:
        stamp = stamp_of(path)
    except NotADirectoryError:
        stamp = None
    if stamp is None:
        return Observation(FileState.REMOVED if path.parent.is_dir() else FileState.NO_DIRECTORY)
    return Observation(FileState.UNCHANGED if stamp in known else FileState.CHANGED, stamp)


def have_same_content(one: Case, other: Case) -> bool:
    """Tell whether two cases hold the same rows and the same history, however their JSON is written."""
    tables = [(table.stored(), other.tables[name].stored()) for name, table in one.tables.items()]
    return all(map(_same_rows, *zip(*tables, (one.history.stored(), other.history.stored()), strict=True)))


def _same_rows(ours: dict[str, bytes], theirs: dict[str, bytes]) -> bool:
    return ours.keys() == theirs.keys() and all(
        row == theirs[key] or orjson.loads(row) == orjson.loads(theirs[key]) for key, row in ours.items()
    )
