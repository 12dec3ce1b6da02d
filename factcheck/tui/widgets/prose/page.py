"""Which rows of a text are seen, and how that follows what is looked at."""

from __future__ import annotations

from factcheck.quotes import Span
from factcheck.tui.widgets.prose.layout import Place, ProseLayout


class ProsePage:
    """A stretch of the rows of a text: from `top` on, as many as there is room for."""

    def __init__(self, layout: ProseLayout) -> None:
        """Look at the beginning, with no room yet."""
        self.layout = layout
        self.height = 0
        self.top: Place = (0, 0)

    def places(self) -> list[Place]:
        """Return the rows that are seen."""
        (block, row), found = self.top, list[Place]()
        while len(found) < self.height and block < self.layout.blocks.count:
            found += [(block, place) for place in range(row, self.layout.tall(block))]
            block, row = block + 1, 0
        return found[: self.height]

    def span(self) -> Span:
        """Return the code points that are seen."""
        places = self.places()
        if not places:
            return (0, 0)
        return self.layout.span(places[0])[0], self.layout.span(places[-1])[1]

    def scroll(self, rows: int) -> None:
        """Scroll by some rows, up where `rows` is negative, as far as there is something."""
        self.top = self.layout.walk(self.top, rows)
        self.fill()

    def fill(self) -> None:
        """Leave no room below while something is hidden above."""
        missing = self.height - len(self.places())
        if missing > 0:
            self.top = self.layout.walk(self.top, -missing)

    def put(self, offset: int, row: int) -> None:
        """Have a code point seen on the given row of the page, or as near to that as can be."""
        self.top = self.layout.walk(self.layout.place(offset), -row)
        self.fill()

    def row(self, offset: int) -> int | None:
        """Return the row of the page on which a code point is seen; None where it is not."""
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
        """Tell whether what ends at `end` goes on below what is seen."""
        places = self.places()
        return bool(places) and self.layout.place(max(0, end - 1)) > places[-1]

    def share(self) -> tuple[float, float]:
        """Return from where to where the page shows of the text, as shares of its code points."""
        start, end = self.span()
        length = max(1, len(self.layout.text))
        return start / length, end / length
