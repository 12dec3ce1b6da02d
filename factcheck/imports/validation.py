"""Whether what others wrote can be stored: no text without end, no half characters, and times that are times."""

from __future__ import annotations

from datetime import UTC, datetime

from factcheck.case.input import stamp
from factcheck.case.records import Row
from factcheck.errors import InvalidError

_LONGEST = {"text": 10_000, "quote": 1_000_000}
_LONGEST_OTHER, _MOST_TAGS = 100_000, 100
_REQUIRED = {"text": "the claim is empty", "quote": "the quote is empty"}


def check_storable(row: Row) -> None:
    """Refuse a row that is to be stored and cannot be, or should not. Raises InvalidError."""
    for name, why in _REQUIRED.items():
        if name in row and not row[name]:
            raise InvalidError(why)
    for name, value in row.items():
        if isinstance(value, str):
            _check_text(name, value)
    tags = row.get("tags", ())
    if len(tags) > _MOST_TAGS:
        raise InvalidError(f"has {len(tags)} tags; {_MOST_TAGS} are taken")
    for tag in tags:
        _check_text("a tag", tag)


def _check_text(name: str, text: str) -> None:
    most = _LONGEST.get(name, _LONGEST_OTHER)
    if len(text) > most:
        raise InvalidError(f"{name} has {len(text):,} characters; {most:,} are taken")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidError(f"{name} holds half a character (a lone surrogate), which no file can keep") from error


def parse_time(text: str) -> str:
    """Return a date or time of ISO 8601 as it is stored, in UTC; empty for what is none. A day is its first second."""
    try:
        found = datetime.fromisoformat(text.strip())
        return stamp(found if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""
