"""The journal: the newest part of the history, made durable change by change.

`db.json.journal` holds one line for each batch of changes: a CRC-32 of the JSON as eight hex digits, a
blank, and the JSON array of the changes. A line without its newline was never acknowledged. Every change
has an id, so it does no harm when a change stands both here and in db.json.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import orjson

from factcheck.changes import Batch, Change
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.store.files import reason, sync_data, sync_directory


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
            raise NotSavedError(f"NOT saved: {self.path} could not be repaired; restart to go on")
        line = _line(batch)
        try:
            handle = self._open()
            _write_all(handle, line)
            sync_data(handle)
        except OSError as error:
            self._take_back()
            raise NotSavedError(f"NOT saved: {self.path}: {reason(error)}") from error
        self._end += len(line)

    @property
    def size(self) -> int:
        """The bytes that stand in the journal and are durable."""
        return self._end

    def clear(self, size: int) -> None:
        """Empty the journal after a fold, unless changes came after its first `size` bytes."""
        if self._end != size or size == 0:
            return
        handle = self._open()
        os.ftruncate(handle, 0)
        os.fsync(handle)
        self._end = 0
        self.batches = []

    def close(self) -> None:
        """Close the file; an empty one is removed."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
            if self._end == 0:
                self.path.unlink(missing_ok=True)

    def _open(self) -> int:
        """Open for writing, with the torn end of a crashed run cut off."""
        if self._handle is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            self._handle = os.open(self.path, flags, 0o600)
            os.ftruncate(self._handle, self._end)
            sync_directory(self.path.parent)
        return self._handle

    def _take_back(self) -> None:
        """Cut off what a refused append may have left; a close makes the next append start afresh."""
        if self._handle is None:
            return
        try:
            os.ftruncate(self._handle, self._end)
        except OSError:
            self._broken = True


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
        data = path.read_bytes()
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise UnreadableError(f"{path}: {reason(error)}") from error
    batches: list[Batch] = []
    end = 0
    lines = data.split(b"\n")
    for number, line in enumerate(lines[:-1], 1):
        batch = _parse(line)
        if batch is None:
            if number == len(lines) - 1:
                break  # the last write was torn: it was never acknowledged
            raise UnreadableError(f"{path}: line {number} is damaged; the changes after it were not read")
        batches.append(batch)
        end += len(line) + 1
    return batches, end


def _parse(line: bytes) -> Batch | None:
    checksum, _, body = line.partition(b" ")
    if checksum != b"%08x" % zlib.crc32(body):
        return None
    try:
        return tuple(Change.from_row(row) for row in orjson.loads(body))
    except (orjson.JSONDecodeError, TypeError):
        return None
