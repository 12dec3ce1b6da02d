"""A list that draws only what is seen.

Items are of any height and laid out when they come into view, so a list of 100,000 opens as fast as one of
ten. The widget keeps its own cursor and its own top; nothing is mounted for an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from factcheck.tui import keys

T = TypeVar("T")

CURSOR = "▌"


class LineList(Widget, Generic[T], can_focus=True):
    """A vertical list of items with a cursor; a subclass says by `lines` how an item looks."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVING]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--blurred", "line-list--thumb"}

    lasting_cursor: ClassVar[bool] = True
    """Whether the cursor is there without the focus too; it is strong then, and the item gives up its own colours."""

    @dataclass
    class Moved(Message):
        """The cursor stands on another item."""

        sender: LineList[object]
        index: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        """Make an empty list."""
        super().__init__(id=id, classes=classes)
        self._items: Sequence[T] = ()
        self._cursor = 0
        self._top = (0, 0)  # the first item that is seen, and how many of its lines are not
        self._laid: dict[int, list[Content]] = {}
        self._seen: list[tuple[int, Content]] | None = None

    def lines(self, item: T, width: int) -> list[Content]:
        """Return the lines of an item, each at most `width` cells; at least one."""
        raise NotImplementedError

    def empty_lines(self, width: int) -> list[Content]:
        """Return what stands in the list while it has no item."""
        return []

    @property
    def items(self) -> Sequence[T]:
        """The items that are listed."""
        return self._items

    @property
    def cursor(self) -> int:
        """The place of the item under the cursor."""
        return self._cursor

    @property
    def current(self) -> T | None:
        """The item under the cursor."""
        return self._items[self._cursor] if self._cursor < len(self._items) else None

    def show(self, items: Sequence[T], cursor: int = 0) -> None:
        """List `items`, with the cursor on one of them; nothing is told to the parent."""
        self._items = items
        self._cursor = max(0, min(cursor, len(items) - 1))
        self.redraw()

    def redraw(self) -> None:
        """Lay out anew what is seen, and leave no room below while something is hidden above."""
        self._laid.clear()
        self._seen = None
        self._hold_top()
        if not self._fills_pane():
            self._follow_cursor()
        missing = self.size.height - len(self._window())
        self._scroll(-max(missing, 0))

    def move_to(self, index: int) -> None:
        """Put the cursor on an item and tell the parent."""
        index = max(0, min(index, len(self._items) - 1))
        moved = index != self._cursor
        self._cursor = index
        if moved or not self._fills_pane():
            self._follow_cursor()
            self.refresh()
        if moved:
            self.post_message(self.Moved(self, index))  # type: ignore[arg-type]

    def action_move(self, step: int) -> None:
        """Go on by an item, or by a page of the same one where it is taller than the pane."""
        if not self._scroll_within(step):
            self.move_to(self._cursor + step)

    def action_first(self) -> None:
        """Go to the first line of the first item."""
        self._top, self._seen = (0, 0), None
        self.refresh()
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last item."""
        self.move_to(len(self._items) - 1)

    def action_page(self, step: int) -> None:
        """Go on by as many items as are seen, or within the one that is taller than the pane."""
        if not self._scroll_within(step):
            seen = {index for index, _ in self._window()}
            self.move_to(self._cursor + step * max(1, len(seen) - 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the pane."""
        width = self.size.width
        base = self.visual_style
        if not self._items:
            lines = self.empty_lines(width - 1)
            return _strip(lines[y] if y < len(lines) else Content(), width, base)
        window = self._window()
        if y >= len(window):
            return Strip.blank(width, base.rich_style)
        index, line = window[y]
        if index == self._cursor and (self.has_focus or self.lasting_cursor):
            base = self.get_visual_style("line-list--cursor" if self.has_focus else "line-list--blurred")
            line = self._under_cursor(line)
        return Strip.join([_strip(line, width - 1, base), self._thumb(y)])

    def _under_cursor(self, line: Content) -> Content:
        """Return a line of the item under the cursor with its first cell as a bar: colour alone may not be seen."""
        spans = [] if self.has_focus and self.lasting_cursor else [*line.spans]
        return Content(f"{CURSOR}{line.plain[1:]}", spans)

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        window = self._window()
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(window):
            self.move_to(window[offset.y][0])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self._scroll(-3)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Draw the cursor anew."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def _lines_of(self, index: int) -> list[Content]:
        lines = self._laid.get(index)
        if lines is None:
            lines = self._laid[index] = self.lines(self._items[index], max(1, self.size.width - 1))
        return lines

    def _window(self) -> list[tuple[int, Content]]:
        """Return the lines that are seen, each with the place of its item."""
        if self._seen is None:
            index, skip = self._top
            seen: list[tuple[int, Content]] = []
            while len(seen) < self.size.height and index < len(self._items):
                seen += [(index, line) for line in self._lines_of(index)[skip:]]
                index, skip = index + 1, 0
            self._seen = seen[: self.size.height]
        return self._seen

    def _hold_top(self) -> None:
        """Keep the top within what there is: items may have gone, or have fewer lines than before."""
        index, skip = self._top
        if index >= len(self._items):
            self._top = (0, 0)
        elif skip:
            self._top = (index, min(skip, len(self._lines_of(index)) - 1))

    def _fills_pane(self) -> bool:
        """Tell whether nothing but the item under the cursor is seen: it was being read."""
        top, skip = self._top
        return top == self._cursor and skip > 0 and len(self._lines_of(top)) - skip >= self.size.height

    def _follow_cursor(self) -> None:
        """Scroll by as little as brings the item under the cursor into view."""
        self._seen = None
        top, skip = self._top
        if self._cursor < top or (self._cursor == top and skip):
            self._top = (self._cursor, 0)
        elif self._items and self.size.height and not self._fits_below(top, skip):
            self._top = self._top_ending_at(self._cursor)

    def _fits_below(self, top: int, skip: int) -> bool:
        if self._cursor - top >= self.size.height:
            return False
        return sum(len(self._lines_of(index)) for index in range(top, self._cursor + 1)) - skip <= self.size.height

    def _top_ending_at(self, index: int) -> tuple[int, int]:
        """Return the top with which the item at `index` is the last in view; its own first line at the least."""
        room = self.size.height - len(self._lines_of(index))
        while room > 0 and index > 0:
            index -= 1
            room -= len(self._lines_of(index))
        return (index, -room) if room < 0 and index < self._cursor else (index, 0)

    def _scroll_within(self, step: int) -> bool:
        """Scroll inside the item under the cursor while a part of it lies beyond the edge."""
        hidden = self._hidden(step)
        self._scroll(step * min(hidden, max(1, self.size.height - 1)))
        return hidden > 0

    def _hidden(self, step: int) -> int:
        """Return how many lines the item at the edge has beyond it, where that is the item under the cursor."""
        window = self._window()
        if not window or window[-1 if step > 0 else 0][0] != self._cursor:
            return 0
        above = self._top[1] if self._top[0] == self._cursor else 0
        if step < 0:
            return above
        seen = sum(place == self._cursor for place, _ in window)
        return len(self._lines_of(self._cursor)) - above - seen

    def _scroll(self, lines: int) -> None:
        index, skip = self._top
        while lines < 0 and (index or skip):
            index, skip = (index, skip - 1) if skip else (index - 1, len(self._lines_of(index - 1)) - 1)
            lines += 1
        while lines > 0 and self._overflows(index, skip):
            index, skip = (index, skip + 1) if skip + 1 < len(self._lines_of(index)) else (index + 1, 0)
            lines -= 1
        self._top = (index, skip)
        self._seen = None
        self.refresh()

    def _overflows(self, index: int, skip: int) -> bool:
        """Tell whether more lines follow than the pane has."""
        room = self.size.height + skip
        while index < len(self._items) and room >= 0:
            room -= len(self._lines_of(index))
            index += 1
        return room < 0

    def _thumb(self, y: int) -> Strip:
        """Draw the part of the scroll bar at `y`; a blank where everything is seen."""
        base = self.visual_style
        window = self._window()
        seen = window[-1][0] - window[0][0] + 1 if window else 0
        if seen >= len(self._items):
            return Strip.blank(1, base.rich_style)
        height = self.size.height
        size = max(1, height * seen // len(self._items))
        start = (height - size) * window[0][0] // max(1, len(self._items) - seen)
        glyph = "┃" if start <= y < start + size else "│"
        return _strip(Content(glyph), 1, self.get_visual_style("line-list--thumb"))


def _strip(line: Content, width: int, base: Style) -> Strip:
    segments = [Segment(text, style.rich_style) for text, style in line.render(base, "")]
    return Strip(segments).adjust_cell_length(width, base.rich_style)
