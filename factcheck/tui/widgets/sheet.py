"""The sheet: all that belongs to the selected claim in one list of drawn lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from textual.content import Content
from textual.reactive import var
from textual.strip import Strip
from textual.style import Style

from factcheck.case.case import Case
from factcheck.case.evidence_sets import set_words
from factcheck.case.origins import chain_words
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.quotes import QuoteCheck
from factcheck.tui.render.excerpts import excerpt_lines
from factcheck.tui.render.sheet import Item, Section, SheetExcerpts, SheetPassage, Unfiled, sheet_items
from factcheck.tui.render.styles import MUTED
from factcheck.tui.render.unfiled import unfiled_lines
from factcheck.tui.widgets.panes import PaneList
from factcheck.tui.widgets.scrolling import strip_of

if TYPE_CHECKING:
    from factcheck.evidence.assessment import Assessment
    from factcheck.workspace.search import Hit

QuoteCheckOf: TypeAlias = Callable[[Excerpt], QuoteCheck | None]
"""Returns the check of a quote; None if it is not known yet."""

AssessmentOf: TypeAlias = "Callable[[Claim, Excerpt, Source], Assessment | None]"
"""Returns the assessment of an excerpt for a claim; None if it is not known yet."""


class SheetView(NamedTuple):
    """What the sheet shows of a claim. `head` is its text with verdicts, warnings and values."""

    case: Case
    claim: Claim
    head: Content
    excerpts: Sequence[Excerpt]
    checked: QuoteCheckOf
    assessed: AssessmentOf
    passages: Sequence[Hit] = ()
    keys: str = ""
    """The keys that file a passage."""


class Sheet(PaneList[Item]):
    """The claim and its excerpts; the cursor goes from the claim over the excerpts and passes by the headings."""

    lasting_cursor = False
    item_keys = True

    column: var[int] = var(0)
    """The selected column where two excerpts stand beside each other."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Show no claim yet."""
        super().__init__(id=id)
        self.arrangement = ""
        """How the settings want both sides: "columns", "stacked", or empty for columns where there is room."""
        self.hint = Content.styled("No claim is selected.", MUTED)
        """What is shown while there is no claim."""
        self._view: SheetView | None = None
        self._columns: dict[tuple[int, int], list[list[Content]]] = {}

    # What is selected

    @property
    def claim(self) -> Claim | None:
        """The claim that is shown."""
        return self._view.claim if self._view else None

    @property
    def excerpt(self) -> Excerpt | None:
        """The excerpt under the cursor."""
        item = self.current
        if not isinstance(item, SheetExcerpts):
            return None
        return item.excerpts[min(self.column, len(item.excerpts) - 1)] or item.excerpts[0] or item.excerpts[-1]

    @property
    def passage(self) -> Hit | None:
        """The passage that keys act upon: one that is not filed yet, under the cursor."""
        return self.current.found if self.has_keys and isinstance(self.current, SheetPassage) else None

    @property
    def first_passage(self) -> Hit | None:
        """The first passage that is shown and not filed yet."""
        return next((item.found for item in self.items if isinstance(item, SheetPassage)), None)

    @property
    def selected(self) -> Excerpt | None:
        """The excerpt that keys act upon: the one under the cursor while keys act on the sheet."""
        return self.excerpt if self.has_keys else None

    @property
    def first(self) -> Excerpt | None:
        """The excerpt under the cursor, else the first one."""
        return self.excerpt or next((excerpt for _, _, excerpt in _places(self.items)), None)

    @property
    def stance(self) -> Stance | None:
        """The stance of the selected excerpt."""
        return self.selected.stance if self.selected else None

    def select(self, excerpt_id: str) -> None:
        """Go to the sheet with the cursor on an excerpt, if it is shown."""
        for place, column, excerpt in _places(self.items):
            if excerpt.id == excerpt_id:
                super().enter()
                self.column = column
                self.move_to(place)

    # Showing

    def show_claim(self, view: SheetView | None, *, in_place: bool = False) -> None:
        """Show a claim; the cursor stays on its excerpt, or at its place, if the claim is the same.

        With `in_place` what is seen of the same claim stays where it is, though the cursor may not be in view.
        """
        current, before = self.excerpt, self._view
        self._view = view
        self._columns.clear()
        if view is None:
            self.show([])
            return
        items = sheet_items(view.excerpts, self.size.width - 1, self.arrangement, view.passages, view.keys)
        if before is None or before.claim.id != view.claim.id:
            self.column = 0
            self._window.to_first()
            self.show(items)
            return
        place, self.column = self._place_of(items, current)
        if in_place:
            self.show_in_place(items, place)
        else:
            self.show(items, place)

    def _place_of(self, items: Sequence[Item], current: Excerpt | None) -> tuple[int, int]:
        """Return the item and the column of the current excerpt; if it is gone, of the one that is nearest to it."""
        places = _places(items)
        if isinstance(self.current, SheetPassage):
            same_passage = items.index(self.current) if self.current in items else self.cursor
            return self._passing(same_passage, -1, items), 0
        if current is None or not places:
            return 0, 0
        same = (place for place in places if place[2].id == current.id)
        place, column, _ = next(same, min(places, key=lambda place: (abs(place[0] - self.cursor), -place[0])))
        return place, column

    def on_resize(self) -> None:
        """Lay out for the new width, in one column or two."""
        self.show_claim(self._view)

    @property
    def can_enter(self) -> bool:
        """Whether there is anything to select or to scroll, so that tab skips the sheet otherwise."""
        return len(_stops(self.items)) > 0 or (bool(self.items) and len(self.laid_out(0)) > self.size.height > 0)

    def lines(self, item: Item, width: int) -> list[Content]:
        """Return the lines of the claim, of a heading or of an entry."""
        view = self._view
        if view is None:
            return [Content()]
        if isinstance(item, Section | Unfiled):
            return [item.line(width)]
        if isinstance(item, SheetPassage):
            source = view.case.sources.get(item.found.source_id)
            return unfiled_lines(item.found, source, width) if source else [Content(" ")]
        if not isinstance(item, SheetExcerpts):
            return [Content.assemble(" ", line) for line in view.head.wrap(max(width - 2, 1))]
        if len(item.excerpts) == 1:
            return self._excerpt_lines(item.excerpts[0], width)
        columns = [self._excerpt_lines(excerpt, self._share(width)) for excerpt in item.excerpts]
        self._columns[self.items.index(item), width] = columns
        return [Content()] * max(map(len, columns))

    def draw_line(self, index: int, row: int, width: int, base: Style, cursor: Style | None) -> Strip:
        """Draw one line of an item; of two excerpts beside each other only the selected one has the cursor."""
        self.laid_out(index)
        columns = self._columns.get((index, width))
        if columns is None:
            return super().draw_line(index, row, width, base, cursor)
        share = self._share(width)
        item = self.items[index]
        chosen = (
            item.excerpts.index(self.excerpt) if cursor and self.excerpt and isinstance(item, SheetExcerpts) else -1
        )
        strips = []
        for column, lines in enumerate(columns):
            line = lines[row] if row < len(lines) else Content(" ")
            if cursor is not None and column == chosen:
                strips.append(strip_of(self.under_cursor(line), share, cursor))
            else:
                strips.append(strip_of(line, share, base))
        return Strip.join(strips).extend_cell_length(width, base.rich_style)

    def empty_lines(self, width: int) -> list[Content]:
        """Return the lines that are shown while there is no claim."""
        return [Content.assemble(" ", line) for line in self.hint.wrap(max(width - 1, 1))]

    @staticmethod
    def _share(width: int) -> int:
        return width // 2

    def _excerpt_lines(self, excerpt: Excerpt | None, width: int) -> list[Content]:
        view = self._view
        source = view.case.sources.get(excerpt.source) if view and excerpt else None
        if view is None or excerpt is None or source is None:
            return [Content(" ")]  # nothing beside the other column, or removed meanwhile on another screen
        assessed = view.assessed(view.claim, excerpt, source)
        beside = (set_words(view.case, excerpt), chain_words(view.case, source.id))
        return excerpt_lines(
            *(view.claim, excerpt, source, width, view.checked(excerpt)),
            *(lambda key: view.case.sources[key].ref, assessed, beside),
        )

    # Moving

    def move_to(self, index: int) -> None:
        """Move the cursor to an item, past a heading."""
        super().move_to(self._passing(index, 1 if index >= self.cursor else -1, self.items))

    def enter(self) -> None:
        """Go to the sheet; where the cursor is on no excerpt or passage, go to the first one."""
        places, stops = _places(self.items), _stops(self.items)
        if self.current is not None and self.cursor not in stops and stops:
            self.column = places[0][1] if places else 0
            self.move_to(stops[0])
        super().enter()

    def move_column(self, step: int) -> None:
        """Select the excerpt in the column beside."""
        item = self.current
        if isinstance(item, SheetExcerpts) and len(item.excerpts) > 1:
            column = max(0, min(self.column + step, len(item.excerpts) - 1))
            if item.excerpts[column] is not None:
                self.column = column
                self.redraw_item(self.cursor)

    def _passing(self, index: int, step: int, items: Sequence[Item]) -> int:
        """Return the index of the next item from `index` on that is no heading; the current one if there is none."""
        index = max(0, min(index, len(items) - 1))
        while 0 <= index < len(items) and isinstance(items[index], Section | Unfiled):
            index += step
        return index if 0 <= index < len(items) else min(self.cursor, len(items) - 1)


def _stops(items: Sequence[Item]) -> list[int]:
    """Return the index of every excerpt and passage."""
    return [place for place, item in enumerate(items) if isinstance(item, SheetExcerpts | SheetPassage)]


def _places(items: Sequence[Item]) -> list[tuple[int, int, Excerpt]]:
    """Return every excerpt with the index of its item and its column."""
    return [
        (place, column, excerpt)
        for place, item in enumerate(items)
        if isinstance(item, SheetExcerpts)
        for column, excerpt in enumerate(item.excerpts)
        if excerpt is not None
    ]
