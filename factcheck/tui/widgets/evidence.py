"""The excerpts of the highlighted claim, one pane for each stance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.evidence.assessment import Assessment
from factcheck.quotes import QuoteCheck
from factcheck.tui import keys
from factcheck.tui.render.excerpts import excerpt_lines
from factcheck.tui.render.records import MUTED, STANCE_NAMES, STANCE_STYLES
from factcheck.tui.widgets.line_list import LineList

QuoteCheckOf: TypeAlias = Callable[[Excerpt], QuoteCheck | None]
"""Returns the check of a quote; None if it is not known yet."""

AssessmentOf: TypeAlias = Callable[[Claim, Excerpt, Source], Assessment | None]
"""Returns the assessment of an excerpt for a claim; None if it is not known yet."""

_EMPTY = {
    Stance.SUPPORTS: "No excerpt supports this claim.",
    Stance.CONTRADICTS: "No excerpt contradicts this claim.",
    Stance.CONTEXT: "No excerpt gives context.",
}


class EvidencePane(LineList[Excerpt]):
    """The excerpts of one stance towards a claim."""

    BINDINGS: ClassVar[list[BindingType]] = [replace(key, show=True) for key in (keys.READ, *keys.STANCES)]
    lasting_cursor = False

    def __init__(self, stance: Stance, *, id: str | None = None) -> None:  # noqa: A002
        """Start empty, for excerpts with `stance`."""
        super().__init__(id=id)
        self._case = Case()
        self._claim: Claim | None = None
        self._known: QuoteCheckOf | None = None
        self._compared: AssessmentOf | None = None
        self.stance = stance

    def allow_focus(self) -> bool:
        """Return whether there are items, so that tab skips an empty list."""
        return bool(self.items)

    def lines(self, item: Excerpt, width: int) -> list[Content]:
        """Return the quote, its source, and what differs."""
        source = self._case.sources.get(item.source)
        if self._claim is None or source is None:
            return [Content()]  # removed meanwhile, on another screen
        standing = self._known(item) if self._known else None
        finding = self._compared(self._claim, item, source) if self._compared else None
        return excerpt_lines(self._claim, item, source, width, standing, self._source_ref, finding)

    def _source_ref(self, source_id: str) -> str:
        return self._case.sources[source_id].ref

    def empty_lines(self, width: int) -> list[Content]:
        """Return the line for an empty pane."""
        return Content.styled(_EMPTY[self.stance] if self._claim else "", MUTED).wrap(max(width, 1))

    def show_claim(
        self,
        case: Case,
        claim: Claim | None,
        excerpts: Sequence[Excerpt],
        known: QuoteCheckOf | None = None,
        compared: AssessmentOf | None = None,
    ) -> None:
        """Show the excerpts of a claim with this stance; the cursor stays on its excerpt if it is among them.

        `known` and `compared` return the quote check and the assessment of an excerpt, if known.
        """
        current, same = self.current, claim is not None and self._claim is not None and claim.id == self._claim.id
        self._case, self._claim, self._known, self._compared = case, claim, known, compared
        mine = [excerpt for excerpt in excerpts if excerpt.stance is self.stance]
        places = [excerpt.id for excerpt in mine]
        place = places.index(current.id) if same and current and current.id in places else 0
        self.show(mine, self.cursor if same and not place else place)


class Side(Container):
    """The pane of one stance in a border; Textual would render a border line by line."""

    def __init__(self, stance: Stance) -> None:
        """Start empty, for excerpts with `stance`."""
        super().__init__(id=f"side-{stance}")
        self.pane = EvidencePane(stance, id=stance.value)
        self._count: int | None = None

    def compose(self) -> ComposeResult:
        """Yield the pane."""
        yield self.pane

    def show_claim(
        self,
        case: Case,
        claim: Claim | None,
        excerpts: Sequence[Excerpt],
        known: QuoteCheckOf | None = None,
        compared: AssessmentOf | None = None,
    ) -> None:
        """Show the excerpts of a claim with this stance, and their number."""
        self.pane.show_claim(case, claim, excerpts, known, compared)
        count, stance = len(self.pane.items), self.pane.stance
        if count != self._count:
            self._count = count
            self.set_class(not count, "-empty")
            title = (f"{STANCE_NAMES[stance]} ", f"bold {STANCE_STYLES[stance]}")
            self.border_title = Content.assemble(title, str(count))


class Sides:
    """The three sides of the evidence, and which excerpt is selected in them."""

    def __init__(self) -> None:
        """Make the widgets; a screen composes them."""
        self.supports = Side(Stance.SUPPORTS)
        self.contradicts = Side(Stance.CONTRADICTS)
        self.context = Side(Stance.CONTEXT)

    def __iter__(self) -> Iterator[Side]:
        """Iterate over the sides: supports, contradicts, context."""
        return iter((self.supports, self.contradicts, self.context))

    @property
    def focused(self) -> EvidencePane | None:
        """The focused pane, or None."""
        return next((side.pane for side in self if side.pane.has_focus), None)

    @property
    def selected(self) -> Excerpt | None:
        """The excerpt under the cursor of the focused pane, or None."""
        return self.focused.current if self.focused else None

    @property
    def first(self) -> Excerpt | None:
        """The first excerpt that is selected in any pane."""
        return next((side.pane.current for side in self if side.pane.current), None)

    def select(self, excerpt_id: str) -> None:
        """Focus the pane with an excerpt, and select the excerpt in it, if it is shown."""
        for side in self:
            ids = [excerpt.id for excerpt in side.pane.items]
            if excerpt_id in ids:
                side.pane.focus()
                side.pane.move_to(ids.index(excerpt_id))
