"""Which changes of a row were made with knowledge of which others, and which were undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from factcheck.case.changes import ChangeKind
from factcheck.case.record import Row

_MARKS = frozenset({ChangeKind.UNDO.value, ChangeKind.REDO.value})


class Ancestry:
    """The changes of one row, as rows in the order of the history, by place.

    A change stands above those that its author had seen. One without a record of that was made in a file that nobody
    else changed: it stands above all before it.
    """

    def __init__(self, changes: Sequence[Row]) -> None:
        self.changes = changes
        self.place: dict[str, int] = {}
        self._below: list[int] = []  # the places below each change, as the bits of a number
        for place, change in enumerate(changes):
            below = 0
            if not change.get("n"):
                below = (1 << place) - 1
            else:
                for seen in change.get("seen", ()):
                    if (other := self.place.get(seen)) is not None:
                        below |= 1 << other | self._below[other]
            self._below.append(below)
            self.place[change["id"]] = place
        self.marks: dict[int, list[int]] = {}
        """The undos and redos of each change that has any, by place."""
        self.counted = frozenset(self._counted())
        """The places of the changes that count: neither undone, nor themselves an undo or a redo of another."""

    def is_above(self, place: int, other: int) -> bool:
        """Return whether the change at `place` was made with knowledge of the one at `other`."""
        return bool(self._below[place] >> other & 1)

    def heads(self, places: Iterable[int]) -> list[int]:
        """Return those of `places` above which no other of them stands, in their order."""
        kept = sorted(places)
        covered = 0
        for place in kept:
            covered |= self._below[place]
        return [place for place in kept if not covered >> place & 1]

    def _counted(self) -> Iterable[int]:
        places = range(len(self.changes))
        marks = [
            place for place in places if self.changes[place].get("undoes") and self.changes[place]["kind"] in _MARKS
        ]
        for place in sorted(marks):
            root = self.root(place)
            if root is not None:
                self.marks.setdefault(root, []).append(place)
        gone = {place for place, found in self.marks.items() if self.is_taken_back(found)}
        return (place for place in places if place not in gone and place not in marks) if marks else places

    def is_taken_back(self, marks: Collection[int]) -> bool:
        """Return whether a change with these undos and redos of it is undone; a redo wins over an undo beside it."""
        heads = self.heads(marks)
        return bool(heads) and all(self.changes[place]["kind"] == ChangeKind.UNDO for place in heads)

    def root(self, place: int) -> int | None:
        """Return the change that an undo or a redo is about in the end, or None if it is not known here."""
        undone = self.changes[place].get("undoes")
        while undone is not None:
            found = self.place.get(undone)
            if found is None:
                return None
            place, undone = found, self.changes[found].get("undoes")
        return place


def head_of(changes: Iterable[Row]) -> list[str] | None:
    """Return the last of the changes of a row, as the next one names it in `seen`, if each was made on the one before.

    None if they branch; nobody is named before the first of them.
    """
    head: list[str] = []
    for change in changes:
        if change.get("seen", head) != head:
            return None
        head = [change["id"]]
    return head
