"""Documents into text: one reader a format, and the only place that knows the libraries which read them.

Documents come from anywhere, and some are made to harm who opens them. `read` reads what can be trusted; whatever a
person brings in is read by `factcheck.documents.sandbox.parent`, in a process of its own with limits.
"""

from __future__ import annotations

import re

from factcheck.case.document import Document
from factcheck.case.registry import Registry
from factcheck.documents.formats import (
    DOCX,
    FORMATS,
    HTML,
    MAIL,
    MARKDOWN,
    PDF,
    PLAIN,
    SUFFIXES,
    DocumentReader,
    detect_format,
    misnamed,
)
from factcheck.errors import UnreadableError
from factcheck.text import visible_line

__all__ = ["FORMATS", "READERS", "SUFFIXES", "misnamed", "read", "suffixes"]

_LONGEST_NAME, _LONGEST_REASON = 100, 200


READERS: Registry[DocumentReader] = Registry(
    "factcheck.readers",
    "reader",
    ("format", "read"),
    {
        PLAIN.name: "factcheck.documents.readers.plain:PlainReader",
        MARKDOWN.name: "factcheck.documents.readers.markdown:MarkdownReader",
        HTML.name: "factcheck.documents.readers.html:HtmlReader",
        PDF.name: "factcheck.documents.readers.pdf:PdfReader",
        DOCX.name: "factcheck.documents.readers.docx:DocxReader",
        MAIL.name: "factcheck.documents.readers.mail:MailReader",
    },
)
"""The readers that are built in, by what people call their formats; installed packages add some in the entry point
group `factcheck.readers`."""


def suffixes() -> tuple[str, ...]:
    """Return how the names of files end that are documents: what is picked up from a directory."""
    return (*SUFFIXES, *(suffix for reader in READERS.added.values() for suffix in reader.format.suffixes))


def read(data: bytes, name: str, *, media_type: str = "", url: str = "") -> Document:
    """Return the document that `data` holds.

    `name` is its file's name, `media_type` what its server called it, with a charset or without, and `url` where it
    came from. Raises UnreadableError, one line with the name: there is no document without a text.
    """
    try:
        reader = _added_reader(name, media_type) or READERS.find(detect_format(data, name, media_type).name)
        document = reader.read(data, _charset(media_type), url)
    except UnreadableError as error:
        raise UnreadableError(f"{display_name(name)}: {error}") from error
    except MemoryError as error:
        raise UnreadableError(f"{display_name(name)}: needs more memory than there is to be read") from error
    except RecursionError as error:
        raise UnreadableError(f"{display_name(name)}: is nested too deeply to be read") from error
    except Exception as error:  # whatever a library says of a document that harms it
        raise UnreadableError(
            f"{display_name(name)}: cannot be read as {reader.format.name}: {_reason(error)}"
        ) from error
    if not any(map(str.isalnum, document.text)):
        raise UnreadableError(f"{display_name(name)}: has no text (it was read as {reader.format.name})")
    return document


def display_name(name: str) -> str:
    """Return the name of a document for an error: harmless, on one line, and not endless."""
    line = visible_line(name) or "(a document without a name)"
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"


def _reason(error: Exception) -> str:
    return visible_line(str(error))[:_LONGEST_REASON] or type(error).__name__


def _charset(media_type: str) -> str:
    declared = re.search(r"(?i);\s*charset\s*=\s*[\"']?([\w.:-]+)", media_type)
    return declared.group(1) if declared else ""


def _added_reader(name: str, media_type: str) -> DocumentReader | None:
    """Return the reader of an installed package for a document, which goes before those that are built in."""
    return next((reader for reader in READERS.added.values() if reader.format.fits(name, media_type)), None)
