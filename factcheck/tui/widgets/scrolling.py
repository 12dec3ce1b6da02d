"""Scrolling: the visible lines of a long list, drawing only those that changed, and a pane that scrolls by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style

from factcheck.tui import keys


class Window:
    """The visible lines of a list of items, from a line of one item on."""

    def __init__(self, tall: Callable[[int], int]) -> None:
        """Start without items; `tall` returns the height in lines of the item at an index, at least 1."""
        self._tall = tall
        self._count = 0
        self._rows: list[tuple[int, int]] | None = None
        self._top = (0, 0)  # the first item that is seen, and how many of its lines are not
        self.height = 0
        self.margin = 0
        """Lines that `follow` keeps visible above and below an item, where there are any and the window has room."""

    def fit(self, count: int, height: int) -> None:
        """Show `count` items in `height` lines; items may have been removed or have another height than before."""
        self._count, self.height, self._rows = count, height, None
        index, skip = self._top
        if index >= count:
            self._top = (0, 0)
        elif skip:
            self._top = (index, min(skip, self._tall(index) - 1))

    def rows(self) -> list[tuple[int, int]]:
        """Return (item index, line of the item) for each visible line."""
        if self._rows is None:
            index, skip = self._top
            rows: list[tuple[int, int]] = []
            while len(rows) < self.height and index < self._count:
                rows += [(index, row) for row in range(skip, self._tall(index))]
                index, skip = index + 1, 0
            self._rows = rows[: self.height]
        return self._rows

    def to_first(self) -> None:
        """Scroll to the first line of the first item."""
        self._top, self._rows = (0, 0), None

    def filled_by(self, index: int) -> bool:
        """Return whether one item fills the window and its first line is scrolled out."""
        top, skip = self._top
        return top == index and skip > 0 and self._tall(top) - skip >= self.height

    def follow(self, index: int) -> None:
        """Scroll as little as needed to make an item visible, with its margin."""
        if self._count and self._tall(index) + 2 * self.margin <= self.height:
            for step in (1, -1):
                self._show(self._beyond_margin(index, step))
        self._show(index)

    def _beyond_margin(self, index: int, step: int) -> int:
        """Return the farthest item of which a line is in the margin of an item, below it or above it."""
        room = self.margin
        while room > 0 and 0 <= index + step < self._count:
            index += step
            room -= self._tall(index)
        return index

    def _show(self, index: int) -> None:
        self._rows = None
        top, skip = self._top
        if index < top or (index == top and skip):
            self._top = (index, 0)
        elif self._count and self.height and not self._fits_below(index):
            self._top = self._top_ending_at(index)

    def put(self, index: int, row: int, y: int) -> None:
        """Scroll so that a line of an item is the line `y` of the window, as far as there are lines above it."""
        self._top, self._rows = (index, min(row, self._tall(index) - 1)), None
        self.scroll(-y)

    def fill(self) -> None:
        """Scroll so that no line is empty below while lines are hidden above."""
        self.scroll(len(self.rows()) - self.height)

    def scroll(self, lines: int) -> None:
        """Scroll by `lines` (up if negative), as far as possible."""
        index, skip = self._top
        while lines < 0 and (index or skip):
            index, skip = (index, skip - 1) if skip else (index - 1, self._tall(index - 1) - 1)
            lines += 1
        while lines > 0 and self._overflows(index, skip):
            index, skip = (index, skip + 1) if skip + 1 < self._tall(index) else (index + 1, 0)
            lines -= 1
        if self._top != (index, skip):
            self._top, self._rows = (index, skip), None

    def hidden(self, index: int, step: int) -> int:
        """Return how many lines of an item are hidden below the window, or above it if `step` is negative."""
        rows = self.rows()
        if not rows or rows[-1 if step > 0 else 0][0] != index:
            return 0
        above = self._top[1] if self._top[0] == index else 0
        return above if step < 0 else self._tall(index) - above - sum(place == index for place, _ in rows)

    def scroll_bar(self) -> str:
        """Return the scroll bar, one character per line; blanks if everything is visible."""
        rows, height = self.rows(), self.height
        first = rows[0][0] if rows else 0
        seen = rows[-1][0] - first + 1 if rows else 0
        if seen >= self._count:
            return " " * height
        size = max(1, height * seen // self._count)
        start = (height - size) * first // max(1, self._count - seen)
        return ("│" * start + "┃" * size).ljust(height, "│")

    def _fits_below(self, index: int) -> bool:
        top, skip = self._top
        if index - top >= self.height:
            return False
        return sum(self._tall(place) for place in range(top, index + 1)) - skip <= self.height

    def _top_ending_at(self, index: int) -> tuple[int, int]:
        """Return the top position at which an item is the last visible one, with its first line visible."""
        room, top = self.height - self._tall(index), index
        while room > 0 and top > 0:
            top -= 1
            room -= self._tall(top)
        return (top, -room) if room < 0 and top < index else (top, 0)

    def _overflows(self, index: int, skip: int) -> bool:
        """Return whether more lines follow a top position than fit."""
        room = self.height + skip
        while index < self._count and room >= 0:
            room -= self._tall(index)
            index += 1
        return room < 0


class Scroller(VerticalScroll):
    """Scrolls its content by lines and pages; tab skips it while everything is visible."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVING]

    def allow_focus(self) -> bool:
        """Return whether there is anything to scroll, so that tab skips it otherwise."""
        return self.max_scroll_y > 0

    def action_move(self, step: int) -> None:
        """Scroll by a line."""
        self.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll by a page less one line."""
        self.scroll_relative(y=step * max(1, self.size.height - 1), animate=False)

    def action_first(self) -> None:
        """Scroll to the first line."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the last line."""
        self.scroll_end(animate=False)


def strip_of(line: Content, width: int, base: Style, *tail: Segment) -> Strip:
    """Return a line cropped or padded to `width` cells in the style `base`, followed by `tail`."""
    segments = [Segment(text, style.rich_style) for text, style in line.render(base, "")]
    room = width - sum(segment.cell_length for segment in segments)
    if room < 0:
        segments = list(Strip(segments).crop(0, width))
    elif room > 0:
        segments.append(Segment(" " * room, base.rich_style))
    return Strip([*segments, *tail])


def changed_rows(before: Sequence[Strip], after: Sequence[Strip], width: int) -> list[Region]:
    """Return the rows that changed in a pane of `width` cells; `before` and `after` are equally long."""
    rows = enumerate(zip(before, after, strict=True))
    return [Region(0, y, width, 1) for y, (old, new) in rows if old is not new and old != new]
