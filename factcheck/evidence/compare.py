"""Compares the figures of a claim with those of an excerpt: which agree, and which differ.

A mark is a reason to look, no verdict. Figures differ only where both sentences plainly speak of one thing: one unit,
one event or nearly the same words, one name, nothing that agrees. Sums, lists, ranges, relative dates go unmarked.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from factcheck.evidence import Figure, FigureKind, Mark, Relation
from factcheck.evidence.figures import find_figures, linked

__all__ = ["Mark", "Relation", "compare", "differences"]


class _Place(NamedTuple):
    """A figure where it stands: what its sentence speaks of, and the numbers that it admits."""

    figure: Figure
    words: set[str]
    names: list[str]
    event: str
    denied: bool
    apart: bool  # in a sum, a list or a range, or relative: the value says nothing by itself
    low: Decimal
    high: Decimal


_MOST, _ROUND = 200, 1000  # figures of a text, else it is no excerpt; numbers that are often rounded
_REACH, _NEAR = 300, 40  # code points from a figure to the end of what is read, and to its event
_FEW, _PART, _NEARLY_ALL = 2, 0.6, 0.8  # of the claim's words, that the excerpt must share
_STOP = re.compile(r"(?<=[\w)%’”\"»\s])(?<!\W[A-Z])[.!?][”\"»]?\s+(?=[A-Z0-9«“\"„])|\n\s*\n")
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLAIN = re.compile(
    r"the|and|for|from|with|its|she|his|her|they|their|this|that|who|which|when|was|were|are|been|has|had|have|after|before"
    r"|about|some|least|than|more|according|data|said|says?|last|year|police|authorities|officials?|\w+(?:day|uary|ember)"
)
_EVENT = re.compile(
    r"(?i)\b(?:(?P<die>die[sd]?|dying|dead|deaths?|kill\w*|lives|toll|fatalit\w+)|(?P<arrest>arrest\w*|detain\w*)"
    r"|(?P<leave>left|leav\w+|resign\w*|dismiss\w*|fired|sack\w*|remov\w+|discharg\w+|ousted|quit|stepped down)"
    r"|(?P<sentence>sentenc\w+|jailed|imprison\w*)|(?P<injure>injur\w+|wound\w*|hurt)|(?P<birth>born|birth))\b"
)
_NOT = re.compile(r"(?i)\b(?:not|no|never|without|nobody|none|denied|should|would|could|might|if|asked)\b|n['’]t\b")
_LOW = re.compile(r"(?i)\b(?:at least|(?<!no )more than|over|above|(?:no|not) (?:less|fewer) than|exceed\w*)\s$")
_HIGH = re.compile(r"(?i)\b(?:at most|up to|(?<!no )(?<!not )(?:less|fewer) than|no more than|under|as many as)\s$")
_ABOUT = re.compile(r"(?i)\b(?:about|around|some|roughly|approximately|nearly|almost|estimated)\s$")
_OTHER = re.compile(r"(?i)\b(?:(?:an)?other|further|each|every|after|first|last|of (?:the \w+,|them,?|wh\w+))\s$")
_UNTIL = re.compile(r"(?i)\b(?:(?:before|after|since)\b|(?:from|by)\s$)")
_RELATIVE = re.compile(r"(?i)\W{1,3}(?:more|(?:(?:an?|one|two) )?(?:\w+ )?(?:before|after|later|earlier|ago|prior))\b")


def compare(claim: str, excerpt: str) -> list[Mark]:
    """Return what can be said with confidence of the claim's figures, in their order; nothing where in doubt."""
    ours, theirs = _places(claim), _places(excerpt)
    free = [peer for peer in theirs if not any(_agree(place, peer) for place in ours)]
    measures = {peer.figure.measure for peer in theirs}
    at_odds = [our for our in ours if our.figure.measure in measures and not any(_agree(our, peer) for peer in theirs)]
    kinds = {place.figure.kind for place in at_odds}  # a date beside an amount: it is another event
    listed = {peer.figure.measure for peer in theirs if peer.apart and peer.figure.kind != FigureKind.DATE}
    marks = []
    for place in ours:
        differing = [peer for peer in free if place in at_odds and _alike(place, peer)]
        if same := [peer for peer in theirs if _agree(place, peer) and _same(place, peer)]:
            marks.append(Mark(Relation.SAME, place.figure, same[0].figure))
        elif len(differing) == 1 == len(kinds) and place.figure.measure not in listed:
            marks.append(Mark(Relation.DIFFERS, place.figure, differing[0].figure))
    return marks


