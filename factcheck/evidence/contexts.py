"""The context of a figure: the properties of its sentence that are compared with those of another figure's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from factcheck.evidence import Bound, Figure, FigureKind, Name, Text
from factcheck.evidence.languages import Language, language
from factcheck.evidence.languages.english.events import DIRECTIONS, life_event, nearest_event
from factcheck.evidence.languages.english.names import find_names, fold

_MAX_FIGURES = 200  # of a text: one with more is not compared
_MAX_CACHED = 256  # texts
_ROUNDED = 1000  # numbers from here on are often rounded
_REACH = 300  # code points before and after a figure that are read
_NEARBY = 5  # words before and after a figure that count as nearby
_STOP = re.compile(r"(?<=[\w)%’”\"»\s])(?<!\W[A-Z])[.!?][”\"»]?\s+(?=[A-Z0-9«“\"„])|\n\s*\n")
_CLAUSE = re.compile(r"[,;:(]\s|\s[–—-]{1,2}\s|\s(?:and|but|while|when|who|which|after|before)\s")
_WORD = re.compile(r"[^\W\d_]{3,}")
_POSSESSION = re.compile(r"\s?['’]s?\s([^\W\d_]+)")
_TIMES = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)
_TIME_FIRST = re.compile(r"\W*(?:[Ii]n|[Oo]n|[Bb]y)\s0{4,}")
_ANY_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = re.compile(
    r"the|and|for|from|with|its|she|his|her|they|their|this|that|who|which|when|was|were|are|been|has|had|have|after|before"
    r"|about|around|nearly|almost|roughly|over|under|some|least|than|more|less|most|according|data|said|says?|last|year|police|authorities|officials?|lrb|rrb|lsb|rsb"
    r"|january|february|march|april|june|july|august|september|october|november|december|\w+(?:nesd|rsd|urd|und|ond|uesd|frid)ay"
)
_NOT = re.compile(
    r"(?i)\b(?:not|no|never|without|nobody|none|denied (?:that|having|being)|should|would|could|might|may|if|asked"
    r"|yet)\b|n['’]t\b"
)
_ONE_OF_MORE = re.compile(
    r"(?i)\b(?:(?:an)?other|further|each|every|after|additional|by|first|last|of (?:the \w+,|them,?|wh\w+))\s$"
)
_DATE_BOUND = re.compile(r"(?i)\b(?:(?:before|after|since)\b|(?:from|by)\s$)")
_RELATIVE = re.compile(
    r"(?i)\W{1,3}(?:more|others?|of (?:them|the|these|those|whom)"
    r"|(?:(?:an?|one|two) )?(?:\w+ )?(?:before|after|later|earlier|ago|prior))\b"
)


class FigureContext:
    """A figure with its sentence. Properties are computed on first use, as most figures are never compared."""

    def __init__(self, text: str, figure: Figure, linked: bool) -> None:
        """Take a `text` in which figures are replaced by zeros; a `linked` figure is in a sum, a list or a range."""
        self.figure = figure
        self.measure = figure.measure
        self._linked = linked
        self._text = text

    @cached_property
    def sides(self) -> tuple[str, str]:
        """The parts of the sentence before and after the figure."""
        text, figure = self._text, self.figure
        start = max(0, figure.start - _REACH)
        start = max([start, *(stop.end() for stop in _STOP.finditer(text, start, figure.start + 1))])
        stop = _STOP.search(text, figure.end, figure.end + _REACH)
        return text[start : figure.start], text[figure.end : stop.start() if stop else figure.end + _REACH]

    @cached_property
    def words(self) -> set[str]:
        """The stems of the content words of the sentence."""
        return {stem for side in self._stems for stem in side} - {self.figure.unit[:5]}

    @cached_property
    def nearby(self) -> set[str]:
        """The stems of the content words nearest to the figure, on both sides."""
        left, right = self._stems
        return {*left[-_NEARBY:], *right[:_NEARBY]} - {self.figure.unit[:5]}

    @cached_property
    def _stems(self) -> tuple[list[str], list[str]]:
        left, right = (
            [fold(word)[:5] for word in _WORD.findall(side) if not _COMMON.fullmatch(word.lower())]
            for side in self.sides
        )
        return left, right

    @cached_property
    def all_words(self) -> set[str]:
        """All words of the sentence and of the one before, folded as names are."""
        left, right = self.sides
        end = self.figure.start - len(left)
        start = max(0, end - _REACH)
        stops = [start, *(stop.end() for stop in _STOP.finditer(self._text, start, end) if stop.end() < end)]
        return folded_words(" ".join((self._text[stops[-1] : end], left, right)))

    @cached_property
    def names(self) -> list[Name]:
        """The names in the sentence."""
        return find_names(" 0 ".join(self.sides))

    @cached_property
    def subject(self) -> Name | None:
        """The first name in the clause of the figure, else in the sentence: the most likely subject."""
        left, right = self.sides
        if max(left.rfind("("), left.rfind("-LRB-")) > max(left.rfind(")"), left.rfind("-RRB-")):
            return next(iter(self.names), None)
        start = max([0, *(match.end() for match in _CLAUSE.finditer(left))])
        end = _CLAUSE.search(right)
        clause = find_names(left[start:] + " 0 " + right[: end.start() if end else len(right)])
        return next(iter(clause or self.names), None)

    @cached_property
    def possession(self) -> str:
        """The noun after the possessive of the subject, folded: "deputy" for "Arlov's deputy"; else ""."""
        if self.subject is None:
            return ""
        sentence = " 0 ".join(self.sides)
        match = _POSSESSION.search(sentence, max(0, sentence.find(self.subject.text)))
        return fold(match[1]) if match and sentence[: match.start()].endswith(self.subject.text) else ""

    @cached_property
    def times(self) -> set[str]:
        """The days of the week and the months that the sentence names beside its dates."""
        return {match[0] for side in self.sides for match in _TIMES.finditer(side)}

    @cached_property
    def directions(self) -> tuple[bool, ...]:
        """Whether the sentence says that something goes up, and that something goes down."""
        return tuple(any(pattern.search(side) for side in self.sides) for pattern in DIRECTIONS)

    @cached_property
    def begins_with_time(self) -> bool:
        """Whether the sentence begins with the time that it is about: "In 2015, …"."""
        return _TIME_FIRST.match(self.sides[0]) is not None

    @cached_property
    def event(self) -> str:
        """The kind of the event that is named nearest to the figure; "" if none is near."""
        return self.life or nearest_event(*self.sides)

    @cached_property
    def life(self) -> str:
        """Birth or death if this is one of the dates in brackets after a name; else ""."""
        return life_event(*self.sides) if self.figure.kind is FigureKind.DATE else ""

    @cached_property
    def negated(self) -> bool:
        """Whether the sentence negates something, or only calls it possible."""
        return _NOT.search(" ".join(self.sides)) is not None

    @cached_property
    def incomplete(self) -> bool:
        """Whether the value is not one by itself: in a sum, a list or a range, or relative to another."""
        left, right = self.sides
        before = _DATE_BOUND if self.figure.kind is FigureKind.DATE else _ONE_OF_MORE
        relative = before.search(left) or _RELATIVE.match(right)
        return not self.life and (
            self._linked or self.figure.upper is not None or bool(relative) or "respectively" in right
        )

    @cached_property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest number that the text allows: from 100 on for "at least 100"; 0 for a date."""
        figure, value = self.figure, self.figure.amount
        slack = value / 10 if figure.bound is Bound.ABOUT else value / 200 if value >= _ROUNDED else Decimal(0)
        if figure.kind is FigureKind.ORDINAL:
            slack = Decimal(0)
        upper = value if figure.upper is None or isinstance(figure.upper, tuple) else figure.upper
        least = Decimal(0) if figure.bound is Bound.AT_MOST else value - slack
        return least, Decimal("Infinity") if figure.bound is Bound.AT_LEAST else max(value, upper) + slack


