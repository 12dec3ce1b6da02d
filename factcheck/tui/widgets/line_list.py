"""A list that draws only visible lines, and redraws only those that changed.

Items have any height and are laid out when they become visible, so a list of 100,000 opens as fast as one of
ten. The widget keeps its own cursor; nothing is mounted for an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from factcheck.errors import GoneError
from factcheck.tui import keys
from factcheck.tui.render.styles import MUTED
from factcheck.tui.widgets.anchoring import SeenLine, find_anchor
from factcheck.tui.widgets.line_cache import LineCache, LineLook
from factcheck.tui.widgets.picture import Picture
from factcheck.tui.widgets.scrolling import Window, strip_of

T = TypeVar("T")

CURSOR = "▌"


class LineList(Widget, Generic[T], can_focus=True):
    """A vertical list of items with a cursor; a subclass renders an item in `lines`."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVING]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--blurred", "line-list--thumb"}

    divider = False
    """Whether the column of the scroll bar is drawn as a line where there is nothing to scroll."""

    lasting_cursor: ClassVar[bool] = True
    """Whether the cursor also shows without the focus; it then overrides the colours of the item."""

    margin: ClassVar[int] = 0
    """Lines that stay visible above and below the item under the cursor."""

    cursor: var[int] = var(0)
    """The index of the item under the cursor; `show` sets it without calling watchers."""

    @dataclass
    class Moved(Message):
        """The cursor moved to another item."""

        sender: LineList[object]
        index: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        """Make an empty list."""
        super().__init__(id=id, classes=classes)
        self._items: Sequence[T] = ()
        self._window = Window(lambda index: len(self.laid_out(index)))
        self._window.margin = self.margin
        self._cache = LineCache(self._lay_out)
        self._picture = Picture(self, self._lay_out_again, self._draw)

    def lines(self, item: T, width: int) -> list[Content]:
        """Return the lines of an item, each at most `width` cells; at least one."""
        raise NotImplementedError

    def empty_lines(self, width: int) -> list[Content]:
        """Return the lines to show while the list is empty."""
        return []

    @property
    def items(self) -> Sequence[T]:
        """The items that are listed."""
        return self._items

    @property
    def in_view(self) -> list[int]:
        """The indexes of the items of which a line is visible."""
        return list(dict.fromkeys(index for index, _ in self._window.rows()))

    @property
    def current(self) -> T | None:
        """The item under the cursor."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    def show(self, items: Sequence[T], cursor: int = 0) -> None:
        """List `items`, with the cursor at index `cursor`; posts no message."""
        self._items = items
        self.set_reactive(LineList.cursor, max(0, min(cursor, len(items) - 1)))
        self.redraw()

    def show_in_place(self, items: Sequence[T], cursor: int) -> None:
        """List `items` with the cursor at index `cursor`, without moving what is seen: posts no message.

        A line of the item under the cursor stays where it is, else the first line that is still there.
        """
        rows = [(y, index, row) for y, (index, row) in enumerate(self._window.rows()) if index < len(self._items)]
        seen = [
            SeenLine(y, self._items[index], index == self.cursor, row, self.laid_out(index)[row].plain)
            for y, index, row in rows
        ]
        self._items = items
        self.set_reactive(LineList.cursor, max(0, min(cursor, len(items) - 1)))
        self._lay_out_again()
        if anchor := find_anchor(seen, items, self.cursor, self.laid_out):
            self._window.put(*anchor)
        self._window.fill()
        self._picture.draw_changes()

    def redraw(self) -> None:
        """Lay out the visible items again, and leave no empty lines below while items are hidden above."""
        self._lay_out_again()
        if not self._window.filled_by(self.cursor):
            self._window.follow(self.cursor)
        self._window.fill()
        self._picture.draw_changes()

    def redraw_in_place(self) -> None:
        """Lay out the visible items again where they are, though the item under the cursor may not be among them."""
        self._lay_out_again()
        self._picture.draw_changes()

    def _lay_out_again(self) -> None:
        self._cache.clear()
        self._window.fit(len(self._items), self.size.height)

    def redraw_item(self, index: int) -> None:
        """Lay out one item again; it must have as many lines as before."""
        self._cache.drop_item(index)
        self._picture.draw_changes()

    def move_to(self, index: int) -> None:
        """Move the cursor to an item and post `Moved`."""
        before = self.cursor
        self.cursor = max(0, min(index, len(self._items) - 1))
        if self.cursor == before:
            self.watch_cursor(before)
        else:
            self.post_message(self.Moved(self, self.cursor))  # type: ignore[arg-type]

    def watch_cursor(self, cursor: int) -> None:
        """Scroll to the item under the cursor, unless it fills the pane."""
        if not self._window.filled_by(cursor):
            self._window.follow(cursor)
        self._picture.draw_changes()

    def action_move(self, step: int) -> None:
        """Move by one item, or by a page within an item that is taller than the pane."""
        if not self._scroll_within(step):
            self.move_to(self.cursor + step)

    def action_first(self) -> None:
        """Move to the first line of the first item."""
        self._window.to_first()
        self.move_to(0)

    def action_last(self) -> None:
        """Move to the last item."""
        self.move_to(len(self._items) - 1)

    def action_page(self, step: int) -> None:
        """Move by as many items as are visible, or within an item that is taller than the pane."""
        if not self._scroll_within(step):
            seen = {index for index, _ in self._window.rows()}
            self.move_to(self.cursor + step * max(1, len(seen) - 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the pane."""
        return self._picture.line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the widget; without a border, skip the styling that Textual does per line."""
        return super().render_lines(crop) if any(self.gutter) else self._picture.lines(crop)

    def notify_style_update(self) -> None:
        """Redraw everything: the theme, the focus or the parent changed."""
        super().notify_style_update()
        self._cache.clear_drawn()
        self._picture.forget()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move the cursor to the mouse, before a change of focus changes the layout."""
        rows = self._window.rows()
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(rows):
            self.move_to(rows[offset.y][0])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self._scroll(-3)

    @property
    def has_keys(self) -> bool:
        """Whether keys act on this list."""
        return self.has_focus

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Redraw the cursor."""
        super().watch_has_focus(_has_focus)
        self.redraw_cursor()

    def redraw_cursor(self) -> None:
        """Draw the cursor anew: it looks different where keys act on the list."""
        self._cache.drop_current()
        self._picture.draw_changes()

    def _scroll(self, lines: int) -> None:
        self._window.scroll(lines)
        self._picture.draw_changes()

    def _scroll_within(self, step: int) -> bool:
        """Scroll within the item under the cursor; return False if none of it is hidden."""
        hidden = self._window.hidden(self.cursor, step)
        if hidden:
            self._scroll(step * min(hidden, max(1, self._window.height - 1)))
        return hidden > 0

    def laid_out(self, index: int) -> list[Content]:
        """Return the lines of the item at an index, laid out once for the width of now."""
        return self._cache.lines(index)

    def _lay_out(self, index: int) -> list[Content]:
        """Return the lines of an item; that it is gone, if it was removed on the screen that covers this one."""
        try:
            return self.lines(self._items[index], max(1, self.size.width - 1))
        except GoneError:
            return [Content.styled(" This no longer exists.", MUTED)]

    def _draw(self) -> list[Strip]:
        """Return all lines of the pane."""
        width, height = self.size
        base = self.visual_style
        strips = self._seen(width, base) if self._items else self._nothing(width, base)
        return strips[:height] + [Strip.blank(width, base.rich_style)] * (height - len(strips))

    def _nothing(self, width: int, base: Style) -> list[Strip]:
        return [strip_of(line, width, base) for line in self.empty_lines(width - 1)]

    def _seen(self, width: int, base: Style) -> list[Strip]:
        cursor = self.get_visual_style("line-list--cursor" if self.has_keys else "line-list--blurred")
        if self.has_keys and self.app.native_ansi_color:  # there may be no colours at all
            cursor += Style(reverse=True)
        bar = {glyph: Segment(glyph, self.get_visual_style("line-list--thumb").rich_style) for glyph in "│┃"}
        bar[" "] = bar["│"] if self.divider else Segment(" ", base.rich_style)
        place = self.cursor if self.has_keys or self.lasting_cursor else None

        def draw(look: LineLook) -> Strip:
            style = cursor if look.is_current else None
            return Strip([*self.draw_line(look.item, look.row, width - 1, base, style), bar[look.glyph]])

        rows = zip(self._window.rows(), self._window.scroll_bar(), strict=False)
        looks = (LineLook(index, row, index == place, glyph) for (index, row), glyph in rows)
        return [self._cache.strip(look, draw) for look in looks]

    def draw_line(self, index: int, row: int, width: int, base: Style, cursor: Style | None) -> Strip:
        """Draw one line of an item in `width` cells; `cursor` is the style of the current item, None for others."""
        line = self.laid_out(index)[row]
        return strip_of(line, width, base) if cursor is None else strip_of(self.under_cursor(line), width, cursor)

    def under_cursor(self, line: Content) -> Content:
        """Return a line of the current item with a bar in its first cell, since colour alone may not be visible."""
        spans = [*line.spans]
        if self.has_keys and self.lasting_cursor:  # the style of the cursor, and what a click does
            spans = [span for span in spans if isinstance(span.style, Style) and span.style.meta]
        return Content(f"{CURSOR}{line.plain[1:]}", spans)
