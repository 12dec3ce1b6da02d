"""Read JSON of other programs: each value with its type; an error names the field and both types."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

from factcheck.case.record import Row
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports.candidates import Problem
from factcheck.text import visible_line


class KeyedRow(dict[str, Any]):
    """A JSON object that remembers which of its keys were read, so that the others can be named."""

    __slots__ = ("read",)

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.read: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value under a key, and remember that it was read."""
        self.read.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)


LACKING = re.compile(
    r"(?!.*(?:ids?|url|count|type)$).*(?:label|verdict|rating|ruling|veracity|evidence|quote|stance)", re.IGNORECASE
)
"""A key whose name has one of these holds labels or evidence, unless it is an id, an address or a number of them."""
_MOST_KEYS = 12


def unread(rows: Iterable[Any]) -> dict[str, int]:
    """Return the keys that were not read in any row, each with the number of rows in which it has a value."""
    missed, read = Counter[str](), set[str]()
    for row in rows:
        _count(row, "", missed, read)
    return {key: count for key, count in missed.items() if key not in read}


def _count(value: Any, path: str, missed: Counter[str], read: set[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _count(item, path, missed, read)
    elif isinstance(value, KeyedRow):
        for key, item in value.items():
            name = f"{path}{key}"
            if key.startswith("@"):
                continue  # what kind of object it is
            if key in value.read:
                read.add(name)
                _count(item, f"{name}.", missed, read)
            else:
                missed[name] += item not in (None, "", [], {})


def leftovers(rows: Iterable[Any]) -> dict[str, Any]:
    """Return what `Candidates` says of the keys that were not read: their counts, and those of labels or evidence."""
    left = {key: count for key, count in unread(rows).items() if count}
    return {"unread": left, "lacking": tuple(key for key in left if LACKING.match(key.rpartition(".")[2]))}


def keys_of(rows: Iterable[Any]) -> list[str]:
    """Return the keys of objects for a message, the most frequent first."""
    counts = Counter(key for row in rows if isinstance(row, dict) for key in row)
    return [shown(key) for key, _ in counts.most_common(_MOST_KEYS)]


_TYPES = {
    dict: "an object",
    KeyedRow: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
_SHOWN = 60


def type_of(value: object) -> str:
    """Return the JSON type of a value in words: "a list"."""
    return _TYPES.get(type(value), "something else")


def shown(text: object) -> str:
    """Return a text for a message: one line of at most 60 characters, control characters made visible."""
    line = visible_line(str(text))
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def row_of(value: object) -> Row:
    """Return the value if it is an object. Raises InvalidError."""
    if not isinstance(value, dict):
        raise InvalidError(f"must be an object, not {type_of(value)}")
    return value


def text(row: Row, name: str, *, required: bool = False) -> str:
    """Return a field that must be a string; "" if it is absent or null. Raises InvalidError."""
    value = row.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise InvalidError(f"{name} must be a text, not {type_of(value)}" if name in row else f"{name} is missing")
    if required and not value.strip():
        raise InvalidError(f"{name} is empty")
    return value


def items(row: Row, name: str) -> list[Any]:
    """Return a field that must be a list; [] if it is absent or null. Raises InvalidError."""
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidError(f"{name} must be a list, not {type_of(value)}")
    return value


def texts(row: Row, name: str) -> list[str]:
    """Return a field that must be a list of strings; [] if it is absent or null. Raises InvalidError."""
    values = items(row, name)
    if not all(isinstance(value, str) for value in values):
        raise InvalidError(f"{name} must be a list of texts")
    return values


def parse(characters: str, *, keyed: bool = True) -> Any:
    """Return the value of a JSON text; its objects are `KeyedRow` unless `keyed` is false.

    Raises UnreadableError if it is not valid or an object has a key twice.
    """
    try:
        return json.loads(
            characters, object_pairs_hook=_keyed_row if keyed else _object, parse_constant=_reject_constant
        )
    except InvalidError as error:
        raise UnreadableError(str(error)) from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableError("has a number that is too long") from error


def parse_lines(characters: str) -> tuple[list[tuple[str, Row]], list[Problem]]:
    """Return the objects of JSON Lines, each with its place, and a problem for each line that is not an object."""
    rows: list[tuple[str, Row]] = []
    problems: list[Problem] = []
    for number, line in enumerate(characters.split("\n"), 1):  # only a newline ends a line of JSON Lines
        if line.strip():
            try:
                rows.append((f"line {number}", row_of(parse(line))))
            except (UnreadableError, InvalidError) as error:
                problems.append(Problem(f"line {number}", str(error)))
    return rows, problems


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) != len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise InvalidError(f"an object has the key {shown(twice)!r} twice")
    return row


def _keyed_row(pairs: list[tuple[str, Any]]) -> KeyedRow:
    row = KeyedRow(pairs)
    if len(row) != len(pairs):
        _object(pairs)
    return row


def _reject_constant(word: str) -> NoReturn:
    raise InvalidError(f"is not JSON: {word} is not a number")
