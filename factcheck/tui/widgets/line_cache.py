"""The lines of the items of a list, laid out once for the width of now, and drawn once in the styles of now."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.content import Content
from textual.strip import Strip

KEPT = 1_000
"""Items whose lines are kept; all are dropped when there are more."""


class LineLook(NamedTuple):
    """What one line of a list shows: a line of the item at index `item`, with the cursor or not, and the scroll bar."""

    item: int
    row: int
    is_current: bool
    glyph: str


class LineCache:
    """Keeps lines until the item, the width, the styles or the cursor is another; its owner says when."""

    def __init__(self, lay_out: Callable[[int], list[Content]]) -> None:
        """Keep nothing; `lay_out` returns the lines of the item at an index."""
        self._lay_out = lay_out
        self._laid_out: dict[int, list[Content]] = {}
        self._drawn: dict[LineLook, Strip] = {}

    def lines(self, index: int) -> list[Content]:
        """Return the lines of the item at an index."""
        lines = self._laid_out.get(index)
        if lines is None:
            if len(self._laid_out) >= KEPT:
                self.clear()
            lines = self._laid_out[index] = self._lay_out(index)
        return lines

    def strip(self, look: LineLook, draw: Callable[[LineLook], Strip]) -> Strip:
        """Return a line as it is drawn; `draw` draws it where it is not kept."""
        strip = self._drawn.get(look)
        if strip is None:
            strip = self._drawn[look] = draw(look)
        return strip

    def clear(self) -> None:
        """Drop everything: the items or the width changed."""
        self._laid_out.clear()
        self._drawn.clear()

    def clear_drawn(self) -> None:
        """Drop what was drawn: the styles changed."""
        self._drawn.clear()

    def drop_item(self, index: int) -> None:
        """Drop the lines of one item: it changed."""
        self._laid_out.pop(index, None)
        self._drop_drawn(lambda look: look.item == index)

    def drop_current(self) -> None:
        """Drop what was drawn under the cursor: the cursor looks different."""
        self._drop_drawn(lambda look: look.is_current)

    def _drop_drawn(self, is_dropped: Callable[[LineLook], bool]) -> None:
        for look in [look for look in self._drawn if is_dropped(look)]:
            del self._drawn[look]
