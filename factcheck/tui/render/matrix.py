"""The matrix as lines: a claim with a symbol for each source, the header, and a cell in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content, Span

from factcheck.case.records import Claim, Excerpt, Source
from factcheck.evidence import Relation
from factcheck.evidence.matrix import FigureValues, SourceState
from factcheck.text import quoted, visible_line
from factcheck.tui.render.styles import MUTED

GLYPHS = {
    SourceState.SUPPORTS: "✓",
    SourceState.CONTRADICTS: "✗",
    SourceState.BOTH: "◐",
    SourceState.DIFFERS: "≠",
    SourceState.NEITHER: "·",
}
STATE_STYLES = {
    SourceState.SUPPORTS: "$text-success",
    SourceState.CONTRADICTS: "$text-error",
    SourceState.BOTH: "$text-warning",
    SourceState.DIFFERS: "bold $text-warning",
    SourceState.NEITHER: MUTED,
}
_SHARE = 3
_LEAST, _NARROWEST, _WIDEST = 14, 4, 9
_REF = 6
_LOUD = {Relation.DIFFERS, Relation.UNEQUAL}

LEGEND = Content(" ").join(
    Content.assemble((f" {glyph} ", STATE_STYLES[state]), (state.value, MUTED)) for state, glyph in GLYPHS.items()
)
"""What the glyphs mean, in one line."""


@dataclass(frozen=True, slots=True)
class MatrixColumns:
    """The column widths: `claim` cells for the claims, then `cell` for each source from `first` to `last`."""

    width: int
    claim: int
    cell: int
    first: int
    last: int
    count: int

    @classmethod
    def of(cls, sources: Sequence[Source], width: int) -> MatrixColumns:
        """Divide `width` cells between claims and sources; the claims get at least a third."""
        longest = max((len(visible_line(source.ref)) for source in sources), default=1)
        count, least = len(sources), max(_NARROWEST, min(longest + 1, _WIDEST))
        room = max(width - max(width // _SHARE, _LEAST), least)
        seen = min(count, room // least)
        cell = min(max(least, room // max(seen, 1)), _WIDEST) if seen == count else least
        return cls(width, max(width - cell * seen, 1), cell, 0, seen, count)

    def showing(self, column: int) -> MatrixColumns:
        """Return the columns scrolled so that `column` is visible."""
        seen = self.last - self.first
        first = self.first
        if 0 <= column < first:
            first = column
        elif column >= self.last:
            first = column - seen + 1
        return replace(self, first=first, last=first + seen)

    def from_end(self, column: int) -> int:
        """Return the distance of a column's cell from the end of a line."""
        return (self.last - column) * self.cell

    def at(self, x: int) -> int:
        """Return the column at the x position; -1 for the claims."""
        return -1 if x < self.claim else min(self.first + (x - self.claim) // self.cell, self.last - 1)


def matrix_line(claim: Claim, states: Iterable[SourceState], columns: MatrixColumns) -> Content:
    """Return a claim with the symbols of its sources; `states` are those of the visible columns."""
    head = Content.assemble((f" {visible_line(claim.ref):<{_REF - 1}}", MUTED), visible_line(claim.text))
    head = head.truncate(max(columns.claim - 1, 1), ellipsis=True, pad=True)
    shown, cell, start = list(states), columns.cell, len(head.plain) + 1
    glyphs = "".join([GLYPHS[state].center(cell) for state in shown])
    places = range(start, start + len(glyphs), cell)
    spans = [Span(at, at + cell, STATE_STYLES[state]) for at, state in zip(places, shown, strict=True)]
    return Content(f"{head.plain} {glyphs}", [*head.spans, *spans])


def matrix_head(sources: Sequence[Source], columns: MatrixColumns, column: int) -> Content:
    """Return the header: refs of the visible sources, and arrows if there are more."""
    less, more = ("‹" if columns.first else " "), ("›" if columns.last < columns.count else "")
    left = Content.styled(f"{columns.count} sources".ljust(columns.claim - 1)[: columns.claim - 1] + less, MUTED)
    refs = [
        Content.styled(
            visible_line(source.ref)[: columns.cell - 1].center(columns.cell),
            "bold reverse" if place == column else "bold",
        )
        for place, source in enumerate(sources[columns.first : columns.last], columns.first)
    ]
    return Content.assemble(left, *refs, (more, MUTED))


def cell_words(
    source: Source, state: SourceState, excerpts: Sequence[Excerpt], passage: str = "", origin: str = ""
) -> Content:
    """Return the state of a source for a claim in words, with its first excerpt, or a `passage` that may become one.

    `origin` says which source it repeats.
    """
    title = visible_line(" · ".join(filter(None, (source.title or source.file, source.published, origin))))
    words: list[Content | str | tuple[str, str]] = [
        (f" {visible_line(source.ref)} ", "bold"),
        (f"{GLYPHS[state]} {state if excerpts else 'no excerpt'} ", f"bold {STATE_STYLES[state]}"),
        (f" {title} ", MUTED),
    ]
    if excerpts:
        more = f" and {len(excerpts) - 1} more" if len(excerpts) > 1 else ""
        words.append((f" {visible_line(excerpts[0].ref)}{more}: ", MUTED))
        words.append(quoted(visible_line(excerpts[0].quote)))
    elif passage:
        words.append((f" not filed: {quoted(visible_line(passage))}", MUTED))
    return Content.assemble(*words)


def values_lines(found: Iterable[FigureValues] | None) -> Iterator[Content]:
    """Yield a line for each figure of a claim with the value of each source; differences are highlighted."""
    for each in found or ():
        parts: list[Content] = []
        for said in each.values:
            loud = said.relation in _LOUD
            parts.append(Content.styled(visible_line(str(said)), "bold $text-warning" if loud else ""))
        yield Content.assemble((f" {visible_line(each.label)}: ", "bold"), Content.styled(" · ", MUTED).join(parts))
