"""English dates that are relative to the date of a text: "on Friday", "last year", "three weeks ago", "in March".

A weekday or a month alone is the last one before the text after a past verb, the next one after "will"; without either
it is not known which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from factcheck.evidence.languages.english.calendar import DAYS, MONTHS, SHORT_MONTHS
from factcheck.evidence.languages.english.finite import PAST
from factcheck.evidence.languages.english.number_words import NUMBER_WORDS, number_value

_PAST = re.compile(
    r"(?<!will )(?<!would )(?<!can )(?<!could )(?<!should )(?<!must )(?<!may )(?<!might )(?<!shall )(?<!to )"
    rf"\b(?!(?:expected to|planned|scheduled|supposed)\b)(?:was|were|had|did|{PAST})\b"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|shall|next|(?:is|are) (?:to|due|set|planned|scheduled|expected)|to be|going to)\b|['’]ll\b"
)
_REPEATED = re.compile(rf"(?i)\b(?:every|each|usually|always|on (?:{'|'.join(DAYS)})s)\b")
_PHRASE = re.compile(
    r"\b(?:"
    rf"(?P<which>[Ll]ast |[Nn]ext |[Tt]his |[Ll]ate |[Ee]arly |[Oo]n |[Ss]ince |[Uu]ntil |[Bb]y )?"
    rf"(?<!Good )(?<!Black )(?P<day>{'|'.join(DAYS)})(?!,?\s(?:the\s)?(?:{'|'.join(SHORT_MONTHS)}|\d))"
    r"|(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow)"
    r"|(?P<turn>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>year|month|week)"
    rf"|(?P<many>an?|\d{{1,3}}|(?ai:{NUMBER_WORDS})) (?P<ago>day|week|month|year)s? ago"
    rf"|(?P<in>[Ii]n|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his) (?P<month>{'|'.join(MONTHS)})"
    r"(?!\s(?:of\s)?\d|,?\s\d{4})"
    r")\b"
)
_WEEK, _YEAR = 7, 12  # days, months


class RelativeDate(NamedTuple):
    """A phrase from `start` to `end` of a sentence, and the date that it means as in "30 April 2021"; "" if unknown.

    A month alone is not `certain`: in a story it may be that of another year.
    """

    start: int
    end: int
    phrase: str
    date: str
    certain: bool


def relative_dates_in(sentence: str, dated: str) -> Iterator[RelativeDate]:
    """Yield the phrases of a sentence that are relative to `dated`, the ISO 8601 date of its text, or "" if unknown."""
    for match in _PHRASE.finditer(sentence):
        found = _date(match, sentence, dated) if dated else ""
        if not (match["day"] and _REPEATED.search(sentence)):
            yield RelativeDate(*match.span(), match[0], found, match["month"] is None)


def direction(sentence: str, at: int) -> int:
    """Return -1 if a date at a position of a sentence is in the past, 1 in the future, 0 if the words do not tell.

    The last verb before it decides, else the first one after it.
    """
    past = [match.start() for match in _PAST.finditer(sentence)]
    ahead = [match.start() for match in _AHEAD.finditer(sentence)]
    verbs = [*((place, -1) for place in past), *((place, 1) for place in ahead)]
    before = max((verb for verb in verbs if verb[0] < at), default=None)
    found = before or min(verbs, default=None)
    return found[1] if found else 0


def weekday_date(name: str, way: int, dated: date, which: str = "") -> date | None:
    """Return the day that a weekday means in a text of the date `dated`; None if that is not known.

    `way` is its `direction`; `which` is "last" or "next" where that is said.
    """
    behind = (dated.weekday() - DAYS.index(name)) % _WEEK
    way = {"last": -1, "next": 1}.get(which, way)
    if way == -1:
        return dated - timedelta(behind or (_WEEK if which == "last" else 0))
    return dated + timedelta((-behind) % _WEEK or _WEEK) if way == 1 else None


def _date(match: re.Match[str], sentence: str, dated: str) -> str:
    parts = [int(part) for part in dated.split("-")]
    try:
        day = date(*parts) if len(parts) == len(("year", "month", "day")) else None
        if match["day"] or match["near"] or (match["ago"] in {"day", "week"}):
            return _written(_day(match, sentence, day)) if day else ""
        if match["month"]:
            return _month_alone(match, sentence, parts)
        return _period(match, parts)
    except (ValueError, OverflowError):
        return ""


def _day(match: re.Match[str], sentence: str, dated: date) -> date | None:
    if match["day"]:
        return weekday_date(
            match["day"], direction(sentence, match.start()), dated, (match["which"] or "").strip().lower()
        )
    if match["near"]:
        return dated + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[match["near"].lower()])
    return dated - timedelta(_count(match["many"]) * (_WEEK if match["ago"] == "week" else 1))


def _month_alone(match: re.Match[str], sentence: str, dated: list[int]) -> str:
    """Return the month and the year of a month without one: the last before the text, or the next one."""
    month, own = MONTHS.index(match["month"]) + 1, dated[1] if len(dated) > 1 else 0
    way = {"last": -1, "next": 1}.get(match["in"].lower(), direction(sentence, match.start()))
    if not own or not way:
        return ""
    year = dated[0] - (month > own) if way == -1 else dated[0] + (month < own)
    return f"{match['month']} {year}"


def _period(match: re.Match[str], dated: list[int]) -> str:
    """Return the year or the month of "last year", "two months ago"; "" for a week, which has no name."""
    unit = match["unit"] or match["ago"]
    steps = -_count(match["many"]) if match["ago"] else {"last": -1, "this": 0, "next": 1}[match["turn"].lower()]
    if unit == "year":
        return str(dated[0] + steps)
    if unit != "month" or len(dated) == 1:
        return ""
    months = dated[0] * _YEAR + dated[1] - 1 + steps
    return f"{MONTHS[months % _YEAR]} {months // _YEAR}"


def _count(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return 1 if words in {"a", "an"} else int(number_value(words))


def _written(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""
