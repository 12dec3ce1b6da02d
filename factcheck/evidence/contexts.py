"""The context of a figure: the properties of its sentence that are compared with those of another figure's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from factcheck.evidence import Figure, FigureKind, Name, Text
from factcheck.evidence.alignment.clauses import FigureClause
from factcheck.evidence.alignment.content import Surroundings
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.figures.totals import parts_behind
from factcheck.evidence.languages import Language, language
from factcheck.evidence.languages.english.calendar import DAYS, MONTHS
from factcheck.evidence.languages.english.events import DIRECTIONS, life_event, nearest_event
from factcheck.evidence.languages.english.names import find_names, fold
from factcheck.evidence.languages.lexicon import Lexicon, lexicon

_MAX_FIGURES = 200  # of a text: one with more is not compared
_MAX_CACHED = 2048  # texts
_REACH = 300  # code points before and after a figure that are read
_BESIDE = 30  # code points between an amount and the date that it belongs to
_NEARBY = 5  # words before and after a figure that count as nearby
_STOP = re.compile(
    r"(?<=[\w)%’”\"»\s])(?<!\W[A-Z])[.!?؟][”\"»]?\s+(?=[A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІİĞŞ\u0600-\u06ff0-9«“\"„¿¡])|\n\s*\n"
)
_CLAUSE = re.compile(r"[,;:(]\s|\s[–—-]{1,2}\s|\s(?:and|but|while|when|who|which|after|before)\s")
_WORD = re.compile(r"[^\W\d_]{3,}")
_POSSESSION = re.compile(r"\s?['’]s?\s([^\W\d_]+)")
_TIMES = re.compile(rf"\b(?:{'|'.join((*DAYS, *MONTHS))})\b")
_TIME_FIRST = re.compile(r"\W*(?:[Ii]n|[Oo]n|[Bb]y)\s0{4,}")
_PLACE = re.compile(r"(?<![A-Z])(?P<before>\b[a-z]\w*\s|0\s|,\s|^\s)(?:in|at|near)\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*")
_ANY_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = re.compile(
    r"the|and|for|from|with|its|she|his|her|they|their|this|that|who|which|when|was|were|are|been|has|had|have|after|before"
    r"|about|around|nearly|almost|roughly|over|under|some|least|than|more|less|most|according|data|said|says?|last|year|police|authorities|officials?|lrb|rrb|lsb|rsb"
    r"|january|february|march|april|june|july|august|september|october|november|december|\w+(?:nesd|rsd|urd|und|ond|uesd|frid)ay"
)
_NOT = re.compile(
    r"(?i)\b(?:not|no|never|without|nobody|none|denied (?:that|having|being)|should|would|could|might|may|if|asked"
    r"|yet|(?:was|were|is|are) to (?!blame\b|date\b)[a-z]+)\b|n['’]t\b"
)
_ONE_OF_MORE = re.compile(
    r"(?i)\b(?:(?:an)?other|further|each|every|after|additional|by|first|last|of (?:the \w+,|them,?|wh\w+))\s$"
)
_BY = re.compile(r"(?i)\bby\s$")
_OF_ALL = re.compile(r"\s(?:of|de|der|des|von)\s")
_DATE_BOUND = re.compile(r"(?i)\b(?:(?:before|after|since)\b|(?:from|by)\s$)")
_PART_OF = re.compile(r"(?i)\W{1,3}(?:more|others?|of (?:them|these|those|whom|the(?! 0)))\b")
_RELATIVE = re.compile(r"(?i)\W{1,3}(?:(?:an?|one|two|three|0+) )?(?:\w+ )?(?:before|after|later|earlier|ago|prior)\b")
_DIFFERENCE = re.compile(
    r"(?i)\s(?:more|less|fewer|higher|lower|longer|shorter|taller|deeper|wider|heavier|older|younger|larger|smaller|bigger"
    r"|faster|slower|cheaper|dearer|above|below|beyond|too|trop|demasiado|слишком|тым"
    r"|zu (?:hoch|tief|lang|kurz|breit|viel|wenig|groß|klein|schnell|teuer))\b"
)
"""What follows a figure that says by how much something is more or less than another: "12 million more than"."""
_RELATIVE_DATE = re.compile(r"(?i)\W{1,3}(?:an?|one|two|three|0+) (?:\w+ )?(?:before|after|later|earlier|prior)\b")
_RELATIVE_DURATION = re.compile(r"(?i)\W{1,3}(?:later|earlier|ago|prior)\b")
_DENIED = re.compile(r"(?i)\b(?:not|rather than|instead of|none of(?: the)?)\s(?=0)")


class FigureContext:
    """A figure with its sentence. Properties are computed on first use, as most figures are never compared."""

    def __init__(
        self,
        text: str,
        figure: Figure,
        linked: bool,
        words: Lexicon,
        date: Figure | None = None,
        parts: Mapping[int, int] | None = None,
    ) -> None:
        """Take a `text` in which figures are replaced by zeros.

        A `linked` figure is in a sum, a list or a range; `date` is the one of several dates that an amount belongs to.
        `parts` has the starts of the parts that are named behind a total, and of the phrases before them.
        """
        self._parts = parts or {}
        self._lexicon = words
        self.date = date
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
        end = stop.start() if stop else figure.end + _REACH
        end = min([end, *(phrase for phrase in self._parts.values() if phrase >= figure.end)])
        return text[start : figure.start], text[figure.end : end]

    @cached_property
    def around(self) -> Surroundings:
        """The content words of the sentence, before and after the figure."""
        return Surroundings(self.sides, self._lexicon)

    @cached_property
    def clause(self) -> FigureClause:
        """The words around the figure up to the next commas and conjunctions: what it measures there."""
        return self.around.clause(self.figure)

    @cached_property
    def earlier(self) -> frozenset[str]:
        """The words of the text before the sentence."""
        start = self.figure.start - len(self.sides[0])
        return frozenset(Tokens(self._text[max(0, start - _REACH) : start]).words)

    @property
    def english(self) -> bool:
        """Whether the text is in English, of which names and events are read too."""
        return self._lexicon.code == "en"

    @property
    def german(self) -> bool:
        """Whether the text is in German, in which a capital tells no name from another noun."""
        return self._lexicon.code == "de"

    @property
    def noun(self) -> str:
        """What is counted or ordered, as a concept where it is known as one."""
        return self._lexicon.known_concept(self.figure.unit) or self.figure.unit

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
        if self.figure.kind is FigureKind.DATE:  # where something happened does not tell it from another event
            left, right = (_PLACE.sub(r"\g<before>", side) for side in (left, right))
        if max(left.rfind("("), left.rfind("-LRB-")) > max(left.rfind(")"), left.rfind("-RRB-")):
            return next(iter(self.names), None)
        start = max([0, *(match.end() for match in _CLAUSE.finditer(left))])
        end = _CLAUSE.search(right)
        clause = find_names(left[start:] + " 0 " + right[: end.start() if end else len(right)])
        return next(iter(clause or find_names(f"{left} 0 {right}")), None)

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
        return _NOT.search(_DENIED.sub("", "0".join(self.sides))) is not None

    @cached_property
    def partial(self) -> bool:
        """Whether the figure counts a part of something, or an addition to it: 40 of them, 12 more."""
        return self.figure.kind is not FigureKind.PERCENT and _PART_OF.match(self.sides[1]) is not None

    @property
    def is_named_part(self) -> bool:
        """Whether the figure is a part of the total before it: of which 7 million went into the foundations."""
        return self.figure.start in self._parts

    @cached_property
    def incomplete(self) -> bool:
        """Whether the value is not one by itself: in a sum, a list or a range, or relative to another."""
        left, right = self.sides
        before = _DATE_BOUND if self.figure.kind is FigureKind.DATE else _ONE_OF_MORE
        pattern = {FigureKind.DATE: _RELATIVE_DATE, FigureKind.DURATION: _RELATIVE_DURATION}
        relative = (
            _DIFFERENCE.match(right)
            or before.search(left)
            or pattern.get(self.figure.kind, _RELATIVE).match(right)
            or self.partial
        )
        linked = self._linked and self.around.change not in {"from", "to"}
        return not self.life and (linked or (bool(relative) and not self._is_agent) or "respectively" in right)

    @property
    def _is_agent(self) -> bool:
        """Whether the figure says by how many people something was done: rejected by 58 percent of voters."""
        left, right = self.sides
        people = self.noun == "people" or _OF_ALL.match(right) is not None
        return people and _BY.search(left) is not None and not self.around.change

    @property
    def is_change(self) -> bool:
        """Whether the figure says by how much something goes up or down, and nothing else makes it incomplete."""
        return self.around.change == "by" and not self._linked and _BY.search(self.sides[0]) is not None


def folded_words(text: str) -> set[str]:
    """Return all words of a text, folded as names are."""
    return {fold(word) for word in _ANY_WORD.findall(text)}


@lru_cache(_MAX_CACHED)
def figure_contexts(of: Text) -> tuple[FigureContext, ...]:
    """Return the figures of a text with their contexts; nothing for a text with too many to be an excerpt."""
    reader, text = language(of.language), of.text
    if reader is None:
        return ()
    figures = reader.figures(text, of.dated, _MAX_FIGURES)
    if len(figures) > _MAX_FIGURES:
        return ()
    words = lexicon(of.language[:2].lower() or "en")
    parts = parts_behind(text, figures, words)
    linked = _linked(reader, text, [figure for figure in figures if figure.start not in parts])
    for figure in figures:  # so that no figure counts as a word of its sentence
        text = text[: figure.start] + "0" * len(figure.text) + text[figure.end :]
    dates = [figure for figure in figures if figure.kind is FigureKind.DATE]
    return tuple(
        FigureContext(text, figure, figure.start in linked, words, _nearest(figure, dates), parts) for figure in figures
    )


def _nearest(figure: Figure, dates: Sequence[Figure]) -> Figure | None:
    """Return the one of several dates that is nearest to an amount; None for a date, and if there are not several."""
    if figure.kind is FigureKind.DATE or len(dates) < 2:  # noqa: PLR2004
        return None
    near = min(dates, key=lambda date: min(abs(date.start - figure.end), abs(figure.start - date.end)))
    return near if min(abs(near.start - figure.end), abs(figure.start - near.end)) <= _BESIDE else None


def _linked(reader: Language, text: str, figures: Sequence[Figure]) -> set[int]:
    """Return the starts of the figures that are in a sum, a list or a range."""
    alone = [figure for figure in figures if not _DIFFERENCE.match(text, figure.end)]
    linked = {figure.start for pair in pairwise(alone) if reader.linked(text, *pair) for figure in pair}
    money = [figure.start for figure in alone if figure.kind is FigureKind.MONEY]
    linked.update(money if len(money) > 1 else ())
    return linked
