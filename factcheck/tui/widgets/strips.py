"""Lines as textual draws them: a styled text as segments of one width, and what changes from picture to picture."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style


def strip_of(line: Content, width: int, base: Style, *tail: Segment) -> Strip:
    """Return a line, cut or filled up to `width` cells, on the style `base`, with `tail` after it."""
    segments = [Segment(text, style.rich_style) for text, style in line.render(base, "")]
    room = width - sum(segment.cell_length for segment in segments)
    if room < 0:
        segments = list(Strip(segments).crop(0, width))
    elif room > 0:
        segments.append(Segment(" " * room, base.rich_style))
    return Strip([*segments, *tail])


def changed_rows(before: Sequence[Strip], after: Sequence[Strip], width: int) -> list[Region]:
    """Return the rows that look otherwise than before, in a pane of `width` cells; there are as many as there were."""
    rows = enumerate(zip(before, after, strict=True))
    return [Region(0, y, width, 1) for y, (old, new) in rows if old is not new and old != new]
