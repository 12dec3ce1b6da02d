"""A claim compared with a passage: marks, sums and signals, and the suggestion that follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Figure, FigureKind, FigureMark, Relation, Signal, SignalKind, Text
from factcheck.evidence.arithmetic import equal_after_arithmetic
from factcheck.evidence.contexts import FigureContext, figure_contexts
from factcheck.evidence.figures.relations import differences, figure_marks
from factcheck.evidence.languages import unread
from factcheck.evidence.notes import notes
from factcheck.evidence.signals import find_signals

_OPPOSING = {SignalKind.OPPOSITE, SignalKind.NEGATION}


class SuggestionKind(StrEnum):
    """What the figures suggest. A person decides."""

    CONTRADICTS = "contradicts"
    SAME_FIGURES = "same figures"


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a passage relates to a claim: the figures of the claim, the marks, and the signals.

    `same_thing` says whether the figures that agree are of one event, or in nearly the same words.
    """

    figures: tuple[Figure, ...]
    marks: tuple[FigureMark, ...]
    signals: tuple[Signal, ...]
    same_thing: bool = False
    unread: tuple[str, ...] = ()
    """What is not read in the languages of the texts: "figures in zh: digits, dates, money and units only"."""
    notes: tuple[str, ...] = ()
    """What takes no side: dates with two readings, figures of two things ("young voters 40 % · all voters 61 %")."""

    @property
    def lines(self) -> list[str]:
        """The marks and signals in words, with reasons, the differences first."""
        lines = [differences(self.marks)]
        lines += [f"{mark.relation}: {mark.claim.text} / {derivations(mark)}" for mark in self.marks if _is_sum(mark)]
        return [line for line in lines if line] + [str(signal) for signal in self.signals] + [*self.notes, *self.unread]

    @property
    def suggestion(self) -> SuggestionKind | None:
        """The suggestion; None if any precondition is not met, as for most passages."""
        kinds = {signal.kind for signal in self.signals}
        if any(mark.relation is Relation.DIFFERS for mark in self.marks):
            return None if kinds & {SignalKind.EARLIER, *_OPPOSING} else SuggestionKind.CONTRADICTS
        agreeing = {mark.claim for mark in self.marks if _is_same(mark)}
        if self.same_thing and self.figures and agreeing == set(self.figures) and not kinds & _OPPOSING:
            return SuggestionKind.SAME_FIGURES
        return None


def _is_same(mark: FigureMark) -> bool:
    """Tell whether both say the same figure; of a date one may say a part, but a bound leaves other values open."""
    partial_date = mark.relation is Relation.WITHIN and mark.claim.kind is FigureKind.DATE
    return partial_date or mark.relation is Relation.SAME


def _is_sum(mark: FigureMark) -> bool:
    return mark.relation in {Relation.EQUAL, Relation.UNEQUAL}


def derivations(mark: FigureMark) -> str:
    """Return how the figures of a mark were worked out ("26 + 18 = 44"); "" if both texts state them."""
    return " · ".join(dict.fromkeys(why for why in (mark.claim.derivation, mark.excerpt.derivation) if why))


def assess(claim: Text, passage: Text) -> Assessment:
    """Return how a passage relates to a claim, or to another passage."""
    contexts = figure_contexts(claim)
    marks = all_marks(claim, passage)
    same_thing = bool(contexts) and _same_thing(marks, (*contexts, *figure_contexts(passage)))
    figures = tuple(context.figure for context in contexts)
    codes = dict.fromkeys(filter(None, (unread(text.language) for text in (claim, passage))))
    beside = tuple(notes(claim, passage, marks))
    return Assessment(figures, tuple(marks), tuple(find_signals(claim, passage)), same_thing, tuple(codes), beside)


def all_marks(claim: Text, passage: Text) -> list[FigureMark]:
    """Return the marks of the figures of a claim in their order, with those after arithmetic."""
    marks = figure_marks(claim, passage)
    marked = {mark.claim for mark in marks}
    unmarked = [context for context in figure_contexts(claim) if context.figure not in marked]
    if unmarked:
        marks += equal_after_arithmetic(unmarked, figure_contexts(passage), passage.text)
    return sorted(marks, key=lambda mark: mark.claim.start)


def _same_thing(marks: Sequence[FigureMark], contexts: Sequence[FigureContext]) -> bool:
    context_of = {context.figure: context for context in contexts}
    pairs = [(context_of[mark.claim], context_of[mark.excerpt]) for mark in marks if mark.excerpt in context_of]
    return all(
        (first.event and first.event == second.event) or len(first.words & second.words) * 2 >= len(first.words)
        for first, second in pairs
    )
