"""The line at the top of the workbench: the case, its progress, and what is left to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from factcheck.case.case import Case
from factcheck.case.scale import Scale
from factcheck.case.statistics import progress
from factcheck.quotes import State
from factcheck.text import visible_line
from factcheck.tui.render.counts import progress_bar, quote_counts, quotes_in_short
from factcheck.tui.render.notes import NOTE
from factcheck.tui.render.styles import CONTESTED, DISAGREE, LABEL_STYLES, MUTED
from factcheck.tui.render.warnings import WARNING
from factcheck.tui.state.sharing import Sharing

_BAR, _SHORT_BAR, _ROOMY = 20, 8, 100
_GAP = 3
"""Cells between two parts of the line."""
_HELD = "bold reverse $text-warning"
_LOOK = "bold $text-warning"

_SIGNS = {"is:warned": WARNING, "is:disagreed": DISAGREE, "is:contested": CONTESTED, "is:open": NOTE}
"""The signs of what is left to look at, by the filter that lists it."""

_LEFT = (*_SIGNS, "is:misquoted")
_MOST_TELLING = (0, 1, 3, 2, 4)
"""The places of title, progress, what is left to look at, labels and quotes, the most telling first."""


class ClaimTotals(NamedTuple):
    """How many claims have each label, by its id, how many a warning, and on how many the checkers disagree.

    `contested` counts those that a merge left to be settled.
    """

    labels: Mapping[str | None, int] = MappingProxyType({})
    warned: int = 0
    disagreed: int = 0
    contested: int = 0


_NO_TOTALS = ClaimTotals()


class Header(Widget):
    """The title of the case, progress, labels given, what is left to look at, and the checker.

    A click on a count asks for the claims that it counts.
    """

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """A count was clicked; `words` is the filter for its claims."""

        words: str

    def __init__(self) -> None:
        """Show no case yet."""
        super().__init__()
        self.quotes: Counter[State] = Counter()
        """The number of quotes by the result of their check."""
        self._case: Case | None = None
        self._checker = self._held = self._reading = ""
        self._totals = _NO_TOTALS
        self._sharing: Sharing | None = None

    def show(self, case: Case, checker: str, read_only: str, totals: ClaimTotals = _NO_TOTALS) -> None:
        """Show the title and the progress of `case`, and the totals of its claims.

        `read_only` is why the case cannot be changed, or empty.
        """
        self._case, self._checker, self._held, self._reading = case, checker, read_only, ""
        self._totals = totals
        self.refresh()

    def show_totals(self, totals: ClaimTotals) -> None:
        """Show other totals, if they are others."""
        if totals != self._totals:
            self._totals = totals
            self.refresh()

    def show_sharing(self, sharing: Sharing | None) -> None:
        """Show how far the work is shared with the team; None for a case of one's own."""
        if sharing != self._sharing:
            self._sharing = sharing
            self.refresh()

    @property
    def left(self) -> list[str]:
        """The filters for what is left to look at, in the order in which it is shown; empty if nothing is left."""
        faults = sum(count for state, count in self.quotes.items() if state.is_mismatch)
        counts = {**self._to_look_at(), "is:misquoted": faults}
        return [words for words in _LEFT if counts[words]]

    def _to_look_at(self) -> dict[str, int]:
        notes = self._case.index.open_entries if self._case else 0
        totals = self._totals
        return {
            "is:warned": totals.warned,
            "is:disagreed": totals.disagreed,
            "is:contested": totals.contested,
            "is:open": notes,
        }

    def show_quotes(self, counts: Counter[State]) -> None:
        """Show the number of quotes by the result of their check."""
        self.quotes = counts
        self.refresh()

    def show_reading(self, share: float) -> None:
        """Show the share of the case that is loaded, 0 to 1."""
        self._reading = f"loading the case: {share:.0%}"
        self.refresh()

    def render(self) -> Content:
        """Draw the title at the left and the checker at the right; what is between is left out from the right."""
        width = self.content_size.width
        if self._case is None:
            return Content.styled(self._reading, "bold")
        roomy = width >= _ROOMY
        right = self._right(roomy)
        quotes = quote_counts(self.quotes) if roomy else quotes_in_short(self.quotes)
        counts = self._to_look_at().items()
        left = [_asking(Content.styled(f"{_SIGNS[words]} {count}", _LOOK), words) for words, count in counts if count]
        room = width - right.cell_length - 2
        name = visible_line(self._case.title)
        title = Content.styled(name, "bold").truncate(max(min(cell_len(name), room // 3), 1), ellipsis=True)
        labels = _label_counts(self._case.scale, self._totals.labels)
        done = self._progress(self._case, roomy, room - title.cell_length - _GAP)
        parts = _that_fit([title, done, labels, Content("  ").join(left), _asking(quotes, "is:misquoted")], room)
        shown = Content(" " * _GAP).join(parts)
        return Content.assemble(shown.pad_right(max(width - right.cell_length - shown.cell_length, 1)), right)

    def on_click(self, event: events.Click) -> None:
        """Ask for the claims that the count under the mouse counts."""
        if words := event.style.meta.get("filter"):
            self.post_message(self.Chosen(str(words)))

    def _progress(self, case: Case, roomy: bool, room: int) -> Content:
        """Return how many claims the checker has checked, with those that anyone has if that fits into `room` cells."""
        mine, anyone = progress(case, self._checker), progress(case)
        bar = progress_bar(mine, _BAR if roomy else _SHORT_BAR)
        both = Content.assemble(bar, (f" anyone {anyone.checked}", MUTED))
        return both if anyone.checked != mine.checked and both.cell_length <= room else bar

    def _right(self, roomy: bool) -> Content:
        if not self._held:
            return Content.assemble((visible_line(self._checker), MUTED), self._shared(roomy))
        why = f" read-only: {visible_line(self._held)} " if roomy else " read-only "
        return Content.styled(why, _HELD).truncate(max(self.content_size.width // 3, 12), ellipsis=True)

    def _shared(self, roomy: bool) -> Content:
        if self._sharing is None:
            return Content()
        words = f"{'saved · ' if roomy else ''}{self._sharing.words}"
        return Content.assemble((" · ", MUTED), (words, MUTED if self._sharing.is_complete else _LOOK))


def _that_fit(parts: Sequence[Content], room: int) -> list[Content]:
    """Return the parts that fit into `room` cells, in their order; the most telling are placed first."""
    fitting: set[int] = set()
    for place in _MOST_TELLING:
        width = parts[place].cell_length + _GAP * bool(fitting)
        if parts[place] and width <= room:
            fitting.add(place)
            room -= width
    return [part for place, part in enumerate(parts) if place in fitting]


def _asking(count: Content, words: str) -> Content:
    """Return a count of which a click asks for its claims by a filter."""
    return count.stylize(Style.from_meta({"filter": words})) if count else count


def _label_counts(scale: Scale, counts: Mapping[str | None, int]) -> Content:
    """Return how many claims have each label that was given, "✓12 ✗7"."""
    parts = [
        (f"{visible_line(label.glyph)}{counts[label.id]}", LABEL_STYLES[label.kind])
        for label in scale.labels
        if counts.get(label.id)
    ]
    return Content(" ").join(Content.assemble(part) for part in parts)
