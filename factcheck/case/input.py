"""Normalize and check input before it is stored: names, times, dates, typed texts.

Quotations and ids are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from factcheck.case.records import Confidence, Outcome, Role, Stance
from factcheck.errors import InvalidError
from factcheck.text import clean, clean_line

Clock: TypeAlias = Callable[[], datetime]

_EXACT = {"quote", "prefix", "suffix", "claim", "source"}
_LONG = {"note", "rationale", "words"}
_DATE = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def stamp(time: datetime) -> str:
    """Return a time as it is stored: UTC, ISO 8601 with Z, to the second."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def checker_name(name: str) -> str:
    """Return a checker's name as it is stored: a clean line without the slash, which separates it from a claim's id."""
    return clean_line(name).replace("/", "-") or "somebody"


def require(value: Any, why: str) -> None:
    """Raise InvalidError with `why` unless there is a value."""
    if not value:
        raise InvalidError(why)


def parse_date(value: str) -> str:
    """Return a typed date, 2023 or 2023-04 or 2023-04-25, stripped; empty stays empty. Raises InvalidError."""
    match = _DATE.fullmatch(value.strip())
    try:
        if match:
            date(*(int(match[part] or 1) for part in ("year", "month", "day")))
    except ValueError:
        match = None
    if match is None and value.strip():
        raise InvalidError(f"{value.strip()!r} is not a date like 2023-04-25, 2023-04 or 2023")
    return value.strip()


def parse_stance(value: Stance | str) -> Stance:
    """Return the stance of this name. Raises InvalidError."""
    try:
        return Stance(value)
    except ValueError:
        raise InvalidError(f"no stance {str(value)!r}; there are {', '.join(Stance)}") from None


def parse_confidence(value: Confidence | str | None) -> Confidence | None:
    """Return the confidence of this name, None for None. Raises InvalidError."""
    try:
        return None if value is None else Confidence(value)
    except ValueError:
        raise InvalidError(f"no confidence {str(value)!r}; there are {', '.join(Confidence)}") from None


def parse_role(value: Role | str) -> str:
    """Return the role of this name, "" for "". Raises InvalidError."""
    if value not in {"", *Role}:
        raise InvalidError(f"no role {str(value)!r}; there are {', '.join(Role)}")
    return str(value)


def parse_outcome(value: Outcome | str) -> str:
    """Return the outcome of this name, "" for "". Raises InvalidError."""
    if value not in {"", *Outcome}:
        raise InvalidError(f"no outcome {str(value)!r}; there are {', '.join(Outcome)}")
    return str(value)


def normalize_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Return typed fields, cleaned: notes and rationales may have several lines, all others have one.

    Raises InvalidError for a role that does not exist.
    """
    if "role" in fields:
        parse_role(fields["role"])
    return {name: value if name in _EXACT else _normalize(name, value) for name, value in fields.items()}


def _normalize(name: str, value: Any) -> Any:
    if name == "tags":
        return tuple(clean_line(tag) for tag in value)
    # `type` and not isinstance: members of a StrEnum are strings, too, and stay as they are.
    if type(value) is not str:
        return value
    return clean(value) if name in _LONG else clean_line(value)
