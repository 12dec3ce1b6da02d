"""The matrix of claims and sources: a row for each claim, a glyph for each source."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import var

from factcheck.case.case import Case
from factcheck.case.records import Source, Stance
from factcheck.evidence import comparison
from factcheck.evidence.matrix import MatrixRow, SourceState, state_by_stances
from factcheck.tui.render.matrix import MatrixColumns, matrix_line
from factcheck.tui.widgets.line_list import LineList

KEPT = 100_000
"""Cached states of cells whose figures were compared; the cache is cleared when it is full."""


class MatrixList(LineList[str]):
    """The ids of claims, each on one line."""

    lasting_cursor = False

    column: var[int] = var(-1)
    """The index of the source under the cursor; -1 on the claims."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Show no claims yet."""
        super().__init__(id=id)
        self._case = Case()
        self._states: dict[tuple[str, str], SourceState] = {}
        self._changes = 0  # of the case when the states were worked out
        self._shared: MatrixColumns | None = None
        self.sources: Sequence[Source] = ()

    def show_matrix(self, case: Case, sources: Sequence[Source], ids: Sequence[str], cursor: int) -> None:
        """Show claims of a case by `sources`, with the cursor on one of them."""
        if case is not self._case or any(each.table != "verdicts" for each in case.history.after(self._changes)):
            self._states.clear()
        self._case, self.sources, self._shared = case, sources, None
        self._changes = len(case.history)
        self.set_reactive(MatrixList.column, min(self.column, len(sources) - 1))
        self.show(ids, cursor)

    @property
    def columns(self) -> MatrixColumns:
        """The widths of the columns and which sources are visible."""
        return self._columns(max(1, self.size.width - 1))

    def _columns(self, width: int) -> MatrixColumns:
        if self._shared is None or self._shared.width != width:
            self._shared = MatrixColumns.of(self.sources, width)
        self._shared = self._shared.showing(self.column)
        return self._shared

    @property
    def source(self) -> Source | None:
        """The source under the cursor; None if the cursor is on the claims."""
        return self.sources[self.column] if 0 <= self.column < len(self.sources) else None

    def state(self, claim_id: str, source_id: str) -> SourceState:
        """Return the state of a source for a claim."""
        known = comparison.stances_by_source(self._case, claim_id)
        return self._state(claim_id, source_id, known[source_id]) if source_id in known else SourceState.NEITHER

    def _state(self, claim_id: str, source_id: str, known: set[Stance]) -> SourceState:
        state = self._states.get((claim_id, source_id))
        if state is None:
            if len(self._states) >= KEPT:
                self._states.clear()
            state = comparison.source_state(self._case, claim_id, source_id, known)
            self._states[claim_id, source_id] = state
        return state

    def disputed(self, claim_id: str, *, figures: bool) -> float:
        """Return how disputed a claim is; `figures` compares figures, else only cached comparisons count."""
        known = comparison.stances_by_source(self._case, claim_id)
        if len(known) < 2 and not figures:  # noqa: PLR2004
            return 0.0
        neither, states = SourceState.NEITHER, []
        for key, of_source in known.items():
            found = state_by_stances(of_source) or (self._state(claim_id, key, of_source) if figures else None)
            states.append(found or self._states.get((claim_id, key), neither))
        return MatrixRow("", tuple(states)).disputed

    def lines(self, item: str, width: int) -> list[Content]:
        """Return the one line of a claim."""
        columns = self._columns(width)
        known = comparison.stances_by_source(self._case, item)
        seen = self.sources[columns.first : columns.last]
        states = [
            self._state(item, source.id, known[source.id]) if source.id in known else SourceState.NEITHER
            for source in seen
        ]
        return [matrix_line(self._case.claims[item], states, columns)]

    def empty_lines(self, width: int) -> list[Content]:
        """Return the line for an empty case."""
        return Content("No claims yet.").wrap(max(width, 1))

    def go_across(self, step: int) -> None:
        """Move the cursor by `step` sources; left of the first source are the claims."""
        column = max(-1, min(self.column + step, len(self.sources) - 1))
        if column != self.column:
            self._to_column(column)

    def _to_column(self, column: int) -> None:
        before, self.column = self.columns, column
        if self.columns == before:
            self.redraw_item(self.cursor)
        else:
            self.redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move the cursor to the mouse."""
        super().on_mouse_down(event)
        offset = event.get_content_offset(self)
        if offset is not None:
            self._to_column(self.columns.at(offset.x))

    def under_cursor(self, line: Content) -> Content:
        """Return a line of the current row with its cell highlighted."""
        line = super().under_cursor(line)
        if self.column < 0:
            return line
        columns = self.columns
        start = len(line.plain) - columns.from_end(self.column)
        return line.stylize("bold reverse", start, start + columns.cell)
