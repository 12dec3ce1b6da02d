"""Changes in a file of their own, which another copy of the case can merge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from factcheck.case.changes import Change
from factcheck.case.merging.parts import fault_of, part_since
from factcheck.errors import UnreadableError
from factcheck.storage import write_atomically
from factcheck.storage.schema import check_row
from factcheck.workspace.open_case import OpenCase

_HEADER = {"factcheck": "changes", "version": 1}


def share(open_case: OpenCase, path: Path, since: str = "", checker: str = "") -> int:
    """Write changes to a file that another copy of the case can merge; return how many.

    They are those at or after `since`, a time or a date in ISO 8601, of all checkers or of one. Raises ExistsError,
    NotSavedError.
    """
    changes = part_since(open_case.record, since, checker)
    write_changes(path, changes, overwrite=False)
    return len(changes)


def write_changes(path: Path, changes: Iterable[Change], *, overwrite: bool) -> None:
    """Write changes to a file. Raises ExistsError, NotSavedError."""
    rows = (change.to_row() for change in changes)
    write_atomically(path, (orjson.dumps(row) + b"\n" for row in (_HEADER, *rows)), overwrite=overwrite)


def read_changes(path: Path) -> list[Change] | None:
    """Return the changes in a file that `share` wrote; None if it is none. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            if not has_changes(file.readline()):
                return None
            return [_change(path, number, line) for number, line in enumerate(file, 2)]
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}") from error


def has_changes(line: bytes) -> bool:
    """Return whether a file that begins with this line is one that `share` wrote."""
    try:
        return bool(orjson.loads(line) == _HEADER)
    except orjson.JSONDecodeError:
        return False


def _change(path: Path, number: int, line: bytes) -> Change:
    change = Change.from_row(check_row("history", str(number), _parsed(path, number, line)))
    if fault := fault_of(change):
        raise UnreadableError(f"{path}: line {number} is not a change of this case: {fault}")
    return change


def _parsed(path: Path, number: int, line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"{path}: line {number} is not a change: it is cut off, or was altered") from error
