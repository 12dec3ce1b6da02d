"""Which changes of a row were made with knowledge of which others, and which were undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from factcheck.case.changes import Change, ChangeKind

_MARKS = frozenset({ChangeKind.UNDO.value, ChangeKind.REDO.value})


class Ancestry:
    """The changes of one row, in the order of the history, by place.

    A change stands above those that its author had seen. One without a record of that was made in a file that nobody
    else changed: it stands above all before it.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = changes
        self.place = {change.id: place for place, change in enumerate(changes)}
        self._below: list[int] = []  # the places below each change, as the bits of a number
        for place, change in enumerate(changes):
            self._below.append(self._seen_by(place, change))
        self.counted = frozenset(self._counted())
        """The places of the changes that count: neither undone, nor themselves an undo or a redo of another."""

    def _seen_by(self, place: int, change: Change) -> int:
        if not change.n:
            return (1 << place) - 1
        below = 0
        for seen in change.seen:
            other = self.place.get(seen, place)
            if other < place:
                below |= 1 << other | self._below[other]
        return below

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

    def _counted(self) -> Iterator[int]:
        marks: dict[int, list[int]] = {}
        for place, change in enumerate(self.changes):
            if change.kind in _MARKS and change.undoes is not None:
                root = self.root(place)
                if root is not None:
                    marks.setdefault(root, []).append(place)
        for place, change in enumerate(self.changes):
            is_mark = change.kind in _MARKS and change.undoes is not None
            if not is_mark and not self.is_taken_back(marks.get(place, ())):
                yield place
        self.marks = marks

    def is_taken_back(self, marks: Collection[int]) -> bool:
        """Return whether a change with these undos and redos of it is undone; a redo wins over an undo beside it."""
        heads = self.heads(marks)
        return bool(heads) and all(self.changes[place].kind == ChangeKind.UNDO for place in heads)

    def root(self, place: int) -> int | None:
        """Return the change that an undo or a redo is about in the end, or None if it is not known here."""
        undone = self.changes[place].undoes
        while undone is not None:
            found = self.place.get(undone)
            if found is None:
                return None
            place, undone = found, self.changes[found].undoes
        return place
