"""Reading JSON Lines from a file or standard input: one object on each line, its fields checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from factcheck.cli.output import WRONG, narrate, write
from factcheck.errors import FactcheckError, InvalidError, UnreadableError

LARGEST = 16 << 20
"""The length of the longest line that is read, in bytes."""

STANDARD_INPUT = "standard input"

Answer = Callable[[Mapping[str, str]], dict[str, Any]]
"""Returns the answer to the fields of a line."""


class JsonLine(NamedTuple):
    """A line that is not blank: its number from 1, its object, and an error message, "" if it is valid."""

    number: int
    values: dict[str, Any]
    fault: str = ""


class BatchEntry(NamedTuple):
    """One entry of a batch: its place ("standard input, line 3") and its fields."""

    place: str
    fields: dict[str, str]


def answer_lines(path: Path, required: tuple[str, ...], optional: tuple[str, ...], answer: Answer) -> int:
    """Print an answer to each line of a file as soon as it is known; return the exit status, 2 if a line was bad.

    An answer has the fields of its line beside its own. The answer to a bad line has the field "error".
    """
    status = 0
    with opened(path) as (file, name):
        for line in lines(file, name):
            try:
                answered = answer(texts(line, required, optional))
            except FactcheckError as error:
                status = WRONG
                narrate(f"factcheck: {name}, line {line.number}: {error}")
                answered = {"line": line.number, "error": str(error)}
            write(json.dumps({**line.values, **answered}), newline=True)
            sys.stdout.flush()
    return status


def read_entries(required: tuple[str, ...], optional: tuple[str, ...]) -> list[BatchEntry]:
    """Return the lines of standard input as the entries of a batch. Raises InvalidError that names a bad line."""
    entries = []
    with opened(Path("-")) as (file, name):
        for line in lines(file, name):
            place = f"{name}, line {line.number}"
            with naming(place):
                entries.append(BatchEntry(place, texts(line, required, optional, only=True)))
    return entries


@contextmanager
def naming(place: str) -> Iterator[None]:
    """Add the place in the file to an error, which is raised as InvalidError."""
    try:
        yield
    except FactcheckError as error:
        raise InvalidError(f"{place}: {error}; nothing was changed") from error


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, str]]:
    """Open a file, or standard input for -, with the name for messages. Raises UnreadableError."""
    if str(path) == "-":
        yield sys.stdin.buffer, STANDARD_INPUT
        return
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: {_why(error)}") from error
    with file:
        yield file, str(path)


def lines(file: BinaryIO, name: str) -> Iterator[JsonLine]:
    """Yield the lines that are not blank, as they come. Raises UnreadableError."""
    number = 0
    while data := _next(file, f"{name}, line {(number := number + 1)}"):
        if data.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _line(number, data)


def _next(file: BinaryIO, where: str) -> bytes:
    """Return the next line; one that is too long is cut."""
    try:
        data = rest = file.readline(LARGEST + 1)
        while len(rest) > LARGEST and not rest.endswith(b"\n"):
            rest = file.readline(LARGEST + 1)
    except OSError as error:
        raise UnreadableError(f"{where}: {_why(error)}") from error
    return data


def _line(number: int, data: bytes) -> JsonLine:
    try:
        found = _parsed(data)
    except InvalidError as error:
        return JsonLine(number, {}, str(error))
    return JsonLine(number, found) if isinstance(found, dict) else JsonLine(number, {}, "is not a JSON object")


def _parsed(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise InvalidError(f"is longer than {LARGEST >> 20} MiB")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise InvalidError(f"is not UTF-8: byte {error.start + 1}") from error
    except RecursionError as error:
        raise InvalidError("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise InvalidError(f"is not JSON: {error.msg} at character {error.pos + 1}") from error
    except ValueError as error:
        raise InvalidError(f"is not JSON: {error}") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON number")


def texts(
    line: JsonLine, required: tuple[str, ...], optional: tuple[str, ...], *, only: bool = False
) -> dict[str, str]:
    """Return the `required` and `optional` fields of a line; null counts as missing.

    Raises InvalidError; with `only` also for any other field.
    """
    if line.fault:
        raise InvalidError(line.fault)
    unknown = line.values.keys() - {*required, *optional}
    if only and unknown:
        raise InvalidError(f"has a field {min(unknown)!r}; there are {', '.join((*required, *optional))}")
    found = {}
    for name in (*required, *optional):
        value = line.values.get(name)
        if value is None:
            if name in required:
                raise InvalidError(f"has no field {name!r}")
        elif not isinstance(value, str):
            raise InvalidError(f"{name} must be a text, not {json.dumps(value)[:40]}")
        else:
            found[name] = value
    return found


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
