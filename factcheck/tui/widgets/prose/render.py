"""Render the visible rows of a text: selection, marks, hits, margin and scroll bar."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Protocol

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from factcheck.quotes import Span
from factcheck.tui.state.text_search import TextSearch
from factcheck.tui.widgets.prose.glyphs import is_plain, signs
from factcheck.tui.widgets.prose.layout import ProsePage
from factcheck.tui.widgets.prose.marking import Marking, Tint
from factcheck.tui.widgets.prose.spans import TextSelection
from factcheck.tui.widgets.scrolling import strip_of

BLANK = " \t\n\u3000"
"""Characters that are not drawn at the end of a row."""


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


def _is_ansi(style: Style) -> bool:
    """Tell whether a style has the colours of the terminal, which may be none."""
    return style.background is not None and style.background.ansi is not None


class ProseView(Protocol):
    """What `ProsePicture` draws: a page of a text, and what is highlighted on it."""

    page: ProsePage
    marking: Marking
    search: TextSearch | None
    hit: Span | None
    selection: TextSelection

    @property
    def text(self) -> str:
        """The whole text."""

    @property
    def visual_style(self) -> Style:
        """The style of text that is not highlighted."""

    def get_visual_style(self, *component_classes: str) -> Style:
        """Return the style of a component class."""


class ProsePicture:
    """Draws a page of a text, once."""

    def __init__(self, prose: ProseView, width: int, kept: dict[Hashable, Strip]) -> None:
        """Draw `prose` in `width` cells; rows that look as before are taken from `kept`."""
        self._prose = prose
        self._kept = kept
        self._cursor = prose.get_visual_style("prose--cursor")
        self._width = width
        self._margin = 1 + prose.marking.margin
        self._pad = " " * (self.indent(prose, width) - self._margin)
        self._seen = prose.page.span()
        self._base = prose.visual_style
        self._marked = prose.marking.page(self._seen, prose.selection)
        self._tints = self._all_tints()

    @staticmethod
    def indent(prose: ProseView, width: int) -> int:
        """Return how many cells stand before the text in a pane of `width`: it is centred."""
        margin = 1 + prose.marking.margin
        return margin + max(0, (width - 1 - margin - prose.page.layout.width) // 2)

    def strips(self) -> list[Strip]:
        """Return the rows."""
        page, base = self._prose.page, self._base
        thumb = self._prose.get_visual_style("prose--thumb").rich_style
        bar, strips = self._scroll_bar(), list[Strip]()
        for place, glyph in zip(page.places(), bar, strict=False):
            span = page.layout.span(place)
            tints = tuple(tint for tint in self._tints if tint.start < span[1] and span[0] < tint.end)
            margin = self._in_margin(span)
            looks = span, tints, margin.plain, tuple(margin.spans), glyph
            strip = self._kept.get(looks)
            if strip is None:
                room = " " * page.layout.room_before(place)
                line = Content.assemble(self._pad, margin, room, row_content(self._prose.text, span, tints))
                strip = self._kept[looks] = strip_of(line, self._width - 1, base, Segment(glyph, thumb))
            strips.append(strip)
        return strips

    def _in_margin(self, span: Span) -> Content:
        """Return the bar of the selection and what is marked on a row."""
        if not self._prose.text[slice(*span)].strip():
            return Content(" " * self._margin)
        start, end = self._prose.selection.span
        cursor = "▌" if start < span[1] and span[0] < end else " "
        signs = self._marked.signs(span)
        return Content.assemble((cursor, self._cursor), signs.pad_right(max(0, self._margin - 1 - signs.cell_length)))

    def _all_tints(self) -> list[Tint]:
        """Return the styles of all that is seen, the strongest last."""
        prose = self._prose
        chosen = "prose--selection" if prose.selection.altered else "prose--sentence"
        tints = [Tint(*prose.selection.span, prose.get_visual_style(chosen)), *self._marked.tints()]
        if prose.search is not None:
            tints += [Tint(*hit, prose.get_visual_style("prose--hit")) for hit in prose.search.within(*self._seen)]
        if prose.hit is not None:
            here = prose.get_visual_style("prose--here")
            tints.append(Tint(*prose.hit, here + Style(reverse=True) if _is_ansi(here) else here))
        return tints

    def _scroll_bar(self) -> str:
        low, high = self._prose.page.share()
        height = self._prose.page.height
        if high - low >= 1:
            return " " * height
        size = max(1, round(height * (high - low)))
        start = min(height - size, round((height - size) * low / max(1e-9, 1 - (high - low))))
        return ("│" * start + "┃" * size).ljust(height, "│")
