"""The history: all changes of a case in their order, and which of them can be undone or redone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from factcheck.case.changes import Batch, Change, ChangeKind
from factcheck.case.merging.ancestry import Ancestry
from factcheck.case.record import Row
from factcheck.case.table import Table, to_json

FORGOTTEN = ("text", "quote", "prefix", "suffix", "note", "locator", "words", "to", "via", "sentence")
"""The fields of a row whose text is removed when it is forgotten."""


class _Entry(NamedTuple):
    """A batch that can be undone or redone: who made it, and the ids of its changes."""

    by: str
    ids: list[str]


class History:
    """The changes of a case, kept as JSON; a record is made when one is read.

    A batch that undoes another replaces it: undoing moves it from `undo` to `redo`, redoing (undoing the undo)
    moves it back, and a new edit drops what could be redone.
    """

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        """Replay `changes`, oldest first."""
        self._table: Table[Change] = Table(Change.from_row)
        self._of_target: dict[str, list[tuple[int, str]]] = {}
        self._removed_from: dict[str, list[str]] = {}
        self._undo: list[_Entry] = []
        self._redo: list[_Entry] = []
        self._last = ""
        self._heads: dict[str, tuple[str, ...]] = {}
        self.branched: set[str] = set()
        """The rows that were changed by somebody who had not seen the last change of them, as "table/key"."""
        self.clock = 0
        """The greatest `n` of the changes; those of older versions count from 1, in their order."""
        self.count = 0
        """The number of changes: an attribute, which a list of 100,000 claims asks for with each of them."""
        for change in changes:
            self.append(row := change.to_row(), to_json(row))

    def __iter__(self) -> Iterator[Change]:
        return (self._table[key] for key in list(self._table))

    def __len__(self) -> int:
        return len(self._table)

    def __contains__(self, change_id: object) -> bool:
        return change_id in self._table

    def stored(self) -> dict[str, bytes]:
        """Return the JSON of every change by id, oldest first."""
        return self._table.stored()

    def written(self) -> dict[str, bytes]:
        """Return the JSON of every change by id as it is written, oldest first: see `Table.written`."""
        return self._table.written()

    def append(self, row: Row, stored: bytes, read_as: bytes | None = None) -> None:
        """Append a change, given as a row and as its JSON; `read_as` is what a file holds, if that differs."""
        change_id, target = row["id"], row["target"]
        places = self._of_target.setdefault(target, [])
        if places and (seen := row.get("seen")) is not None and list(seen) != [places[-1][1]]:
            self.branched.add(target)
        places.append((len(self._table), change_id))
        self._heads.pop(target, None)
        self.clock = max(self.clock, row["n"]) if row.get("n") else self.clock + 1
        self._table.set(change_id, stored)
        if read_as is not None:
            self._table.load((), {change_id: read_as})
        self._last = change_id
        self.count += 1
        if target.startswith("excerpts/") and (before := row.get("before")) and "claim" in before:
            self._removed_from.setdefault(before["claim"], []).append(target)
        kind = row["kind"]
        if kind == ChangeKind.FORGET:
            self._forget(target, change_id)
        elif kind != ChangeKind.CREATE:  # the creation of a case cannot be undone
            self._stack(_Entry(row["by"], [change_id]), target, row.get("batch", ""), row.get("undoes"))

    def heads(self, target: str) -> tuple[str, ...]:
        """Return the ids of the changes of a row, "table/key", on which no other change of it was made, in order."""
        if target not in self.branched:
            return tuple(change_id for _, change_id in self._of_target.get(target, ())[-1:])
        heads = self._heads.get(target)
        if heads is None:
            ancestry = Ancestry(self.rows_of(target))
            places = ancestry.heads(range(len(ancestry.changes)))
            heads = self._heads[target] = tuple(ancestry.changes[place]["id"] for place in places)
        return heads

    @property
    def undoable(self) -> Batch:
        """The last batch that can be undone, whoever made it; empty when there is none."""
        return self._batch(self._undo[-1]) if self._undo else ()

    @property
    def last_batch(self) -> str:
        """The id of the last batch that can be undone; empty when there is none."""
        return self._table[self._undo[-1].ids[0]].batch if self._undo else ""

    @property
    def redoable(self) -> Batch:
        """The last undo that can be redone, whoever made it; empty when there is none."""
        return self._batch(self._redo[-1]) if self._redo else ()

    def undoable_by(self, checker: str) -> Batch:
        """Return the last batch of a checker that can be undone; empty when there is none."""
        return self._last_by(checker, self._undo)

    def redoable_by(self, checker: str) -> Batch:
        """Return the last undo of a checker that can be redone; empty when there is none."""
        return self._last_by(checker, self._redo)

    @property
    def undoable_checkers(self) -> list[str]:
        """The checkers who made a batch that can be undone, the last one first."""
        return list(dict.fromkeys(entry.by for entry in reversed(self._undo)))

    @property
    def last_id(self) -> str:
        """The id of the newest change; empty when there is none."""
        return self._last

    @property
    def last_at(self) -> str:
        """The time of the newest change; empty when there is none."""
        return self._table[self._last].at if self._last else ""

    def in_force(self) -> Iterator[Change]:
        """Yield the changes that were not undone, oldest first."""
        for entry in self._undo:
            yield from self._batch(entry)

    def after(self, count: int) -> list[Change]:
        """Return the changes after the first `count`, oldest first."""
        newest = list(islice(reversed(self._table), len(self) - count))
        return [self._table[change_id] for change_id in reversed(newest)]

    def changes(self, ids: Iterable[str]) -> list[Change]:
        """Return the changes with these ids, in the order of the ids."""
        return [self._table[change_id] for change_id in ids]

    def changes_of(self, targets: Iterable[str]) -> list[Change]:
        """Return every change of the rows `targets` ("table/key"), oldest first."""
        places = sorted(place for target in set(targets) for place in self._of_target.get(target, ()))
        return [self._table[change_id] for _, change_id in places]

    def rows_of(self, target: str) -> list[Row]:
        """Return the rows of every change of a row, "table/key", oldest first."""
        return [self._table.row(change_id) or {} for _, change_id in self._of_target.get(target, ())]

    def changes_after(self, change: Change, targets: Iterable[str]) -> list[Change]:
        """Return every change of the rows `targets` that came after `change`, oldest first."""
        begin = next(place for place, change_id in self._of_target[change.target] if change_id == change.id)
        places = sorted(
            found for target in set(targets) for found in self._of_target.get(target, ()) if found[0] > begin
        )
        return [self._table[change_id] for _, change_id in places]

    def removed_from(self, claim_id: str) -> list[str]:
        """Return the excerpts that were removed from a claim or moved to another, as "excerpts/key"."""
        return self._removed_from.get(claim_id, [])

    def _batch(self, entry: _Entry) -> Batch:
        return tuple(self._table[change_id] for change_id in entry.ids)

    def _last_by(self, checker: str, stack: list[_Entry]) -> Batch:
        return next((self._batch(entry) for entry in reversed(stack) if entry.by == checker), ())

    def _stack(self, entry: _Entry, target: str, batch: str, undoes: str | None) -> None:
        for stack in (self._undo, self._redo):
            if stack and stack[-1].ids[0] == batch:
                stack[-1].ids.extend(entry.ids)
                return
        if undoes is not None and target in self.branched:
            self._stack_mark(entry, target)
            return
        if undoes is not None and (
            _move(undoes, entry, self._undo, self._redo) or _move(undoes, entry, self._redo, self._undo)
        ):
            return
        self._undo.append(entry)
        self._redo.clear()

    def _stack_mark(self, entry: _Entry, target: str) -> None:
        """Stack an undo or a redo of a row that was changed apart, unless another beside it has more weight."""
        ancestry = Ancestry(self.rows_of(target))
        mark = ancestry.place[entry.ids[0]]
        root = ancestry.root(mark)
        if root is None:
            return
        is_undone = root not in ancestry.counted
        if is_undone != (ancestry.changes[mark]["kind"] == ChangeKind.UNDO):
            return
        known = {ancestry.changes[place]["id"] for place in (root, *ancestry.marks[root])}
        for stack in (self._undo, self._redo):
            place = next((place for place in reversed(range(len(stack))) if known & {*stack[place].ids}), None)
            if place is not None:
                del stack[place]
        (self._redo if is_undone else self._undo).append(entry)

    def _forget(self, target: str, forgetting: str) -> None:
        """Remove the texts of a row from its changes, which can then be neither undone nor redone."""
        gone = {change_id for _, change_id in self._of_target[target]}
        for change_id in gone - {forgetting}:
            row: dict[str, Any] = self._table.row(change_id) or {}
            self._table.set(change_id, to_json({**row, **without_texts(row)}))
        for stack in (self._undo, self._redo):
            left = (_Entry(entry.by, [each for each in entry.ids if each not in gone]) for entry in stack)
            stack[:] = [entry for entry in left if entry.ids]


def _move(undone: str, entry: _Entry, here: list[_Entry], there: list[_Entry]) -> bool:
    """Move the batch with the change `undone` to the other stack, as its undo; return whether it was here."""
    for place in range(len(here) - 1, -1, -1):
        if undone in here[place].ids:
            del here[place]
            there.append(entry)
            return True
    return False


def without_texts(change: Row) -> dict[str, Any]:
    """Return `before` and `after` of a change with the forgotten texts emptied."""
    return {
        side: {name: "" if name in FORGOTTEN else value for name, value in change[side].items()}
        for side in ("before", "after")
        if change.get(side)
    }
