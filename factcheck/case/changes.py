"""Changes: every edit of a case as a value.

The state of a case is the result of its changes. They are used for saving (a journal of changes), undo and
redo (the inverse change, appended like any other), the audit trail and the corrections of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, Self

from factcheck.case.ids import new_id
from factcheck.case.record import Record, Row


class ChangeKind(StrEnum):
    """What was done, as the history names it."""

    CREATE = "create"
    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    CONFIDENCE = "confidence"
    RATIONALE = "rationale"
    STANCE = "stance"
    FORGET = "forget"
    UNDO = "undo"
    REDO = "redo"
    SETTLE = "settle"


class Edit(NamedTuple):
    """A change of one row that has no id, time or checker yet.

    `target` is "table/key". `before` is None if the row is added, `after` is None if it is removed;
    else both hold only the fields that change.
    """

    kind: ChangeKind
    target: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Change(Record):
    """An edit with its id, time and checker: one entry of the history.

    `at` is UTC, ISO 8601 with Z; `by` the checker; `undoes` the id of the change that this one
    undoes; `batch` the id of the first change of its batch, which is undone as one.

    `n` is one more than the greatest `n` that its author had (a Lamport clock), and `seen` has the changes of the same
    row that he had and on which no other of them was made. Both are absent (0, none) from changes of older versions,
    each of which was made with knowledge of all before it.

    `device` is the machine on which the checker made it: one person may work on several at a time, and have made on
    each what the other does not know of.
    """

    unwritten = ("n", "seen", "device")

    id: str
    at: str
    by: str
    kind: str
    target: str
    before: Row | None = None
    after: Row | None = None
    undoes: str | None = None
    batch: str = ""
    n: int = 0
    seen: tuple[str, ...] = ()
    device: str = ""

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a row. It is written out here, since a merge reads hundreds of thousands of them."""
        return cls(
            id=row["id"],
            at=row["at"],
            by=row["by"],
            kind=row["kind"],
            target=row["target"],
            before=row.get("before"),
            after=row.get("after"),
            undoes=row.get("undoes"),
            batch=row.get("batch", ""),
            n=row.get("n", 0),
            seen=tuple(row.get("seen", ())),
            device=row.get("device", ""),
        )

    def to_row(self) -> dict[str, Any]:
        """Return the row of this change; one of an older version is written as it was.

        It is written out here, since an import makes hundreds of thousands of them.
        """
        row: dict[str, Any] = {
            "id": self.id,
            "at": self.at,
            "by": self.by,
            "kind": str(self.kind),
            "target": self.target,
            "before": self.before,
            "after": self.after,
            "undoes": self.undoes,
            "batch": self.batch,
        }
        if self.n:
            row |= {"n": self.n, "seen": list(self.seen)}
        if self.device:
            row["device"] = self.device
        return row

    @property
    def table(self) -> str:
        """The table whose row this changes."""
        return self.target.partition("/")[0]

    @property
    def key(self) -> str:
        """The key of the row in its table."""
        return self.target.partition("/")[2]


Batch = tuple[Change, ...]
"""Changes that were made as one, in order."""


def batches_of(changes: Iterable[Change]) -> list[Batch]:
    """Return changes by their batch, those that came first in front; a change without one is a batch of its own."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.batch or change.id, []).append(change)
    return [tuple(batch) for batch in found.values()]


class ChangeSet(tuple[Change, ...]):
    """A batch that was just saved; empty if nothing changed."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The id that the changes share as their batch; empty if there are none."""
        return self[0].batch if self else ""

    @property
    def key(self) -> str:
        """The key of the row that the first change is about; empty if there are none."""
        return self[0].key if self else ""

    @property
    def ref(self) -> str:
        """The ref of the row that the first change added or removed, C12 say; empty for any other change."""
        row = (self[0].after or self[0].before or {}) if self else {}
        return str(row.get("ref", ""))


class Knowledge(Protocol):
    """What the author of a change knows: the history of his copy."""

    @property
    def clock(self) -> int:
        """The greatest `n` of the changes that he has."""

    def heads(self, target: str) -> tuple[str, ...]:
        """Return the changes of a row on which no other change of it was made, by id."""


def sign(
    edits: Iterable[Edit],
    by: str,
    at: str,
    known: Knowledge,
    undoes: Iterable[str] = (),
    batch: str = "",
    device: str = "",
) -> ChangeSet:
    """Return edits as the changes of one batch, made by `by` at `at`; `undoes` has the ids of the changes they undo.

    `known` is the history that they continue, `batch` the id of a saved batch to which they are added, and `device` the
    machine on which they are made.
    """
    edits = list(edits)
    ids = [new_id() for _ in edits]
    undone: list[str | None] = list(undoes) or [None] * len(edits)
    return ChangeSet(
        Change(
            id=change_id,
            at=at,
            by=by,
            undoes=undo,
            batch=batch or ids[0],
            n=known.clock + step,
            seen=known.heads(edit.target),
            device=device,
            kind=edit.kind,
            target=edit.target,
            before=edit.before,
            after=edit.after,
        )
        for step, (change_id, edit, undo) in enumerate(zip(ids, edits, undone, strict=True), 1)
    )


def inverse(batch: Batch) -> Iterator[tuple[Edit, str]]:
    """Yield the edits that undo `batch`, last first, each with the id of the change it undoes."""
    for change in reversed(batch):
        kind = ChangeKind.REDO if change.kind == ChangeKind.UNDO else ChangeKind.UNDO
        yield Edit(kind, change.target, change.after, change.before), change.id
