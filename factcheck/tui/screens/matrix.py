"""The matrix: claims by sources, with what each source gives for the figures of the claim under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from time import sleep
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from factcheck.case.origins import chain_words
from factcheck.case.records import Claim, Excerpt
from factcheck.evidence import comparison
from factcheck.evidence.matrix import FigureValues, SourceState
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.controllers.verdicts import Verdicts
from factcheck.tui.render.matrix import LEGEND, cell_words, matrix_head, values_lines
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.matrix_list import MatrixList

REST = 0.1
"""Seconds on one claim after which its figures are compared."""

COMPARED_AT_MOST = 50
"""Excerpts of a claim whose figures are compared."""

COMPARED_FOR_ORDER = 500
"""Claims of a case whose figures are all compared to put them in order; of more, those that were seen."""

SLICE, BREATH = 20, 0.002
"""Claims that are looked at in one go, and the seconds that others have the processor then."""


class MatrixScreen(CaseScreen[Destination]):
    """Claims by sources. Returns the claim or the excerpt to go to."""

    AUTO_FOCUS = "#matrix"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["matrix"].bindings]

    heading = query_one("#columns", Static)
    rows = query_one("#matrix", MatrixList)
    cell = query_one("#cell", Static)

    @dataclass
    class Ordered(Message):
        """The claims in another order, as far as `done` of `of` were looked at; all of them where `ids` are there."""

        done: int
        of: int
        ids: list[str] | None = None

    def __init__(self, session: Session, claim_id: str = "") -> None:
        """Begin at the claim with the id `claim_id`."""
        super().__init__(session)
        self.changes = Changes(self)
        self.verdicts = Verdicts(self, self.changes, lambda: None)
        self.reading = SourceReading(self, self.changes, lambda excerpt: self.leave(Destination(excerpt=excerpt)))
        self._begin_at = claim_id
        self._by_dispute = False
        self._soon: Timer | None = None
        self._values: list[FigureValues] | None = None

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            **self.verdicts.commands,
            "matrix.right": lambda: self.rows.go_across(1),
            "matrix.left": lambda: self.rows.go_across(-1),
            "excerpt.read": self._read_cell,
            "claims.order": self._change_order,
            "pane.back": self._back,
        }

    def enables(self, name: str) -> bool:
        """Tell whether a key works now: a digit needs a label of the scale."""
        return self.ready and self.session.enables(name)

    def compose(self) -> ComposeResult:
        """Build the rows with their head, and what is said of the cell below them."""
        with Vertical(id="matrix-panel") as panel:
            panel.border_title = "Claims by sources"
            yield Static(id="columns")
            yield MatrixList(id="matrix")
        yield Static(id="cell")
        yield Static(LEGEND, id="legend")
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Show the rows."""
        super().begin()
        for place in ("cursor", "column"):
            self.watch(self.rows, place, self._show_place, init=False)
        self.show_case(self._begin_at)
        hints = [("← →", "sources"), (self.key("excerpt.read"), "read the excerpt, or go to the claim")]
        self.status_line.say_keys([*hints, (self.key("claims.order"), "most disputed first")])

    @property
    def claim(self) -> Claim | None:
        """The claim under the cursor."""
        key = self.rows.current
        return None if key is None else self.workspace.case.claims.get(key)

    def show_case(self, wanted: str | None = None) -> None:
        """Show the rows as the case is now, in the order of the case, or as last listed and new claims last."""
        case, wanted = self.workspace.case, wanted or self.rows.current
        ids = case.index.order()
        if self._by_dispute:
            listed = [key for key in self.rows.items if key in case.claims]
            ids = [*listed, *sorted(set(ids).difference(listed), key=ids.index)]
        place = ids.index(wanted) if wanted in case.claims and wanted is not None else self.rows.cursor
        sources = comparison.sorted_sources(
            source for key, source in case.sources.items() if key not in case.index.drafts
        )
        self.rows.show_matrix(case, sources, ids, place)
        self._show_place()

    def on_resize(self) -> None:
        """Draw the head for the new width."""
        if self.ready and self.is_mounted:
            self.call_after_refresh(self._show_place)

    # What is under the cursor

    def _show_place(self) -> None:
        """Show the head at once, and what the sources give soon."""
        self.heading.update(matrix_head(self.rows.sources, self.rows.columns, self.rows.column), layout=False)
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(REST, self._compare)
        self.show_labels()
        self._say(None)

    def _compare(self) -> None:
        claim, source = self.claim, self.rows.source
        if claim is None:
            return
        self._values = comparison.figure_values(self.workspace.case, claim, COMPARED_AT_MOST)
        self._say(self._values)
        if source and not self._excerpts_of_cell() and self.workspace.quote_checks.has_texts:
            self._find_passage(claim.id, source.id)

    @work(thread=True, group="passage", exclusive=True, exit_on_error=False)
    def _find_passage(self, claim_id: str, source_id: str) -> None:
        """Find the passage of a source that may become the excerpt of an empty cell."""
        worker, search = get_current_worker(), self.workspace.search
        if not search.prepare_if_quick() or worker.is_cancelled:
            return
        passages = (each for each in search.suggest(claim_id, 1) if each.source_id == source_id)
        if (found := next(passages, None)) is not None and not worker.is_cancelled:
            self.app.call_from_thread(self._show_passage, claim_id, source_id, found.text)

    def _show_passage(self, claim_id: str, source_id: str, passage: str) -> None:
        claim, source = self.claim, self.rows.source
        if claim is not None and source is not None and (claim.id, source.id) == (claim_id, source_id):
            self._say(self._values, passage)

    def _say(self, found: list[FigureValues] | None, passage: str = "") -> None:
        """Show the claim under the cursor, its cell, and what the sources give for its figures once that is found.

        `passage` may become the excerpt of an empty cell.
        """
        claim, source = self.claim, self.rows.source
        if claim is None:
            self.cell.update(Content())
            return
        of_cell = self._excerpts_of_cell()
        state = self.rows.state(claim.id, source.id) if source else SourceState.NEITHER
        lines = [
            Content.assemble((f" {visible_line(claim.ref)} ", "bold reverse"), " ", (visible_line(claim.text), "bold")),
            *values_lines(found),
            *(
                [cell_words(source, state, of_cell, passage, chain_words(self.workspace.case, source.id))]
                if source
                else []
            ),
        ]
        self.cell.update(Content("\n").join(lines), layout=False)

    # Going on

    def _read_cell(self) -> None:
        """Read the first excerpt of the cell; from a claim, or from a cell without one, go to the claim."""
        claim, excerpts = self.claim, self._excerpts_of_cell()
        if claim is None:
            return
        if not excerpts:
            self.leave(Destination(claim.id))
        else:
            source = self.workspace.case.sources[excerpts[0].source]
            self.reading.read(source, excerpts[0])

    def _excerpts_of_cell(self) -> list[Excerpt]:
        claim, source = self.claim, self.rows.source
        if claim is None or source is None:
            return []
        return [excerpt for excerpt in self.workspace.case.excerpts_of(claim.id) if excerpt.source == source.id]

    def _back(self) -> None:
        """Stop ordering; else go back to the claims."""
        if self.cancel_workers("order"):
            self.status_line.say(Content.styled(" Stopped: the order is unchanged.", MUTED))
        else:
            self.leave(Destination())

    # Ordering

    def _change_order(self) -> None:
        """Put the most disputed claims first; then the order of the case again."""
        self._by_dispute = not self._by_dispute
        if self._by_dispute:
            self._order()
        else:
            self.cancel_workers("order")
            self._listed(self.workspace.case.index.order(), "as in the case")

    @work(thread=True, group="order", exclusive=True, exit_on_error=False)
    def _order(self) -> None:
        worker, ids = get_current_worker(), list(self.workspace.case.index.order())
        figures = len(ids) <= COMPARED_FOR_ORDER
        step = SLICE if figures else SLICE * 50
        ranks: dict[str, float] = {}
        left: Iterator[str] = iter(ids)
        while some := list(islice(left, step)):
            if worker.is_cancelled:
                return
            ranks |= {key: -self.rows.disputed(key, figures=figures) for key in some}
            self.post_message(self.Ordered(len(ranks), len(ids)))
            sleep(BREATH)
        ids.sort(key=ranks.__getitem__)
        if not worker.is_cancelled:
            self.post_message(self.Ordered(len(ids), len(ids), ids))

    @on(Ordered)
    def _ordered(self, event: Ordered) -> None:
        if not self._by_dispute:
            return
        if event.ids is None:
            words = f" comparing {event.done} of {event.of} claims · {self.key('pane.back')} stops"
            self.status_line.say(Content.styled(words, MUTED))
        else:
            some = "" if event.of <= COMPARED_FOR_ORDER else ", by what is filed"
            self._listed(event.ids, f"most disputed first{some}")

    def _listed(self, ids: list[str], how: str) -> None:
        """List the claims in an order, beginning with its first."""
        self.rows.show_matrix(self.workspace.case, self.rows.sources, ids, 0)
        self.status_line.say(Content.styled(f" {how}", MUTED))
        self._show_place()
