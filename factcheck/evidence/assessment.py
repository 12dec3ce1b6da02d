"""A claim held against a passage, with all that is found: marks, sums and signals; and what may be suggested of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Figure, FigureKind, FigureMark, Relation, Text
from factcheck.evidence.arithmetic import equal_after_arithmetic
from factcheck.evidence.contexts import FigureContext, figure_contexts
from factcheck.evidence.figures import differences, figure_marks
from factcheck.evidence.signals import Signal, SignalKind, find_signals

_AGAINST = {SignalKind.OPPOSITE, SignalKind.NEGATION}


class SuggestionKind(StrEnum):
    """What the figures suggest: a person decides, and what they decide replaces nothing of this."""

    CONTRADICTS = "contradicts"
    SAME_FIGURES = "same figures"


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a passage stands to a claim: the figures of the claim that were looked for, marks, and signals beside them.

    `one_thing` says whether the figures that agree are said of one event, or in much the same words.
    """

    figures: tuple[Figure, ...]
    marks: tuple[FigureMark, ...]
    signals: tuple[Signal, ...]
    one_thing: bool = False

    @property
    def lines(self) -> list[str]:
        """What was found in words, each with its reason; the differences first."""
        said = [differences(self.marks)]
        said += [f"{mark.relation}: {mark.claim.text} / {derivations(mark)}" for mark in self.marks if _is_sum(mark)]
        return [line for line in said if line] + [str(signal) for signal in self.signals]

    @property
    def suggestion(self) -> SuggestionKind | None:
        """What the guards allow to be suggested; None, and mostly so, where they allow nothing."""
        relations = [mark.relation for mark in self.marks]
        kinds = {signal.kind for signal in self.signals}
        if Relation.DIFFERS in relations:
            earlier = SignalKind.EARLIER in kinds
            return None if earlier or kinds & _AGAINST else SuggestionKind.CONTRADICTS
        found = {mark.claim for mark in self.marks if _is_same(mark)}
        if self.one_thing and self.figures and found == set(self.figures) and not kinds & _AGAINST:
            return SuggestionKind.SAME_FIGURES
        return None


def _is_same(mark: FigureMark) -> bool:
    """Tell whether both say one figure; a date may be said in part, a bound leaves others open."""
    within = mark.relation is Relation.WITHIN and mark.claim.kind is FigureKind.DATE
    return within or mark.relation is Relation.SAME


def _is_sum(mark: FigureMark) -> bool:
    return mark.relation in {Relation.EQUAL, Relation.RECKONED}


def derivations(mark: FigureMark) -> str:
    """Return how the figures of a mark were worked out: "26 + 18 = 44"; "" where both texts write them."""
    return " · ".join(dict.fromkeys(why for why in (mark.claim.reckoned, mark.excerpt.reckoned) if why))


def assess(claim: Text, passage: Text) -> Assessment:
    """Return how a passage stands to a claim, or to another passage."""
    ours, theirs = figure_contexts(claim), figure_contexts(passage)
    marks = all_marks(claim, passage)
    figures = tuple(place.figure for place in ours)
    return Assessment(figures, tuple(marks), tuple(find_signals(claim, passage)), _one_thing(marks, ours, theirs))


def all_marks(claim: Text, passage: Text) -> list[FigureMark]:
    """Return the marks of the figures of a claim, in their order, those after arithmetic among them."""
    marks = figure_marks(claim, passage)
    marked = {mark.claim for mark in marks}
    left = [place for place in figure_contexts(claim) if place.figure not in marked]
    marks += equal_after_arithmetic(left, figure_contexts(passage), passage.text)
    return sorted(marks, key=lambda mark: mark.claim.start)


def _one_thing(marks: Sequence[FigureMark], ours: Sequence[FigureContext], theirs: Sequence[FigureContext]) -> bool:
    of = {place.figure: place for place in (*ours, *theirs)}
    pairs = [(of[mark.claim], of[mark.excerpt]) for mark in marks if mark.excerpt in of]
    return all(
        (our.event and our.event == their.event) or len(our.words & their.words) * 2 >= len(our.words)
        for our, their in pairs
    )
