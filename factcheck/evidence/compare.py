"""Compares the figures of a claim with those of an excerpt: which agree, and which differ.

A mark is a reason to look, no verdict. Figures differ only where both sentences plainly speak of one thing: one unit,
one event or nearly the same words, one name, nothing that agrees. Sums, lists, ranges, relative dates go unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from factcheck.evidence import Figure, FigureKind, Mark, Relation
from factcheck.evidence.figures import find_figures, linked

__all__ = ["Mark", "Relation", "compare", "differences"]


_MOST, _ROUND, _KEPT = 200, 1000, 256  # figures of a text, else it is no excerpt; numbers that are often rounded; texts
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


class _Place:
    """A figure where it stands. What its sentence says is looked at when it is asked for: most figures have no peer."""

    def __init__(self, text: str, figure: Figure, tied: bool) -> None:
        self.figure = figure
        self.measure = figure.measure
        self._text = text
        self._tied = tied

    @cached_property
    def _sides(self) -> tuple[str, str]:
        """What stands left and right of the figure in its sentence."""
        text, figure = self._text, self.figure
        start = max(0, figure.start - _REACH)
        start = max([start, *(stop.end() for stop in _STOP.finditer(text, start, figure.start + 1))])
        stop = _STOP.search(text, figure.end, figure.end + _REACH)
        return text[start : figure.start], text[figure.end : stop.start() if stop else figure.end + _REACH]

    @cached_property
    def _own_words(self) -> list[str]:
        return [word for word in _WORD.findall(" ".join(self._sides)) if not _PLAIN.fullmatch(word.lower())]

    @cached_property
    def words(self) -> set[str]:
        """The stems of what the sentence speaks of."""
        return {word.lower()[:5] for word in self._own_words} - {self.figure.unit[:5]}

    @cached_property
    def names(self) -> list[str]:
        """The names in the sentence, and other words in capitals."""
        return [re.sub(r"(.)\1", r"\1", word.lower()) for word in self._own_words if word[0].isupper()]

    @cached_property
    def event(self) -> str:
        """The kind of the event that is named nearest to the figure; "" if none is near."""
        left, right = self._sides
        before = [(len(left) - match.end(), match.lastgroup or "") for match in _EVENT.finditer(left)]
        after = [(match.start(), match.lastgroup or "") for match in _EVENT.finditer(right)]
        return min([*before, *after, (_NEAR, "")])[1]

    @cached_property
    def denied(self) -> bool:
        """Whether the sentence says that something is not so."""
        return _NOT.search(" ".join(self._sides)) is not None

    @cached_property
    def apart(self) -> bool:
        """Whether it stands in a sum, a list or a range, or is relative: the value says nothing by itself."""
        left, right = self._sides
        bound = _UNTIL if self.figure.kind is FigureKind.DATE else _OTHER
        return self._tied or bool(bound.search(left) or _RELATIVE.match(right)) or "respectively" in right

    @cached_property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest number that the text admits: all from 100 on for "at least 100"; 0 for a date."""
        value = self.figure.value
        if isinstance(value, tuple):  # dates are compared by themselves
            return Decimal(0), Decimal(0)
        left, right = self._sides
        slack = value / 10 if _ABOUT.search(left) else value / 400 if value >= _ROUND else Decimal(0)
        above = _LOW.search(left) or right.startswith(("+", " or more"))
        return Decimal(0) if _HIGH.search(left) else value - slack, Decimal("Infinity") if above else value + slack


