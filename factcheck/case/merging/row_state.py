"""One row as its changes made it, whoever made them and in whatever order they came together.

A change of a field stands unless it was undone, or another change of that field was made with knowledge of it. If one
change stands, its value is shown; if several do, the greatest by (n, at, id) is shown and the field is contested.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from factcheck.case.changes import Change, ChangeKind
from factcheck.case.merging.ancestry import Ancestry
from factcheck.case.merging.fields import SETS, UNCONTESTED, unit_of
from factcheck.case.record import Row
from factcheck.case.rows import unwritten


class RowState(NamedTuple):
    """A row as it is shown, or None if it is gone, and what is not settled about it.

    `values` is what the row would hold if it is gone. `contested` has the changes that stand beside each other, by the
    first field of their unit, the shown one last; `removals` the removals beside which the row was changed, or, of a
    row that is gone, those that removed it.
    """

    row: dict[str, Any] | None
    values: dict[str, Any]
    contested: Mapping[str, tuple[Change, ...]] = MappingProxyType({})
    removals: tuple[Change, ...] = ()

    def restore(self) -> RowState:
        """Return the state of the row if it is not gone, since something else needs it."""
        return RowState(self.values, self.values, self.contested, self.removals)


def row_state(table: str, changes: Sequence[Row], ground: Row | None) -> RowState:
    """Return the state of a row after all its changes, given as rows in the order of (n, at, id).

    `ground` is the row as it was before any of them, or None if one of them added it.
    """
    return _Evaluation(table, changes, ground).state()


class _Evaluation:
    def __init__(self, table: str, changes: Sequence[Row], ground: Row | None) -> None:
        self.table = table
        self.unwritten = unwritten(table)
        self.ancestry = Ancestry(changes)
        self.changes = changes
        self.had_ground = ground is not None
        self.ground: dict[str, Any] = dict(ground or self._first_values())
        self.written: dict[str, list[int]] = {}  # the places of the counted changes of each field
        for place in sorted(self.ancestry.counted):
            for name in changes[place].get("after") or ():
                self.written.setdefault(name, []).append(place)

    def _first_values(self) -> Row:
        """Return what the row was when it was added: a change that was undone leaves its values as the ground."""
        return next((change["after"] for change in self.changes if _adds(change)), {})

    def state(self) -> RowState:
        values, contested = dict(self.ground), {}
        done: set[str] = set()
        for name in [*self.written]:
            unit = unit_of(self.table, name)
            if unit[0] in done:
                continue
            done.add(unit[0])
            if name in SETS:
                values[name] = self._elements(name)
                continue
            heads = self.ancestry.heads({place for part in unit for place in self.written.get(part, ())})
            held = [self._held(unit, place) for place in heads]
            values |= held[-1]
            if unit[0] not in UNCONTESTED and any(each != held[-1] for each in held):
                contested[unit[0]] = self._records(heads)
        alive, removals = self._existence()
        return RowState(values if alive else None, values, contested, removals)

    def _held(self, unit: tuple[str, ...], place: int) -> dict[str, Any]:
        """Return what a change set a unit to; what it did not write is what it was made on."""
        after = self.changes[place].get("after") or {}
        held = {}
        for name in unit:
            if name in after:
                held[name] = after[name]
                continue
            below = [other for other in self.written.get(name, ()) if self.ancestry.is_above(place, other)]
            if below:
                held[name] = self.changes[below[-1]]["after"][name]
            elif name in self.ground or name in self.unwritten:
                held[name] = self.ground.get(name, self.unwritten.get(name))
        return held

    def _elements(self, name: str) -> list[Any]:
        """Return the elements of a set: an addition stands beside a removal that did not know of it."""
        operations: dict[Any, list[tuple[int, bool]]] = {}
        shown: list[Any] = list(self.ground.get(name) or ())
        for place in self.written.get(name, ()):
            change = self.changes[place]
            before, after = _listed(change, "before", name), _listed(change, "after", name)
            for element in _differing(before, after):
                operations.setdefault(element, []).append((place, element in after))
        for place in self.ancestry.heads(self.written.get(name, ())):
            after = _listed(self.changes[place], "after", name)
            shown = after + [element for element in shown if element not in after]
        present = [element for element in shown if self._is_in(operations.get(element))]
        rest = [element for element in operations if element not in shown and self._is_in(operations[element])]
        return present + rest

    def _is_in(self, operations: list[tuple[int, bool]] | None) -> bool:
        if operations is None:
            return True  # it was there before any change, and no change took it away
        heads = self.ancestry.heads(place for place, _ in operations)
        return any(added for place, added in operations if place in heads)

    def _existence(self) -> tuple[bool, tuple[Change, ...]]:
        """Return whether the row is there, and the removals that stand against it."""
        lives, removals, restored = self._lives_and_removals()
        unanswered = [place for place in removals if not any(self.ancestry.is_above(life, place) for life in restored)]
        unanswered = self.ancestry.heads(unanswered)
        gone = any(all(self.ancestry.is_above(place, life) for life in lives) for place in unanswered)
        begun = self.had_ground or bool(lives)
        return begun and not gone, self._records(unanswered)

    def _lives_and_removals(self) -> tuple[list[int], list[int], list[int]]:
        """Return the places of the changes that need the row, of its removals, and of those that bring it back."""
        lives, removals, restored = [], [], []
        for place, change in enumerate(self.changes):
            counts, before, after = place in self.ancestry.counted, change.get("before"), change.get("after")
            if counts and after is None and before is not None:
                removals.append(place)
            elif counts and after is not None:
                lives.append(place)
                if before is None or (change["kind"] == ChangeKind.SETTLE and not after):
                    restored.append(place)
            elif before is None and after is not None and not counts:
                removals += self._undos(place)  # the addition was undone
                lives += [place] if place in self.ancestry.marks else []
        return lives, removals, restored

    def _records(self, places: Iterable[int]) -> tuple[Change, ...]:
        return tuple(Change.from_row(self.changes[place]) for place in places)

    def _undos(self, place: int) -> list[int]:
        return self.ancestry.heads(self.ancestry.marks.get(place, ()))


def _adds(change: Row) -> bool:
    return change.get("before") is None and change.get("after") is not None


def _listed(change: Row, side: str, name: str) -> list[Any]:
    return list((change.get(side) or {}).get(name) or ())


def _differing(before: Iterable[Any], after: Iterable[Any]) -> list[Any]:
    old, new = list(before), list(after)
    return [each for each in new if each not in old] + [each for each in old if each not in new]
