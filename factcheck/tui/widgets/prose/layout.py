"""A text as rows of a given width, and the page of rows that is visible; only visible rows are laid out."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TypeAlias

from factcheck.quotes import Span
from factcheck.tui.widgets.prose.blocks import Blocks
from factcheck.tui.widgets.prose.glyphs import is_plain, runs_left, signs

Place: TypeAlias = tuple[int, int]
"""A row: its block, and which of the rows of that."""

KEPT = 64
"""Blocks whose layout is cached; the cache is cleared when it is full."""

_BLANK = re.compile(r"(?:[^\S\n]*\n)+")
_BREAKING = " \u3000"
_CLOSING = "、。，．！？：；）」』】》〉"


class ProseLayout:
    """The rows of a text. Every code point stands on one row, in order: blanks and line breaks at the row's end."""

    def __init__(self, blocks: Blocks, width: int) -> None:
        """Lay the text of `blocks` out in rows of at most `width` cells, but for blanks at their end."""
        self.blocks = blocks
        self.text = blocks.text
        self.width = max(2, width)  # a wide sign takes two
        self.laid: dict[int, list[int]] = {}

    def tall(self, block: int) -> int:
        """Return how many rows a block has: one at least."""
        return len(self._starts(block)) - 1

    def span(self, place: Place) -> Span:
        """Return which code points stand on a row."""
        starts = self._starts(place[0])
        return starts[place[1]], starts[place[1] + 1]

    def place(self, offset: int) -> Place:
        """Return the row on which a code point stands; the last row for the end of the text."""
        block = self.blocks.of(offset)
        row = bisect_right(self._starts(block), offset) - 1
        return block, min(row, self.tall(block) - 1)

    def column(self, offset: int) -> int:
        """Return how many cells stand on the row before a code point."""
        start, end = self.span(self.place(offset))
        return sum(sign.cells for sign in signs(self.text, start, end) if sign.end <= offset)

    def room_before(self, place: Place) -> int:
        """Return how many cells stay empty before a row: those by which a line from right to left is shorter."""
        start, end = self.span(place)
        if not runs_left(self.text, start):
            return 0
        shown = len(self.text[start:end].rstrip(" \t\n\u3000"))
        return max(0, self.width - sum(sign.cells for sign in signs(self.text, start, start + shown)))

    def offset(self, place: Place, column: int) -> int:
        """Return the code point at which the sign in a column of a row begins; the row's last beyond its end."""
        start, end = self.span(place)
        cells, found = self.room_before(place), start
        for sign in signs(self.text, start, end):
            found, cells = sign.start, cells + sign.cells
            if cells > column:
                break
        return found

    def walk(self, place: Place, rows: int) -> Place:
        """Return the row that is so many rows further, or back; the first or the last where there are fewer."""
        block, row = place[0], place[1] + rows
        while row < 0 and block > 0:
            block -= 1
            row += self.tall(block)
        while row >= self.tall(block) and block < self.blocks.count - 1:
            row -= self.tall(block)
            block += 1
        return block, max(0, min(row, self.tall(block) - 1))

    @property
    def last(self) -> Place:
        """The last row."""
        block = self.blocks.count - 1
        return block, self.tall(block) - 1

    def _starts(self, block: int) -> list[int]:
        """Return where the rows of a block begin, and last where it ends."""
        starts = self.laid.get(block)
        if starts is None:
            if len(self.laid) >= KEPT:
                self.laid.clear()
            start, end = self.blocks.span(block)
            starts = self.laid[block] = [*rows(self.text, start, end, self.width), end]
        return starts


def rows(text: str, start: int, end: int, width: int) -> list[int]:
    """Return where the rows of a stretch of `text` begin: paragraphs wrapped, empty lines between them as one row."""
    found: list[int] = []
    while start < end:
        if blank := _BLANK.match(text, start, end):
            found.append(start)
            start = blank.end()
            continue
        stop = text.find("\n", start, end) + 1 or end
        found += _wrapped(text, start, stop, width)
        start = stop
    return found or [start]


