"""All marks of a claim against the sources, the surest first: the one answer that every face shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from factcheck.evidence import Figure, FigureKind, Relation, Text
from factcheck.evidence.assessment import all_marks
from factcheck.evidence.claims.quotations import quotations
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearSource, Rank, Windows, overlaps
from factcheck.evidence.marks.absent import FEW, absent_figures, absent_names
from factcheck.evidence.marks.lists import swapped
from factcheck.evidence.marks.measured import other_measures
from factcheck.evidence.marks.places import misplaced
from factcheck.evidence.marks.quotations import quotation_marks
from factcheck.evidence.marks.substitution import substitutions
from factcheck.evidence.matrix import figure_words
from factcheck.evidence.notes import ambiguous_dates, other_things

SHOWN = 2
"""Marks that a line names; more are counted."""

_AGREEING = {Relation.SAME, Relation.EQUAL}
_POSSIBLE = {*_AGREEING, Relation.WITHIN}


@dataclass(frozen=True, slots=True)
class ClaimAssessment:
    """What is to be looked at again in a claim.

    `marks` do not overlap, and are in the order of their surety; `waived` are those that a checker waived, with the
    reasons. `looked_at` is the number of sources whose texts were looked at, `without_text` of those that have none.
    `notes` take no side: dates with two readings, and figures that sources have of other things.
    """

    marks: tuple[Mark, ...] = ()
    waived: tuple[Mark, ...] = ()
    looked_at: int = 0
    without_text: int = 0
    notes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The surest marks in words, "" for none: "in none of 5 sources: April 14 · S2: nephew, not son · +1".

        Two that are both in no source are named together: "in none of 5 sources: 44, April 14".
        """
        shown = self.marks[:SHOWN]
        more = len(self.marks) - len(shown)
        if not shown:
            return ""
        parts = [mark.line for mark in shown]
        if len(shown) > 1 and not any(mark.source for mark in shown) and len({mark.says for mark in shown}) == 1:
            parts = [f"{shown[0].line}, {', '.join(mark.text for mark in shown[1:])}"]
        total = self.looked_at + self.without_text
        partly = [f"{self.looked_at} of {total} texts looked at"] if self.without_text else []
        return " · ".join([*parts, *([f"+{more}"] if more else []), *partly])

    def has(self, kind: MarkKind | str) -> bool:
        """Tell whether there is a mark of a kind that was not waived."""
        return any(mark.kind == kind for mark in self.marks)

    def without(self, waivers: dict[str, str]) -> ClaimAssessment:
        """Return the assessment with the marks waived whose names are in `waivers`, which has the reasons."""
        waived = [replace(mark, reason=waivers[mark.name]) for mark in self.marks if mark.name in waivers]
        left = [mark for mark in self.marks if mark.name not in waivers]
        return replace(self, marks=tuple(left), waived=tuple(waived))


def assess_claim(
    claim: Text, sources: Sequence[NearSource], windows: Windows, without_text: int = 0
) -> ClaimAssessment:
    """Return the marks of a claim, given what is near it in the sources whose texts can be looked at."""
    if not sources:
        return ClaimAssessment(without_text=without_text)
    nearest = sorted(sources, key=lambda source: -source.score)[:FEW]
    words = ClaimWords(claim)
    quoted = [each.outer for each in quotations(claim.text)]
    agreeing, differing, beside = _compared(claim, nearest)
    found = [
        *quotation_marks(words, sources, windows),
        *swapped(words, nearest),
        *differing,
        *other_measures(words, nearest),
        *absent_figures(words, sources, quoted, agreeing),
        *absent_names(words, sources, quoted),
        *misplaced(words, nearest),
        *(mark for mark in substitutions(words, sources) if not overlaps(mark.start, mark.end, quoted)),
    ]
    told = dict.fromkeys([*ambiguous_dates(claim), *beside])
    return ClaimAssessment(tuple(_apart(found)), (), len(sources), without_text, tuple(told))


def _compared(claim: Text, sources: Sequence[NearSource]) -> tuple[list[Figure], list[Mark], list[str]]:
    """Return the figures of a claim that agree with some passage, the marks of those that differ in one, and notes.

    Nothing is noted of a claim of which a figure agrees or differs.
    """
    agreeing: list[Figure] = []
    possible: list[Figure] = []
    differing: dict[Figure, Mark] = {}
    beside: list[str] = []
    for source in sources:
        for text in source.texts():
            compared = all_marks(claim, text)
            beside += [f"{source.ref}: {line}" for line in other_things(claim, text, compared)]
            for each in compared:
                figure = each.claim
                if each.relation in _POSSIBLE:
                    possible.append(figure)
                    agreeing += [figure] if each.relation in _AGREEING else []
                elif each.relation is Relation.DIFFERS and figure not in differing:
                    own = claim.text[figure.start : figure.end]
                    says = f"{_words(each.excerpt)}, not {_words(figure)}"
                    span = figure.start, figure.end
                    differing[figure] = Mark(own, *span, MarkKind.DIFFERS, source.ref, says, Rank.DIFFERENCE)
    marks = [mark for figure, mark in differing.items() if figure not in possible]
    return agreeing, marks, [] if possible or marks else beside


def _words(figure: Figure) -> str:
    """Return a figure as its text writes it, a duration with its unit: 18 months may stand for 18 years."""
    words = figure_words(figure)
    if figure.kind is not FigureKind.DURATION or figure.unit in words:
        return words
    return f"{words} {figure.unit}{'s' * (figure.value != 1)}"


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks by rank and place, without those that touch one of a better rank."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.rank, mark.start)):
        if not overlaps(mark.start, mark.end, [(other.start, other.end) for other in kept]):
            kept.append(mark)
    return kept
