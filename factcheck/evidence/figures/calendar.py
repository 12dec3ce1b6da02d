"""The parts that dates are made of: years, months, and the words that belong to them."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

Day = tuple[int, int, int]

FIRST_YEAR, LAST_YEAR = 1000, 2199
MAX_DAY, MONTHS = 31, 12
_BUDDHIST, _BUDDHIST_ERA = (2300, 2699), 543
"""Years that a Thai text means by the Buddhist era, and how many these are ahead."""
_CAPITALIZED = {"en", "de", "tr"}
_NAMED_AFTER_MONTHS = {"ar", "fr", "es", "de", "en"}
"""Languages that may say "of the year" between a month and its year."""


class Dated(NamedTuple):
    """A date from token `start` up to token `end`; `unit` is its precision, `upper` its last day or year."""

    start: int
    end: int
    unit: str
    value: Day
    upper: Day | None = None
    other: Day | None = None


class Calendar:
    """Reads the parts of dates in one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._word = tokens.word
        self.links = {",", "/", *lexicon.words("date", "between"), *lexicon.words("date", "of_month")}
        """Words and signs between a month and its year."""

    def number(self, index: int, low: int, high: int) -> int:
        """Return the number of at most four digits at a token if it is within two limits, else 0."""
        word = self._word(index)
        return int(word) if word.isdecimal() and len(word) <= 4 and low <= int(word) <= high else 0

    def year(self, index: int) -> int:
        """Return a year of four digits, 0 if there is none."""
        if len(self._word(index)) != 4 or self.goes_on(index):
            return 0
        if self._lexicon.code == "th" and (buddhist := self.number(index, *_BUDDHIST)):
            return buddhist - _BUDDHIST_ERA
        return self.number(index, FIRST_YEAR, LAST_YEAR)

    def goes_on(self, index: int) -> bool:
        """Tell whether digits are joined to more digits by a sign other than a dash."""
        tokens = self._tokens
        if not (tokens.joined(index) and tokens.joined(index + 1) and self._word(index + 2)[:1].isdecimal()):
            return False
        return self._word(index + 1) in ".,:’'٫٬"

    def month(self, index: int) -> tuple[int, int]:
        """Return the month at a token and the token after it; (0, index) if there is none."""
        tokens, lexicon = self._tokens, self._lexicon
        raw = tokens.raw(index)
        if lexicon.code in _CAPITALIZED and not raw[:1].isupper():
            return 0, index
        if match := lexicon.months.at(tokens.words, index):
            end = index + match.length
            end += self._word(end) == "." and tokens.joined(end - 1) and self._word(end + 1).isdecimal()
            return match.value, end
        number = lexicon.month(self._word(index))
        return (number, index + 1) if number else (0, index)

    def after_links(self, index: int, reach: int = 2) -> int:
        """Return the token after the links between a month and its year."""
        while reach and self._word(index) in self.links:
            index, reach = index + 1, reach - 1
        before = self._lexicon.phrases("date", "before_year")
        match = before.at(self._tokens.words, index)
        if match and self._lexicon.code in _NAMED_AFTER_MONTHS and self.year(index + match.length):
            return index + match.length
        return index

    def trailing_year(self, index: int) -> tuple[int, int]:
        """Return the year at a token, with links before it and "г." or "года" after it; (0, index) for none."""
        at = self.after_links(index)
        year = self.year(at)
        if not year:
            return 0, index
        return year, self.after_year(at + 1)

    def split_year(self, end: int, year: int) -> int:
        """Return the token after the second half of a year like 2020-21."""
        following = f"{(year + 1) % 100:02}"
        split = self._word(end) in {"-", "–", "/"} and self._word(end + 1) in {following, str(year + 1)}
        return end + 2 if split and self._tokens.joined(end) else end

    def after_year(self, end: int) -> int:
        """Return the token after the words that mark a year."""
        at = end
        while self._word(at) in {"-", "'", "’"} and self._tokens.joined(at - 1):
            at += 1
        if at != end and self._word(at) in self._lexicon.words("number", "ordinal_suffixes", "suffixes"):
            end = at = at + 1
        if self._word(at) in self._lexicon.words("date", "after_year") or self._word(at) == "年":
            end = at + 1
            end += self._word(end) == "." and self._tokens.joined(end - 1) and len(self._word(end - 1)) <= 2
        return end