def _wrapped(text: str, start: int, end: int, width: int) -> list[int]:
    if is_plain(text[start:end].removesuffix("\n")):
        return _wrapped_plain(text, start, end, width)
    return _wrapped_signs(text, start, end, width)


def _wrapped_plain(text: str, start: int, end: int, width: int) -> list[int]:
    """Return where the rows of one line begin whose code points take a cell each."""
    found, stop = [start], end - (text[end - 1] == "\n")
    while stop - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        start = cut + 1 if cut > start else start + width
        while start < stop and text[start] == " ":
            start += 1
        if start >= stop:
            break
        found.append(start)
    return found


def _wrapped_signs(text: str, start: int, end: int, width: int) -> list[int]:
    """Return where the rows of any line begin: after a blank, before and after a wide sign, else where it is full."""
    found, used, border, before = [start], 0, start, 0
    for sign in signs(text, start, end):
        blank, wide = sign.shown[:1] in _BREAKING, sign.cells > len(sign.shown)
        if wide and sign.shown not in _CLOSING:
            border, before = sign.start, used
        while used + sign.cells > width and not blank and found[-1] < sign.start:
            if border <= found[-1]:
                border, before = sign.start, used
            found.append(border)
            used -= before
            before = 0
        used += sign.cells
        if blank or wide:
            border, before = sign.end, used
    return found


class ProsePage:
    """The visible rows of a text, from `top` on."""

    def __init__(self, layout: ProseLayout) -> None:
        """Look at the beginning, with no room yet."""
        self.layout = layout
        self.height = 0
        self.top: Place = (0, 0)

    def places(self) -> list[Place]:
        """Return the visible rows."""
        (block, row), found = self.top, list[Place]()
        while len(found) < self.height and block < self.layout.blocks.count:
            found += [(block, place) for place in range(row, self.layout.tall(block))]
            block, row = block + 1, 0
        return found[: self.height]

    def span(self) -> Span:
        """Return the visible span."""
        places = self.places()
        if not places:
            return (0, 0)
        return self.layout.span(places[0])[0], self.layout.span(places[-1])[1]

    def scroll(self, rows: int) -> None:
        """Scroll by `rows` (up if negative), as far as possible."""
        self.top = self.layout.walk(self.top, rows)
        self.fill()

    def fill(self) -> None:
        """Scroll so that no line is empty below while lines are hidden above."""
        missing = self.height - len(self.places())
        if missing > 0:
            self.top = self.layout.walk(self.top, -missing)

    def put(self, offset: int, row: int) -> None:
        """Scroll so that a code point is on the given row of the page, or as near as possible."""
        self.top = self.layout.walk(self.layout.place(offset), -row)
        self.fill()

    def row(self, offset: int) -> int | None:
        """Return the row of the page with a code point; None if it is not visible."""
        place, seen = self.layout.place(offset), self.places()
        return seen.index(place) if place in seen else None

    def follow(self, start: int, end: int) -> None:
        """Scroll by as little as brings a stretch into view: its beginning, where it is longer than the page."""
        first, last, seen = self.layout.place(start), self.layout.place(max(start, end - 1)), self.places()
        if not seen or (first in seen and last in seen):
            return
        if first < seen[0] or self.layout.walk(first, self.height - 1) < last:
            self.put(start, 0)
            return
        if self.layout.walk(seen[-1], self.height) < last:  # far away: in the upper part of the page
            self.put(start, self.height // 3)
        if last not in self.places():
            self.put(max(start, end - 1), self.height - 1)

    def below(self, end: int) -> bool:
        """Return whether a span that ends at `end` continues below the page."""
        places = self.places()
        return bool(places) and self.layout.place(max(0, end - 1)) > places[-1]

    def share(self) -> tuple[float, float]:
        """Return the start and end of the page as shares of the text, 0 to 1."""
        start, end = self.span()
        length = max(1, len(self.layout.text))
        return start / length, end / length
