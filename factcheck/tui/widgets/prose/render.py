"""Render the visible rows of a text: selection, marks, hits, margin and scroll bar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from factcheck.case.records import Stance
from factcheck.quotes import Span
from factcheck.tui.render.records import STANCE_GLYPHS, STANCE_STYLES
from factcheck.tui.state.text_search import TextSearch
from factcheck.tui.widgets.prose.glyphs import is_plain, signs
from factcheck.tui.widgets.prose.layout import ProsePage
from factcheck.tui.widgets.prose.spans import Mark, Marks, TextSelection
from factcheck.tui.widgets.scrolling import strip_of

BLANK = " \t\n\u3000"
"""Characters that are not drawn at the end of a row."""


class Tint(NamedTuple):
    """A style for a span of a text; later ones override earlier ones."""

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


def _is_ansi(style: Style) -> bool:
    """Tell whether a style has the colours of the terminal, which may be none."""
    return style.background is not None and style.background.ansi is not None


MARGIN = 3
"""Cells before the text: the bar of the selection, the glyph of a stance, a blank."""


class ProseView(Protocol):
    """What `ProsePicture` draws: a page of a text, and what is highlighted on it."""

    page: ProsePage
    marks: Marks
    own: frozenset[str]
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

    def __init__(self, prose: ProseView, width: int) -> None:
        """Draw `prose` in `width` cells."""
        self._prose = prose
        self._width = width
        self._pad = " " * (self.indent(prose, width) - MARGIN)
        self._seen = prose.page.span()
        self._base = prose.visual_style
        self._marks = prose.marks.within(*self._seen)
        self._tints = self._all_tints()

    @staticmethod
    def indent(prose: ProseView, width: int) -> int:
        """Return how many cells stand before the text in a pane of `width`: it is centred."""
        return MARGIN + max(0, (width - 1 - MARGIN - prose.page.layout.width) // 2)

    def strips(self) -> list[Strip]:
        """Return the rows."""
        page, base = self._prose.page, self._base
        thumb = self._prose.get_visual_style("prose--thumb").rich_style
        bar, strips = self._scroll_bar(), list[Strip]()
        for place, glyph in zip(page.places(), bar, strict=False):
            span = page.layout.span(place)
            line = Content.assemble(self._pad, *self._margin(span), self._row(span))
            strips.append(strip_of(line, self._width - 1, base, Segment(glyph, thumb)))
        return strips

    def _row(self, span: Span) -> Content:
        tints = [tint for tint in self._tints if tint.start < span[1] and span[0] < tint.end]
        return row_content(self._prose.text, span, tints)

    def _margin(self, span: Span) -> list[Content]:
        if not self._prose.text[slice(*span)].strip():
            return [Content(" " * MARGIN)]
        start, end = self._prose.selection.span
        cursor = "▌" if start < span[1] and span[0] < end else " "
        marks = [mark for mark in self._marks if mark.start < span[1] and span[0] < mark.end]
        mark = min(marks, key=self._rank, default=None)
        if mark is None:
            glyph = Content("  ")
        else:
            strong = " bold" * self._is_own(mark) + " bold reverse" * self._is_current(mark)
            style = f"{STANCE_STYLES[self._stance(mark)]}{strong}"
            glyph = Content.assemble((STANCE_GLYPHS[self._stance(mark)], style), " ")
        return [Content.styled(cursor, self._prose.get_visual_style("prose--cursor")), glyph]

    def _all_tints(self) -> list[Tint]:
        """Return the styles of all that is seen, the strongest last."""
        prose = self._prose
        chosen = "prose--selection" if prose.selection.altered else "prose--sentence"
        tints = [Tint(*prose.selection.span, prose.get_visual_style(chosen))]
        for mark in sorted(self._marks, key=self._rank, reverse=True):
            own = " underline" * self._is_own(mark)
            strong = " bold" * self._is_current(mark)
            tints.append(Tint(*mark.span, f"{STANCE_STYLES[self._stance(mark)]}{own}{strong}"))
        if prose.search is not None:
            tints += [Tint(*hit, prose.get_visual_style("prose--hit")) for hit in prose.search.within(*self._seen)]
        if prose.hit is not None:
            here = prose.get_visual_style("prose--here")
            tints.append(Tint(*prose.hit, here + Style(reverse=True) if _is_ansi(here) else here))
        return tints

    def _rank(self, mark: Mark) -> tuple[bool, bool]:
        """Return an order of marks: the current one, those for the claim, the rest."""
        return not self._is_current(mark), not self._is_own(mark)

    def _is_own(self, mark: Mark) -> bool:
        return not self._prose.own.isdisjoint(mark.excerpts)

    def _is_current(self, mark: Mark) -> bool:
        return mark.whole == self._prose.selection.span

    def _stance(self, mark: Mark) -> Stance:
        own = (stance for excerpt, stance in mark.excerpts.items() if excerpt in self._prose.own)
        return next(own, next(iter(mark.excerpts.values())))

    def _scroll_bar(self) -> str:
        low, high = self._prose.page.share()
        height = self._prose.page.height
        if high - low >= 1:
            return " " * height
        size = max(1, round(height * (high - low)))
        start = min(height - size, round((height - size) * low / max(1e-9, 1 - (high - low))))
        return ("│" * start + "┃" * size).ljust(height, "│")
