"""The histories of several copies of a case as one: every change once, in an order that all copies share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from factcheck.case.changes import Change, ChangeKind
from factcheck.case.history import without_texts
from factcheck.case.merging.copies import ChangeRow, Copy
from factcheck.case.record import Row
from factcheck.errors import ConflictError

_ORDER = itemgetter("n", "at", "id")
_NEWER = {"n": 0, "seen": [], "device": ""}
_FORGET = ChangeKind.FORGET.value


@dataclass(slots=True)
class Union:
    """The changes of all copies, by id; `holders` has the copies that have a change, as the bits of a number."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    holders: dict[str, int] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    by_target: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """The changes of each row, "table/key", in their order."""
    stored: dict[str, bytes | None] = field(default_factory=dict)
    """The JSON of each change, if all copies that have it hold the same bytes."""
    everyone: int = 0
    _ordered: list[dict[str, Any]] = field(default_factory=list)

    def held_by(self, copy: int, target: str) -> list[dict[str, Any]]:
        """Return the changes of a row that the copy with this number has."""
        holders = self.holders
        return [change for change in self.by_target.get(target, ()) if holders[change["id"]] >> copy & 1]

    def add(self, change: Change) -> None:
        """Add a change that no copy has recorded; it is one of all copies from now on."""
        if change.id in self.rows:
            return
        row = self.rows[change.id] = change.to_row()
        self.holders[change.id] = self.everyone
        of_target = self.by_target.setdefault(change.target, [])
        of_target.append(row)
        of_target.sort(key=_ORDER)
        self._ordered.clear()

    def in_order(self) -> list[dict[str, Any]]:
        """Return the rows of all changes by (n, at, id)."""
        if not self._ordered:
            self._ordered = sorted(self.rows.values(), key=_ORDER)
        return self._ordered

    def differing(self) -> set[str]:
        """Return the rows, as "table/key", some of whose changes not every copy has."""
        rows, everyone = self.rows, self.everyone
        return {rows[each]["target"] for each, holders in self.holders.items() if holders != everyone}

    def take(self, bit: int, changes: Iterable[ChangeRow]) -> None:
        """Take in the changes of the copy with this bit. Raises ConflictError for one that was altered."""
        rows, holders, kept = self.rows, self.holders, self.stored
        for row, stored in changes:
            change_id = row["id"]
            if self.forgotten and row["target"] in self.forgotten:
                row.update(without_texts(row))
                stored = None  # noqa: PLW2901
            before = rows.get(change_id)
            if before is None:
                rows[change_id], kept[change_id], holders[change_id] = row, stored, bit
                continue
            if before is not row and not is_same(before, row):
                message = f"the change {change_id} of {row['target']} is not the same in both: it was altered"
                raise ConflictError(message)
            if kept[change_id] != stored:
                kept[change_id] = None
                if row.get("device"):
                    before["device"] = row["device"]
            holders[change_id] |= bit


def unite(copies: Sequence[Copy], part: Sequence[Change] = (), common: Sequence[ChangeRow] = ()) -> Union:
    """Return the changes of all copies, those of a `part` of another one, and the `common` ones, which all copies have.

    Raises ConflictError if two of them have one change with different values.
    """
    union = Union(everyone=(1 << len(copies)) - 1)
    histories = [copy.changes for copy in copies]
    if part:
        histories.append([(change.to_row(), None) for change in part])
    for changes in (common, *histories):
        union.forgotten |= {row["target"] for row, _ in changes if row["kind"] == _FORGET}
    union.take(union.everyone, common)
    for number, changes in enumerate(histories):
        union.take(1 << number, changes)
    by_target = union.by_target
    for row in union.in_order():
        target = row["target"]
        if target in by_target:
            by_target[target].append(row)
        else:
            by_target[target] = [row]
    return union


def is_same(one: Row, other: Row) -> bool:
    """Return whether two copies have the same change: an older version drops what it had seen, and its device."""
    return one == other or {**one, **_NEWER} == {**other, **_NEWER}
