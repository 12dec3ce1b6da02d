"""Reads Markdown as CommonMark with tables: its text without the markup. Metadata comes from YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import MARKDOWN, DocumentReader, language_code
from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines, lay_out
from factcheck.text import clean_line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?m)^([A-Za-z_]+):[ \t]*(.+?)[ \t]*$")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")
_STANDALONE = {"heading_open", "heading_close", "list_item_open", "list_item_close"}
_CODE = {"code_block", "fence"}
_MARKUP = re.compile(r"(?s)<!--.*?-->|<[A-Za-z/!?][^<>]*>")


class MarkdownReader(DocumentReader):
    """Reads Markdown."""

    format = MARKDOWN

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a text in Markdown as a document. Raises UnreadableError if it cannot be decoded."""
        characters = decode(data, charset)
        source = characters.text.replace("\r\n", "\n").replace("\r", "\n")
        front_matter = _FRONT_MATTER.match(source)
        fields = _FIELD.findall(front_matter[1]) if front_matter else []
        metadata = {name.lower(): _unquoted(value) for name, value in fields}
        tokens = MarkdownIt("commonmark").enable("table").parse(source[front_matter.end() if front_matter else 0 :])
        text, _ = lay_out(_blocks(tokens))
        date = _DATE.match(metadata.get("date", ""))
        return Document(
            text=text,
            media_type=MARKDOWN.media_type,
            title=clean_line(metadata.get("title", "")) or _first_heading(tokens),
            author=clean_line(metadata.get("author", "")),
            published=date[0] if date else "",
            language=language_code(metadata.get("lang", metadata.get("language", ""))),
            url=url,
            encoding=characters.encoding,
        )


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _first_heading(tokens: Sequence[Token]) -> str:
    """Return the text of the first heading of level 1; "" if there is none."""
    headings = (index for index, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1")
    first = next(headings, None)
    return "" if first is None else clean_line(_inline_text(tokens[first + 1]))


def _blocks(tokens: Sequence[Token]) -> Iterator[TextBlock]:
    """Yield the blocks of a parsed text; the cells of a table row are separated by tabs."""
    alone, row = 0, list[str]()  # the depth of nested headings and items, and the cells of the row so far
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type in _STANDALONE:
            alone += token.nesting
        elif token.type == "tr_close":
            yield TextBlock("\t".join(row), alone=True)
            row = []
        elif token.type == "inline" and before is not None and before.type in {"th_open", "td_open"}:
            row.append(_inline_text(token).replace("\n", " "))
        else:
            for text in _texts(token):
                yield from blocks_of_lines(text, alone=alone > 0 or token.type in _CODE)


def _texts(token: Token) -> list[str]:
    """Return the text of a token, code line by line; nothing for a token without text."""
    if token.type == "inline":
        return [_inline_text(token)]
    if token.type == "html_block":
        return [unescape(_MARKUP.sub("", token.content))]
    return token.content.split("\n") if token.type in _CODE else []


def _inline_text(token: Token) -> str:
    """Return the text of inline content: its soft breaks are spaces, its hard breaks newlines."""
    text = ""
    for child in token.children or ():
        if child.type in {"text", "code_inline", "text_special"}:
            text += child.content
        elif child.type in {"softbreak", "hardbreak"}:
            text += " " if child.type == "softbreak" else "\n"
    return text
