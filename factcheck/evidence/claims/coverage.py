"""How much of a text was looked at, and which sentences, figures, names and quotations nobody looked at.

It is measured against the whole text: every statement, and every figure, name and quotation, also of headlines and
captions. A claim covers a sentence if it was made from it, if one of its excerpts is there, or if both say the same:
the sentence contains half of the claim's words and one of its figures, and no figure contradicts another. A claim
without figures needs three quarters of its words, one that was extracted from this very sentence a third. A figure is
covered if a claim that covers its sentence has it, outside statements if any claim has it; a quotation if a claim that
covers its sentence has its words or an excerpt of it; a name if any claim names it. Each name counts once. What stands
in a sentence that was set aside, or that a note asks about, was looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from factcheck.evidence import Name
from factcheck.evidence.claims.claim_index import ClaimIndex, ClaimReader, CoveringClaim, Span, same_name
from factcheck.evidence.claims.names import TITLES, true_names, words_within
from factcheck.evidence.claims.quotations import find_quotations
from factcheck.evidence.claims.units import TextUnit


class PartKind(StrEnum):
    """The kind of a part that can be covered."""

    SENTENCE = "sentence"
    FIGURE = "figure"
    NAME = "name"
    QUOTATION = "quotation"


_LINE = re.compile(r"[^\n]+")

PLURALS = {
    PartKind.SENTENCE: "statements",
    PartKind.FIGURE: "figures",
    PartKind.NAME: "names",
    PartKind.QUOTATION: "quotations",
}
"""What parts of a kind are called where they are counted: a sentence that counts is a statement."""


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """A part of a text, from `start` to `end`, in code points, and the refs of the claims that cover it.

    `place` is its position in words. `noted` tells that its sentence was set aside, or that a note asks about it.
    """

    kind: PartKind
    start: int
    end: int
    text: str
    place: str
    covered_by: tuple[str, ...]
    noted: bool = False

    @property
    def open(self) -> bool:
        """Whether nobody looked at it."""
        return not (self.covered_by or self.noted)


@dataclass(frozen=True, slots=True)
class CoveredUnit:
    """A unit of a text with the refs of the claims that cover it; `noted` as in CoveragePart."""

    unit: TextUnit
    covered_by: tuple[str, ...]
    noted: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a text was looked at.

    `parts` are its statements, figures, names and quotations in their order, each statement before what it contains;
    `units` are all its sentences and lines.
    """

    parts: tuple[CoveragePart, ...]
    units: tuple[CoveredUnit, ...] = field(default=())

    def of(self, kind: PartKind) -> list[CoveragePart]:
        """Return the parts of one kind."""
        return [part for part in self.parts if part.kind is kind]

    @property
    def open(self) -> list[CoveragePart]:
        """The parts that nobody looked at."""
        return [part for part in self.parts if part.open]

    @property
    def unjudged(self) -> list[TextUnit]:
        """The units that are not judged checkable, and that nobody looked at: headlines, questions, opinions …"""
        return [each.unit for each in self.units if not (each.unit.kind.checkable or each.covered_by or each.noted)]

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """How many statements, figures, names and quotations were looked at, each of how many."""
        found = {kind: self.of(kind) for kind in PartKind}
        return {PLURALS[kind]: (sum(not part.open for part in parts), len(parts)) for kind, parts in found.items()}

    @property
    def share(self) -> float:
        """The share of the parts that were looked at, 0 to 1; 1 if there are none."""
        return 1 - len(self.open) / len(self.parts) if self.parts else 1.0

    @property
    def statements_share(self) -> float:
        """The share of the statements that were looked at, 0 to 1; 1 if there are none."""
        done, total = self.counts[PLURALS[PartKind.SENTENCE]]
        return done / total if total else 1.0

    @property
    def line(self) -> str:
        """The counts in words: "statements 11 of 20 · figures 16 of 18 · not judged checkable: 14"."""
        counts = [f"{name} {done} of {total}" for name, (done, total) in self.counts.items() if total]
        unjudged = len(self.unjudged)
        counts += [f"not judged checkable: {unjudged}"] if unjudged else []
        return " · ".join(counts) or "no statements"


