"""Merging other copies of the open case into it: planned first, with a line for each row that differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from factcheck.case.blinding import Veil
from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeSet
from factcheck.case.index import LETTERS, NOUNS
from factcheck.case.merging.contested import contested
from factcheck.case.merging.contested import settle as settle_row
from factcheck.case.merging.fields import unit_of
from factcheck.case.merging.links import own_ref
from factcheck.case.merging.merge import Merged, merge
from factcheck.case.merging.parts import part_since, split_waiting
from factcheck.case.merging.row_state import RowState
from factcheck.case.record import Row
from factcheck.errors import ConflictError, UnreadableError
from factcheck.storage import CaseStorage, DocumentStore, create, write_atomically
from factcheck.storage.schema import check_row
from factcheck.text import counted
from factcheck.workspace.open_case import OpenCase

_HEADER = {"factcheck": "changes", "version": 1}
_SHOWN = 60
_DIFFERENCES = {"added", "changed", "removed", "renamed"}


class MergeLine(NamedTuple):
    """What a merge does to one row: its name, what happens ("added", "changed", "removed", "renamed", "contested",
    "kept"), by whom, and the particulars.
    """

    target: str
    name: str
    what: str
    by: tuple[str, ...] = ()
    about: str = ""

    @property
    def text(self) -> str:
        """The line as it is printed: "C3 contested text: “a” (ada) | “b” (bob)"."""
        by = f" by {', '.join(self.by)}" if self.by and self.what not in {"contested", "kept"} else ""
        return f"{self.name} {self.what}{by}{f': {self.about}' if self.about else ''}"


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
            line.what in _DIFFERENCES for line in self.lines
        )

    @property
    def summary(self) -> str:
        """What the merge does, counted: "3 rows come, 1 is contested"."""
        kinds = [line.what for line in self.lines]
        contested = kinds.count("contested") + kinds.count("kept")
        come = len({line.target for line in self.lines if line.what in _DIFFERENCES})
        parts = [f"{counted(come, 'row')} of others", f"{contested} contested"]
        if self.waiting:
            parts.append(f"{counted(len(self.waiting), 'change')} wait for changes that are in none of the files")
        return ", ".join(parts)


def plan_merge(open_case: OpenCase, paths: Iterable[Path]) -> MergePlan:
    """Return what merging other copies, or files of changes, would do to the open case.

    Raises UnreadableError, ConflictError for a file that is no copy of this case, or in which a change was altered.
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
    ready, waiting = split_waiting(_all_of(copies), part)
    try:
        merged = merge(copies, ready)
    except ConflictError as error:
        raise ConflictError(f"NOT merged: {error}") from error
    lines = list(_seen_by(open_case.reader, merged.case, _lines(mine, merged)))
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


def share(open_case: OpenCase, path: Path, since: str = "", checker: str = "") -> int:
    """Write changes to a file that another copy of the case can merge; return how many.

    They are those at or after `since`, a time or a date in ISO 8601, of all checkers or of one. Raises ExistsError,
    NotSavedError.
    """
    changes = part_since(open_case.record, since, checker)
    rows = (change.to_row() for change in changes)
    write_atomically(path, (orjson.dumps(row) + b"\n" for row in (_HEADER, *rows)), overwrite=False)
    return len(changes)


