"""Reads the text of documents, with a reader for each format.

Some documents are made to harm the program that opens them. `read` is for trusted ones; documents that a person adds
are read by `factcheck.documents.sandbox.parent`, in a separate process with limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from factcheck.case.document import Document
from factcheck.case.registry import Registry
from factcheck.documents.detection import detect_format
from factcheck.documents.encodings import recoded
from factcheck.documents.formats import (
    BUILT_IN_READERS,
    FORMATS,
    SUFFIXES,
    TEXT_FORMATS,
    DocumentReader,
    LockedReader,
    RevisedReader,
    ScanReader,
    misnamed,
)
from factcheck.documents.recognition import Recognition
from factcheck.errors import UnreadableError
from factcheck.text import visible_line

__all__ = ["FORMATS", "READERS", "SUFFIXES", "misnamed", "read", "suffixes"]

_MAX_NAME, _MAX_REASON, _MAX_MESSAGE = 100, 200, 350  # characters

READERS: Registry[DocumentReader] = Registry(
    "factcheck.readers",
    "reader",
    ("format", "read"),
    {each.name: f"factcheck.documents.readers.{place}" for each, place in BUILT_IN_READERS.items()},
)
"""The readers by the names of their formats; packages add others in the entry point group `factcheck.readers`."""


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the files that are documents in a directory, those of added readers included."""
    return (*SUFFIXES, *(suffix for reader in READERS.added.values() for suffix in reader.format.suffixes))


def read(
    data: bytes,
    name: str,
    *,
    media_type: str = "",
    url: str = "",
    password: str = "",
    encoding: str = "",
    original: bool = False,
    recognition: Recognition | None = None,
) -> Document:
    """Return the document in `data`.

    `name` is the name of its file, `media_type` the Content-Type that its server sent, with or without a charset, and
    `url` its address; `password` opens it if it is encrypted, `encoding` overrules what it says of its encoding, and
    `recognition` is what OCR found on its pages without text. Tracked changes are read as accepted; the text before
    them is read as the `original`.

    Raises UnreadableError, in one line with the name, also for a document without text; EncryptedError if another
    password is needed, ScanError if its pages are pictures.
    """
    with named_errors(name):
        reader = reader_of(data, name, media_type)
        if password and isinstance(reader, LockedReader):
            reader = reader.with_password(password)
        if recognition is not None and isinstance(reader, ScanReader):
            reader = reader.with_recognition(recognition)
        if original and isinstance(reader, RevisedReader):
            reader = reader.before_revisions()
        with format_errors(reader.format.name):
            document = _read(reader, data, declared_charset(media_type), url, encoding)
        if original and not document.revisions:
            remark = f"no tracked changes were found that a reader of {reader.format.name} can leave out"
            document = replace(document, remarks=(*document.remarks, remark))
        if not any(map(str.isalnum, document.text)):
            raise UnreadableError(f"has no text (it was read as {reader.format.name})")
    return document


def _read(reader: DocumentReader, data: bytes, charset: str, url: str, encoding: str) -> Document:
    """Return a document that is in an encoding, if one is given; a format that is no text has none."""
    if not encoding:
        return reader.read(data, charset, url)
    if reader.format not in TEXT_FORMATS:
        document = reader.read(data, charset, url)
        return replace(
            document, remarks=(*document.remarks, f"{reader.format.name} has no one encoding: not overruled")
        )
    return replace(reader.read(recoded(data, encoding), "utf-8", url), encoding=encoding)


def reader_of(data: bytes, name: str, media_type: str = "") -> DocumentReader:
    """Return the reader of a document. Raises UnreadableError if there is none."""
    return _added_reader(name, media_type) or READERS.find(detect_format(data, name, media_type).name)


@contextmanager
def named_errors(name: str) -> Iterator[None]:
    """Put the name of a document before the messages of its errors."""
    try:
        with format_errors("a document"):
            yield
    except UnreadableError as error:
        why = visible_line(str(error))
        shown = why if len(why) <= _MAX_MESSAGE else f"{why[:_MAX_MESSAGE]}…"
        raise type(error)(f"{display_name(name)}: {shown}") from error.__cause__ or error


@contextmanager
def format_errors(format_name: str) -> Iterator[None]:
    """Turn whatever a reader raises into UnreadableError: libraries raise errors of many kinds for damaged files."""
    try:
        yield
    except UnreadableError:
        raise
    except MemoryError as error:
        raise UnreadableError("needs more memory than is available") from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply to be read") from error
    except Exception as error:
        raise UnreadableError(f"cannot be read as {format_name}: {_reason(error)}") from error


def display_name(name: str) -> str:
    """Return the name of a document for a message: on one line, without control characters, and shortened."""
    line = visible_line(name) or "(a document without a name)"
    return line if len(line) <= _MAX_NAME else f"{line[:_MAX_NAME]}…"


def _reason(error: Exception) -> str:
    return visible_line(str(error))[:_MAX_REASON] or type(error).__name__


def declared_charset(media_type: str) -> str:
    """Return the charset in a Content-Type ("koi8-r" of "text/html; charset=koi8-r"), "" if it has none."""
    declared = re.search(r"(?i);\s*charset\s*=\s*[\"']?([\w.:-]+)", media_type)
    return declared.group(1) if declared else ""


def _added_reader(name: str, media_type: str) -> DocumentReader | None:
    """Return the reader of an installed package for a document, if there is one; it has priority."""
    return next((reader for reader in READERS.added.values() if reader.format.fits(name, media_type)), None)
