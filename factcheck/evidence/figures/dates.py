"""Dates: days, months, years, and spans of years; in any order that the eight languages use."""

from __future__ import annotations

from factcheck.evidence.figures.calendar import FIRST_YEAR, LAST_YEAR, MAX_DAY, MONTHS, Calendar, Dated
from factcheck.evidence.figures.periods import PARTS_OF_YEAR, PeriodReader
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_LIKELY_YEARS = range(1400, 2100)
_BETWEEN_NUMBERS = frozenset(["-", ".", "/", "年"])
_AFTER_A_YEAR = frozenset(".,;:)]?!-–’'”\"»")
_NO_YEAR_AFTER = frozenset("#-–$€£’'+/.")


class DateReader:
    """Reads the dates of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._word = tokens.word
        self._calendar = Calendar(tokens, lexicon)
        self._periods = PeriodReader(tokens, lexicon, self._calendar)

    def read(self, index: int) -> Dated | None:
        """Return the date that begins at a token, None if there is none."""
        if self._word(index)[:1].isdecimal():
            short = len(self._word(index)) <= 2
            found = (
                self._numeric(index)
                or (self._periods.quarter(index) if short else None)
                or (self._day_first(index) if short else None)
                or self._periods.decade(index)
                or self._year_first(index)
            )
        else:
            found = (
                self._periods.part_of_year(index)
                or self._ordinal_day(index)
                or self._month_first(index)
                or self._periods.fiscal(index)
            )
        return found and self._with_era(found)

    def _numeric(self, index: int) -> Dated | None:
        """Return a date of three numbers: 2022-01-06, 06.01.2022, 12/05/2020."""
        tokens = self._tokens
        if self._word(index + 1) not in _BETWEEN_NUMBERS:
            return None
        signs = {self._word(index + 1), self._word(index + 3)}
        if len(signs) == 1 and signs <= _BETWEEN_NUMBERS and all(tokens.joined(index + at) for at in range(4)):
            first, second, third = (self._word(index + at) for at in (0, 2, 4))
            if not (first.isdecimal() and second.isdecimal() and third.isdecimal()) or self._calendar.goes_on(
                index + 4
            ):
                return None
            if len(first) == 4 and signs != {"."}:
                return self._day(index, index + 5, int(first), int(second), int(third))
            if len(third) == 4:
                found = self._day(index, index + 5, int(third), int(second), int(first))
                swapped = self._day(index, index + 5, int(third), int(first), int(second))
                if found and swapped and signs == {"/"} and first != second:
                    return found._replace(other=swapped.value)
                return found or (swapped if signs == {"/"} else None)
        if self._word(index + 1) == "年" and self._calendar.number(index + 2, 1, 12) and self._word(index + 3) == "月":
            year, month, day = (self._calendar.number(index + at, 1, 9999) for at in (0, 2, 4))
            if day and self._word(index + 5)[:1] in "日号":
                return self._day(index, index + 6, year, month, day)
            return Dated(index, index + 4, "month", (year, month, 0))
        return None

    def _day(self, start: int, end: int, year: int, month: int, day: int) -> Dated | None:
        if not (1 <= month <= MONTHS and 1 <= day <= MAX_DAY and year >= FIRST_YEAR):
            return None
        end = self._calendar.after_year(end)
        return Dated(start, end, "day", (year, month, day))

    def _day_first(self, index: int) -> Dated | None:
        """Return a date that begins with its day: 6 January 2022, 5-6 мая, 1er mai."""
        tokens = self._tokens
        day = self._calendar.number(index, 1, MAX_DAY)
        if not day:
            return None
        at, last = index + 1, 0
        if self._word(at) in {"-", "–", "/"} and (last := self._calendar.number(at + 1, 1, MAX_DAY)):
            at += 2
        elif (tokens.joined(index) and self._word(at) in self._lexicon.words("number", "ordinal_suffixes")) or (
            self._word(at) == "." and tokens.joined(index)
        ):
            at += 1
        elif self._word(at) in {"-", "‑"} and tokens.joined(at):
            at += 1 + (self._word(at + 1) in self._lexicon.words("number", "ordinal_suffixes"))
        at += self._word(at) in self._calendar.links and self._word(at) not in {",", "/"}
        month, end = self._calendar.month(at)
        if not month:
            return None
        year, end = self._calendar.trailing_year(end)
        upper = (year, month, last) if last > day else None
        return Dated(index, end, "day", (year, month, day), upper)

    def _ordinal_day(self, index: int) -> Dated | None:
        """Return a date whose day is a word: the fifth of May 2020, пятого мая."""
        day = self._lexicon.ordinals.get(self._word(index), 0)
        at = index + 1 + (self._word(index + 1) in self._calendar.links)
        month, end = self._calendar.month(at) if 1 <= day <= MAX_DAY else (0, index)
        if not month:
            return None
        year, end = self._calendar.trailing_year(end)
        return Dated(index, end, "day", (year, month, day))

    def _month_first(self, index: int) -> Dated | None:
        """Return a date that begins with its month: January 6, 2022; April of 1866; май 2020 года."""
        tokens = self._tokens
        month, at = self._calendar.month(index)
        if not month:
            return None
        day = (
            self._calendar.number(at, 1, MAX_DAY) if len(self._word(at)) <= 2 and not self._calendar.goes_on(at) else 0
        )
        gap = tokens.starts[at] - tokens.ends[at - 1] if at < len(tokens) else 0
        if day and gap <= 3 and self._lexicon.code in {"en", ""}:
            end, last = at + 1, 0
            if tokens.joined(at) and self._word(end) in self._lexicon.words("number", "ordinal_suffixes"):
                end += 1
            elif tokens.joined(at) and self._word(end).isalpha():
                return None
            elif (
                self._word(end) in {"-", "–"}
                and tokens.joined(at)
                and (last := self._calendar.number(end + 1, 1, MAX_DAY))
            ):
                end += 2
            year, end = self._calendar.trailing_year(end)
            upper = (year, month, last) if last > day else None
            return Dated(index, end, "day", (year, month, day), upper)
        year, end = self._calendar.trailing_year(at)
        return Dated(index, end, "month", (year, month, 0)) if year else None

    def _year_first(self, index: int) -> Dated | None:
        """Return a date that begins with its year, or a year alone, or a span of years."""
        tokens = self._tokens
        year = self._calendar.year(index)
        if not year:
            return self._old_year(index)
        end = self._calendar.after_year(index + 1)
        if found := self._after_its_year(index, end, year):
            return found
        if self._word(index + 1) in {"-", "–", "—", "/"} and tokens.joined(index) and tokens.joined(index + 1):
            last = self._word(index + 2)
            upper = int(f"{year}"[: 4 - len(last)] + last) if last.isdecimal() and len(last) in {2, 4} else 0
            if year < upper <= LAST_YEAR and not self._calendar.goes_on(index + 2):
                return Dated(index, self._calendar.after_year(index + 3), "year", (year, 0, 0), (upper, 0, 0))
            if last.isdecimal():
                return None
        if span := self._span(index, end, year):
            return span
        return Dated(index, end, "year", (year, 0, 0)) if self._is_year(index, end, year) else None

    def _after_its_year(self, index: int, end: int, year: int) -> Dated | None:
        """Return a day, month, quarter, half or season after its year: 2022 жылғы 6 қаңтар, 2020'nin son çeyreği."""
        lexicon = self._lexicon
        if end == index + 1 and not self._lexicon.flag("date", "year_first"):
            return None
        if (day := self._calendar.number(end, 1, MAX_DAY)) and (of_day := self._calendar.month(end + 1))[0]:
            return Dated(index, of_day[1], "day", (year, of_day[0], day))
        month, after = self._calendar.month(end)
        if month:
            day = self._calendar.number(after, 1, MAX_DAY)
            return Dated(index, after + 1 if day else after, "day" if day else "month", (year, month, day))
        name, number, _, after = self._periods.period(end)
        if name:
            return self._periods.interval(name, number, index, after, year)
        if season := lexicon.seasons.at(self._tokens.words, end):
            return Dated(index, end + season.length, "season", (year, season.value, 0))
        for part in PARTS_OF_YEAR:
            if match := lexicon.phrases("date", part).at(self._tokens.words, end):
                return self._periods.part(part, index, end + match.length, year)
        return None

    def _span(self, index: int, end: int, year: int) -> Dated | None:
        """Return from 2010 to 2014, between 1939 and 1945, as one span."""
        tokens, lexicon = self._tokens, self._lexicon
        opened = lexicon.phrases("range", "from", "between").before(tokens.words, index)
        if opened is None:
            return None
        key = "to" if opened.value == "from" else "and"
        closing = lexicon.phrases("range", key).at(tokens.words, end)
        if closing is None:
            return None
        last = self._calendar.year(end + closing.length)
        if not year < last:
            return None
        return Dated(index, self._calendar.after_year(end + closing.length + 1), "year", (year, 0, 0), (last, 0, 0))

    def _is_year(self, index: int, end: int, year: int) -> bool:
        """Tell the year 2022 from 2022 of something."""
        tokens, lexicon = self._tokens, self._lexicon
        before, after = self._word(index - 1), self._word(end)
        if end > index + 1:
            return True
        joined_after = tokens.joined(index) and after not in _AFTER_A_YEAR
        if joined_after or (tokens.joined(index - 1) and before in _NO_YEAR_AFTER):
            return False
        if lexicon.phrases("date", "bc").at(tokens.words, end):
            return True
        if before in lexicon.words("date", "not_after"):
            return False
        if lexicon.phrases("date", "before_year").before(tokens.words, index):
            extent = after in lexicon.words("date", "cue_extent")
            return not extent or before in lexicon.words("date", "before_year_plural")
        if lexicon.phrases("bound", "least", "most", "over", "under", "about").before(tokens.words, index):
            return False
        title = tokens.raw(end)[:1].isupper() and lexicon.code != "de"
        noun = after[:1].isalpha() and after not in lexicon.words("noun", "skip")
        noun = noun and (lexicon.code != "de" or tokens.raw(end)[:1].isupper())
        return year in _LIKELY_YEARS and (title or not noun) and (bool(lexicon.complete) or not noun)

    def _old_year(self, index: int) -> Dated | None:
        """Return a year of fewer than four digits, which must be called BC or AD."""
        year = self._calendar.number(index, 1, LAST_YEAR)
        end = self._calendar.after_year(index + 1)
        era = self._lexicon.phrases("date", "bc", "ad").at(self._tokens.words, end)
        before = self._lexicon.phrases("date", "bc_before", "ad_before").before(self._tokens.words, index)
        if not year or not (era or before):
            return None
        return Dated(index, end, "year", (year, 0, 0))

    def _with_era(self, found: Dated) -> Dated:
        """Return a date with the era that is named beside it: years BC are negative."""
        words = self._tokens.words
        if found.unit != "year":
            return found
        before = self._lexicon.phrases("date", "bc_before", "ad_before").before(words, found.start)
        after = self._lexicon.phrases("date", "bc", "ad").at(words, found.end)
        is_bc = any(era and era.value.startswith("bc") for era in (before, after))
        year = -found.value[0] if is_bc else found.value[0]
        start = found.start - before.length if before else found.start
        return found._replace(start=start, end=found.end + (after.length if after else 0), value=(year, 0, 0))
