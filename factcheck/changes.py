"""Changes: every edit of a case as a value, and the history that they make.

A case is what its changes made it. One mechanism carries saving (a journal of changes), undo and redo
(the inverse change, appended like any other), the audit trail and the corrections of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from factcheck.model import Record, Row, new_id


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
    UNDO = "undo"
    REDO = "redo"


class Edit(NamedTuple):
    """An edit that nobody has signed yet: what becomes of one row.

    `target` is "table/key". `before` None means that the row is not there yet, `after` None that it
    goes; else both hold only the fields that change.
    """

    kind: ChangeKind
    target: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Record):
    """A signed edit: one entry of the history.

    `at` is UTC, ISO 8601 with Z; `by` the checker; `undoes` the id of the change that this one takes
    back; `batch` the id of the first change of the set that was made, and is undone, as one.
    """

    id: str
    at: str
    by: str
    kind: str
    target: str
    before: Row | None = None
    after: Row | None = None
    undoes: str | None = None
    batch: str = ""

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


def sign(wished: Iterable[Edit], by: str, at: str, undone: Iterable[str] = ()) -> Batch:
    """Return edits as the changes of one batch, made by `by` at `at`; `undone` names what each takes back."""
    wished = list(wished)
    ids = [new_id() for _ in wished]
    undoes: list[str | None] = list(undone) or [None] * len(wished)
    return tuple(
        Change(id=change_id, at=at, by=by, undoes=undo, batch=ids[0], **edit._asdict())
        for change_id, edit, undo in zip(ids, wished, undoes, strict=True)
    )


def inverse(batch: Batch) -> Iterator[tuple[Edit, str]]:
    """Yield the edits that take `batch` back, last first, each with the id of the change it undoes."""
    for change in reversed(batch):
        kind = ChangeKind.REDO if change.kind == ChangeKind.UNDO else ChangeKind.UNDO
        yield Edit(kind, change.target, change.after, change.before), change.id


class History:
    """All changes in their order, and which of them can be taken back or made again.

    A batch that undoes another stands where that one stood: undoing moves it from `undo` to `redo`,
    redoing (undoing the undo) moves it back, and a new edit drops what could be redone.
    """

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        """Replay `changes`, oldest first."""
        self._changes: dict[str, Change] = {}
        self._undo: list[Batch] = []
        self._redo: list[Batch] = []
        for change in changes:
            self._add(change)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._changes.values())

    def __len__(self) -> int:
        return len(self._changes)

    def __contains__(self, change_id: object) -> bool:
        return change_id in self._changes

    def add(self, batch: Iterable[Change]) -> None:
        """Append the changes of one batch."""
        for change in batch:
            self._add(change)

    @property
    def undoable(self) -> Batch:
        """The batch that undo takes back now; empty when there is none."""
        return self._undo[-1] if self._undo else ()

    @property
    def redoable(self) -> Batch:
        """The undo that redo takes back now; empty when there is none."""
        return self._redo[-1] if self._redo else ()

    @property
    def last_at(self) -> str:
        """The time of the newest change; empty when there is none."""
        return next(reversed(self._changes.values())).at if self._changes else ""

    def in_force(self) -> Iterator[Change]:
        """Yield the changes that were not taken back, oldest first."""
        for batch in self._undo:
            yield from batch

    def of(self, targets: Iterable[str]) -> list[Change]:
        """Return every change of the rows `targets` ("table/key"), oldest first."""
        wanted = set(targets)
        return [change for change in self._changes.values() if change.target in wanted]

    def _add(self, change: Change) -> None:
        self._changes[change.id] = change
        if change.kind == ChangeKind.CREATE:
            return  # the beginning of a case cannot be taken back
        if self._continue_batch(change):
            return
        if self._move(change, self._undo, self._redo) or self._move(change, self._redo, self._undo):
            return
        self._undo.append((change,))
        self._redo.clear()

    def _continue_batch(self, change: Change) -> bool:
        """Add a change to the batch that stands on top, if it is of that batch."""
        for stack in (self._undo, self._redo):
            if stack and stack[-1][0].id == change.batch:
                stack[-1] = (*stack[-1], change)
                return True
        return False

    def _move(self, change: Change, here: list[Batch], there: list[Batch]) -> bool:
        """Let a change that takes a batch back stand for it on the other side, if the batch is here."""
        if change.undoes is None:
            return False
        for index in range(len(here) - 1, -1, -1):
            if any(undone.id == change.undoes for undone in here[index]):
                del here[index]
                there.append((change,))
                return True
        return False
