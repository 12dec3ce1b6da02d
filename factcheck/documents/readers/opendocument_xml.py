"""The XML of an OpenDocument, and the text in it: the characters as they are shown, notes and comments set aside.

Deletions that are tracked, and the text of hidden fields, are left out. A run of blanks is an element, as are tabs and
line breaks. Names of elements are those of OASIS OpenDocument 1.3.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml.etree import _Element

from factcheck.documents.formats import language_code
from factcheck.documents.readers.package import Package, cover_field, opened_package
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
NOTE, ANNOTATION = f"{TEXT}note", f"{OFFICE}annotation"
PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
_LEFT_OUT = {NOTE, ANNOTATION, f"{TEXT}ruby-text", f"{TEXT}tracked-changes", f"{TEXT}hidden-text"}
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}soft-page-break": ""}
_MAX_BLANKS = 200


class OpenDocument(NamedTuple):
    """The root element of the content, and the metadata; each field of it "" if it is not there."""

    content: _Element
    title: str
    author: str
    language: str


def parse_opendocument(data: bytes, what: str) -> OpenDocument:
    """Return the content and metadata of an OpenDocument; `what` is it in words: "an OpenDocument text".

    The author is who made the document first, else who changed it last. Raises UnreadableError if it is damaged or
    encrypted.
    """
    with opened_package(data, what) as package:
        _check_encryption(package)
        content = package.parse("content.xml")
        meta = package.parse_optional("meta.xml")
    first = None if meta is None else next(meta.iter(f"{_META}initial-creator"), None)
    return OpenDocument(
        content,
        cover_field(meta, "title"),
        clean_line((first.text or "") if first is not None else "") or cover_field(meta, "creator"),
        language_code(cover_field(meta, "language")),
    )


def _check_encryption(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise UnreadableError("is encrypted (save it without its password)")


def shown_text(element: _Element) -> str:
    """Return the text of an element, without the notes and comments in it."""
    pieces = [element.text or ""]
    for inner in element:
        pieces += [_shown(inner), inner.tail or ""]
    return "".join(pieces)


def _shown(element: _Element) -> str:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return ""
    if element.tag == f"{TEXT}s":
        return " " * min(count_of(element, f"{TEXT}c"), _MAX_BLANKS)
    if element.tag in _CHARACTERS:
        return _CHARACTERS[element.tag]
    return shown_text(element) + ("\n" if element.tag in PARAGRAPHS else "")


def count_of(element: _Element, attribute: str) -> int:
    """Return a number of repetitions that an attribute names, 1 if it names none."""
    value = element.get(attribute, "1")
    return int(value) if value.isdecimal() and value.isascii() else 1
