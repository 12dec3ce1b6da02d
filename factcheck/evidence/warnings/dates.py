"""Warnings about sources that are dated after the verdict.

The date of a claim is when it was said, so that evidence may be older.

Dates may have a reduced precision (2022, 2022-01) or a time. A date without a day may be any of its days, and one
without a time zone be in any; a warning is given only if it holds for all of them. Other dates ("about 2022") give no
warning.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from factcheck.case.records import Source
from factcheck.evidence.warnings.verdict import JudgedClaim

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WITH_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]")
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""The largest offsets of time zones ahead of UTC and behind it."""
_DECEMBER = 12


class DateRange(NamedTuple):
    """What a date may mean: the first and last moment in UTC, and the first and last day of the calendar."""

    first: datetime
    last: datetime
    first_day: date
    last_day: date


@lru_cache(1024)
def date_range(text: str) -> DateRange | None:
    """Return what an ISO 8601 date may mean, None if it is not one."""
    try:
        match = _PARTIAL.fullmatch(text.strip())
        if match is not None:
            return _days(*match.groups())
        return _moment(text.strip()) if _WITH_TIME.match(text.strip()) else None
    except (ValueError, OverflowError):
        return None


def _moment(text: str) -> DateRange:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return DateRange(moment.astimezone(UTC), moment.astimezone(UTC), moment.date(), moment.date())
    moment = moment.replace(tzinfo=UTC)
    return DateRange(moment - _EAST, moment + _WEST, moment.date(), moment.date())


def _days(year: str, month: str | None, day: str | None) -> DateRange:
    first = date(int(year), int(month or 1), int(day or 1))
    end_month = date(first.year, int(month or _DECEMBER), 1)
    last = first if day else end_month.replace(day=monthrange(end_month.year, end_month.month)[1])
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (first, last))
    return DateRange(begin - _EAST, end + timedelta(days=1) + _WEST, first, last)


def after_verdict(checked: JudgedClaim) -> str:
    """Warn of sources that are dated after the verdict."""
    verdict = date_range(checked.verdict.at)
    late = _sources(checked, lambda dates: verdict is not None and dates.first > verdict.last)
    return f"{_dated(late)}, after the verdict of {checked.verdict.at[:10]}" if late else ""


def _sources(checked: JudgedClaim, test: Callable[[DateRange], bool]) -> list[Source]:
    """Return the sources on both sides whose dates pass a test."""
    dated = ((source, date_range(source.published)) for source in checked.sources_of(checked.sides))
    return [source for source, dates in dated if dates is not None and test(dates)]


def _dated(sources: list[Source]) -> str:
    return ", ".join(f"{source.ref} is dated {source.published}" for source in sources)
