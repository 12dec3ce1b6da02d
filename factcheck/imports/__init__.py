"""Import formats: each class reads claims, evidence and verdicts from the files of other programs.

`FORMATS` is their registry. A format returns candidates; a `Planner` then decides what to add to a case. Files must be
regular files of limited size, and every error names the file.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from factcheck.case.registry import Registry
from factcheck.errors import FactcheckError, InvalidError, UnknownError, UnreadableError
from factcheck.imports.candidates import DEFAULT_OPTIONS, Candidates, ImportFormat, ImportOptions
from factcheck.imports.detect import detect_format
from factcheck.imports.layout import NO_TABLE, TableLayout, table_layout
from factcheck.text import visible_line

LARGEST = 64 << 20
"""The size of the largest file that is read, in bytes."""

FORMATS: Registry[ImportFormat] = Registry(
    "factcheck.imports",
    "format",
    ("about", "read"),
    {
        "csv": "factcheck.imports.formats.csv:Csv",
        "xlsx": "factcheck.imports.formats.xlsx:Xlsx",
        "ods": "factcheck.imports.formats.ods:Ods",
        "markdown": "factcheck.imports.formats.markdown:Markdown",
        "fever": "factcheck.imports.formats.fever:Fever",
        "averitec": "factcheck.imports.formats.averitec:Averitec",
        "scifact": "factcheck.imports.formats.scifact:Scifact",
        "claimreview": "factcheck.imports.formats.claimreview:ClaimReview",
        "loki": "factcheck.imports.formats.loki:Loki",
        "annotations": "factcheck.imports.formats.annotations:Annotations",
        "records": "factcheck.imports.formats.records:RecordsFile",
        "spans": "factcheck.imports.formats.spans:Spans",
        "qdpx": "factcheck.imports.formats.qdpx:Qdpx",
        "references": "factcheck.imports.formats.references:References",
        "json": "factcheck.imports.formats.json:CaseJson",
    },
)
"""The formats by name; installed packages add theirs in the entry point group `factcheck.imports`."""

_LONGEST_REASON = 200
_LONGEST_PATH = 100


def read(data: bytes, name: str = "", format_name: str = "", options: ImportOptions = DEFAULT_OPTIONS) -> Candidates:
    """Return the candidates of a file; its format is detected by content and the suffix of `name` if not given.

    Raises UnreadableError and UnknownError, without the name of the file.
    """
    if len(data) > LARGEST:
        raise UnreadableError(f"is larger than {LARGEST >> 20} MiB")
    if not data.strip():
        raise UnreadableError("is empty")
    if options.encoding and not data.startswith(b"PK"):
        data = _recoded(data, options.encoding)
    chosen = format_name or _detected(data, name)
    format_ = FORMATS.find(chosen)
    try:
        return format_.read(data, options)
    except InvalidError as error:
        raise UnreadableError(f"cannot be read as {chosen}: {error}") from error
    except FactcheckError:
        raise
    except MemoryError as error:
        raise UnreadableError("needs more memory than is available") from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply") from error
    except Exception as error:  # any error of a library on a damaged file
        why = visible_line(str(error))[:_LONGEST_REASON] or type(error).__name__
        raise UnreadableError(f"cannot be read as {chosen}: {why}") from error


def read_layout(
    data: bytes, name: str = "", format_name: str = "", options: ImportOptions = DEFAULT_OPTIONS
) -> TableLayout:
    """Return what can be chosen about reading a table; NO_TABLE if the file is none, or cannot be read."""
    with suppress(FactcheckError):
        if options.encoding and not data.startswith(b"PK"):
            data = _recoded(data, options.encoding)
        return table_layout(data, format_name or _detected(data, name), options)
    return NO_TABLE


def _recoded(data: bytes, encoding: str) -> bytes:
    """Return a text in UTF-8 that is in `encoding`. Raises UnknownError, UnreadableError."""
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode()
    except LookupError as error:
        raise UnknownError(f"no encoding {encoding!r}") from error
    except UnicodeError as error:
        raise UnreadableError(f"is not {visible_line(encoding)}: {visible_line(str(error))}") from error


def _detected(data: bytes, name: str) -> str:
    """Return the name of the format of a file; formats of installed packages come first."""
    for format_name, format_ in FORMATS.added.items():
        with suppress(Exception):  # a package that fails here is skipped; given by --format, its error is reported
            if format_.recognises(data, name):
                return format_name
    return detect_format(data, name)


def read_file(path: Path, format_name: str = "", options: ImportOptions = DEFAULT_OPTIONS) -> Candidates:
    """Return the candidates of a file. Raises UnreadableError and UnknownError, in one line with the file's name."""
    return read_contents(file_bytes(path), path, format_name, options)


def read_contents(
    data: bytes, path: Path, format_name: str = "", options: ImportOptions = DEFAULT_OPTIONS
) -> Candidates:
    """Return the candidates of a file whose content is known. Raises the errors of `read_file`."""
    try:
        return read(data, path.name, format_name, options)
    except FactcheckError as error:
        raise type(error)(f"{_shown(path)}: {error}") from error


def file_bytes(path: Path) -> bytes:
    """Return the content of a regular file, without blocking on a pipe. Raises UnreadableError."""
    shown = _shown(path)
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise UnreadableError(f"{shown}: is not a regular file")
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableError(f"{shown}: cannot be read: {why}") from error
    if len(data) > LARGEST:
        raise UnreadableError(f"{shown}: is larger than {LARGEST >> 20} MiB")
    return data


def _shown(path: Path) -> str:
    """Return a path for a message: one line, control characters made visible, only the end of a long path."""
    line = visible_line(str(path))
    return line if len(line) <= _LONGEST_PATH else f"…{line[-_LONGEST_PATH:]}"
