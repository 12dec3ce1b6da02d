"""Values out of JSON that others wrote: each is asked for with the type it must have, and what is wrong is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from factcheck.case.records import Row
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports.candidates import Problem
from factcheck.text import visible_line

_TYPES = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
_SHOWN = 60


def type_of(value: object) -> str:
    """Return what a value is, in words."""
    return _TYPES.get(type(value), "something else")


def shown(text: object) -> str:
    """Return a text for a message: on one line, harmless, not endless."""
    line = visible_line(str(text))
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def row_of(value: object) -> Row:
    """Return a value that must be an object. Raises InvalidError."""
    if not isinstance(value, dict):
        raise InvalidError(f"must be an object, not {type_of(value)}")
    return value


def text(row: Row, name: str, *, required: bool = False) -> str:
    """Return a text of an object; what is absent or null is empty. Raises InvalidError."""
    value = row.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise InvalidError(f"{name} must be a text, not {type_of(value)}" if name in row else f"{name} is missing")
    if required and not value.strip():
        raise InvalidError(f"{name} is empty")
    return value


def items(row: Row, name: str) -> list[Any]:
    """Return a list of an object; what is absent or null is empty. Raises InvalidError."""
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidError(f"{name} must be a list, not {type_of(value)}")
    return value


def texts(row: Row, name: str) -> list[str]:
    """Return a list of texts of an object. Raises InvalidError."""
    found = items(row, name)
    if not all(isinstance(value, str) for value in found):
        raise InvalidError(f"{name} must hold texts")
    return found


def parse(characters: str) -> Any:
    """Return what JSON says. Raises UnreadableError for what is none, or says two things at once."""
    try:
        return json.loads(characters, object_pairs_hook=_object, parse_constant=_no_number)
    except InvalidError as error:
        raise UnreadableError(str(error)) from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is no JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableError("has a number that is too long") from error


def parse_lines(characters: str) -> tuple[list[tuple[str, Row]], list[Problem]]:
    """Return the objects of JSON Lines, each with its place, and the lines that are none."""
    rows: list[tuple[str, Row]] = []
    problems: list[Problem] = []
    for place, line in lines(characters):
        try:
            rows.append((place, row_of(parse(line))))
        except (UnreadableError, InvalidError) as error:
            problems.append(Problem(place, str(error)))
    return rows, problems


def lines(characters: str) -> Iterator[tuple[str, str]]:
    """Yield the lines that are not blank, each with its place. Only a newline ends one, as JSON Lines has it."""
    for number, line in enumerate(characters.split("\n"), 1):
        if line.strip():
            yield f"line {number}", line


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise InvalidError(f"an object has the key {shown(name)!r} twice")
            seen.add(name)
    return found


def _no_number(word: str) -> NoReturn:
    raise InvalidError(f"is no JSON: {word} is no number")
