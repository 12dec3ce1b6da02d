"""English dates: written in full or in part ("January 6, 2022", "April of 1866"), or relative to another date.

Relative dates ("one day later", "on Saturday", "January 6 last year") are resolved only where that is certain: from the
one day that the sentence or the one before names, or from the date of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.languages.english.numbers import ENDS, NUMBER_WORDS, PART, number_value
from factcheck.evidence.languages.english.units import SIGNS, counted_unit, currency, word_before

_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_MONTH = r"(?:Jan|Febr?)(?:uary)?|March|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|(?:Sept?|Nov|Dec)(?:ember)?|Oct(?:ober)?"
_M = rf"(?P<m>{_MONTH})\b(?:(?<!\w{{4}})\.)?"
_D = rf"(?P<d>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?:[-–](?P<to>[1-9]|[12][0-9]|3[01]))?{ENDS}"
_Y = rf"(?P<y>(?:1[0-9]|20)[0-9]{{2}}){ENDS}"
_BY_MONTH = (
    re.compile(rf"{_M}\s{{1,3}}{_D}(?:[\s,]{{1,4}}{_Y})?"),
    re.compile(rf"{_M}[\s,]{{1,4}}(?:of\s)?{_Y}"),
)
_BY_DIGITS = (
    re.compile(rf"{_D}\s{{1,3}}(?:of\s)?{_M}(?:[\s,]{{1,4}}{_Y})?"),
    re.compile(rf"(?P<y>[0-9]{{4}})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01]){ENDS}"),
    re.compile(rf"(?P<d>0[1-9]|[12][0-9]|3[01])\.(?P<m>0[1-9]|1[0-2])\.(?P<y>(?:19|20)[0-9]{{2}}){ENDS}"),
    re.compile(rf"(?P<y>(?:1[0-9]|20)[0-9]{{2}})[-–](?P<until>(?:1[0-9]|20)?[0-9]{{2}}){ENDS}"),
    re.compile(rf"{_Y}(?!\s?%|[ -](?:hundred|thousand|million|billion)\b)"),
)
_CUE = re.compile(r"in|since|from|until|till|during|the|an?|early|late|mid|of|by", re.I)
_PLURAL_CUE = re.compile(r"in|since|until|till|during", re.I)
_TITLE = re.compile(r"\s[A-Z][a-z]")
_EXTENT = re.compile(r"\s(?:people|men|women|children|soldiers|troops|dead|killed)\b")


def read_date(text: str, start: int) -> Figure | None:
    """Return the date that begins at `start`; None if none does."""
    patterns = _BY_DIGITS if text[start] <= "9" else _BY_MONTH
    match = next((match for pattern in patterns if (match := pattern.match(text, start))), None)
    if match is None or (match.re is _BY_DIGITS[-1] and not _is_year(text, start, match.end())):
        return None
    said = match.groupdict()
    day, month, year = int(said.get("d") or 0), _month(said.get("m") or "0"), int(said["y"] or 0)
    upper = None
    if said.get("to"):
        upper = (year, month, int(said["to"]))
    elif said.get("until"):
        upper = (int(f"{year}"[: 4 - len(said["until"])] + said["until"]), 0, 0)
    if upper is not None and upper <= (year, month, day):
        return None
    unit = "day" if day else "month" if month else "year"
    return Figure(start, match.end(), FigureKind.DATE, unit, (year, month, day), match[0], upper=upper)


def _month(said: str) -> int:
    return int(said) if said.isdecimal() else _MONTHS.index(said[:3]) // 3 + 1


def _is_year(text: str, start: int, end: int) -> bool:
    """Tell the year 2022 from 2022 of something."""
    before = word_before(text, start)
    if PART.fullmatch(before) or before.lower() == "article" or text[start - 1 : start] in {*SIGNS, *"#-–"}:
        return False
    if _EXTENT.match(text, end) and not _PLURAL_CUE.fullmatch(before):
        return False
    return bool(_CUE.fullmatch(before) or _TITLE.match(text, end)) or not (
        counted_unit(text, start, end) or currency(text, start, end)
    )


_STEP = re.compile(
    rf"\b(?ai:(?:(?P<many>an?|[0-9]{{1,2}}|{NUMBER_WORDS})\s(?P<unit>day|week)s?\s(?P<way>later|earlier|afterwards)"
    r"|(?:the|on\sthe)\s(?P<next>following|next|same)\sday|the\sday\s(?P<side>before|after)(?=\s?[.,;]))\b)"
)
_CHEAP = re.compile(r"(?i)\b(?:later|earlier|afterwards|day\b)")
_YEAR = re.compile(r",?\s(?:(?:of\s)?(?P<which>last|this|next)\syear)\b")
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY = re.compile(
    rf"\b(?:[Oo]n\s)(?P<day>{_DAYS})\b(?!,?\s(?:the\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[0-9]))"
)
_AHEAD = re.compile(r"(?i)\b(?:will|to be|shall|next|would|planned|due|scheduled|every|each|usually)\b|['’]ll\b")
_STOP = re.compile(r"[.!?][”\"»’)]*\s+(?=[A-Z«“\"„])|\n\s*\n")
_NO_YEAR = 2001  # where no year is said: one without February 29
_WEEK, _MOST = 7, 20  # days; dates told from others that are looked at in one text


def with_year(text: str, figure: Figure, stated: str) -> Figure:
    """Return a date with the year that "last year" behind it means in a text of the date `stated`."""
    if not stated[:4].isdecimal() or not isinstance(figure.value, tuple) or figure.value[0]:
        return figure
    match = _YEAR.match(text, figure.end)
    if match is None:
        return figure
    year = int(stated[:4]) + {"last": -1, "this": 0, "next": 1}[match["which"]]
    return replace(figure, value=(year, *figure.value[1:]), derivation=f"{match['which']} year: {year}")


def relative_dates(text: str, figures: Sequence[Figure], stated: str) -> list[Figure]:
    """Return the dates of `text` that are told from one of `figures`, or from the date that the text is of."""
    found = []
    if _CHEAP.search(text):
        steps = ((match, _origin(text, figures, match.start())) for match in islice(_STEP.finditer(text), _MOST))
        found += [figure for match, origin in steps if origin and (figure := _stepped(match, origin))]
    if len(stated) == len("2022-01-08") and "day" in text:
        found += [
            figure for match in islice(_WEEKDAY.finditer(text), _MOST) if (figure := _weekday(text, match, stated))
        ]
    return found


def _origin(text: str, figures: Sequence[Figure], at: int) -> Figure | None:
    """Return the one day that is named before `at` in its sentence; if none is, in the sentence before."""
    stops = [0, *(stop.end() for stop in _STOP.finditer(text, 0, at)), at]
    for begin, end in list(pairwise(stops))[:-3:-1]:
        days = [
            figure
            for figure in figures
            if figure.kind is FigureKind.DATE and figure.unit == "day" and begin <= figure.start < end
        ]
        if days:
            return days[0] if len(days) == 1 and days[0].upper is None else None
    return None


def _stepped(match: re.Match[str], origin: Figure) -> Figure | None:
    many = _days(match)
    year, month, day = origin.value if isinstance(origin.value, tuple) else (0, 0, 0)
    try:
        then = date(year or _NO_YEAR, month, day) + timedelta(many)
    except (ValueError, OverflowError):
        return None
    if not year and then.year != _NO_YEAR:
        year, crossed = 0, True
    else:
        year, crossed = (then.year if year else 0), False
    if not year and (month == 2 or then.month == 2) and month != then.month and not crossed:  # noqa: PLR2004
        return None  # a leap year?
    said = (
        f"{' '.join(origin.text.split())} {'+' if many >= 0 else '-'} {abs(many)} {'day' if abs(many) == 1 else 'days'}"
    )
    value = (year, then.month, then.day)
    return Figure(match.start(), match.end(), FigureKind.DATE, "day", value, match[0], derivation=said)


def _days(match: re.Match[str]) -> int:
    if match["next"]:
        return 0 if match["next"].lower() == "same" else 1
    if match["side"]:
        return 1 if match["side"].lower() == "after" else -1
    said = match["many"].lower()
    many = int(said) if said.isdecimal() else 1 if said in {"a", "an"} else int(number_value(said))
    return many * (_WEEK if match["unit"].lower() == "week" else 1) * (-1 if match["way"].lower() == "earlier" else 1)


def _weekday(text: str, match: re.Match[str], stated: str) -> Figure | None:
    """Return the last such day up to the date that the text is of, unless the sentence looks ahead."""
    stops = [0, *(stop.end() for stop in _STOP.finditer(text, 0, match.start()))]
    end = _STOP.search(text, match.end())
    if _AHEAD.search(text, stops[-1], end.start() if end else len(text)):
        return None
    try:
        of = date.fromisoformat(stated)
        then = of - timedelta((of.weekday() - _DAYS.split("|").index(match["day"])) % _WEEK)
    except (ValueError, OverflowError):
        return None
    start, value = match.start("day"), (then.year, then.month, then.day)
    said = f"{match['day']}: {then.isoformat()}"
    return Figure(start, match.end(), FigureKind.DATE, "day", value, match["day"], derivation=said)
