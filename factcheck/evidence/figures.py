"""Compares the figures of a claim with those of an excerpt: which agree, and which differ.

A mark is a reason to look, no verdict. Figures differ only where both sentences plainly speak of one thing: one unit,
one event or nearly the same words, one name, nothing that agrees. Sums, lists, ranges, relative dates go unmarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from factcheck.evidence import Figure, FigureKind, FigureMark, Relation, Text
from factcheck.evidence.alignment import TextPair, aligned_pairs, why_comparable
from factcheck.evidence.contexts import FigureContext, figure_contexts, folded_words

__all__ = ["FigureMark", "Relation", "compare", "differences", "figure_marks"]

_EXACT = 200  # amounts that differ by less than this part of them are equal when rounded
_SHOWN = {Relation.SAME: Relation.SAME, Relation.WITHIN: Relation.SAME, Relation.DIFFERS: Relation.DIFFERS}


def compare(claim: str, excerpt: str) -> list[FigureMark]:
    """Return what agrees and what differs of the claim's figures, in their order; nothing where in doubt.

    What lies within the other figure agrees. It is a matter of microseconds: a screen may ask for it at every key.
    """
    return [
        replace(mark, relation=shown)
        for mark in figure_marks(Text(claim), Text(excerpt))
        if (shown := _SHOWN.get(mark.relation))
    ]


def figure_marks(claim: Text, passage: Text) -> list[FigureMark]:
    """Return how the figures of a claim stand to those of a passage, with reasons: same, within, or differs."""
    ours, theirs = figure_contexts(claim), figure_contexts(passage)
    agreeing = [[peer for peer in theirs if agree(our, peer) and not _of_other_things(our, peer)] for our in ours]
    differing = _differing(TextPair(ours, theirs, folded_words(claim.before), folded_words(passage.before)), agreeing)
    marks = []
    for our, peers in zip(ours, agreeing, strict=True):
        if found := next((mark for peer in peers if (mark := _same(our, peer))), None):
            marks.append(found)
        elif our in differing:
            peer, reason = differing[our]
            relation = Relation.RECKONED if our.figure.reckoned or peer.figure.reckoned else Relation.DIFFERS
            marks.append(FigureMark(relation, our.figure, peer.figure, reason))
    return marks


def differences(marks: Iterable[FigureMark]) -> str:
    """Return the line that names what differs, claim first ("differs: 238 / 225"); "" if nothing does."""
    pairs = dict.fromkeys(str(mark) for mark in marks if mark.relation == Relation.DIFFERS)
    return f"differs: {', '.join(pairs)}" if pairs else ""


def agree(ours: FigureContext, theirs: FigureContext) -> bool:
    """Tell whether both figures are of one measure and can be true of one thing."""
    if ours.measure != theirs.measure:
        return False
    (low, high), (their_low, their_high) = ours.bounds, theirs.bounds
    if low > their_high or their_low > high:
        return False
    return ours.figure.kind is not FigureKind.DATE or _dates_agree(ours.figure, theirs.figure)


def _of_other_things(ours: FigureContext, theirs: FigureContext) -> bool:
    """Tell whether figures of two events only happen not to exclude each other: more than 4,500 hurt, 238 dead.

    One day may see two events; but where the same number stands, it is as likely the event that was misread.
    """
    if not ours.event or not theirs.event or ours.event == theirs.event:
        return False
    return ours.figure.kind is FigureKind.DATE or ours.figure.value != theirs.figure.value


def _dates_agree(ours: Figure, theirs: Figure) -> bool:
    if ours.upper is None and theirs.upper is None:
        return all(a == b for a, b in ours.common(theirs))
    (low, high), (their_low, their_high) = ((figure.value, figure.upper or figure.value) for figure in (ours, theirs))
    return all(_before(a, b) for a, b in ((low, their_high), (their_low, high)))


def _before(first: object, second: object) -> bool:
    """Tell whether a date is not after another, as far as both say."""
    if not (isinstance(first, tuple) and isinstance(second, tuple)):
        return False
    said = [(a, b) for a, b in zip(first, second, strict=True) if a and b]
    return [a for a, _ in said] <= [b for _, b in said]


def _same(ours: FigureContext, theirs: FigureContext) -> FigureMark | None:
    """Return the mark of figures that agree and say one thing of what may be one event; None where they may not."""
    if ours.event and theirs.event and ours.event != theirs.event:
        return None
    if ours.figure.kind is FigureKind.DATE:
        return _same_date(ours.figure, theirs.figure)
    if ours.figure.kind is not FigureKind.ORDINAL and (ours.apart or theirs.apart):
        return None
    return _same_amount(ours, theirs)


def _same_date(ours: Figure, theirs: Figure) -> FigureMark | None:
    if not ours.common(theirs):
        return None
    if ours.value == theirs.value and ours.upper == theirs.upper:
        return FigureMark(Relation.SAME, ours, theirs, "one date")
    return FigureMark(Relation.WITHIN, ours, theirs, "one date as far as both say it")


def _same_amount(ours: FigureContext, theirs: FigureContext) -> FigureMark | None:
    a, b = ours.figure, theirs.figure
    if a.amount == b.amount:
        return FigureMark(Relation.SAME, a, b, f"both {b.normal}")
    if abs(a.amount - b.amount) * _EXACT <= max(a.amount, b.amount):
        return FigureMark(Relation.SAME, a, b, "equal when rounded")
    least = [place.figure.amount for place in (ours, theirs) if not place.bounds[1].is_finite()]
    if least == [min(a.amount, b.amount)]:
        return FigureMark(Relation.WITHIN, a, b, f"{a.normal} / {b.normal}: both can hold")
    return None


def _differing(
    texts: TextPair, agreeing: Sequence[Sequence[FigureContext]]
) -> dict[FigureContext, tuple[FigureContext, str]]:
    """Return for each of our figures the one of theirs that differs from it, if it is certain which, and why."""
    ours, theirs = texts.ours, texts.theirs
    at_odds = [our for our, peers in zip(ours, agreeing, strict=True) if not peers]
    free = [peer for peer in theirs if not any(peer in peers for peers in agreeing)]
    if not at_odds or not free:
        return {}
    if pairs := [(our, peer) for our, peer in aligned_pairs(ours, theirs) if our in at_odds and peer in free]:
        one_kind = len({our.figure.kind for our, _ in pairs}) == 1
        return {our: (peer, "all other words are the same") for our, peer in pairs} if one_kind else {}
    measures = {place.measure for place in free}
    kinds = {place.figure.kind for place in at_odds if place.measure in measures}
    if len(kinds) != 1:  # a date beside an amount: it is another event
        return {}
    found = {our: [(peer, reason) for peer in free if (reason := why_comparable(our, peer, texts))] for our in at_odds}
    taken = [peer for peers in found.values() for peer, _ in peers]
    return {our: peers[0] for our, peers in found.items() if len(peers) == 1 and taken.count(peers[0][0]) == 1}
