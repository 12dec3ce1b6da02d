"""Ranges in a filter: of dates (`date:>2020`, `date:2019..2021-06`) and of numbers (`supports:2..`, `ref:C10..C20`).

A date that is not exact is the time from its first to its last day: 2020 is after 2019, and neither after nor before
2020-05. What is still being typed matches what it may become: `date:20` means the years from 2000 to 2099. Of entries,
days can also be given as seen from today: `due:<friday`, `due:..+3`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from factcheck.case.days import relative_days
from factcheck.errors import UnknownError

V = TypeVar("V", str, int)

DATES = "2020, >2020-05, <=2021, 2019..2021"
RELATIVE_DATES = f"{DATES}, <friday, today..+3"
NUMBERS = "2, >2, <=5, 2..5"

_DATE = re.compile(r"[0-9]{1,4}|[0-9]{4}-(?:[0-9]{0,2}|[0-9]{2}-[0-9]{0,2})")
_NUMBER = re.compile(r"[a-z]?([0-9]{1,18})", re.IGNORECASE)
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)
_RANGE = re.compile(r"(.*?)\.(?:\.(.*))?", re.DOTALL)
_YEAR, _DAY = 4, 10


class Extent(NamedTuple, Generic[V]):
    """The first and the last value of what one term means: the days of 2020, or the number 5 twice."""

    first: V
    last: V


@dataclass(frozen=True, slots=True)
class Range(Generic[V]):
    """Values between two bounds. A bound is a value and 1 for just above, -1 for just below it; None for no bound."""

    low: tuple[V, int] | None
    high: tuple[V, int] | None

    def has(self, extent: Extent[V]) -> bool:
        """Return whether all of `extent` is in the range."""
        above = self.low is None or self.low <= (extent.first, 0)
        return above and (self.high is None or (extent.last, 0) <= self.high)


def days_of(stated: str) -> Extent[str] | None:
    """Return the first and the last day of a date or time in ISO 8601, as exact as it is; None if it is neither."""
    return _days(stated[:_DAY]) if len(stated) >= _YEAR else None


def parse_dates(value: str, field: str) -> Range[str]:
    """Return the range of dates that the value of a field means. Raises UnknownError if it means none."""
    return _parse(value, _days, f"no {field}:{value} in a filter; it takes {DATES}")


def parse_days(value: str, field: str, today: date) -> Range[str]:
    """Return the range of days that the value of a field means, as dates or as seen from `today`.

    Raises UnknownError if it means none.
    """

    def read(text: str) -> Extent[str] | None:
        days = [day.isoformat() for day in relative_days(text, today)]
        return Extent(min(days), max(days)) if days else _days(text)

    return _parse(value, read, f"no {field}:{value} in a filter; it takes {RELATIVE_DATES}")


def parse_numbers(value: str, field: str) -> Range[int]:
    """Return the range of numbers that the value of a field means. Raises UnknownError if it means none."""
    return _parse(value, _number, f"no {field}:{value} in a filter; it takes {NUMBERS}")


def _parse(value: str, read: Callable[[str], Extent[V] | None], fault: str) -> Range[V]:
    def extent(text: str) -> Extent[V]:
        if (found := read(text)) is None:
            raise UnknownError(fault)
        return found

    if match := _COMPARED.fullmatch(value):
        sign, text = match.groups()
        return _compared(sign, extent(text)) if text else Range(None, None)
    if match := _RANGE.fullmatch(value):
        first, last = match[1], match[2]
        return Range((extent(first).first, 0) if first else None, (extent(last).last, 0) if last else None)
    found = extent(value)
    return Range((found.first, 0), (found.last, 0))


def _compared(sign: str, extent: Extent[V]) -> Range[V]:
    if sign[0] == ">":
        return Range((extent.first, 0) if sign == ">=" else (extent.last, 1), None)
    return Range(None, (extent.last, 0) if sign == "<=" else (extent.first, -1))


def _days(text: str) -> Extent[str] | None:
    if not _DATE.fullmatch(text):
        return None
    year, month, day = (*text.split("-"), "", "")[:3]
    first = (year.ljust(4, "0"), month.ljust(2, "0") if month else "01", day.ljust(2, "0") if day else "01")
    last = (year.ljust(4, "9"), month.ljust(2, "9") if month else "12", day.ljust(2, "9") if day else "31")
    return Extent("-".join(first), "-".join(last))


def _number(text: str) -> Extent[int] | None:
    match = _NUMBER.fullmatch(text)
    return Extent(int(match[1]), int(match[1])) if match else None
