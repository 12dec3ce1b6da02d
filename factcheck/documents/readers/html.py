"""Reads web pages: the main text and the metadata, as trafilatura extracts them, and then the rest of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml.etree import ParserError, _Element
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import HTML, DocumentReader, language_code
from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines, lay_out
from factcheck.documents.readers.doubtful import doubt
from factcheck.documents.readers.page_blocks import count_formulas, outside, visible_blocks
from factcheck.documents.readers.page_metadata import page_metadata
from factcheck.documents.readers.saved_page import saved_page
from factcheck.errors import UnreadableError
from factcheck.text import counted

_HEAD = 4096  # bytes in which the charset is declared
_META = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)")
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""What may not stand in XML, in UTF-8."""
_BLOCKS = {"p", "head", "list", "item", "quote", "code", "table", "row"}
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
"""How trafilatura looks for a date."""
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
            with_metadata=False,
            include_comments=False,
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
        saved = saved_page(characters.text)
        said = page_metadata(tree, lambda: extract_metadata(deepcopy(tree), url or None, _DATES))
        return Document(
            text=text,
            media_type=HTML.media_type,
            title=said.title,
            author=said.author,
            publisher=said.site,
            published=said.published,
            language=language,
            url=said.url if said.url.startswith(("http://", "https://")) else url or saved.url,
            accessed=saved.accessed,
            encoding=characters.encoding,
            outside=_offsets(parts),
            doubt=doubt(tree, main, text, title),
            remarks=_formulas(tree),
        )


def text_of_fragment(source: str) -> str:
    """Return the visible text of a piece of HTML, such as the description in a feed, a line for each block."""
    return "\n".join(block.text for block in visible_blocks(parse_page(f"<html><body>{source}</body></html>")))


def _formulas(tree: HtmlElement) -> tuple[str, ...]:
    """Return the remark about formulas, which are not in the text of a page; none if it has none."""
    count = count_formulas(tree)
    return (
        (f"{counted(count, 'formula')} of the page {'is' if count == 1 else 'are'} not in the text",) if count else ()
    )


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
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    for sign in _NO_CHARACTERS:
        data = data.replace(sign, b"")
    try:
        tree = document_fromstring(data, parser=parser)
    except ParserError as error:
        raise UnreadableError("has no text") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("is nested too deeply, or has a piece that is too long, to be read whole")
    return tree


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
