"""A source that is dated after the verdict, or before what the claim is about.

Dates are as exact as they are known: 2022, 2022-01, 2022-01-08, with a time or without. What a date leaves open
may be any day of it, and beside a moment any hour in any time zone; a warning is given only where every one of them
would be wrong. What is no such date (an inferred one is written "about 2022" or not at all) tells nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from factcheck.case.records import Source
from factcheck.evidence.warnings.verdict import CheckedClaim

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WITH_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]")
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""How far time zones are ahead of UTC, and behind it, at most."""
_DECEMBER = 12


class DateRange(NamedTuple):
    """What a date may mean: the first and the last moment in UTC, and the first and the last day by the calendar."""

    first: datetime
    last: datetime
    first_day: date
    last_day: date


@lru_cache(1024)
def date_range(text: str) -> DateRange | None:
    """Return what an ISO 8601 date may mean; None for what is none."""
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
    begin, end = (datetime(found.year, found.month, found.day, tzinfo=UTC) for found in (first, last))
    return DateRange(begin - _EAST, end + timedelta(days=1) + _WEST, first, last)


def after_verdict(judged: CheckedClaim) -> str:
    """Warn of sources that did not exist yet when the verdict was given, by their dates."""
    given = date_range(judged.verdict.at)
    if given is None:
        return ""
    dated = ((source, date_range(source.published)) for source in judged.sources(judged.sides))
    late = [source for source, found in dated if found and found.first > given.last]
    return f"{_dated(late)}, after the verdict of {judged.verdict.at[:10]}" if late else ""


def before_event(judged: CheckedClaim) -> str:
    """Warn of sources that are older than the claim's date."""
    event = date_range(judged.claim.date)
    if event is None:
        return ""
    dated = ((source, date_range(source.published)) for source in judged.sources(judged.sides))
    early = [source for source, found in dated if found and found.last_day < event.first_day]
    return f"{_dated(early)}, before the date of {judged.claim.ref}, {judged.claim.date}" if early else ""


def _dated(sources: list[Source]) -> str:
    return ", ".join(f"{source.ref} is dated {source.published}" for source in sources)
