"""The journal: the newest part of the history, made durable change by change.

`db.json.journal` holds one line for each batch of changes: a CRC-32 of the JSON as eight hex digits, a
blank, and the JSON array of the changes. A line without its newline was never acknowledged. Every change
has an id, so it does no harm when a change stands both here and in db.json.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path

import orjson

from factcheck.changes import Batch, Change
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.store.files import read_ordinary, reason, shown, sync_data, sync_directory
from factcheck.store.schema import check_row
from factcheck.text import visible_line

_RECORD = re.compile(rb"[0-9a-f]{8} \[")


class Journal:
    """An append-only file of batches. One writer: the store holds the case's lock."""

    def __init__(self, path: Path) -> None:
        """Read the batches there are; nothing is created or changed before the first append."""
        self.path = path
        self.batches, self._end = _read(path)
        self._handle: int | None = None
        self._broken = False

    def append(self, batch: Batch) -> None:
        """Add a batch and return once it is durable.

        Raises NotSavedError with the file as it was; if it could not be put back either, every
        later append is refused too.
        """
        if self._broken:
            raise NotSavedError(f"NOT saved: {shown(self.path)} could not be repaired; restart to go on")
        line = _line(batch)
        try:
            self._write(self._open(), line)
        except OSError as error:
            raise NotSavedError(f"NOT saved: {shown(self.path)}: {reason(error)}") from error
        self._end += len(line)

    @property
    def size(self) -> int:
        """The bytes that stand in the journal and are durable."""
        return self._end

    def clear(self, size: int) -> None:
        """Empty the journal after a fold, unless changes came after its first `size` bytes.

        Raises NotSavedError with the journal as it was; that its changes are in db.json too does no harm.
        """
        if self._end != size or size == 0:
            return
        try:
            handle = self._open()
            os.ftruncate(handle, 0)
            os.fsync(handle)
        except OSError as error:
            raise NotSavedError(f"{shown(self.path)} could not be emptied: {reason(error)}") from error
        self._end = 0
        self.batches = []

    def close(self) -> None:
        """Close the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def remove_empty(self) -> None:
        """Close the file and remove it where no whole batch stands in it."""
        self.close()
        if self._end == 0:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _open(self) -> int:
        """Open for writing, with the torn end of a crashed run cut off."""
        if self._handle is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self.path, flags, 0o600)
            try:
                os.ftruncate(handle, self._end)
                sync_directory(self.path.parent)
            except OSError:
                os.close(handle)
                raise
            self._handle = handle
        return self._handle

    def _write(self, handle: int, line: bytes) -> None:
        try:
            _write_all(handle, line)
            sync_data(handle)
        except BaseException:
            self._take_back(handle)
            raise

    def _take_back(self, handle: int) -> None:
        """Cut off what a refused append may have left; a close makes the next append start afresh."""
        try:
            os.ftruncate(handle, self._end)
        except OSError:
            self._broken = True
        self.close()


def _line(batch: Batch) -> bytes:
    try:
        body = orjson.dumps([change.to_row() for change in batch])
    except orjson.JSONEncodeError as error:
        raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _read(path: Path) -> tuple[list[Batch], int]:
    """Return the batches of a journal and where the last whole one ends."""
    try:
        data = read_ordinary(path)
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: {reason(error)}") from error
    batches: list[Batch] = []
    end = 0
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        body = _checked(line)
        if body is None:
            if number == len(lines) and not rest and not _has_record(line):
                break  # the last write was torn: it was never acknowledged
            raise UnreadableError(f"{shown(path)}: line {number} is damaged; the changes after it were not read")
        try:
            batches.append(_parse(body))
        except (UnreadableError, orjson.JSONDecodeError) as error:
            raise UnreadableError(visible_line(f"{path}: line {number}: {error}")) from error
        end += len(line) + 1
    return batches, end


def _checked(line: bytes) -> bytes | None:
    """Return what a line holds; None where it does not match its checksum."""
    checksum, _, body = line.partition(b" ")
    return body if checksum == b"%08x" % zlib.crc32(body) else None


def _has_record(damaged: bytes) -> bool:
    """Return whether a whole line stands at the end of a damaged one: then it is a newline that was damaged."""
    return any(_checked(damaged[found.start() :]) is not None for found in _RECORD.finditer(damaged, 1))


def _parse(body: bytes) -> Batch:
    rows = orjson.loads(body)
    if not isinstance(rows, list):
        raise UnreadableError("must be a list of changes")
    return tuple(Change.from_row(check_row("history", str(number), row)) for number, row in enumerate(rows, 1))