def differences(marks: list[Mark]) -> str:
    """Return the line that names what differs, claim first ("differs: 238 / 225"); "" if nothing does."""
    pairs = dict.fromkeys(str(mark) for mark in marks if mark.relation == Relation.DIFFERS)
    return f"differs: {', '.join(pairs)}" if pairs else ""


def _places(text: str) -> list[_Place]:
    figures = find_figures(text)
    if len(figures) > _MOST:
        return []
    tied = {figure for pair in pairwise(figures) if linked(text, *pair) for figure in pair}
    money = [figure for figure in figures if figure.kind == FigureKind.MONEY]
    tied.update(money if len(money) > 1 else ())
    for figure in figures:  # so that no figure counts as a word of its sentence
        text = text[: figure.start] + "0" * len(figure.text) + text[figure.end :]
    return [_place(text, figure, figure in tied) for figure in figures]


def _place(text: str, figure: Figure, tied: bool) -> _Place:
    start = max(0, figure.start - _REACH)
    start = max([start, *(stop.end() for stop in _STOP.finditer(text, start, figure.start + 1))])
    stop = _STOP.search(text, figure.end, figure.end + _REACH)
    left, right = text[start : figure.start], text[figure.end : stop.start() if stop else figure.end + _REACH]
    words = [word for word in _WORD.findall(f"{left} {right}") if not _PLAIN.fullmatch(word.lower())]
    stems = {word.lower()[:5] for word in words} - {figure.unit[:5]}
    names = [re.sub(r"(.)\1", r"\1", word.lower()) for word in words if word[0].isupper()]
    bound = _UNTIL if figure.kind == FigureKind.DATE else _OTHER
    apart = tied or bool(bound.search(left) or _RELATIVE.match(right)) or "respectively" in right
    denied = _NOT.search(f"{left} {right}") is not None
    return _Place(figure, stems, names, _event(left, right), denied, apart, *_bounds(figure, left, right))


def _event(left: str, right: str) -> str:
    """Return the kind of the event that is named nearest to a figure; "" if none is near."""
    before = [(len(left) - match.end(), match.lastgroup or "") for match in _EVENT.finditer(left)]
    after = [(match.start(), match.lastgroup or "") for match in _EVENT.finditer(right)]
    return min([*before, *after, (_NEAR, "")])[1]


def _bounds(figure: Figure, left: str, right: str) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest number that the text admits: all from 100 on for "at least 100"."""
    value = Decimal(0) if isinstance(figure.value, tuple) else figure.value  # dates are compared by themselves
    slack = value / 10 if _ABOUT.search(left) else value / 400 if value >= _ROUND else Decimal(0)
    above = _LOW.search(left) or right.startswith(("+", " or more"))
    return Decimal(0) if _HIGH.search(left) else value - slack, Decimal("Infinity") if above else value + slack


def _agree(ours: _Place, theirs: _Place) -> bool:
    """Tell whether both figures are of one measure and can be true of one thing."""
    same_day = all(a == b for a, b in ours.figure.common(theirs.figure))
    overlap = ours.low <= theirs.high and theirs.low <= ours.high
    return ours.figure.measure == theirs.figure.measure and overlap and same_day


def _same(ours: _Place, theirs: _Place) -> bool:
    """Tell whether figures that agree say one thing of what may be one event."""
    if ours.event and theirs.event and ours.event != theirs.event:
        return False
    a, b = ours.figure.value, theirs.figure.value
    if isinstance(a, tuple) or isinstance(b, tuple):
        return bool(ours.figure.common(theirs.figure))
    least = [place.figure.value for place in (ours, theirs) if not place.high.is_finite()]
    return (least == [min(a, b)] or abs(a - b) * 200 <= max(a, b)) and not (ours.apart or theirs.apart)


def _alike(ours: _Place, theirs: _Place) -> bool:
    """Tell whether two figures of one measure stand in sentences that plainly speak of one thing."""
    other = ours.figure.measure != theirs.figure.measure or ours.denied != theirs.denied or ours.event != theirs.event
    if other or ours.apart or theirs.apart or (theirs.names or [""])[0] not in (ours.names or [""]):
        return False
    dates = ours.figure.common(theirs.figure)
    close = not dates or (len(dates) > 1 and all(a == b for a, b in dates[:-1]))  # two days of one month
    if ours.event and ours.figure.unit and close:
        return True
    shared = len(ours.words & theirs.words)
    return shared >= _FEW and shared >= len(ours.words) * (_PART if ours.figure.unit and not dates else _NEARLY_ALL)
