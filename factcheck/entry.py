"""What comes in from outside, made fit to be stored: names, times, texts that a person typed.

What is quoted is not touched: a quotation stays as it stands in its source. Nor is an id.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

from factcheck.errors import InvalidError
from factcheck.text import clean, clean_line

Clock: TypeAlias = Callable[[], datetime]

_EXACT = {"quote", "prefix", "suffix", "claim", "source"}
_LONG = {"note", "rationale"}


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def stamp(time: datetime) -> str:
    """Return a time as it is stored: UTC, ISO 8601 with Z, to the second."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def checker_name(name: str) -> str:
    """Return a checker's name as it is stored: one clean line without the slash, which parts it from a claim's id."""
    return clean_line(name).replace("/", "-") or "somebody"


def require(value: Any, why: str) -> None:
    """Raise InvalidError with `why` unless there is a value."""
    if not value:
        raise InvalidError(why)


def typed(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields that a person typed, cleaned: one line each but notes and rationales."""
    return {name: value if name in _EXACT else _typed(name, value) for name, value in fields.items()}


def _typed(name: str, value: Any) -> Any:
    if name == "tags":
        return tuple(clean_line(tag) for tag in value)
    # An exact text only: the words of an enumeration are texts too, and stay what they are.
    if type(value) is not str:
        return value
    return clean(value) if name in _LONG else clean_line(value)
