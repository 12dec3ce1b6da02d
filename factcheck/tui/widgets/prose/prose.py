"""A widget that shows a text: moves by sentences, selects by words, and highlights the passages that excerpts quote.

Only visible rows are laid out, whatever the length. Offsets are code points of the stored text.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from factcheck.quotes import Span
from factcheck.tui import keys
from factcheck.tui.state.text_search import TextSearch
from factcheck.tui.widgets.prose.blocks import Blocks, Sentences, SentenceWalk
from factcheck.tui.widgets.prose.glyphs import word_at
from factcheck.tui.widgets.prose.layout import ProseLayout, ProsePage
from factcheck.tui.widgets.prose.marking import Marking
from factcheck.tui.widgets.prose.render import ProsePicture
from factcheck.tui.widgets.prose.spans import TextSelection
from factcheck.tui.widgets.scrolling import changed_rows

WIDEST = 84
"""Maximum width of a row in cells: longer rows are hard to read."""


KEPT = 2_000
"""Rows that are kept as they were drawn; all are dropped when there are more."""


class Prose(Widget, can_focus=True):
    """One text with a cursor that stands on a sentence."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVING, *keys.SELECTING]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "prose--sentence",
        "prose--selection",
        "prose--hit",
        "prose--here",
        "prose--cursor",
        "prose--thumb",
    }

    moves: var[int] = var(0)
    """How often the selection or the visible part changed: what watches it is drawn in the same picture."""

    def __init__(self, marking: Marking, *, id: str | None = None) -> None:  # noqa: A002
        """Show an empty text, in which `marking` is marked."""
        super().__init__(id=id)
        self.marking = marking
        self.search: TextSearch | None = None
        self.hit: Span | None = None
        self.selection = TextSelection.of((0, 0))
        self._blocks = Blocks("")
        self._sentences: SentenceWalk = Sentences(self._blocks, "")
        self.page = ProsePage(ProseLayout(self._blocks, WIDEST))
        self._drag: Span | None = None
        self._drawn: list[Strip] | None = None
        self._drawn_size = Size()
        self._kept: dict[Hashable, Strip] = {}  # rows by how they look, in the styles and the width of now

    # Showing

    def show(self, text: str, language: str, place: Span | None) -> None:
        """Show a text with the cursor on `place`, or on its first sentence."""
        self._blocks = Blocks(text)
        self._sentences = Sentences(self._blocks, language)
        self.page = ProsePage(ProseLayout(self._blocks, WIDEST))
        self.selection = TextSelection.of(place or self._sentences.at(0) or (0, 0))
        self._drawn_size = Size()
        self.refresh()

    def walk(self, sentences: SentenceWalk) -> None:
        """Move by other sentences from now on; the cursor goes to the one in which it stands."""
        self._sentences = sentences
        if not self.selection.altered:
            self.select(TextSelection.of(self.sentence(self.selection.start)))

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._blocks.text

    def redraw(self) -> None:
        """Redraw the rows that changed, such as marks and hits."""
        before = self._drawn if self._drawn_size == self.outer_size else None
        self._drawn = None if before is None else self._draw()
        if before is None or self._drawn is None:
            self.refresh()
        elif changed := changed_rows(before, self._drawn, self.size.width):
            self.refresh(*changed)

    # Moving

    def go_to(self, span: Span) -> None:
        """Move the cursor to a span, or extend the selection to it."""
        self.select(self.selection.moved(span))

    def select(self, selection: TextSelection) -> None:
        """Select a span, and scroll to the end of it that moved."""
        before, self.selection = self.selection, selection
        start, end = selection.span
        if selection.altered and (start, end) != before.span:
            start, end = (start, start + 1) if start != before.start else (max(start, end - 1), end)
        self.page.follow(start, end)
        self._tell()

    def let_go(self) -> None:
        """Reduce the selection to the sentence in which it ends."""
        self.select(TextSelection.of(self.sentence(self.selection.head[0])))

    def action_move(self, step: int) -> None:
        """Move by a sentence, or by a page within a longer one."""
        head, page = self.selection.head, self.page
        low, high = page.span()
        if step > 0 and head[0] < high and low < head[1] and page.below(head[1]):
            self._scroll(max(1, page.height - 1))
        elif step < 0 and head[0] < low < head[1]:
            self._scroll(-max(1, page.height - 1))
        elif sentence := self._sentences.next(head[0], step):
            self.go_to(sentence)

    def action_first(self) -> None:
        """Go to the first sentence."""
        self.page.top = (0, 0)
        self.go_to(self.sentence(0))

    def action_last(self) -> None:
        """Go to the last sentence."""
        self.page.put(len(self.text), self.page.height - 1)
        self.go_to(self.sentence(len(self.text)))

    def action_page(self, step: int) -> None:
        """Move by a page, to the first sentence that begins there."""
        before = self.page.top
        self.page.scroll(step * max(1, self.page.height - 1))
        low, high = self.page.span()
        if self.page.top == before:
            self.go_to(self.sentence(len(self.text) if step > 0 else 0))
            return
        sentence = self._sentences.next(low - 1, 1)
        if sentence is None or sentence[0] >= high:
            sentence = self.sentence(low)
        self.selection = self.selection.moved(sentence)
        self._tell()

    # Selecting

    def action_select(self) -> None:
        """Toggle whether movements extend the selection."""
        self.selection = replace(self.selection, growing=not self.selection.growing, altered=True)
        self._tell()

    def action_grow(self, step: int) -> None:
        """Extend the selection by a sentence."""
        if sentence := self._sentences.next(self.selection.head[0], step):
            self.select(self.selection.grown(sentence))

    def action_end(self, step: int) -> None:
        """Move the end of the selection by a word."""
        self.select(self.selection.with_end(self.text, step))

    def action_start(self, step: int) -> None:
        """Move the start of the selection by a word."""
        self.select(self.selection.with_start(self.text, step))

    def sentence(self, offset: int) -> Span:
        """Return the sentence at a code point, or the nearest one."""
        return self._sentences.at(offset) or (0, 0)

    def _scroll(self, rows: int) -> None:
        self.page.scroll(rows)
        self._tell()

    def _tell(self) -> None:
        self.redraw()
        self.moves += 1

    # By the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move the cursor to the sentence under the mouse; dragging selects."""
        offset = self._under(event)
        if offset is not None:
            self._drag = word_at(self.text, offset)
            self.capture_mouse()
            self.select(TextSelection.of(self.sentence(offset)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select to the word under the mouse; beyond the edge the text scrolls."""
        if self._drag is None:
            return
        if not 0 <= event.y < self.size.height:
            self.page.scroll(1 if event.y > 0 else -1)
        offset = self._under(event)
        if offset is None or (not self.selection.altered and self._drag[0] <= offset < self._drag[1]):
            return
        word = word_at(self.text, offset)
        start, end = min(self._drag[0], word[0]), max(self._drag[1], word[1])
        self.selection = TextSelection(start, end, self.sentence(start), self.sentence(end - 1), altered=True)
        self._tell()

    def on_mouse_up(self) -> None:
        """End the selection."""
        self._drag = None
        self.release_mouse()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self._scroll(-3)

    def _under(self, event: events.MouseEvent) -> int | None:
        """Return the code point under the mouse, or the nearest one on its row."""
        places = self.page.places()
        if not places or not self.text:
            return None
        place = places[max(0, min(event.y, len(places) - 1))]
        indent = ProsePicture.indent(self, self.size.width)
        return min(self.page.layout.offset(place, max(0, event.x - indent)), len(self.text) - 1)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        if self._drawn is None or self._drawn_size != self.outer_size:
            self._drawn = self._draw()
        return self._drawn[y] if y < len(self._drawn) else Strip.blank(self.size.width)

    def notify_style_update(self) -> None:
        """Draw all anew: the theme or the focus is another."""
        super().notify_style_update()
        self._drawn = None
        self._kept.clear()

    def on_resize(self) -> None:
        """Lay out for the new size; what is read stays where it is seen."""
        self.redraw()

    def _draw(self) -> list[Strip]:
        """Return all rows as they look now."""
        if self._drawn_size != self.outer_size:
            self._fit()
            self._kept.clear()
        if len(self._kept) > KEPT:
            self._kept.clear()
        width, height = self.size
        strips = ProsePicture(self, width, self._kept).strips()
        return strips + [Strip.blank(width, self.rich_style)] * (height - len(strips))

    def _fit(self) -> None:
        """Apply a new size; the selection, or else the text, stays on its row."""
        page, selection = self.page, self.selection
        row = page.row(selection.start) if page.height else self.size.height // 3
        top = page.span()[0]
        width = min(WIDEST, self.size.width - self.marking.margin - 2)
        if width != page.layout.width:
            page.layout = ProseLayout(self._blocks, width)
        page.height = self.size.height
        page.put(top if row is None else selection.start, 0 if row is None else min(row, max(0, page.height - 1)))
        if row is not None:
            page.follow(*selection.span)
        self._drawn_size = self.outer_size
