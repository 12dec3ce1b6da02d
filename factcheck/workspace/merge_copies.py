"""Merging other copies of the open case into it: planned first, with a line for each row that differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from factcheck.case.blinding import Veil
from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeSet
from factcheck.case.index import LETTERS
from factcheck.case.merging.contested import settle as settle_row
from factcheck.case.merging.merge import Merged, merge
from factcheck.case.merging.parts import split_waiting
from factcheck.errors import ConflictError
from factcheck.storage import CaseStorage, DocumentStore, create
from factcheck.text import counted
from factcheck.workspace.merge_lines import DIFFERENCES, MergeLine, merge_lines
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.shared_changes import read_changes


class MergePlan(NamedTuple):
    """A merge that was not made yet. `waiting` are changes that name others which are in none of the files."""

    merged: Merged
    lines: list[MergeLine]
    waiting: list[Change]
    directories: list[Path]
    based_on: int

    @property
    def is_empty(self) -> bool:
        """Whether the open case has all changes of the others already."""
        return len(self.merged.case.history) == self.based_on and not any(
            line.what in DIFFERENCES for line in self.lines
        )

    @property
    def summary(self) -> str:
        """What the merge does, counted: "3 rows come, 1 is contested"."""
        kinds = [line.what for line in self.lines]
        contested = kinds.count("contested") + kinds.count("kept")
        come = len({line.target for line in self.lines if line.what in DIFFERENCES})
        parts = [f"{counted(come, 'row')} of others", f"{contested} contested"]
        if self.waiting:
            parts.append(f"{counted(len(self.waiting), 'change')} wait for changes that are in none of the files")
        return ", ".join(parts)


def plan_merge(open_case: OpenCase, paths: Iterable[Path]) -> MergePlan:
    """Return what merging other copies, or files of changes, would do to the open case.

    Raises UnreadableError, ConflictError for a file that is not a copy of this case, or in which a change was altered.
    """
    mine = open_case.record
    copies, part, directories = [mine], list[Change](), list[Path]()
    for path in paths:
        if (changes := read_changes(path)) is not None:
            part += changes
            continue
        theirs = CaseStorage(path, write=False)
        copies.append(theirs.case)
        directories.append(theirs.beside.sources)
    return _planned(open_case, copies, part, directories)


def plan_changes(open_case: OpenCase, part: Sequence[Change]) -> MergePlan:
    """Return what merging some changes of another copy would do to the open case.

    Raises ConflictError if one of them was altered.
    """
    return _planned(open_case, [open_case.record], part, [])


def _planned(open_case: OpenCase, copies: Sequence[Case], part: Sequence[Change], directories: list[Path]) -> MergePlan:
    mine = open_case.record
    ready, waiting = split_waiting(_all_of(copies), part)
    try:
        merged = merge(copies, ready)
    except ConflictError as error:
        raise ConflictError(f"NOT merged: {error}") from error
    lines = list(_seen_by(open_case.reader, merged.case, merge_lines(mine, merged)))
    return MergePlan(merged, lines, waiting, directories, len(mine.history))


def _seen_by(checker: str, case: Case, lines: Iterable[MergeLine]) -> Iterable[MergeLine]:
    """Yield the lines that a checker may see: in a blind case those of others on claims he has not decided are few."""
    veil = Veil(case, checker) if case.info.blind else None
    hidden = 0
    for line in lines:
        table, _, key = line.target.partition("/")
        row = case.tables[table].row(key) or {}
        if veil is not None and veil.hides_row(table, key, row):
            hidden += 1
        else:
            yield line
    if hidden:
        yield MergeLine("", f"{counted(hidden, 'line')} on claims that you have not decided", "not shown", (), "")


def apply_merge(open_case: OpenCase, plan: MergePlan) -> None:
    """Make a merge, durably. Raises ConflictError if the case has changed since it was planned, NotSavedError."""
    if plan.based_on != len(open_case.record.history):
        raise ConflictError("the case has changed since this was planned; merge again")
    for directory in plan.directories:
        DocumentStore(directory).copy_to(open_case.store.beside.sources)
    open_case.store.replace(plan.merged.case)


def write_merged(open_case: OpenCase, plan: MergePlan, path: Path) -> None:
    """Write the merged case to a new file; the open case stays as it is. Raises ExistsError, NotSavedError."""
    create(path, plan.merged.case)
    for directory in (open_case.store.beside.sources, *plan.directories):
        DocumentStore(directory).copy_to(path.with_suffix(".sources"))


def _all_of(copies: Sequence[Case]) -> Case:
    """Return a case in which to look up what any of the copies has."""
    return copies[0] if len(copies) == 1 else merge(copies).case


def settle(open_case: OpenCase, names: Iterable[str]) -> ChangeSet:
    """Settle what is contested in rows, named by ref or id: the values that are shown stand.

    With a claim its verdicts are settled. Raises UnknownError.
    """
    case = open_case.case
    targets: dict[str, None] = {}
    for name in names:
        table = next((table for table in LETTERS if name in case.tables[table] or _is_ref(case, table, name)), "claims")
        key = case.key(table, name)
        targets[f"{table}/{key}"] = None
        targets |= dict.fromkeys(f"verdicts/{verdict}" for verdict in case.index.verdict_keys(key))
    return open_case.commit([edit for target in targets for edit in settle_row(case, target)])


def _is_ref(case: Case, table: str, name: str) -> bool:
    return name.strip().upper() in case.index.refs[table]
