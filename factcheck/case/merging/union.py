"""The histories of several copies of a case as one: every change once, in an order that all copies share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.history import without_texts
from factcheck.errors import ConflictError

_ORDER = itemgetter("n", "at", "id")


class ChangeRow(NamedTuple):
    """A change as a row, and its JSON; None if the row is not what a file holds, because something was filled in."""

    row: dict[str, Any]
    stored: bytes | None


@dataclass(slots=True)
class Union:
    """The changes of all copies, by id; `holders` has the copies that have a change, as the bits of a number."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    holders: dict[str, int] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    by_target: dict[str, list[str]] = field(default_factory=dict)
    stored: dict[str, bytes | None] = field(default_factory=dict)
    """The JSON of each change, if all copies that have it hold the same bytes."""
    everyone: int = 0

    def changes_of(self, target: str) -> list[Change]:
        """Return the changes of a row in their order."""
        return [Change.from_row(self.rows[each]) for each in self.by_target.get(target, ())]

    def held_by(self, copy: int, changes: Iterable[Change]) -> list[Change]:
        """Return those of some changes that the copy with this number has."""
        return [change for change in changes if self.holders[change.id] >> copy & 1]

    def add(self, change: Change) -> None:
        """Add a change that no copy has recorded; it is one of all copies from now on."""
        if change.id in self.rows:
            return
        self.rows[change.id] = change.to_row()
        self.holders[change.id] = self.everyone
        ids = self.by_target.setdefault(change.target, [])
        ids.append(change.id)
        ids.sort(key=lambda each: _ORDER(self.rows[each]))

    def in_order(self) -> list[dict[str, Any]]:
        """Return the rows of all changes by (n, at, id)."""
        return sorted(self.rows.values(), key=_ORDER)

    def differing(self) -> set[str]:
        """Return the rows, as "table/key", some of whose changes not every copy has."""
        return {self.rows[each]["target"] for each, holders in self.holders.items() if holders != self.everyone}


def unite(copies: Sequence[Case], part: Sequence[Change] = ()) -> Union:
    """Return the changes of all copies, and those of a `part` of another one.

    Raises ConflictError if two of them have one change with different values.
    """
    union = Union(everyone=(1 << len(copies)) - 1)
    histories = [changes_of(copies[0])]
    known = {change.row["id"]: change for change in histories[0]} if len(copies) > 1 else {}
    histories += [changes_of(copy, known) for copy in copies[1:]]
    if part:
        histories.append([ChangeRow(change.to_row(), None) for change in part])
    for changes in histories:
        union.forgotten |= {change.row["target"] for change in changes if change.row["kind"] == ChangeKind.FORGET}
    for number, changes in enumerate(histories):
        for row, stored in changes:
            change_id = row["id"]
            if row["target"] in union.forgotten:
                row.update(without_texts(row))
                stored = None  # noqa: PLW2901
            before = union.rows.setdefault(change_id, row)
            if before is not row and not _is_same(before, row):
                raise ConflictError(
                    f"the change {change_id} of {row['target']} is not the same in both: it was altered"
                )
            if union.stored.setdefault(change_id, stored) != stored:
                union.stored[change_id] = None
            union.holders[change_id] = union.holders.get(change_id, 0) | 1 << number
    for row in union.in_order():
        union.by_target.setdefault(row["target"], []).append(row["id"])
    return union


def changes_of(case: Case, known: Mapping[str, ChangeRow] = MappingProxyType({})) -> list[ChangeRow]:
    """Return the changes of a case as rows; those of older versions get an `n` and a `seen`, as they were made.

    Those that are in `known` with the same bytes, from another copy, are not parsed again.
    """
    changes = []
    is_numbered = True
    for key, stored in case.history.stored().items():
        same = known.get(key)
        if same is None or same.stored != stored:
            row: dict[str, Any] = orjson.loads(stored)
            same = ChangeRow(row, stored if row.get("n") and "seen" in row else None)
        is_numbered = is_numbered and same.stored is not None
        changes.append(same)
    if not is_numbered:
        _number(change.row for change in changes)
    return changes


def _number(rows: Iterable[dict[str, Any]]) -> None:
    """Give changes of older versions their `n` and `seen`."""
    clock = 0
    heads: dict[str, list[str]] = {}
    for row in rows:
        above = heads.get(row["target"], [])
        if not row.get("n"):
            row |= {"n": clock + 1, "seen": list(above)}
        seen = set(row.setdefault("seen", []))
        heads[row["target"]] = [*(each for each in above if each not in seen), row["id"]]
        clock = max(clock, row["n"])


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two copies have the same change: what it had seen is told by a newer version only."""
    return one == other or {**one, "n": 0, "seen": []} == {**other, "n": 0, "seen": []}
