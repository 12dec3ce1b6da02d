"""A case out of its file and its journal."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Batch
from factcheck.errors import ConflictError, InvalidError, UnreadableError
from factcheck.storage.atomic import Stamp, readable, stamp_of
from factcheck.storage.layout import IrregularError, as_whole, by_lines
from factcheck.storage.tables import Others, RowNumbers, Watch, unpack
from factcheck.storage.validation import check_batch
from factcheck.text import visible_line


class Read(NamedTuple):
    """What stands in a case file, and the stamp of the version that was read."""

    case: Case
    numbers: RowNumbers
    others: Others
    stamp: Stamp | None


def read_case(path: Path, watch: Watch | None = None) -> Read:
    """Read a case file; `watch` is told how far it is. Raises UnreadableError that names file and place."""
    with readable(path):
        stamp = stamp_of(path)
    try:
        with _uncollected():
            try:
                return Read(*unpack(by_lines(path), watch), stamp)
            except IrregularError:
                return Read(*unpack(as_whole(path), watch), stamp)
    except UnreadableError as error:
        place = visible_line(str(path))
        if str(error).startswith(f"{place}: "):
            raise
        raise UnreadableError(f"{place}: {visible_line(str(error))}") from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of garbage away: it would go over all that was read, again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def replay(case: Case, batches: Iterable[Batch]) -> int:
    """Make the changes of a journal that the case does not have yet; return how many. Raises ConflictError.

    Nothing was made of the batch that does not fit, nor of any after it.
    """
    made = 0
    for batch in batches:
        fresh = tuple(change for change in batch if change.id not in case.history)
        try:
            case.commit(check_batch(case, fresh))
        except InvalidError as error:
            raise ConflictError(str(error)) from error
        made += len(fresh)
    return made
