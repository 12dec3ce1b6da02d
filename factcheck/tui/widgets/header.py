"""The line at the top of the workbench: the case, its progress, and what is left to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
from factcheck.tui.render.notes import NOTE
from factcheck.tui.render.records import LABEL_STYLES, MUTED, progress_bar, quote_counts, quotes_in_short

_BAR, _SHORT_BAR, _ROOMY = 20, 8, 100
_HELD = "bold reverse $text-warning"


class Header(Widget):
    """The title of the case, progress, labels given, results of the quote checks, open notes, and the checker.

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
        self._labels = Content()

    def show(
        self, case: Case, checker: str, read_only: str, labels: Mapping[str | None, int] = MappingProxyType({})
    ) -> None:
        """Show the title and the progress of `case`, and how many claims have each label, by its id, where known.

        `read_only` is why the case cannot be changed, or empty.
        """
        self._case, self._checker, self._held, self._reading = case, checker, read_only, ""
        self._labels = _label_counts(case.scale, labels)
        self.refresh()

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
        bar = progress_bar(progress(self._case), _BAR if roomy else _SHORT_BAR)
        parts = [bar, self._labels, _asking(quotes, "is:misquoted")]
        if notes := self._case.index.open_entries:
            parts.append(_asking(Content.styled(f"{NOTE} {notes}", "bold $text-warning"), "has:note is:open"))
        room = width - right.cell_length - 2
        title = visible_line(self._case.title)
        shown = Content.styled(title, "bold").truncate(max(min(cell_len(title), room // 3), 1), ellipsis=True)
        for part in parts:
            if part and shown.cell_length + 3 + part.cell_length <= room:
                shown = Content.assemble(shown, "   ", part)
        return Content.assemble(shown.pad_right(max(width - right.cell_length - shown.cell_length, 1)), right)

    def on_click(self, event: events.Click) -> None:
        """Ask for the claims that the count under the mouse counts."""
        if words := event.style.meta.get("filter"):
            self.post_message(self.Chosen(str(words)))

    def _right(self, roomy: bool) -> Content:
        if not self._held:
            return Content.styled(visible_line(self._checker), MUTED)
        why = f" read-only: {visible_line(self._held)} " if roomy else " read-only "
        return Content.styled(why, _HELD).truncate(max(self.content_size.width // 3, 12), ellipsis=True)


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
