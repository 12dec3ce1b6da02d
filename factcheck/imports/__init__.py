"""What others wrote, as claims for a case: one module a format, each a pure function from bytes to what was found.

A format's module has `read(data, asked)`, which returns what was found and, row by row, what cannot be taken. It
raises UnreadableError, without the file's name, only where the file as a whole is not of the format.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from factcheck.errors import FactcheckError, InvalidError, UnknownError, UnreadableError
from factcheck.imports.candidates import PLAIN, Asked, Found
from factcheck.text import visible_line

LARGEST = 64 << 20
"""Bytes of the largest file that is read."""

FORMATS: dict[str, str] = {
    "csv": "a table with a column of claims, whatever parts its cells",
    "xlsx": "the same as an Excel workbook",
    "markdown": "claims as the items of lists, or as headings",
    "fever": "FEVER, JSON Lines; its sentences by --corpus",
    "averitec": "AVeriTeC, a JSON array",
    "scifact": "SciFact, JSON Lines; its sentences by --corpus",
    "claimreview": "published checks: JSON-LD, bare, in a page or in a feed",
    "loki": "what OpenFactVerification (Loki) found",
    "annotations": "excerpts: W3C Web Annotations, or from Hypothesis",
    "json": "a whole case, as our own JSON export has it",
}
"""The formats by their names, each with a line for the list of them."""

_LONGEST_REASON = 200


class Reader(Protocol):
    """What each format's module offers as `read`."""

    def __call__(self, data: bytes, asked: Asked) -> Found:
        """Return what the bytes hold. Raises UnreadableError."""


def read(data: bytes, name: str = "", format_name: str = "", asked: Asked = PLAIN) -> Found:
    """Return what a file holds; its format is found by its content where it is not named.

    `name` is the file's, for what its ending tells. Raises UnreadableError and UnknownError, without the name.
    """
    if len(data) > LARGEST:
        raise UnreadableError(f"is larger than {LARGEST >> 20} MiB")
    if not data.strip():
        raise UnreadableError("is empty")
    from factcheck.imports.detect import recognise

    chosen = known(format_name) if format_name else recognise(data, name)
    try:
        return _reader(chosen)(data, asked)
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


def known(name: str) -> str:
    """Return the name of a format that there is. Raises UnknownError."""
    if name not in FORMATS:
        raise UnknownError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return name


def _reader(name: str) -> Reader:
    return cast("Reader", import_module(f"factcheck.imports.formats.{name}").read)
