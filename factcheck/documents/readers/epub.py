"""Reads EPUB books: the visible text of all chapters in the order of reading; chapters are named by their headings."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml.etree import _Element

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import EPUB, DocumentReader, language_code
from factcheck.documents.paragraphs.blocks import blocks_of_lines
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed
from factcheck.documents.readers.html import parse_page
from factcheck.documents.readers.package import DC, Package, cover_field, opened_package, resolved
from factcheck.documents.readers.page_blocks import visible_blocks
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"
_HEADINGS = {"h1", "h2", "h3"}
_PROSE = {"p", "blockquote", "div"}
_PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_MAX_NAME = 120


class EpubReader(DocumentReader):
    """Reads EPUB."""

    format = EPUB

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a book as a document; `charset` is ignored, as its pages declare it. Raises UnreadableError."""
        del charset
        with opened_package(data, "a book") as package:
            name = _package_document(package)
            book = package.parse(name)
            pages = _pages(book, posixpath.dirname(name))
            remarks = _checked(package, pages)
            blocks = [
                block
                for number, page in enumerate(pages, 1)
                if page in package
                for block in _blocks(package.read(page), number)
            ]
        text, places = lay_out_placed(blocks)
        return Document(
            text=text,
            media_type=EPUB.media_type,
            title=cover_field(book, "title"),
            author=", ".join(dict.fromkeys(clean_line(who.text or "") for who in book.iter(f"{DC}creator"))),
            publisher=cover_field(book, "publisher"),
            language=language_code(cover_field(book, "language")),
            url=url,
            places=places,
            remarks=tuple(remarks),
        )


def _package_document(package: Package) -> str:
    roots = package.parse("META-INF/container.xml").iter(_CONTAINER)
    found = next((resolved("", root.get("full-path", "")) for root in roots), "")
    if found not in package:
        raise UnreadableError("is an EPUB without a list of its contents")
    return found


def _pages(book: _Element, directory: str) -> list[str]:
    """Return the names of the chapters in the order of reading."""
    items = {
        item.get("id", ""): resolved(directory, item.get("href", ""))
        for item in book.iter(f"{_OPF}item")
        if item.get("media-type", "") in _PAGES
    }
    order = (items.get(entry.get("idref", ""), "") for entry in book.iter(f"{_OPF}itemref"))
    return list(dict.fromkeys(filter(None, order)))


def _checked(package: Package, pages: list[str]) -> list[str]:
    """Return the remark for chapters that are missing. Raises UnreadableError if chapters are encrypted."""
    encryption = "META-INF/encryption.xml"
    if encryption in package:
        hidden = {resolved("", each.get("URI", "")) for each in package.parse(encryption).iter("{*}CipherReference")}
        if hidden & set(pages):
            raise UnreadableError("is encrypted by its seller: its chapters cannot be read")
    missing = [page for page in pages if page not in package]
    return [f"chapters are missing in the file: {', '.join(map(clean_line, missing))}"] if missing else []


def _blocks(data: bytes, number: int) -> Iterator[PlacedBlock]:
    """Yield the blocks of a chapter."""
    tree = parse_page(decode(data).text)
    place = f"part {number}"
    for block in visible_blocks(tree):
        if block.tag in _HEADINGS and place == f"part {number}":
            place = f"{place}, {block.text[:_MAX_NAME]}"
        lines = blocks_of_lines(block.text, alone=block.tag not in _PROSE)
        yield from (PlacedBlock(line, place) for line in lines)
