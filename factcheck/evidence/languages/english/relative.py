"""English dates that are relative to another: "one day later", "on Saturday", "January 6 last year".

They are resolved only where that is certain: from the one day that the sentence or the one before names, or from the
date of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, pairwise

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.languages.english.calendar import DAYS, SHORT_MONTHS
from factcheck.evidence.languages.english.deictic import direction, weekday_date
from factcheck.evidence.languages.english.number_words import NUMBER_WORDS, number_value

_OFFSET = re.compile(
    rf"\b(?ai:(?:(?P<many>an?|[0-9]{{1,2}}|{NUMBER_WORDS})\s(?P<unit>day|week)s?\s(?P<way>later|earlier|afterwards)"
    r"|(?:the|on\sthe)\s(?P<next>following|next|same)\sday|the\sday\s(?P<side>before|after)(?=\s?[.,;]))\b)"
)
_MAY_HAVE_OFFSET = re.compile(r"(?i)\b(?:later|earlier|afterwards|day\b)")
_LONGEST = 40
"""Code points between the beginning of a relative date and a word of `_MAY_HAVE_OFFSET`."""
_YEAR = re.compile(r",?\s(?:(?:of\s)?(?P<which>last|this|next)\syear)\b")
_WEEKDAY = re.compile(rf"\b(?:[Oo]n\s)(?P<day>{'|'.join(DAYS)})\b(?!,?\s(?:the\s)?(?:{'|'.join(SHORT_MONTHS)}|[0-9]))")
_AHEAD = re.compile(r"(?i)\b(?:will|to be|shall|next|would|planned|due|scheduled|every|each|usually)\b|['’]ll\b")
_STOP = re.compile(r"[.!?][”\"»’)]*\s+(?=[A-Z«“\"„])|\n\s*\n")
_NO_YEAR = 2001  # used for an unknown year; it has no February 29
_WEEK = 7  # days
_FAR = 4000  # code points before a relative date in which its sentence and the one before begin
_MAX_RELATIVE = 20  # relative dates that are read in one text


def with_year(text: str, figure: Figure, dated: str) -> Figure:
    """Return a date with the year that "last year" after it means in a text of the date `dated`."""
    if not dated[:4].isdecimal() or not isinstance(figure.value, tuple) or figure.value[0]:
        return figure
    match = _YEAR.match(text, figure.end)
    if match is None:
        return figure
    year = int(dated[:4]) + {"last": -1, "this": 0, "next": 1}[match["which"]]
    return figure._replace(value=(year, *figure.value[1:]), derivation=f"{match['which']} year: {year}")


def relative_dates(text: str, figures: Sequence[Figure], dated: str) -> list[Figure]:
    """Return the dates of `text` that are relative to one of `figures`, or to the date of the text."""
    dates: list[Figure | None] = []
    for match in islice(_offsets(text), _MAX_RELATIVE):
        reference = _reference(text, figures, match.start())
        dates.append(_with_offset(match, reference) if reference else None)
    if len(dated) == len("2022-01-08") and "day" in text:
        dates += [_weekday(text, match, dated) for match in islice(_WEEKDAY.finditer(text), _MAX_RELATIVE)]
    return [figure for figure in dates if figure]


def _offsets(text: str) -> Iterator[re.Match[str]]:
    """Yield the phrases like "one day later", looked for around the words that each of them has."""
    end = 0
    for hint in _MAY_HAVE_OFFSET.finditer(text):
        match = _OFFSET.search(text, max(end, hint.start() - _LONGEST), hint.end() + _LONGEST)
        if match and match.start() <= hint.start() and match.start() >= end:
            end = match.end()
            yield match


def _reference(text: str, figures: Sequence[Figure], position: int) -> Figure | None:
    """Return the only day that its sentence names before a position; if it names none, the sentence before."""
    first = max(0, position - _FAR)
    stops = [first, *(stop.end() for stop in _STOP.finditer(text, first, position)), position]
    for start, end in list(pairwise(stops))[:-3:-1]:
        days = [
            figure
            for figure in figures
            if figure.kind is FigureKind.DATE and figure.unit == "day" and start <= figure.start < end
        ]
        if days:
            return days[0] if len(days) == 1 and days[0].upper is None else None
    return None


def _with_offset(match: re.Match[str], reference: Figure) -> Figure | None:
    """Return the day that is some days from the reference; None if it depends on an unknown year."""
    days = _days(match)
    year, month, day = reference.value if isinstance(reference.value, tuple) else (0, 0, 0)
    try:
        result = date(year or _NO_YEAR, month, day) + timedelta(days)
    except (ValueError, OverflowError):
        return None
    february = 2
    if not year and result.year == _NO_YEAR and month != result.month and february in {month, result.month}:
        return None  # a leap year?
    value = (result.year if year else 0, result.month, result.day)
    unit = "day" if abs(days) == 1 else "days"
    derivation = f"{' '.join(reference.text.split())} {'+' if days >= 0 else '-'} {abs(days)} {unit}"
    return Figure(match.start(), match.end(), FigureKind.DATE, "day", value, match[0], derivation=derivation)


def _days(match: re.Match[str]) -> int:
    if match["next"]:
        return 0 if match["next"].lower() == "same" else 1
    if match["side"]:
        return 1 if match["side"].lower() == "after" else -1
    words = match["many"].lower()
    count = int(words) if words.isdecimal() else 1 if words in {"a", "an"} else int(number_value(words))
    return count * (_WEEK if match["unit"].lower() == "week" else 1) * (-1 if match["way"].lower() == "earlier" else 1)


def _weekday(text: str, match: re.Match[str], dated: str) -> Figure | None:
    """Return the last such day up to the date of the text, unless the sentence is about the future."""
    first = max(0, match.start() - _FAR)
    stops = [first, *(stop.end() for stop in _STOP.finditer(text, first, match.start()))]
    end = _STOP.search(text, match.end())
    if _AHEAD.search(text, stops[-1], end.start() if end else len(text)):
        return None
    try:
        way = min(direction(text[stops[-1] : end.start() if end else len(text)], match.start() - stops[-1]), 0)
        day = weekday_date(match["day"], way, date.fromisoformat(dated))
    except (ValueError, OverflowError):
        return None
    if day is None:
        return None
    value, derivation = (day.year, day.month, day.day), f"{match['day']}: {day.isoformat()}"
    return Figure(match.start("day"), match.end(), FigureKind.DATE, "day", value, match["day"], derivation=derivation)
