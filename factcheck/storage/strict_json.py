"""Lossless JSON: values that could not be written back unchanged are refused, with their position.

RFC 8259 does not define duplicate names and the size of numbers; parsers then silently drop the first
value, or round.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

_LARGEST = 2**64
_SMALLEST = -(2**63)


class InexactError(ValueError):
    """A JSON text that could not be written back unchanged; the message says where and why."""


class _Refused:
    """Marks a refused value in a tree."""

    def __init__(self, why: str) -> None:
        self.why = why


def read_strictly(data: bytes) -> Any:
    """Return the value of a JSON text. Raises orjson.JSONDecodeError for what is none, and InexactError."""
    orjson.loads(data)
    try:
        value = json.loads(data, object_pairs_hook=_object, parse_int=_integer)
    except RecursionError:
        raise InexactError("is nested too deeply") from None
    if place := _find(value):
        *path, why = place
        raise InexactError(f"{_words(path)} {why}".strip())
    return value


def _object(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        return {**found, twice: _Refused("is there twice")}
    return found


def _integer(digits: str) -> Any:
    if len(digits) < 19 or _SMALLEST <= int(digits) < _LARGEST:  # noqa: PLR2004
        return int(digits)
    return _Refused("is an integer of more than 64 bits")


def _find(value: Any) -> list[str]:
    """Return the path to the first refused value, followed by the reason; empty if there is none."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, _Refused):
            return [*path, part.why]
        parts = part.items() if isinstance(part, dict) else enumerate(part, 1) if isinstance(part, list) else ()
        inner = [((*path, str(name)), each) for name, each in parts if isinstance(each, dict | list | _Refused)]
        waiting += reversed(inner)
    return []


def _words(path: list[str]) -> str:
    """Return a path in a tree of tables as words: "claims row 1: text"."""
    table = "table " if len(path) == 1 else ""
    row = f" row {path[1]}" if len(path) > 1 else ""
    return f"{table}{path[0] if path else ''}{row}{': ' if len(path) > 2 else ''}{' '.join(path[2:])}"  # noqa: PLR2004
