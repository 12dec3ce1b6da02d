"""Reads XML of any kind: mixed content as paragraphs, an element with short fields as a line of "name: value".

So feeds, articles in JATS or TEI and data in XML are readable. The path of an element is the name of its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml.etree import QName, _Element

from factcheck.case.document import Document
from factcheck.documents.formats import XML, DocumentReader, language_code
from factcheck.documents.paragraphs.blocks import blocks_of_lines
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed, placed_cells
from factcheck.documents.readers.html import text_of_fragment
from factcheck.documents.readers.package import parse_xml
from factcheck.text import clean_line

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MAX_VALUE = 120
"""Characters of the longest text of a field that stands in a line with other fields."""
_MARKUP = re.compile(r"(?i)</?(?:p|div|br|a|ul|ol|li|em|strong|img|h\d)\b[^<>]*>")


class XmlReader(DocumentReader):
    """Reads XML."""

    format = XML

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return an XML as a document; `charset` is ignored, as XML declares it. Raises UnreadableError."""
        del charset
        root = parse_xml(data.lstrip())
        text, places = lay_out_placed(_blocks(root, _name(root)))
        title = next((inner for inner in root.iter() if _name(inner) in {"title", "article-title"}), None)
        return Document(
            text=text,
            media_type=XML.media_type,
            title="" if title is None else clean_line("".join(title.itertext())),
            language=language_code(root.get(_LANGUAGE) or root.get("lang") or ""),
            url=url,
            places=places,
        )


def _blocks(element: _Element, path: str) -> Iterator[PlacedBlock]:
    children = [inner for inner in element if isinstance(inner.tag, str)]
    if _is_mixed(element, children):
        yield from (PlacedBlock(block, path) for block in blocks_of_lines(_text(element)))
        return
    short = [inner for inner in children if _is_field(inner)] if len(children) > 1 else []
    values = ((_name(field), clean_line(_text(field))) for field in short)
    yield placed_cells(((f"{path}/{name}", f"{name}: {value}") for name, value in values if value), path)
    names, seen = Counter(map(_name, children)), Counter[str]()
    for inner in children:
        name = _name(inner)
        seen[name] += 1
        if inner not in short:
            yield from _blocks(inner, f"{path}/{name}[{seen[name]}]" if names[name] > 1 else f"{path}/{name}")


def _is_mixed(element: _Element, children: list[_Element]) -> bool:
    """Return whether an element has text of its own, or nothing but text."""
    own = (element.text or "", *(inner.tail or "" for inner in element))
    return not children or any(map(str.strip, own))


def _is_field(element: _Element) -> bool:
    text = element.text or ""
    return not len(element) and len(text) <= _MAX_VALUE and "\n" not in text.strip() and not _MARKUP.search(text)


def _text(element: _Element) -> str:
    text = "".join(element.itertext())
    return text_of_fragment(text) if _MARKUP.search(text) else re.sub(r"[ \t]*\n\s*", "\n", text)


def _name(element: _Element) -> str:
    return str(QName(element).localname) if isinstance(element.tag, str) else ""
