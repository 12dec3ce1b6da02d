"""The text in the XML of an OpenDocument: its characters as they are shown, notes and comments set aside.

Deletions that are tracked, and the text of hidden fields, are left out. A run of blanks is an element, as are tabs and
line breaks. Names of elements are those of OASIS OpenDocument 1.3.
"""

from __future__ import annotations

from lxml.etree import _Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
NOTE, ANNOTATION = f"{TEXT}note", f"{OFFICE}annotation"
PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
_LEFT_OUT = {NOTE, ANNOTATION, f"{TEXT}ruby-text", f"{TEXT}tracked-changes", f"{TEXT}hidden-text"}
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}soft-page-break": ""}
_MAX_BLANKS = 200


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


def cover_field(root: _Element | None, name: str) -> str:
    """Return a field of the metadata ("title"), "" if there is none."""
    found = None if root is None else next(root.iter(f"{DC}{name}"), None)
    return "" if found is None else "".join(found.itertext())
