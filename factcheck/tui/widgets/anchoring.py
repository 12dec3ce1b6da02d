"""Keeping what is seen of a list where it is while its items change: which line stays on which line of the pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from textual.content import Content

T = TypeVar("T")


class SeenLine(NamedTuple, Generic[T]):
    """A line of a pane: the item and the line of it that is at line `y`, and whether the cursor is on the item."""

    y: int
    item: T
    is_current: bool
    row: int
    text: str


def find_anchor(
    seen: Sequence[SeenLine[T]], items: Sequence[T], cursor: int, lines: Callable[[int], Sequence[Content]]
) -> tuple[int, int, int] | None:
    """Return an item of now, a line of it, and the line of the pane where that was before; None if nothing is left.

    `lines` returns those of the item at an index. A line of the item under the cursor is taken first; where that has no
    line with the same text any more, another line that is still there.
    """
    likely = None
    for line in sorted(seen, key=lambda line: not line.is_current):
        index = cursor if line.is_current else -1
        if index < 0 and line.item in items:
            index = items.index(line.item)
        if 0 <= index < len(items):
            texts = [each.plain for each in lines(index)]
            if line.text in texts:
                return index, texts.index(line.text), line.y
            likely = likely or (index, line.row, line.y)
    return likely
