"""The lines of a journal: read up to the first that is damaged, or salvaged one by one.

Each line holds a batch of changes, after a CRC-32 that continues the one of the line before.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import orjson

from factcheck.case.changes import Batch, Change
from factcheck.errors import UnreadableError
from factcheck.storage.disk import read_ordinary, reason, shown
from factcheck.storage.schema import check_row
from factcheck.text import visible_line

BEGUN_ON = "begun_on"
"""The field, of the first change of a journal, that has the id of the change before it."""

_RECORD = re.compile(rb"[0-9a-f]{8} \[")


def damaged(journal: Path) -> Path:
    """Return the path to which a damaged last line is moved."""
    return journal.with_name(f"{journal.name}.damaged")


class JournalContents(NamedTuple):
    """The content of a journal: its batches, and the end and the checksum of the last good one.

    `damaged_tail` is a last line that is damaged, and was perhaps acknowledged: one that was merely not written to
    its end was not. `fault` says what is wrong with any other line. `begun_on` is the last change of the case before
    these, if it is known.
    """

    batches: list[Batch]
    end: int
    checksum: int
    damaged_tail: bytes = b""
    fault: str = ""
    begun_on: str = ""


def read_journal(path: Path) -> JournalContents:
    """Read a journal up to its end or its first damaged line. Raises UnreadableError."""
    try:
        data = read_ordinary(path)
    except FileNotFoundError:
        return JournalContents([], 0, 0)
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: {reason(error)}") from error
    batches: list[Batch] = []
    end = checksum = 0
    begun_on = ""
    *lines, torn = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not _checks(line, checksum):
            if number < len(lines) or torn or _holds_another(line):
                return JournalContents(
                    batches, end, checksum, fault=f"line {number} of {len(lines)} is damaged or lost"
                )
            break
        try:
            batches.append(_parse(line[9:]))
            begun_on = begun_on or (_begun_on(line[9:]) if number == 1 else "")
        except (UnreadableError, orjson.JSONDecodeError) as error:
            return JournalContents(batches, end, checksum, fault=visible_line(f"line {number}: {error}"))
        checksum = int(line[:8], 16)
        end += len(line) + 1
    tail = data[end:]
    torn_only = b"\n" not in tail and not any(_checks(line, checksum) for line in (tail, tail[:-1]))
    return JournalContents(batches, end, checksum, b"" if torn_only else tail.strip(b"\0\n"), begun_on=begun_on)


def salvage(path: Path) -> Iterator[Batch | None]:
    """Yield the batches of a journal, None for each line that is damaged. Raises UnreadableError."""
    before = 0
    with suppress(FileNotFoundError):
        for line in filter(None, read_ordinary(path).split(b"\n")):
            batch = None
            with suppress(UnreadableError, orjson.JSONDecodeError):
                batch = _parse(line[9:]) if _checks(line, before) else None
            yield batch
            with suppress(ValueError):
                before = int(line[:8], 16)


def _checks(line: bytes, before: int) -> bool:
    """Return whether the checksum of a line is right, given that of the line before."""
    return line[:9] == b"%08x " % zlib.crc32(line[9:], before)


def _holds_another(damaged_line: bytes) -> bool:
    """Return whether a damaged line ends with a complete one: then the newline was damaged."""
    try:
        before = int(damaged_line[:8], 16)
    except ValueError:
        return False
    return any(_checks(damaged_line[found.start() :], before) for found in _RECORD.finditer(damaged_line, 1))


def _begun_on(body: bytes) -> str:
    rows = orjson.loads(body)
    found = rows[0].get(BEGUN_ON) if rows else ""
    return found if isinstance(found, str) else ""


def _parse(body: bytes) -> Batch:
    rows = orjson.loads(body)
    if not isinstance(rows, list):
        raise UnreadableError("must be a list of changes")
    return tuple(Change.from_row(check_row("history", str(number), row)) for number, row in enumerate(rows, 1))
