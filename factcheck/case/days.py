"""Days as people type them: 2026-12-01, today, friday, +3, 2w."""

from __future__ import annotations

import re
from datetime import date, timedelta

from factcheck.case.input import parse_date
from factcheck.errors import InvalidError

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DISTANCE = re.compile(r"(?P<count>[+-]?[0-9]{1,4})(?P<unit>[dw])|(?P<days>[+-][0-9]{1,4})")
_WEEK = 7

EXAMPLES = "2026-12-01, today, friday, +3, 2w"
"""Days as they can be typed, for messages and the help."""


def relative_days(text: str, today: date) -> list[date]:
    """Return the days that `text` means as seen from `today`: "friday", "tomorrow", "+3", "2w"; [] if it means none.

    A day of the week is the next one, today included. A word may be cut short: "t" means each day it may become.
    """
    word = text.strip().lower()
    if match := _DISTANCE.fullmatch(word):
        count = int(match["count"] or match["days"])
        return _shifted(today, [count * (_WEEK if match["unit"] == "w" else 1)])
    if not word:
        return []
    ahead = {name: (number - today.weekday()) % _WEEK for number, name in enumerate(_WEEKDAYS)}
    distances = {**_NAMED, **ahead}
    if word in distances:
        return _shifted(today, [distances[word]])
    return _shifted(today, [days for name, days in distances.items() if name.startswith(word)])


def _shifted(today: date, distances: list[int]) -> list[date]:
    try:
        return [today + timedelta(days=days) for days in distances]
    except OverflowError:
        return []


def parse_day(value: str, today: date) -> str:
    """Return a typed day as it is stored, seen from `today`; a date may be inexact, and empty stays empty.

    Raises InvalidError.
    """
    days = relative_days(value, today)
    if len(days) == 1:
        return days[0].isoformat()
    try:
        return parse_date(value)
    except InvalidError:
        raise InvalidError(f"{value.strip()!r} is not a day like {EXAMPLES}") from None
