"""Import formats: claims, evidence and verdicts from the files of other programs, one class a format.

`FORMATS` is their registry. A format reads bytes and returns candidates, row by row; nothing is in a case yet. Files
must be ordinary ones of bounded size, and every error names the file.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from factcheck.case.registry import Registry
from factcheck.errors import FactcheckError, InvalidError, UnreadableError
from factcheck.imports.candidates import DEFAULT_OPTIONS, Candidates, ImportFormat, ReadOptions
from factcheck.imports.detect import detect_format
from factcheck.text import visible_line

LARGEST = 64 << 20
"""Bytes of the largest file that is read."""

FORMATS: Registry[ImportFormat] = Registry(
    "factcheck.imports",
    "format",
    ("about", "read"),
    {
        "csv": "factcheck.imports.formats.csv:Csv",
        "xlsx": "factcheck.imports.formats.xlsx:Xlsx",
        "markdown": "factcheck.imports.formats.markdown:Markdown",
        "fever": "factcheck.imports.formats.fever:Fever",
        "averitec": "factcheck.imports.formats.averitec:Averitec",
        "scifact": "factcheck.imports.formats.scifact:Scifact",
        "claimreview": "factcheck.imports.formats.claimreview:ClaimReview",
        "loki": "factcheck.imports.formats.loki:Loki",
        "annotations": "factcheck.imports.formats.annotations:Annotations",
        "json": "factcheck.imports.formats.json:CaseJson",
    },
)
"""The formats by their names; installed packages add some in the entry point group `factcheck.imports`."""

_LONGEST_REASON = 200


def read(data: bytes, name: str = "", format_name: str = "", asked: ReadOptions = DEFAULT_OPTIONS) -> Candidates:
    """Return what a file holds; its format is found by its content where it is not named.

    `name` is the file's, for what its ending tells. Raises UnreadableError and UnknownError, without the name.
    """
    if len(data) > LARGEST:
        raise UnreadableError(f"is larger than {LARGEST >> 20} MiB")
    if not data.strip():
        raise UnreadableError("is empty")
    chosen = format_name or _detected(data, name)
    found = FORMATS.find(chosen)
    try:
        return found.read(data, asked)
    except InvalidError as error:
        raise UnreadableError(f"cannot be read as {chosen}: {error}") from error
    except FactcheckError:
        raise
    except MemoryError as error:
        raise UnreadableError("needs more memory than there is to be read") from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply to be read") from error
    except Exception as error:  # whatever a library says of a file that harms it
        why = visible_line(str(error))[:_LONGEST_REASON] or type(error).__name__
        raise UnreadableError(f"cannot be read as {chosen}: {why}") from error


def _detected(data: bytes, name: str) -> str:
    """Return the name of the format of a file: of one that an installed package adds, else of one built in."""
    for format_name, found in FORMATS.added.items():
        with suppress(Exception):  # a package of others that fails here is not asked; named, it says why
            if found.recognises(data, name):
                return format_name
    return detect_format(data, name)


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
