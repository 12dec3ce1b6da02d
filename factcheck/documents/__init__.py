"""Documents into text: one module a format, and the only place that knows the libraries which read them.

Documents come from anywhere, and some are made to harm who opens them. `read` reads what can be trusted; whatever a
person brings in is read by `factcheck.documents.sandbox.parent`, in a process of its own with limits.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Protocol, cast

from factcheck.case.document import Document
from factcheck.documents.formats import FORMATS, SUFFIXES, Format, misnamed, recognise
from factcheck.errors import UnreadableError
from factcheck.text import visible_line

__all__ = ["FORMATS", "SUFFIXES", "misnamed", "read"]

_LONGEST_NAME, _LONGEST_REASON = 100, 200


class Reader(Protocol):
    """What each format's module offers as `read`. Its errors say what is wrong without the document's name."""

    def __call__(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the document; `charset` is what its carrier declares, `url` where it came from."""


def read(data: bytes, name: str, *, media_type: str = "", url: str = "") -> Document:
    """Return the document that `data` holds.

    `name` is its file's name, `media_type` what its server called it, with a charset or without, and `url` where it
    came from. Raises UnreadableError, one line with the name: there is no document without a text.
    """
    try:
        found = recognise(data, name, media_type)
        document = _reader(found)(data, _charset(media_type), url)
    except UnreadableError as error:
        raise UnreadableError(f"{shown(name)}: {error}") from error
    except MemoryError as error:
        raise UnreadableError(f"{shown(name)}: needs more memory than there is to be read") from error
    except RecursionError as error:
        raise UnreadableError(f"{shown(name)}: is nested too deeply to be read") from error
    except Exception as error:  # whatever a library says of a document that harms it
        raise UnreadableError(f"{shown(name)}: cannot be read as {found.name}: {_reason(error)}") from error
    if not any(map(str.isalnum, document.text)):
        raise UnreadableError(f"{shown(name)}: has no text (it was read as {found.name})")
    return document


def shown(name: str) -> str:
    """Return the name of a document for an error: harmless, on one line, and not endless."""
    line = visible_line(name) or "(a document without a name)"
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"


def _reason(error: Exception) -> str:
    return visible_line(str(error))[:_LONGEST_REASON] or type(error).__name__


def _charset(media_type: str) -> str:
    declared = re.search(r"(?i);\s*charset\s*=\s*[\"']?([\w.:-]+)", media_type)
    return declared.group(1) if declared else ""


def _reader(found: Format) -> Reader:
    return cast("Reader", import_module(f"factcheck.documents.readers.{found.module}").read)
