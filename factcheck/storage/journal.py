"""The journal: the newest part of the history, made durable change by change.

`db.json.journal` holds one line for each batch of changes: a CRC-32 as eight hex digits, a blank, and the
JSON array of the changes. Each checksum goes on from the one before, so that a line which is damaged,
missing, doubled or moved is seen. A line without its newline was never acknowledged. Every change has an
id, so it does no harm when a change stands both here and in db.json.

A last line that is damaged is set aside in `db.json.journal.damaged`, and that is told; a fault in any
other line is for `factcheck recover`.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import orjson

from factcheck.case.changes import Batch, Change
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.storage.atomic import close, is_at, read_ordinary, reason, shown, sync_data, sync_directory
from factcheck.storage.schema import check_row
from factcheck.text import visible_line

_PRIVATE = 0o600
_RECORD = re.compile(rb"[0-9a-f]{8} \[")


class Journal:
    """An append-only file of batches. One writer: the store holds the case's lock."""

    def __init__(self, path: Path) -> None:
        """Read the batches there are; nothing is created or changed before the first append.

        Raises UnreadableError for a line that is damaged.
        """
        self.path = path
        found = read_journal(path)
        if found.fault:
            raise UnreadableError(f"{shown(path)}: {found.fault}; `factcheck recover` shows what can be saved")
        self.batches, self._end, self._checksum = found.batches, found.end, found.checksum
        self.damaged_tail = found.damaged_tail
        self._handle: int | None = None
        self._mode = _PRIVATE
        self._dirty = False

    def append(self, batch: Batch) -> None:
        """Add a batch and return once it is durable.

        Raises NotSavedError with the file as it was. If it could not be put back the message says so; the next
        append puts it back, or is refused too.
        """
        body = _body(batch)
        begun = False
        try:
            handle = self._open()
            checksum = zlib.crc32(body, self._checksum)
            line = b"%08x %s\n" % (checksum, body)
            end = self._end + len(line)
            begun = True
            self._write(handle, line)
        except OSError as error:
            why = f"{reason(error)} ({shown(self.path)})"
            if begun and self._dirty:
                raise NotSavedError(f"{why}: the change may be saved all the same; restart to see") from error
            raise NotSavedError(f"NOT saved: {why}") from error
        self._end, self._checksum, self._dirty = end, checksum, False

    @property
    def size(self) -> int:
        """The bytes that stand in the journal and are durable."""
        return self._end

    def archive(self, size: int, backup: Path | None) -> None:
        """Give the journal up after a fold, unless changes came after its first `size` bytes: to `backup`, or for good.

        Raises NotSavedError with the journal as it was; that its changes are in db.json too does no harm. Of one that
        was to go for good, what is in it may also have gone and come back after a power cut.
        """
        if self._end != size or size == 0:
            return
        if backup is None:
            self._erase()
            return
        try:
            self._mode = stat.S_IMODE(self.path.stat().st_mode)
            self.path.replace(backup)
        except FileNotFoundError:
            pass  # somebody removed it; all of it is in db.json by now
        except OSError as error:
            raise NotSavedError(f"{shown(self.path)} could not be put away: {reason(error)}") from error
        handle, self._handle, self._end, self._checksum = self._handle, None, 0, 0
        close(handle)
        with suppress(OSError):  # a journal that comes back after a power cut holds what db.json holds too
            sync_directory(self.path.parent)

    def _erase(self) -> None:
        try:
            handle = self._open()
            os.ftruncate(handle, 0)
            self._end = self._checksum = 0
            os.fsync(handle)
        except OSError as error:
            raise NotSavedError(f"{shown(self.path)} could not be erased: {reason(error)}") from error
        self.remove_empty()

    def is_unchanged(self) -> bool:
        """Tell whether nobody else has written into it, or put another in its place. Raises OSError."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return True
        return found.st_size == self._end and (self._handle is None or is_at(self._handle, self.path))

    def is_gone(self) -> bool:
        """Tell whether somebody has removed the file while it held changes."""
        try:
            return bool(self.size) and not os.lstat(self.path)
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:  # it cannot be looked at now
            return False

    def close(self) -> None:
        """Close the file."""
        handle, self._handle = self._handle, None
        close(handle)

    def remove_empty(self) -> None:
        """Close the file and remove it where no whole batch stands in it."""
        self.close()
        if self._end == 0:
            with suppress(OSError):
                self._set_aside()
                self.path.unlink(missing_ok=True)

    def _open(self) -> int:
        """Open for writing, with the end cut off that a crashed run or a refused append has left."""
        if self._dirty:
            self.close()
        if self._handle is not None and not is_at(self._handle, self.path):  # somebody removed it: begin another
            self._end = self._checksum = 0
            self.close()
        if self._handle is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self.path, flags, _PRIVATE)
            try:
                if self._mode != _PRIVATE:
                    os.fchmod(handle, self._mode)  # as the one before it, which was put away
                self._set_aside()
                os.ftruncate(handle, self._end)
                sync_directory(self.path.parent)
            except BaseException:
                close(handle)
                raise
            self._handle, self._dirty = handle, False
        return self._handle

    def _set_aside(self) -> None:
        """Keep what was no whole last line where it can be looked at. Raises OSError."""
        if self.damaged_tail:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            with os.fdopen(os.open(damaged(self.path), flags, _PRIVATE), "ab") as file:
                file.write(self.damaged_tail + b"\n")
            self.damaged_tail = b""

    def _write(self, handle: int, line: bytes) -> None:
        self._dirty = True
        try:
            _write_all(handle, line)
            sync_data(handle)
        except BaseException:
            self._cut_off(handle)
            raise

    def _cut_off(self, handle: int) -> None:
        """Cut off what a refused append may have left; a close makes the next append start afresh."""
        with suppress(OSError):
            os.ftruncate(handle, self._end)
            os.fsync(handle)
            self._dirty = False
        self.close()


def damaged(journal: Path) -> Path:
    """Return where the unreadable part of a journal is set aside."""
    return journal.with_name(f"{journal.name}.damaged")


def _body(batch: Batch) -> bytes:
    """Return the JSON of a batch. Raises NotSavedError for a text that cannot be stored."""
    try:
        return orjson.dumps([change.to_row() for change in batch])
    except orjson.JSONEncodeError as error:
        raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


class JournalContents(NamedTuple):
    """What stands in a journal: its batches, where the last good one ends with which checksum.

    `tail` is a last line that is damaged, and was perhaps acknowledged: one that was merely not written to
    its end was not. `fault` says what is wrong with any other line.
    """

    batches: list[Batch]
    end: int
    checksum: int
    damaged_tail: bytes = b""
    fault: str = ""


def read_journal(path: Path) -> JournalContents:
    """Read a journal up to its end, or up to what is damaged. Raises UnreadableError."""
    try:
        data = read_ordinary(path)
    except FileNotFoundError:
        return JournalContents([], 0, 0)
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: {reason(error)}") from error
    batches: list[Batch] = []
    end = checksum = 0
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
        except (UnreadableError, orjson.JSONDecodeError) as error:
            return JournalContents(batches, end, checksum, fault=visible_line(f"line {number}: {error}"))
        checksum = int(line[:8], 16)
        end += len(line) + 1
    tail = data[end:]
    torn_only = b"\n" not in tail and not any(_checks(line, checksum) for line in (tail, tail[:-1]))
    return JournalContents(batches, end, checksum, b"" if torn_only else tail.strip(b"\0\n"))


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
    """Tell whether a line has the checksum that it must have after one with the checksum `before`."""
    return line[:9] == b"%08x " % zlib.crc32(line[9:], before)


def _holds_another(damaged_line: bytes) -> bool:
    """Tell whether a whole line stands at the end of a damaged one: then it is the newline that was damaged."""
    try:
        before = int(damaged_line[:8], 16)
    except ValueError:
        return False
    return any(_checks(damaged_line[found.start() :], before) for found in _RECORD.finditer(damaged_line, 1))


def _parse(body: bytes) -> Batch:
    rows = orjson.loads(body)
    if not isinstance(rows, list):
        raise UnreadableError("must be a list of changes")
    return tuple(Change.from_row(check_row("history", str(number), row)) for number, row in enumerate(rows, 1))
