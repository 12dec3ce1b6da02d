"""Recognize dates and web addresses in free text."""

from __future__ import annotations

import re
from datetime import date

_MOMENT = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def date_parts(text: str) -> tuple[int, ...]:
    """Return year, month and day of an ISO 8601 date or time, as many as it has; none where it is no such date."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return ()
    parts = tuple(int(part) for part in match.groups()[:3] if part)
    try:
        date(*parts, *(1,) * (3 - len(parts)))
    except ValueError:
        return ()
    return parts


def day(text: str) -> str:
    """Return the date of an ISO 8601 date or time, as exact as known: 2026, 2026-11, 2026-11-22; else nothing."""
    return "-".join(f"{part:0{width}}" for part, width in zip(date_parts(text), (4, 2, 2), strict=False))


def is_utc(text: str) -> bool:
    """Return whether a text is a time in UTC, as xsd:dateTime writes it with Z."""
    return len(date_parts(text)) > 0 and _UTC.fullmatch(text) is not None


def is_web(text: str) -> bool:
    """Return whether a text is an http or https address without invisible characters."""
    return text.isprintable() and _WEB.fullmatch(text) is not None
