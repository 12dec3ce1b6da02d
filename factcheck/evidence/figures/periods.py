"""Parts of years and spans of several: quarters, halves, seasons, decades, early and late, fiscal years."""

from __future__ import annotations

from factcheck.evidence.figures.calendar import FIRST_YEAR, LAST_YEAR, MONTHS, Calendar, Dated
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3}
_MONTHS_OF = {"quarter": 3, "half": 6}
PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
"""The first and last month that a part of a year may mean."""
_LINKS = frozenset(["the", "of", "des", "jahres", "fiscal", "de", "l", "’", "'", "année"])
"""Words and signs between a quarter or season and its year that no data file has."""


class PeriodReader:
    """Reads the periods of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, calendar: Calendar) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._word = tokens.word
        self._calendar = calendar

    def period(self, index: int) -> tuple[str, int, int, int]:
        """Return a quarter or half of a year at a token: its name, number, first and next token."""
        tokens, lexicon = self._tokens, self._lexicon
        word, number, at = self._word(index), 0, index + 1
        if word in {"q", "h", "t", "s"} and tokens.joined(index) and tokens.raw(index).isupper():
            number = self._calendar.number(index + 1, 1, 4)
            if number and word in {"q", "t"}:
                return "quarter", number, index, index + 2
            if number in {1, 2}:
                return "half", number, index, index + 2
        if lexicon.flag("date", "quarter_before"):
            for name in ("quarter", "half"):
                if word in lexicon.words("date", name) and (number := lexicon.ordinals.get(self._word(at), 0)):
                    return (name, number, index, at + 1) if number <= 4 else ("", 0, index, index)
            return "", 0, index, index
        number = lexicon.ordinals.get(word, 0) or _ROMAN.get(word, 0) or self._calendar.number(index, 1, 4)
        if not number or number > 4:
            return "", 0, index, index
        while self._word(at) in {"-", "."} and tokens.joined(at - 1):
            at += 1
        at += self._word(at) in lexicon.words("number", "ordinal_suffixes")
        for name in ("quarter", "half"):
            if self._word(at) in lexicon.words("date", name):
                return name, number, index, at + 1
        return "", 0, index, index

    def quarter(self, index: int) -> Dated | None:
        """Return a quarter or half of a year with its year after it."""
        name, number, first, at = self.period(index)
        year, end = self._year_near(at) if name else (0, index)
        return self.interval(name, number, first, end, year) if year else None

    def part_of_year(self, index: int) -> Dated | None:
        """Return a quarter, half, season, or early or late part, with its year after it."""
        if found := self.quarter(index):
            return found
        if season := self._lexicon.seasons.at(self._tokens.words, index):
            year, end = self._year_near(index + season.length)
            return Dated(index, end, "season", (year, season.value, 0)) if year else None
        for part in PARTS_OF_YEAR:
            if match := self._lexicon.phrases("date", part).at(self._tokens.words, index):
                at = index + match.length
                at += self._word(at) == "-" and self._tokens.joined(at)
                year, end = self._year_near(at)
                if year and self.decade(end - 1) is None:
                    return self.part(part, index, end, year)
        return None

    def _year_near(self, index: int) -> tuple[int, int]:
        """Return the year of a quarter or season, with "of the year" before it."""
        links = self._lexicon.words("date", "before_year", "between", "fiscal", "before_year_bare")
        for at in range(index, index + 4):
            if year := self._calendar.year(at):
                return year, self._calendar.after_year(self._calendar.split_year(at + 1, year))
            word = self._word(at)
            if not (word in links or word in self._calendar.links or word in _LINKS):
                break
        return 0, index

    def interval(self, name: str, number: int, start: int, end: int, year: int) -> Dated | None:
        """Return a quarter or half of a year as its first and last month."""
        length = _MONTHS_OF[name]
        if number * length > MONTHS:
            return None
        last = number * length
        return Dated(start, end, name, (year, last - length + 1, 0), (year, last, 0))

    def part(self, part: str, start: int, end: int, year: int) -> Dated:
        """Return the early, middle or late part of a year."""
        low, high = PARTS_OF_YEAR[part]
        return Dated(start, end, "part", (year, low, 0), (year, high, 0))

    def decade(self, index: int) -> Dated | None:
        """Return a decade: 1990s, 1990er Jahre, années 1990, 1990-е годы, 1990 жылдары, 1990'lar."""
        tokens, lexicon = self._tokens, self._lexicon
        word = self._word(index)
        year = self._calendar.number(index, 0, LAST_YEAR)
        if not word.isdecimal() or len(word) not in {2, 4} or word[-1] != "0" or (len(word) == 4 and year < FIRST_YEAR):
            return None
        at = index + 1
        while self._word(at) in {"'", "’", "-"}:
            at += 1
        marked = tokens.ends[index] + 2 >= tokens.starts[at] if at < len(tokens) else False
        after = lexicon.phrases("date", "decade_after").at(tokens.words, at)
        before = lexicon.phrases("date", "decade_before").before(tokens.words, index)
        plural = (
            marked and self._word(at) in lexicon.words("date", "decade") and (at > index + 1 or tokens.joined(index))
        )
        if not (after or before or plural):
            return None
        if len(word) == 2:
            year += 1900
        end = at + after.length if after else index + 1 if before and not plural else at + 1
        return Dated(index, end, "decade", (year, 0, 0), (year + 9, 0, 0))

    def fiscal(self, index: int) -> Dated | None:
        """Return a fiscal year: FY2020, fiscal 2020."""
        tokens = self._tokens
        at = index + 1
        if self._word(index) != "fy" or not tokens.raw(index).isupper():
            match = self._lexicon.phrases("date", "fiscal").at(tokens.words, index)
            if match is None:
                return None
            at = index + match.length
        year = self._calendar.year(at)
        short = self._calendar.number(at, 10, 99) if self._word(index) == "fy" else 0
        year = year or (short and 2000 + short)
        if not year:
            return None
        return Dated(
            index, self._calendar.after_year(self._calendar.split_year(at + 1, year)), "fiscal year", (year, 0, 0)
        )