def compare(claim: str, excerpt: str) -> list[Mark]:
    """Return what can be said with confidence of the claim's figures, in their order; nothing where in doubt."""
    ours, theirs = _places(claim), _places(excerpt)
    agreeing = [[peer for peer in theirs if _agree(our, peer)] for our in ours]
    free = [peer for peer in theirs if not any(peer in peers for peers in agreeing)]
    measures = [peer.measure for peer in theirs]
    at_odds = [our for our, peers in zip(ours, agreeing, strict=True) if not peers and our.measure in measures]
    one_kind = len({place.figure.kind for place in at_odds}) == 1  # a date beside an amount: it is another event
    marks = []
    for our, peers in zip(ours, agreeing, strict=True):
        if same := [peer for peer in peers if _same(our, peer)]:
            marks.append(Mark(Relation.SAME, our.figure, same[0].figure))
        elif our in at_odds and one_kind:
            differing = [peer for peer in free if _alike(our, peer)]
            if len(differing) == 1 and not _listed(our, theirs):
                marks.append(Mark(Relation.DIFFERS, our.figure, differing[0].figure))
    return marks


def differences(marks: Iterable[Mark]) -> str:
    """Return the line that names what differs, claim first ("differs: 238 / 225"); "" if nothing does."""
    pairs = dict.fromkeys(str(mark) for mark in marks if mark.relation == Relation.DIFFERS)
    return f"differs: {', '.join(pairs)}" if pairs else ""


@lru_cache(_KEPT)
def _places(text: str) -> list[_Place]:
    figures = find_figures(text)
    if len(figures) > _MOST:
        return []
    tied = {figure.start for pair in pairwise(figures) if linked(text, *pair) for figure in pair}
    money = [figure.start for figure in figures if figure.kind is FigureKind.MONEY]
    tied.update(money if len(money) > 1 else ())
    for figure in figures:  # so that no figure counts as a word of its sentence
        text = text[: figure.start] + "0" * len(figure.text) + text[figure.end :]
    return [_Place(text, figure, figure.start in tied) for figure in figures]


def _listed(ours: _Place, theirs: list[_Place]) -> bool:
    """Tell whether the other text has amounts of this measure in a sum, a list or a range."""
    alike = [peer for peer in theirs if peer.measure == ours.measure and peer.figure.kind is not FigureKind.DATE]
    return any(peer.apart for peer in alike)


def _agree(ours: _Place, theirs: _Place) -> bool:
    """Tell whether both figures are of one measure and can be true of one thing."""
    if ours.measure != theirs.measure:
        return False
    (low, high), (their_low, their_high) = ours.bounds, theirs.bounds
    return low <= their_high and their_low <= high and all(a == b for a, b in ours.figure.common(theirs.figure))


def _same(ours: _Place, theirs: _Place) -> bool:
    """Tell whether figures that agree say one thing of what may be one event."""
    if ours.event and theirs.event and ours.event != theirs.event:
        return False
    a, b = ours.figure.value, theirs.figure.value
    if isinstance(a, tuple) or isinstance(b, tuple):
        return bool(ours.figure.common(theirs.figure))
    least = [place.figure.value for place in (ours, theirs) if not place.bounds[1].is_finite()]
    return (least == [min(a, b)] or abs(a - b) * 200 <= max(a, b)) and not (ours.apart or theirs.apart)


def _alike(ours: _Place, theirs: _Place) -> bool:
    """Tell whether two figures of one measure stand in sentences that plainly speak of one thing."""
    if ours.measure != theirs.measure or not (_close(ours, theirs) or _share_words(ours, theirs)):
        return False
    if ours.denied != theirs.denied or ours.event != theirs.event or ours.apart or theirs.apart:
        return False
    return (theirs.names or [""])[0] in (ours.names or [""])


def _close(ours: _Place, theirs: _Place) -> bool:
    """Tell whether an event is counted, or one of two days of one month is its own."""
    dates = ours.figure.common(theirs.figure)
    days = len(dates) > 1 and all(a == b for a, b in dates[:-1])
    return bool(ours.figure.unit) and (not dates or days) and bool(ours.event)


def _share_words(ours: _Place, theirs: _Place) -> bool:
    """Tell whether two sentences say nearly the same."""
    dates = ours.figure.common(theirs.figure)
    shared = len(ours.words & theirs.words)
    return shared >= _FEW and shared >= len(ours.words) * (_PART if ours.figure.unit and not dates else _NEARLY_ALL)
