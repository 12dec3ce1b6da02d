"""How the figures of a claim relate to those of a passage: which agree, and which differ.

A mark is a reason to look, not a verdict. Figures are reported as different only if both sentences are clearly about
the same thing: the same unit, the same event or nearly the same words, the same name, and no figure that agrees. Sums,
lists, ranges and relative dates are never reported as different.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck.evidence import Figure, FigureKind, FigureMark, Relation, Text
from factcheck.evidence.alignment.falls import signed_alike
from factcheck.evidence.alignment.guards import TextPair, agree, aligned_pairs, why_comparable
from factcheck.evidence.alignment.values import equal, limits
from factcheck.evidence.contexts import FigureContext, figure_contexts, folded_words
from factcheck.evidence.languages.recognition import recognise

_ROUNDING = 200  # amounts that differ by less than this part of them are equal when rounded
_SIMPLIFIED = {Relation.SAME: Relation.SAME, Relation.WITHIN: Relation.SAME, Relation.DIFFERS: Relation.DIFFERS}


def compare(claim: str, passage: str, language: str = "") -> list[FigureMark]:
    """Return which of the claim's figures agree and which differ, in their order; nothing where in doubt.

    `language` is that of the claim, "" to recognise it. A figure within the range of the other agrees. A text is read
    once, in about a millisecond, so that a screen may call this at every key.
    """
    return [
        mark._replace(relation=relation)
        for mark in sentence_marks(claim, passage, language)
        if (relation := _SIMPLIFIED.get(mark.relation))
    ]


def sentence_marks(claim: str, passage: str, language: str = "") -> list[FigureMark]:
    """Return the marks of `figure_marks` by the two texts alone, without dates and titles.

    `language` is that of the claim; where it is not given, and for the passage, the language is recognised.
    """
    of_claim = language or recognise(claim)
    return figure_marks(Text(claim, language=of_claim), Text(passage, language=recognise(passage, of_claim)))


def figure_marks(claim: Text, passage: Text) -> list[FigureMark]:
    """Return how the figures of a claim relate to those of a passage, with reasons: same, within, or differs."""
    contexts = figure_contexts(claim)
    others = figure_contexts(passage) if contexts else ()
    if not others:
        return []
    agreeing = [
        [other for other in others if agree(each, other) and not _other_event(each, other)] for each in contexts
    ]
    texts = TextPair(contexts, others, claim, passage, folded_words(claim.before), folded_words(passage.before))
    differing = _differing(texts, agreeing)
    marks = []
    for each, candidates in zip(contexts, agreeing, strict=True):
        if same := next((mark for other in candidates if (mark := _same(each, other))), None):
            marks.append(same)
        elif each in differing:
            other, reason = differing[each]
            relation = Relation.UNEQUAL if each.figure.derivation or other.figure.derivation else Relation.DIFFERS
            marks.append(FigureMark(relation, each.figure, other.figure, reason))
    return marks


def differences(marks: Iterable[FigureMark]) -> str:
    """Return the line that names what differs, the claim's figure first ("differs: 238 / 225"); "" for nothing."""
    pairs = dict.fromkeys(str(mark) for mark in marks if mark.relation == Relation.DIFFERS)
    return f"differs: {', '.join(pairs)}" if pairs else ""


def _other_event(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether two figures that could agree are of two events: more than 4,500 hurt, 238 dead.

    Two events may be on one day. But if the numbers are equal, it is as likely that an event was misread.
    """
    if not first.event or not second.event or first.event == second.event:
        return False
    return first.figure.kind is FigureKind.DATE or first.figure.value != second.figure.value


def _same(first: FigureContext, second: FigureContext) -> FigureMark | None:
    """Return the mark of two figures that agree and may be of one event; None if they may not."""
    if (first.event and second.event and first.event != second.event) or first.around.negated != second.around.negated:
        return None
    if first.around.change and second.around.change and first.around.change != second.around.change:
        return None
    if first.figure.kind is FigureKind.DATE:
        return _same_date(first.figure, second.figure)
    if first.figure.kind is not FigureKind.ORDINAL and not _complete(first, second):
        return None
    mark = _same_amount(*signed_alike(first, second))
    return mark and mark._replace(claim=first.figure, excerpt=second.figure)


def _complete(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether both are values by themselves, or both say by how much something changes."""
    changes = (first.is_change, second.is_change)
    if signed_alike(first, second) != (first.figure, second.figure):  # the minus sign of one says so
        return all(change or not each.incomplete for change, each in zip(changes, (first, second), strict=True))
    return all(changes) or not (first.incomplete or second.incomplete)


def _same_date(first: Figure, second: Figure) -> FigureMark | None:
    if not first.common(second):
        return None
    if first.value == second.value and first.upper == second.upper:
        return FigureMark(Relation.SAME, first, second, "one date")
    return FigureMark(Relation.WITHIN, first, second, "one date as far as both say it")


def _same_amount(first: Figure, second: Figure) -> FigureMark | None:
    if equal(first, second):
        return FigureMark(Relation.SAME, first, second, f"both {second.normal}")
    alike = first.unit == second.unit and first.upper is second.upper is None
    if alike and abs(first.amount - second.amount) * _ROUNDING <= max(abs(first.amount), abs(second.amount)):
        return FigureMark(Relation.SAME, first, second, "equal when rounded")
    low, high = sorted((first, second), key=lambda figure: figure.amount)
    if limits(low)[1].is_finite() != limits(high)[1].is_finite() and limits(high)[1].is_finite():
        return FigureMark(Relation.WITHIN, first, second, f"{first.normal} / {second.normal}: both can hold")
    return None


def _kind(context: FigureContext) -> FigureKind:
    return FigureKind.NUMBER if context.figure.kind is FigureKind.VAGUE else context.figure.kind


def _differing(
    texts: TextPair, agreeing: Sequence[Sequence[FigureContext]]
) -> dict[FigureContext, tuple[FigureContext, str]]:
    """Return for figures of the claim the one of the passage that differs, with the reason, where that is certain."""
    unmatched = [each for each, others in zip(texts.claim, agreeing, strict=True) if not others]
    free = [other for other in texts.passage if not any(other in others for others in agreeing)]
    if not unmatched or not free:
        return {}
    pairs = [pair for pair in aligned_pairs(texts.claim, texts.passage) if pair[0] in unmatched and pair[1] in free]
    if pairs:
        same_kind = len({each.figure.kind for each, _ in pairs}) == 1
        return {each: (other, "all other words are the same") for each, other in pairs} if same_kind else {}
    kinds = {_kind(other) for other in free}
    if len({_kind(each) for each in unmatched if _kind(each) in kinds}) != 1:
        return {}  # a date and an amount differ: the passage is about another event
    candidates = {
        each: [(other, reason) for other in free if (reason := why_comparable(each, other, texts))]
        for each in unmatched
    }
    taken = [other for others in candidates.values() for other, _ in others]
    return {
        each: others[0] for each, others in candidates.items() if len(others) == 1 and taken.count(others[0][0]) == 1
    }
