"""What a merge does, and what it leaves to be settled: a line for each row that differs or is contested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.index import NOUNS
from factcheck.case.merging.contested import contested
from factcheck.case.merging.fields import SHOWN_ONLY, unit_of
from factcheck.case.merging.links import own_ref
from factcheck.case.merging.merge import Merged
from factcheck.case.merging.row_state import RowState
from factcheck.case.record import Row

_SHOWN = 60
DIFFERENCES = {"added", "changed", "removed", "renamed"}
"""What happens to a row that is not the same in both."""


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


def merge_lines(mine: Case, merged: Merged) -> Iterable[MergeLine]:
    """Yield what a merge does to the rows of `mine`, and what it leaves to be settled in them."""
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
        writers = zip(changes, writers_of(changes), strict=True)
        about = " | ".join(f"{_value(change.after, field)} ({who})" for change, who in writers)
        yield MergeLine(target, name, "contested", tuple(change.by for change in changes), f"{field}: {about}")
    if state.removals:
        removers = tuple(dict.fromkeys(removal.by for removal in state.removals))
        about = f"removed by {', '.join(removers)} in one copy, changed in another"
        yield MergeLine(target, name, "kept", removers, about)


def writers_of(changes: Sequence[Change]) -> list[str]:
    """Return who made each of some changes; where one checker made several, on which machine."""
    devices: dict[str, set[str]] = {}
    for change in changes:
        devices.setdefault(change.by, set()).add(change.device)
    return [
        f"{change.by} on {change.device or 'another machine'}"
        if len(devices[change.by]) > 1
        else change.by or "unrecorded"
        for change in changes
    ]


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
        names = [field for field in after if after[field] != before.get(field) and field not in SHOWN_ONLY]
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
