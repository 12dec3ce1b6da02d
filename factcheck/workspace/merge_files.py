"""Merging two files of one case that nobody has open: what git asks for, and what ends its unfinished merges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from factcheck.case.case import Case
from factcheck.case.merging.merge import merge
from factcheck.errors import ConflictError, UnreadableError
from factcheck.storage import write_atomically
from factcheck.storage.layout import dump
from factcheck.storage.reader import Read, read_case, uncollected
from factcheck.storage.tables import Others, pack
from factcheck.text import counted
from factcheck.workspace.merge_lines import open_questions


def merge_files(base: Path, mine: Path, theirs: Path) -> list[str]:
    """Merge the file `theirs` into `mine`, which is written last; return remarks on the outcome, a line each.

    `base` is the version that both began with, and is empty if there is none. Raises UnreadableError, ConflictError,
    NotSavedError; `mine` is as it was then.
    """
    with uncollected():
        own, other, common = read_case(mine), read_case(theirs), _base(base)
        merged = merge([own.case, other.case])
        others = merge_others(own.others, other.others, common.others if common else {})
        remarks = list(_remarks(common.case if common else None, own.case, other.case))
        remarks += [line.text for line in open_questions(merged)]
        write_atomically(mine, dump(pack(merged.case, own.numbers, others)))
    return remarks


def _base(path: Path) -> Read | None:
    """Return the common version; None if git has none, or one that cannot be read: the merge does without."""
    try:
        return read_case(path) if path.stat().st_size else None
    except (OSError, UnreadableError):
        return None


def _remarks(base: Case | None, own: Case, other: Case) -> Iterator[str]:
    """Yield what git's user may not expect: a history is a set of changes, of which no part comes or goes alone."""
    if base is None:
        return
    known = base.history.stored().keys()
    came = known - own.history.stored().keys()
    if came:
        yield f"{counted(len(came), 'earlier change')} of that branch came too: changes build on those before them"
    gone = known - other.history.stored().keys()
    if gone:
        yield f"{counted(len(gone), 'change')} stays, although that side is without: to take it back, `factcheck undo`"


def merge_others(own: Others, other: Others, base: Others) -> Others:
    """Return the tables of other programs of both sides: by row, what one side changed since `base`.

    Raises ConflictError for a row that both changed.
    """
    merged: Others = {}
    for table in _names(own, other):
        mine, theirs, before = (tables.get(table, {}) for tables in (own, other, base))
        rows: dict[str, bytes] = {}
        for number in _names(mine, theirs):
            one, two, old = mine.get(number), theirs.get(number), before.get(number)
            if one != two and old not in (one, two):
                raise ConflictError(f"NOT merged: row {number} of the table {table} was changed on both sides")
            chosen = two if one == old else one
            if chosen is not None:
                rows[number] = chosen
        if rows or (table in own and table in other):
            merged[table] = rows
    return merged


def _names(*sides: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for side in sides for name in side))
