"""The journal: the newest changes of a case, made durable one batch at a time.

`db.json.journal` holds one line for each batch of changes: a CRC-32 as eight hex digits, a blank, and the
JSON array of the changes. Each checksum continues the one before, so that a damaged, missing,
duplicate or moved line is detected. A line without its newline was never acknowledged. Changes have ids, so
a change may be both here and in db.json. The first change has one field more, `begun_on`: the last change that db.json
had then, so that a journal is not taken for that of another version of the file.

A damaged last line is moved to `db.json.journal.damaged`, with a message; a fault in any other line is for
`factcheck recover`.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import orjson

from factcheck.case.changes import Batch
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.storage.disk import close, is_at, reason, shown, sync_data, sync_directory
from factcheck.storage.journal_lines import BEGUN_ON, damaged, read_journal

_PRIVATE = 0o600
_FIRST = b"[{"
_PART = 5_000
"""The changes of a batch that are written at once."""


class Journal:
    """An append-only file of batches with one writer, the process that holds the lock of the case."""

    def __init__(self, path: Path) -> None:
        """Read the batches; nothing is created or changed before the first append.

        Raises UnreadableError for a line that is damaged.
        """
        self.path = path
        found = read_journal(path)
        if found.fault:
            raise UnreadableError(f"{shown(path)}: {found.fault}; `factcheck recover` shows what can be saved")
        self.batches, self._end, self._checksum = found.batches, found.end, found.checksum
        self.damaged_tail = found.damaged_tail
        self.begun_on = found.begun_on
        self._handle: int | None = None
        self._mode = _PRIVATE
        self._dirty = False

    def append(self, batch: Batch, entries: Sequence[bytes] = (), last: str = "") -> None:
        """Add a batch and return once it is durable. `entries` has the JSON of each change, if it is known.

        `last` is the id of the change before it.

        Raises NotSavedError after restoring the file. If that fails the message says so, and the next append
        tries again first.
        """
        parts = partial(_parts, entries) if entries else partial(iter, [_body(batch)])
        begun = False
        try:
            handle = self._open()
            begun_on = last if not self._end else ""
            checksum, end = self._checksum, self._end
            for part in _begun_on(parts(), begun_on):
                checksum, end = zlib.crc32(part, checksum), end + len(part)
            head, newline = b"%08x " % checksum, b"\n"
            begun = True
            self._write(handle, _joined(head, _begun_on(parts(), begun_on), newline))
            end += len(head) + len(newline)
        except OSError as error:
            why = f"{reason(error)} ({shown(self.path)})"
            if begun and self._dirty:
                raise NotSavedError(f"{why}: the change may be saved all the same; restart to see") from error
            raise NotSavedError(f"NOT saved: {why}") from error
        self._end, self._checksum, self._dirty = end, checksum, False

    @property
    def size(self) -> int:
        """The size of the durable part in bytes."""
        return self._end

    def archive(self, size: int, backup: Path | None) -> None:
        """After a fold, move the journal to `backup` or erase it, unless it has grown beyond `size` bytes.

        Raises NotSavedError; the journal is unchanged then. One that was to be erased may already be empty, and
        its content may come back after a power failure.
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
            pass  # it was deleted; db.json has all of it
        except OSError as error:
            raise NotSavedError(f"{shown(self.path)} could not be put away: {reason(error)}") from error
        handle, self._handle, self._end, self._checksum = self._handle, None, 0, 0
        close(handle)
        with suppress(OSError):  # if it comes back after a power failure, db.json has its changes
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
        """Return whether no other process has changed or replaced the file. Raises OSError."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return True
        return found.st_size == self._end and (self._handle is None or is_at(self._handle, self.path))

    def is_gone(self) -> bool:
        """Return whether the file was deleted while it held changes."""
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
        """Close the file and delete it if it has no complete batch."""
        self.close()
        if self._end == 0:
            with suppress(OSError):
                self._set_aside()
                self.path.unlink(missing_ok=True)

    def _open(self) -> int:
        """Open for writing, and truncate what a crash or a failed append has left at the end."""
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
        """Save a damaged last line to a file of its own. Raises OSError."""
        if self.damaged_tail:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            with os.fdopen(os.open(damaged(self.path), flags, _PRIVATE), "ab") as file:
                file.write(self.damaged_tail + b"\n")
            self.damaged_tail = b""

    def _write(self, handle: int, parts: Iterable[bytes]) -> None:
        self._dirty = True
        try:
            for part in parts:
                _write_all(handle, part)
            sync_data(handle)
        except BaseException:
            self._cut_off(handle)
            raise

    def _cut_off(self, handle: int) -> None:
        """Truncate what a failed append may have left, and close the file, so that the next append opens it again."""
        with suppress(OSError):
            os.ftruncate(handle, self._end)
            os.fsync(handle)
            self._dirty = False
        self.close()


def _body(batch: Batch) -> bytes:
    """Return the JSON of a batch. Raises NotSavedError for a text that cannot be stored."""
    try:
        return orjson.dumps([change.to_row() for change in batch])
    except orjson.JSONEncodeError as error:
        raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error


def _parts(entries: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the JSON array of `entries` in pieces of some thousand: a large batch is not in memory twice."""
    for begin in range(0, len(entries), _PART):
        is_last = begin + _PART >= len(entries)
        body = b",".join(entries[begin : begin + _PART])
        yield b"%b%b%b" % (b"," if begin else b"[", body, b"]" if is_last else b"")


def _begun_on(parts: Iterator[bytes], last: str) -> Iterator[bytes]:
    """Yield the pieces of a batch, the first change with the id of the `last` one before it, if there is one."""
    first = next(parts)
    if last and first.startswith(_FIRST):
        first = b"%b%b:%b,%b" % (_FIRST, orjson.dumps(BEGUN_ON), orjson.dumps(last), first[len(_FIRST) :])
    yield first
    yield from parts


def _joined(head: bytes, parts: Iterator[bytes], end: bytes) -> Iterator[bytes]:
    """Yield the pieces of a line; a line of one piece is written at once."""
    before = head + next(parts)
    for part in parts:
        yield before
        before = part
    yield before + end


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
