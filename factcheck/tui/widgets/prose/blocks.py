"""A long text in blocks, so that only what is looked at need be looked at.

Where a block begins is found from its number alone: at the first paragraph in its stretch of the text, else at the
first line, sentence or word there. So a place in the middle of a text is reached without reading what is before it,
and one line of a megabyte is parted where it hurts least.
"""

from __future__ import annotations

import re

from factcheck.quotes import Span
from factcheck.tui.widgets.prose.glyphs import LONGEST, begins_sign

SIZE = 4096
"""Code points of a block, about."""

_BORDERS = [
    re.compile(r"\n(?:[^\S\n]*\n)+"),
    re.compile(r"\n"),
    re.compile(r"[.!?…。！？][\"”’»)\]]*\s+|[。！？]"),
    re.compile(r"\s+"),
]


class Blocks:
    """The blocks of one text: each at least one code point, but for the one of an empty text, and at most two sizes."""

    def __init__(self, text: str) -> None:
        """Part `text`; nothing is read of it yet."""
        self.text = text
        self.count = max(1, -(-len(text) // SIZE))
        self._starts = {0: 0, self.count: len(text)}

    def start(self, block: int) -> int:
        """Return where a block begins; the text ends where the one after the last would begin."""
        start = self._starts.get(block)
        if start is None:
            start = self._starts[block] = self._border(block * SIZE, min((block + 1) * SIZE, len(self.text)) - 1)
        return start

    def span(self, block: int) -> Span:
        """Return from where to where a block goes."""
        return self.start(block), self.start(block + 1)

    def of(self, offset: int) -> int:
        """Return the block in which a code point stands; the last for the end of the text."""
        block = min(offset // SIZE, self.count - 1)
        return block - (self.start(block) > offset)

    def _border(self, low: int, high: int) -> int:
        for border in _BORDERS:
            if found := border.search(self.text, low, high):
                return found.end()
        near = range(low, min(low + LONGEST, high))
        return next((offset for offset in near if begins_sign(self.text, offset)), low)
