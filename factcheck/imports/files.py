"""Reading a file that is to be taken in: only an ordinary one, of bounded size, and every error names it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from factcheck.errors import FactcheckError, UnreadableError
from factcheck.imports import LARGEST, read
from factcheck.imports.candidates import DEFAULT_OPTIONS, Candidates, ReadOptions
from factcheck.text import visible_line

_LONGEST_NAME = 100


def read_file(path: Path, format_name: str = "", asked: ReadOptions = DEFAULT_OPTIONS) -> Candidates:
    """Return what a file holds. Raises UnreadableError and UnknownError, one line with the file's name."""
    return read_contents(file_bytes(path), path, format_name, asked)


def read_contents(data: bytes, path: Path, format_name: str = "", asked: ReadOptions = DEFAULT_OPTIONS) -> Candidates:
    """Return what the bytes of a file hold; errors are as those of `found_in`."""
    try:
        return read(data, path.name, format_name, asked)
    except FactcheckError as error:
        raise type(error)(f"{_shown(path)}: {error}") from error


def file_bytes(path: Path) -> bytes:
    """Return the bytes of an ordinary file; a pipe is not waited for. Raises UnreadableError."""
    shown = _shown(path)
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as opened:
            found = os.fstat(opened.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableError(f"{shown}: is no ordinary file")
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableError(f"{shown}: cannot be read: {why}") from error
    if len(data) > LARGEST:
        raise UnreadableError(f"{shown}: is larger than {LARGEST >> 20} MiB")
    return data


def _shown(path: Path) -> str:
    """Return a path for an error: harmless, on one line, of a path without end the end."""
    line = visible_line(str(path))
    return line if len(line) <= _LONGEST_NAME else f"…{line[-_LONGEST_NAME:]}"