def coverage(
    text: str,
    units: Sequence[TextUnit],
    claims: Iterable[CoveringClaim],
    reader: ClaimReader | None = None,
    noted: Sequence[Span] = (),
) -> Coverage:
    """Return how much of the `units` of `text` is covered by `claims`.

    `reader` reads both; the same one makes the next coverage quick. `noted` are the spans that were set aside or that
    notes ask about.
    """
    index = ClaimIndex(claims, reader or ClaimReader())
    reading = _Reading(text, index, words_within(text, units, index.reader.names))
    parts: list[CoveragePart] = []
    covered: list[CoveredUnit] = []
    for unit in units:
        claimed = reading.index.covering(unit, text[unit.start : unit.end])
        is_noted = any(start < unit.end and unit.start < end for start, end in noted)
        covered.append(CoveredUnit(unit, reading.index.refs(claimed), is_noted))
        parts += reading.parts(unit, claimed, noted=is_noted)
    parts += _long_quotations(text, covered)
    return Coverage(tuple(sorted(parts, key=lambda part: part.start)), tuple(covered))


def _long_quotations(text: str, covered: Sequence[CoveredUnit]) -> Iterator[CoveragePart]:
    """Yield the quotations of several sentences; one is covered if claims cover each of them."""
    starts = [each.unit.start for each in covered]
    for line in _LINE.finditer(text):
        for first, last in find_quotations(line[0]):
            start, end = line.start() + first, line.start() + last
            over = covered[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
            if len(over) > 1:
                refs = dict.fromkeys(ref for each in over for ref in each.covered_by)
                done = all(each.covered_by or each.noted for each in over)
                yield CoveragePart(
                    PartKind.QUOTATION,
                    start,
                    end,
                    text[start:end],
                    over[0].unit.place,
                    tuple(refs) if done else (),
                    done and not refs,
                )


class _Reading:
    """The parts of the units of one text, read one after the other: each name counts once."""

    def __init__(self, text: str, index: ClaimIndex, known_names: set[str]) -> None:
        self.index = index
        self._text = text
        self._known_names = known_names
        self._seen: list[Name] = []

    def parts(self, unit: TextUnit, claims: Sequence[int], *, noted: bool) -> Iterator[CoveragePart]:
        """Yield a unit that is judged checkable, and the figures, names and quotations of any, in their order."""
        if unit.kind.checkable:
            span = 0, unit.end - unit.start
            yield self._part(unit, PartKind.SENTENCE, span, self.index.refs(claims), noted=noted)
        words = self._text[unit.start : unit.end]
        inside = [
            *((PartKind.FIGURE, span, refs) for span, refs in self._figures(unit, words, claims)),
            *((PartKind.QUOTATION, span, refs) for span, refs in self._quotations(unit, words, claims)),
            *((PartKind.NAME, span, refs) for span, refs in self._names(unit, words)),
        ]
        for kind, span, refs in sorted(inside, key=lambda part: part[1]):
            yield self._part(unit, kind, span, refs, noted=noted)

    def _part(self, unit: TextUnit, kind: PartKind, span: Span, refs: tuple[str, ...], *, noted: bool) -> CoveragePart:
        """Return a part of a unit; `span` is relative to the unit."""
        start, end = unit.start + span[0], unit.start + span[1]
        return CoveragePart(kind, start, end, self._text[start:end], unit.place, refs, noted)

    def _figures(self, unit: TextUnit, words: str, claims: Sequence[int]) -> Iterator[tuple[Span, tuple[str, ...]]]:
        among = claims if unit.kind.checkable or claims else self.index.all
        for figure in self.index.reader.figures(words):
            yield (figure.start, figure.end), self.index.with_figure(figure, among)

    def _quotations(self, unit: TextUnit, words: str, claims: Sequence[int]) -> Iterator[tuple[Span, tuple[str, ...]]]:
        for start, end in find_quotations(words):
            span = unit.start + start, unit.start + end
            yield (start, end), self.index.with_quotation(span, self._text[slice(*span)], claims)

    def _names(self, unit: TextUnit, words: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
        """Yield the names of a unit that were not in an earlier one; of a headline only those that are in sentences."""
        for name in true_names(self.index.reader.names(words), self._known_names, title=unit.kind in TITLES):
            if not any(same_name(name, other) for other in self._seen):
                self._seen.append(name)
                yield (name.start, name.end), self.index.with_name(name)
