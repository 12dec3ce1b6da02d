"""What is marked in a text: signs in the margin of its rows, and the styles of passages.

A `Marking` is asked once for each picture, for the part of the text that is seen. `QuoteMarking` marks what excerpts
quote.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple, Protocol

from textual.content import Content
from textual.style import Style

from factcheck.case.records import Stance
from factcheck.quotes import Span
from factcheck.tui.render.styles import STANCE_GLYPHS, STANCE_STYLES
from factcheck.tui.widgets.prose.spans import QuotedSpan, QuotedSpans, TextSelection


class Tint(NamedTuple):
    """A style for a span of a text; later ones override earlier ones."""

    start: int
    end: int
    style: str | Style


class MarkedPage(Protocol):
    """What is marked in the part of a text that is seen."""

    def signs(self, span: Span) -> Content:
        """Return what stands in the margin of a row, at most as wide as the margin."""

    def tints(self) -> list[Tint]:
        """Return the styles of what is seen, the strongest last."""


class Marking(Protocol):
    """What is marked in a text."""

    @property
    def margin(self) -> int:
        """Cells of the margin, the blank before the text included."""

    def page(self, seen: Span, selection: TextSelection) -> MarkedPage:
        """Return what is marked in the part `seen` of the text."""


class QuoteMarking:
    """Marks the passages that excerpts quote; `own` are the ids of the excerpts that are the reader's concern."""

    margin: ClassVar[int] = 2

    def __init__(self) -> None:
        """Mark nothing yet."""
        self.marks = QuotedSpans()
        self.own: frozenset[str] = frozenset()

    def page(self, seen: Span, selection: TextSelection) -> MarkedPage:
        """Return the marks in the part `seen` of the text."""
        return _QuotedPage(self.marks.within(*seen), self.own, selection)


class _QuotedPage:
    def __init__(self, marks: list[QuotedSpan], own: frozenset[str], selection: TextSelection) -> None:
        self._marks, self._own, self._selection = marks, own, selection

    def signs(self, span: Span) -> Content:
        """Return the sign of the stance of the foremost quotation on a row."""
        marks = [mark for mark in self._marks if mark.start < span[1] and span[0] < mark.end]
        mark = min(marks, key=self._rank, default=None)
        if mark is None:
            return Content()
        strong = " bold" * self._is_own(mark) + " bold reverse" * self._is_current(mark)
        return Content.styled(STANCE_GLYPHS[self._stance(mark)], f"{STANCE_STYLES[self._stance(mark)]}{strong}")

    def tints(self) -> list[Tint]:
        """Return the styles of the quotations, the current one last."""
        return [
            Tint(
                *mark.span,
                f"{STANCE_STYLES[self._stance(mark)]}{' underline' * self._is_own(mark)}"
                f"{' bold' * self._is_current(mark)}",
            )
            for mark in sorted(self._marks, key=self._rank, reverse=True)
        ]

    def _rank(self, mark: QuotedSpan) -> tuple[bool, bool]:
        """Return an order of marks: the current one, those for the claim, the rest."""
        return not self._is_current(mark), not self._is_own(mark)

    def _is_own(self, mark: QuotedSpan) -> bool:
        return not self._own.isdisjoint(mark.excerpts)

    def _is_current(self, mark: QuotedSpan) -> bool:
        return mark.whole == self._selection.span

    def _stance(self, mark: QuotedSpan) -> Stance:
        own = (stance for excerpt, stance in mark.excerpts.items() if excerpt in self._own)
        return next(own, next(iter(mark.excerpts.values())))