def folded_words(text: str) -> set[str]:
    """Return all words of a text, folded as names are."""
    return {fold(word) for word in _ANY_WORD.findall(text)}


@lru_cache(_MAX_CACHED)
def figure_contexts(of: Text) -> tuple[FigureContext, ...]:
    """Return the figures of a text with their contexts; nothing for a text with too many to be an excerpt."""
    reader, text = language(of.language), of.text
    if reader is None:
        return ()
    figures = [figure for figure in reader.figures(text, of.dated, _MAX_FIGURES) if figure.kind is not FigureKind.VAGUE]
    if len(figures) > _MAX_FIGURES:
        return ()
    linked = _linked(reader, text, figures)
    for figure in figures:  # so that no figure counts as a word of its sentence
        text = text[: figure.start] + "0" * len(figure.text) + text[figure.end :]
    return tuple(FigureContext(text, figure, figure.start in linked) for figure in figures)


def _linked(reader: Language, text: str, figures: Sequence[Figure]) -> set[int]:
    """Return the starts of the figures that are in a sum, a list or a range."""
    linked = {figure.start for pair in pairwise(figures) if reader.linked(text, *pair) for figure in pair}
    money = [figure.start for figure in figures if figure.kind is FigureKind.MONEY]
    linked.update(money if len(money) > 1 else ())
    return linked
