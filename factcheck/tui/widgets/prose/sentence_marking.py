"""Marking the sentences of a draft: signs of their states in the margin, and what nobody looked at underlined."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from factcheck.quotes import Span
from factcheck.tui.render.draft import OPEN_PART, signs, style
from factcheck.tui.state.draft_view import DraftView
from factcheck.tui.widgets.prose.marking import MarkedPage, Tint
from factcheck.tui.widgets.prose.spans import TextSelection

_MORE = "+"


class SentenceMarking:
    """Marks the sentences of `view`; nothing before there is one."""

    margin: ClassVar[int] = 4

    def __init__(self) -> None:
        """Mark nothing yet."""
        self.view: DraftView | None = None

    def page(self, seen: Span, selection: TextSelection) -> MarkedPage:
        """Return the sentences in the part `seen` of the text."""
        del selection
        return _Page(self.view, seen, self.margin - 1)


class _Page:
    def __init__(self, view: DraftView | None, seen: Span, room: int) -> None:
        self._view, self._seen, self._room = view, seen, room
        self._case = view.text.open_case.case if view else None
        self._sentences = view.within(seen) if view else ()

    def signs(self, span: Span) -> Content:
        """Return the signs of the sentences that begin on a row; "+" for those for which there is no room."""
        if self._case is None:
            return Content()
        here = (each for each in self._sentences if span[0] <= each.unit.begin < span[1])
        found = Content("").join(signs(self._case, each) for each in here)
        if found.cell_length <= self._room:
            return found
        return Content.assemble(found.truncate(self._room - 1), _MORE)

    def tints(self) -> list[Tint]:
        """Return the styles of the sentences, and the lines under what nobody looked at."""
        if self._case is None or self._view is None:
            return []
        tints = [Tint(each.unit.start, each.unit.end, style(self._case, each)) for each in self._sentences]
        first = min((each.unit.start for each in self._sentences), default=0)
        parts = self._view.open_within((first, self._seen[1]))
        return [*(tint for tint in tints if tint.style), *(Tint(part.start, part.end, OPEN_PART) for part in parts)]
