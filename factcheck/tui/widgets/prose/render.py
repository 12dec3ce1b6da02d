"""A row of a text as it is drawn: what is seen of it, with styles laid over stretches of the stored text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from factcheck.quotes import Span
from factcheck.tui.widgets.prose.glyphs import is_plain, signs

BLANK = " \t\n\u3000"
"""What is not drawn at the end of a row."""


class Tint(NamedTuple):
    """A style for a stretch of a text; of two the later one stands above."""

    start: int
    end: int
    style: str | Style


def row_content(text: str, span: Span, tints: Iterable[Tint]) -> Content:
    """Return a row as it is seen; the offsets of the tints are those of the stored text."""
    start, end = span
    line = text[start:end].rstrip(BLANK)
    if is_plain(line):
        content, places = Content(line), None
    else:
        content, places = _signed(text, (start, start + len(line)))
    for tint in tints:
        low, high = (min(max(place, start) - start, len(line)) for place in (tint.start, tint.end))
        if places is not None:
            low, high = places[low], places[high]
        if low < high:
            content = content.stylize(tint.style, low, high)
    return content


def _signed(text: str, span: Span) -> tuple[Content, list[int]]:
    """Return what is seen of a row, and where each of its code points went; those within a sign to its beginning."""
    parts, places, length = [], [], 0
    for sign in signs(text, *span):
        places += [length] * (sign.end - sign.start)
        parts.append(sign.shown)
        length += len(sign.shown)
    return Content("".join(parts)), [*places, length]
