"""Reads web pages: the main text and the metadata, as trafilatura extracts them, and then the rest of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml.etree import ParserError, _Element
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import HTML, DocumentReader, language_code
from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines, lay_out
from factcheck.documents.readers.doubtful import doubt
from factcheck.documents.readers.page_blocks import outside, visible_blocks
from factcheck.documents.readers.saved_page import saved_page
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_HEAD = 4096  # bytes in which the charset is declared
_META = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")
_BLOCKS = {"p", "head", "list", "item", "quote", "code", "table", "row"}
_NO_AUTHORS = {
    *(
        "",
        "username",
        "user name",
        "user",
        "admin",
        "administrator",
        "guest",
        "anonymous",
        "unknown",
        "author",
        "editor",
    ),
    *("authority control", "view all posts", "read more", "comments", "share", "log in", "sign in", "password"),
}
"""What extractors take for an author, in lower case: labels of forms, boxes and links."""
_STANDALONE = {"head", "item"}


class HtmlReader(DocumentReader):
    """Reads web pages."""

    format = HTML

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a web page as a document; `charset` has priority over the one in the page. Raises UnreadableError."""
        characters = decode(data, charset or _declared_charset(data))
        tree = parse_page(characters.text)
        language = language_code(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
        page = bare_extraction(  # changes the tree
            deepcopy(tree),
            url=url or None,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
        )
        body = getattr(page, "body", None)
        if page is None or body is None:
            visible = "\n".join(block.text for block in visible_blocks(tree))
            found = doubt(tree, "", visible, _title(tree))
            raise UnreadableError(
                f"has no text apart from its navigation: it looks like {found}; "
                "open it in a browser, save the page, and add the file"
            )
        main, _ = lay_out(_blocks(body))
        title = _title(tree)
        parts = [main, *("\n\n".join(part) for part in outside(tree, main, title))]
        text = "\n\n".join(filter(None, parts))
        date, canonical, saved = _field(page, "date"), _field(page, "url"), saved_page(characters.text)
        return Document(
            text=text,
            media_type=HTML.media_type,
            title=_field(page, "title"),
            author=_author(page),
            publisher=_field(page, "sitename"),
            published=date if _DATE.match(date) else "",
            language=language,
            url=canonical if canonical.startswith(("http://", "https://")) else url or saved.url,
            accessed=saved.accessed,
            encoding=characters.encoding,
            outside=_offsets(parts),
            doubt=doubt(tree, main, text, title),
        )


def text_of_fragment(source: str) -> str:
    """Return the visible text of a piece of HTML, such as the description in a feed, a line for each block."""
    return "\n".join(block.text for block in visible_blocks(parse_page(f"<html><body>{source}</body></html>")))


def _title(tree: HtmlElement) -> str:
    """Return the title that a page gives itself, for others or in its head."""
    for_others = tree.xpath("//meta[@property='og:title']/@content")
    return str(for_others[0]) if for_others else (tree.findtext(".//title") or "")


def _offsets(parts: list[str]) -> tuple[int, ...]:
    """Return where the second and the third part begin in a text of three; nothing if there is only the first."""
    main, near, far = parts
    if not (near or far):
        return ()
    near_start = len(main) + 2 * bool(main)
    return near_start, near_start + len(near) + 2 * bool(near and far)


def _declared_charset(data: bytes) -> str:
    match = _META.search(data[:_HEAD])
    name = (match[1] or match[2]).decode("ascii", "ignore") if match else ""
    return "" if name.lower().startswith(("utf-16", "utf-32")) else name  # in those the pattern would not have matched


def parse_page(text: str) -> HtmlElement:
    """Return the parsed page. Raises UnreadableError if it is empty, or the parser left out a part of it."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(_NO_XML.sub("", text).encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise UnreadableError("has no text") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("is nested too deeply, or has a piece that is too long, to be read whole")
    return tree


def _author(page: Any) -> str:
    """Return the authors that the extractor found, without words of the page's own that are none."""
    names = (name.strip() for name in _field(page, "author").split(";"))
    return "; ".join(name for name in names if name.casefold() not in _NO_AUTHORS)


def _field(page: Any, name: str) -> str:
    return clean_line(getattr(page, name) or "")


def _blocks(element: _Element, *, alone: bool = False) -> Iterator[TextBlock]:
    """Yield a block for each line of the main text, which trafilatura returns in elements of the TEI."""
    if element.tag == "row":
        yield TextBlock("\t".join(" ".join(" ".join(cell.itertext()).split()) for cell in element), alone=True)
        return
    alone = alone or element.tag in _STANDALONE
    pieces = [element.text or ""]
    for inner in element:
        if inner.tag in _BLOCKS:
            yield from blocks_of_lines("".join(pieces), alone=alone)
            yield from _blocks(inner, alone=alone)
            pieces = [inner.tail or ""]
        else:
            pieces += ["\n" if inner.tag == "lb" else "".join(inner.itertext()), inner.tail or ""]
    yield from blocks_of_lines("".join(pieces), alone=alone)