def read_changes(path: Path) -> list[Change] | None:
    """Return the changes in a file that `share` wrote; None if it is none. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            if _parsed(path, 1, file.readline(), quiet=True) != _HEADER:
                return None
            return [
                Change.from_row(check_row("history", str(number), _parsed(path, number, line)))
                for number, line in enumerate(file, 2)
            ]
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}") from error


def _parsed(path: Path, number: int, line: bytes, *, quiet: bool = False) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        if quiet:
            return None
        raise UnreadableError(f"{path}: line {number} is no change: it is cut off, or was altered") from error


def _all_of(copies: Sequence[Case]) -> Case:
    """Return a case in which to look up what any of the copies has."""
    return copies[0] if len(copies) == 1 else merge(copies).case


def _lines(mine: Case, merged: Merged) -> Iterable[MergeLine]:
    for target, state in merged.states.items():
        table, _, key = target.partition("/")
        before, after = mine.tables[table].row(key), merged.case.tables[table].row(key)
        name = _name(merged.case, table, key, after or before or state.values)
        fresh = [change for change in merged.case.history.changes_of([target]) if change.id not in mine.history]
        by = tuple(dict.fromkeys(change.by for change in fresh if change.by))
        if before != after:
            yield from _difference(target, name, by, before, after)
        if after is not None:
            yield from _contested(target, name, state)


def open_questions(merged: Merged) -> Iterable[MergeLine]:
    """Yield what a merge leaves to be settled in the rows that were not the same in all copies."""
    for target, state in merged.states.items():
        table, _, key = target.partition("/")
        if key in merged.case.tables[table] and (state.contested or state.removals):
            yield from _contested(target, _name(merged.case, table, key, state.values), state)


def contested_about(case: Case, claim_id: str) -> list[str]:
    """Return what is contested about a claim, its excerpts, verdicts and entries: the values, and who wrote each."""
    if not case.history.branched:
        return []
    index = case.index
    keys: dict[str, Iterable[str]] = {"claims": (claim_id,), "excerpts": index.excerpts.get(claim_id, ())}
    keys |= {"verdicts": index.verdicts.get(claim_id, ()), "entries": index.entries.get(claim_id, ())}
    targets = {f"{table}/{key}" for table, found in keys.items() for key in found}
    return [line.text for line in contested_lines(case, targets)]


def contested_lines(case: Case, targets: Set[str] | None = None) -> Iterable[MergeLine]:
    """Yield what is not settled in a case: a line for each contested field, and for each row that somebody removed."""
    for target, state in contested(case, targets).items():
        table, _, key = target.partition("/")
        yield from _contested(target, _name(case, table, key, state.values), state)


def _contested(target: str, name: str, state: RowState) -> Iterable[MergeLine]:
    for first, changes in state.contested.items():
        unit = unit_of(target.partition("/")[0], first)
        field = next((each for each in unit if len({_value(change.after, each) for change in changes}) > 1), first)
        about = " | ".join(f"{_value(change.after, field)} ({change.by or 'unrecorded'})" for change in changes)
        yield MergeLine(target, name, "contested", tuple(change.by for change in changes), f"{field}: {about}")
    if state.removals:
        removers = tuple(dict.fromkeys(removal.by for removal in state.removals))
        about = f"removed by {', '.join(removers)} in one copy, changed in another"
        yield MergeLine(target, name, "kept", removers, about)


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


def _difference(
    target: str, name: str, by: tuple[str, ...], before: Row | None, after: Row | None
) -> Iterable[MergeLine]:
    if after is None:
        yield MergeLine(target, name, "removed", by)
    elif before is None:
        yield MergeLine(target, name, "added", by)
        if "ref" in after and own_ref(after["ref"], target.partition("/")[2]) != after["ref"]:
            yield MergeLine(
                target, name, "renamed", (), f"{own_ref(after['ref'], target.partition('/')[2])} is another"
            )
    else:
        names = [field for field in after if after[field] != before.get(field) and field not in {"ref", "schema"}]
        if names:
            yield MergeLine(target, name, "changed", by, ", ".join(names))
        if after.get("ref") != before.get("ref"):
            yield MergeLine(target, name, "renamed", (), f"it was {before.get('ref')}")


def _name(case: Case, table: str, key: str, row: Mapping[str, Any]) -> str:
    if table == "verdicts":
        claim = case.claims.get(str(row.get("claim")))
        return f"{claim.ref if claim else 'a claim that is gone'} verdict of {row.get('checker')}"
    return "the case" if table == "case" else str(row.get("ref") or f"{NOUNS.get(table, 'row')} {key}")


def _value(row: Row | None, field: str) -> str:
    text = str((row or {}).get(field))
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"
