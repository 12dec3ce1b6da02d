"""Reads the figures of texts in one language: where a figure may begin, and which kinds are tried there."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from factcheck.evidence import Bound, Figure, FigureKind
from factcheck.evidence.figures.ages import is_age
from factcheck.evidence.figures.bounds import read_bound
from factcheck.evidence.figures.calendar import Dated
from factcheck.evidence.figures.dates import DateReader
from factcheck.evidence.figures.nouns import counted
from factcheck.evidence.figures.numerals import Numeral, read_numeral
from factcheck.evidence.figures.others import bound_of, read_ordinal, read_score, read_time, read_vague
from factcheck.evidence.figures.quantities import Measured, after_linker, measured, per
from factcheck.evidence.figures.ranges import shared_scale, upper_end
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.figures.shares import read_share
from factcheck.evidence.figures.starts import starts
from factcheck.evidence.languages.lexicon import Lexicon
from factcheck.evidence.languages.symbols import CURRENCY_SIGNS, DASHES, MINUS_SIGNS

Found = tuple[Figure, int]
"""A figure, and the token after it."""
_WITHOUT_SPACES = "\u3040"
"""Letters from here on are of scripts without spaces between words: a number may follow at once."""
_SHORT_WORD = 3  # letters
_PART_OF_LAW = frozenset({
    "part", "parts", "paragraph", "section", "chapter", "no", "number", "page", "figure", "phase", "clause", "room",
    "item", "volume",
})  # fmt: skip


class TextReader:
    """Reads one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.tokens = Tokens(text)
        self.lexicon = lexicon
        self._dates = DateReader(self.tokens, lexicon)
        self._numerals: dict[int, Numeral | None] = {}
        self._kinds: tuple[Callable[[int], Found | None], ...] = (
            self._date, self._score, self._time, self._share, self._ordinal, self._age_or_number, self._vague,
        )  # fmt: skip

    def figures(self, limit: int | None = None) -> list[Figure]:
        """Return the figures in their order, not many more than `limit`."""
        figures: list[Figure] = []
        words, after = self.tokens.words, 0
        known = starts(self.lexicon)
        likely = known.among(words)
        for index in [index for index, word in enumerate(words) if word in likely]:
            if index < after or not known.goes_on(words[index], self.tokens.word(index + 1)):
                continue
            if not (found := self._read(index)):
                continue
            figure, after = found
            if not figures or figure.start >= figures[-1].end:
                figures.append(figure)
            if limit is not None and len(figures) > limit:
                break
        return figures

    def _read(self, index: int) -> Found | None:
        if self._in_identifier(index):
            return None
        return next((found for read in self._kinds if (found := read(index))), None)

    def _numeral(self, index: int) -> Numeral | None:
        """Return the number at a token, which several kinds of figures ask for."""
        if index not in self._numerals:
            self._numerals[index] = read_numeral(self.tokens, index, self.lexicon)
        return self._numerals[index]

    def _in_identifier(self, index: int) -> bool:
        """Tell whether a token is part of a word or identifier: covid-19, SU-95, 1.2.3."""
        tokens = self.tokens
        if index == 0 or not tokens.joined(index - 1):
            return False
        before, raw = tokens.word(index - 1), tokens.raw(index - 1)
        if before[:1].isalpha() or before[:1].isdecimal():
            return not (before[-1] >= _WITHOUT_SPACES or self._is_currency(index - 1))
        if before in {"-", "–", "’", "'", ".", ",", ":", "/", "#", "_", "@"} and tokens.joined(index - 2):
            earlier = tokens.word(index - 2)
            letters = earlier[:1].isalpha() and not (tokens.word(index).isalpha() and before in "-–")
            if before in "’'" and earlier in {"l", "d", "qu"}:
                return False
            return letters or (
                earlier[:1].isdecimal() and before not in {"-", "–"} and not tokens.word(index).isalpha()
            )
        return raw in {"#", "_"}

    def _is_currency(self, index: int) -> bool:
        number = Numeral(Decimal(1), index + 1, index + 2)
        found = measured(self.tokens, number, self.lexicon)
        return found is not None and found.kind is FigureKind.MONEY and found.start <= index

    def _figure(self, start: int, end: int, kind: FigureKind, unit: str, value: Decimal) -> Figure:
        tokens = self.tokens
        return Figure(tokens.starts[start], tokens.ends[end - 1], kind, unit, value, tokens.slice(start, end))

    def _date(self, index: int) -> Found | None:
        found: Dated | None = self._dates.read(index)
        if found is None:
            return None
        tokens = self.tokens
        start, end = tokens.starts[found.start], tokens.ends[found.end - 1]
        text = tokens.text[start:end]
        figure = Figure(
            start, end, FigureKind.DATE, found.unit, found.value, text, upper=found.upper, other=found.other
        )
        return figure, found.end

    def _score(self, index: int) -> Found | None:
        figure = read_score(self.tokens, index, self.lexicon)
        return (figure, index + 3) if figure else None

    def _time(self, index: int) -> Found | None:
        figure = read_time(self.tokens, index, self.lexicon)
        return (figure, self._after(figure, index)) if figure else None

    def _ordinal(self, index: int) -> Found | None:
        figure = read_ordinal(self.tokens, index, self.lexicon)
        return (figure, self._after(figure, index)) if figure else None

    def _after(self, figure: Figure, index: int) -> int:
        while index < len(self.tokens) and self.tokens.starts[index] < figure.end:
            index += 1
        return index

    def _share(self, index: int) -> Found | None:
        found = read_share(self.tokens, index, self._numeral(index), self.lexicon)
        if found is None:
            return None
        value = found.value if found.value == found.value.to_integral_value() else found.value.quantize(Decimal("0.1"))
        bounded = read_bound(self.tokens, found.start, found.end, self.lexicon)
        bound = bounded.bound if bounded.bound is not Bound.EXACT else Bound.ABOUT
        figure = self._figure(found.start, found.end, FigureKind.PERCENT, "percent", value)
        return figure._replace(bound=bound, strict=bounded.strict, dimension="percent"), found.end

    def _vague(self, index: int) -> Found | None:
        found = read_vague(self.tokens, index, self.lexicon)
        if found is None:
            return None
        value, end = found
        unit = counted(self.tokens, index, end + (self.tokens.word(end) == "of"), self.lexicon)
        return self._figure(index, end, FigureKind.VAGUE, unit, value), end

    def _age_or_number(self, index: int) -> Found | None:
        tokens, lexicon = self.tokens, self.lexicon
        minus = lexicon.phrases("number", "minus").at(tokens.words, index)
        if minus:
            number = self._numeral(index + minus.length)
            return self._number(number, index) if number and tokens.word(number.start)[:1].isdecimal() else None
        if self.lexicon.vague.at(tokens.words, index) and not tokens.word(index)[:1].isdecimal():
            return None
        number = self._numeral(index)
        if number is None or (not number.words and tokens.word(index - 1) in _PART_OF_LAW):
            return None
        return self._age(number) or self._number(number)

    def _age(self, number: Numeral) -> Found | None:
        if not is_age(self.tokens, number, self.lexicon):
            return None
        start, end = number.start, number.end
        bounded = read_bound(self.tokens, start, end, self.lexicon)
        figure = self._figure(start, end, FigureKind.NUMBER, "year-old", number.value)
        return figure._replace(bound=bounded.bound, strict=bounded.strict), end

    def _number(self, number: Numeral, first: int | None = None) -> Found | None:
        tokens, lexicon = self.tokens, self.lexicon
        start, end = number.start, number.end
        negative = first is not None or self._is_negative(start)
        begin = start if not negative else start - 1 if first is None else first
        what = measured(tokens, number, lexicon)
        top = upper_end(tokens, number, what, lexicon)
        last = top or number
        if top:
            number = number._replace(value=number.value * shared_scale(tokens, number, top, lexicon))
            what = measured(tokens, top._replace(start=start), lexicon)
        if what and what.unit == "meter" and tokens.raw(end) == "m" and tokens.joined(end - 1):
            people = counted(tokens, start, end + 1, lexicon) == "people"
            what = None if people and "m" in lexicon.glued else what
        if what is None and top is None and tokens.joined(end - 1) and tokens.word(end)[:1].isalpha():
            return self._glued(number)
        if what is None and (
            self._is_ambiguous(number) or (tokens.word(end) == "/" and tokens.word(end + 1).isdecimal())
        ):
            return None
        if what is None:
            unit = (
                "article"
                if tokens.word(start - 1) in {"article", "articles"}
                else counted(tokens, start, after_linker(tokens, last, lexicon), lexicon)
            )
            if not unit and self._in_name(start):
                return None
            if top and not unit and tokens.word(end) in DASHES:
                return None
            what = Measured(FigureKind.NUMBER, unit, start, last.end)
        value = -number.value if negative else number.value
        return self._make(number, what, min(begin, what.start), value, top)

    def _make(self, number: Numeral, what: Measured, begin: int, value: Decimal, top: Numeral | None) -> Found:
        tokens, lexicon = self.tokens, self.lexicon
        each = per(tokens, what.end, lexicon) if what.kind is not FigureKind.DURATION else ""
        if lexicon.phrases("change", "from").before(tokens.words, begin) and each.isdecimal():
            each = ""  # von 3 auf 5 Prozent
        each = each or self._per_before(begin)
        bounded = read_bound(tokens, begin, what.end, lexicon)
        own = bound_of(number)
        upper = None if top is None else top.value
        factor, offset = what.factor, Decimal(0) if self._is_change(begin) else what.offset
        if what.kind is FigureKind.MONEY:  # the value of 50 cents is 0.5
            value, upper, factor = value * factor, upper and upper * factor, Decimal(1)
        figure = self._figure(begin, what.end, what.kind, what.unit, value)
        figure = figure._replace(bound=bounded.bound if own is Bound.EXACT else own, strict=bounded.strict, upper=upper,
            dimension=what.dimension, factor=factor, offset=offset, per=each,
        )  # fmt: skip
        return figure, what.end

    def _per_before(self, start: int) -> str:
        """Return what an amount is per if that is said before it: each person, günde 300."""
        match = self.lexicon.per.before(self.tokens.words, start)
        return match.value if match and self.lexicon.code in {"tr", "kk", "ru", "ar", "fr", "es", "de"} else ""

    def _is_change(self, start: int) -> bool:
        return bool(self.lexicon.phrases("change", "by").before(self.tokens.words, start))

    def _is_negative(self, start: int) -> bool:
        """Tell whether a minus sign is before a number, and no dash or range."""
        tokens = self.tokens
        sign = tokens.word(start - 1)
        if sign not in MINUS_SIGNS or not tokens.joined(start - 1):
            return False
        return start == 1 or not tokens.joined(start - 2) or tokens.word(start - 2) in {"(", *CURRENCY_SIGNS}

    def _glued(self, number: Numeral) -> Found | None:
        """Return a number with letters right behind it: 2bn people, 238-ден, 40'ı; None for an identifier."""
        tokens, lexicon = self.tokens, self.lexicon
        letters, end = tokens.word(number.end), number.end
        factor = lexicon.glued.get(letters)
        if factor is None:
            return None
        unit = counted(tokens, number.start, end + 1, lexicon)
        if letters in {"m", "k", "t", "b"} and not unit:
            return None
        figure = self._figure(number.start, end + 1, FigureKind.NUMBER, unit, number.value * factor)
        bounded = read_bound(tokens, number.start, end + 1, lexicon)
        return figure._replace(bound=bounded.bound, strict=bounded.strict), end + 1

    def _is_ambiguous(self, number: Numeral) -> bool:
        """Tell whether one word is a number only beside what it counts: on, yüz, neuf."""
        tokens, lexicon = self.tokens, self.lexicon
        if number.end - number.start > 1 or not number.words:
            return False
        if tokens.word(number.start) not in lexicon.words("number", "ambiguous"):
            return False
        return not (counted(tokens, number.start, number.end, lexicon) or self._before_noun(number.end))

    def _before_noun(self, end: int) -> bool:
        """Tell whether the word after a number looks like a plural noun: neuf maisons, once casas, acht Häuser."""
        word, raw = self.tokens.word(end), self.tokens.raw(end)
        if self.lexicon.code == "de":
            return raw[:1].isupper()
        plural = self.lexicon.code in {"fr", "es"} and len(word) > _SHORT_WORD and word.endswith(("s", "x"))
        return plural and word not in self.lexicon.stop_words

    def _in_name(self, start: int) -> bool:
        """Tell whether a number is part of a name: Apollo 11."""
        raw = self.tokens.raw(start - 1)
        if self.lexicon.code == "de" or not raw[:1].isupper() or start - 1 <= 0:
            return False
        return not self.lexicon.bounds_before.before(self.tokens.words, start) and not self._begins_sentence(start - 1)

    def _begins_sentence(self, index: int) -> bool:
        return index == 0 or self.tokens.word(index - 1) in {".", "!", "?", "“", "«", '"', ":"}
