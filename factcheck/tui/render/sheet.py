"""The sheet of a claim as items: the claim itself, then its excerpts by stance, contradicting ones first.

The two sides stand beside each other where there is room for both, else one above the other. An empty side takes one
line. Nothing here knows a widget: an item is data, and `Section.line` and `side_by_side` are functions of a width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from textual.content import Content

from factcheck.case.records import Excerpt, Stance
from factcheck.text import counted
from factcheck.tui.render.styles import MUTED, STANCE_GLYPHS, STANCE_STYLES

if TYPE_CHECKING:
    from factcheck.workspace.search import Hit

COLUMN, NARROW = 56, 24
"""Cells that each of two columns has at least, and where the settings ask for columns."""

_EMPTY = {
    Stance.SUPPORTS: "no excerpt supports this claim",
    Stance.CONTRADICTS: "no excerpt contradicts this claim",
}
_ORDER = (Stance.CONTRADICTS, Stance.SUPPORTS)


class Head:
    """The claim: text, verdicts, warnings, values."""


HEAD = Head()


class Section(NamedTuple):
    """The headings of one or two columns of excerpts, each a stance and the number of its excerpts."""

    columns: tuple[tuple[Stance, int], ...]

    def line(self, width: int) -> Content:
        """Return the headings as one line."""
        share = width // len(self.columns)
        parts = [_heading(stance, count, share) for stance, count in self.columns]
        return Content("").join(parts)


class SheetExcerpts(NamedTuple):
    """One excerpt, or two that stand beside each other; None where a column has no more."""

    excerpts: tuple[Excerpt | None, ...]


class SheetPassage(NamedTuple):
    """A passage of a source that is no excerpt of the claim yet."""

    found: Hit


class Unfiled(NamedTuple):
    """The heading of such passages; `keys` file the one under the cursor."""

    passages: int
    keys: str

    def line(self, width: int) -> Content:
        """Return the heading as one line."""
        number = counted(self.passages, "passage")
        head = Content.assemble(("─ ", MUTED), (f"not filed yet: {number} ", "bold"), (f"· {self.keys} file ", MUTED))
        return _ruled(head, width)


Item: TypeAlias = Head | Section | SheetExcerpts | Unfiled | SheetPassage


def sheet_items(
    excerpts: Sequence[Excerpt], width: int, arrangement: str = "", passages: Sequence[Hit] = (), keys: str = ""
) -> list[Item]:
    """Return the items of the sheet of a claim, in columns if `width` cells are enough for two.

    `arrangement` is what the settings ask for: "columns", "stacked", or empty. `passages` were found for the claim, and
    `keys` file one.
    """
    sides = {stance: [excerpt for excerpt in excerpts if excerpt.stance is stance] for stance in Stance}
    found: list[Item] = [Unfiled(len(passages), keys), *map(SheetPassage, passages)] if passages else []
    return [HEAD, *_sides(sides, width, arrangement), *_context(sides[Stance.CONTEXT]), *found]


def _sides(sides: dict[Stance, list[Excerpt]], width: int, arrangement: str) -> Iterator[Item]:
    first, second = _ORDER
    least = NARROW if arrangement == "columns" else COLUMN
    if arrangement != "stacked" and width >= 2 * least and sides[first] and sides[second]:
        yield Section(tuple((stance, len(sides[stance])) for stance in _ORDER))
        yield from map(SheetExcerpts, zip_longest(sides[first], sides[second]))
        return
    for stance in _ORDER:
        yield Section(((stance, len(sides[stance])),))
        yield from (SheetExcerpts((excerpt,)) for excerpt in sides[stance])


def _context(excerpts: list[Excerpt]) -> Iterator[Item]:
    if excerpts:
        yield Section(((Stance.CONTEXT, len(excerpts)),))
        yield from (SheetExcerpts((excerpt,)) for excerpt in excerpts)


def _heading(stance: Stance, count: int, width: int) -> Content:
    """Return "─ ✗ contradicts 1 ─────" in `width` cells."""
    name = (f"{STANCE_GLYPHS[stance]} {stance} {count} ", f"bold {STANCE_STYLES[stance]}")
    words = "" if count else f"· {_EMPTY[stance]} "
    head = Content.assemble(("─ ", MUTED), name, (words, MUTED))
    return _ruled(head, width)


def _ruled(head: Content, width: int) -> Content:
    return Content.assemble(head, ("─" * max(width - head.cell_length, 0), MUTED)).truncate(max(width, 1))
