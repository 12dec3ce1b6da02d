"""Markdown: its words without the marks, read as CommonMark with tables; front matter (`---`) is its cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import MARKDOWN, DocumentReader
from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines, lay_out
from factcheck.text import clean_line

_COVER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?m)^([A-Za-z_]+):[ \t]*(.+?)[ \t]*$")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?![A-Za-z])")
_ALONE = {"heading_open", "heading_close", "list_item_open", "list_item_close"}
_CODE = {"code_block", "fence"}
_MARKUP = re.compile(r"(?s)<!--.*?-->|<[A-Za-z/!?][^<>]*>")


class MarkdownReader(DocumentReader):
    """Reads Markdown."""

    format = MARKDOWN

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a text in Markdown as a document. Raises UnreadableError where the bytes are no text."""
        characters = decode(data, charset)
        source = characters.text.replace("\r\n", "\n").replace("\r", "\n")
        above = _COVER.match(source)
        cover = {name.lower(): _unquoted(value) for name, value in _FIELD.findall(above.group(1))} if above else {}
        tokens = MarkdownIt("commonmark").enable("table").parse(source[above.end() :] if above else source)
        text, _ = lay_out(_blocks(tokens))
        dated, language = (
            _DATE.match(cover.get("date", "")),
            _LANGUAGE.match(cover.get("lang", cover.get("language", ""))),
        )
        return Document(
            text=text,
            media_type=MARKDOWN.media_type,
            title=clean_line(cover.get("title", "")) or _first_heading(tokens),
            author=clean_line(cover.get("author", "")),
            published=dated.group() if dated else "",
            language=language.group().lower() if language else "",
            url=url,
            encoding=characters.encoding,
        )


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _first_heading(tokens: Sequence[Token]) -> str:
    """Return the words of the first heading of the highest level; empty where there is none."""
    found = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"]
    return clean_line(_words(tokens[found[0] + 1])) if found else ""


def _blocks(tokens: Sequence[Token]) -> Iterator[TextBlock]:
    """Yield the blocks of a parsed text: headings, items and rows alone; the cells of a row parted by tabs."""
    alone, row = 0, list[str]()
    for before, token in pairwise([None, *tokens]):
        if token is None:
            continue
        if token.type in _ALONE:
            alone += token.nesting
        elif token.type == "tr_close":
            yield TextBlock("\t".join(row), alone=True)
            row = []
        elif token.type == "inline" and before is not None and before.type in {"th_open", "td_open"}:
            row.append(_words(token).replace("\n", " "))
        else:
            for lines in _lines(token):
                yield from blocks_of_lines(lines, alone=alone > 0 or token.type in _CODE)


def _lines(token: Token) -> list[str]:
    """Return the text of a token that holds some, code line by line."""
    if token.type == "inline":
        return [_words(token)]
    if token.type == "html_block":
        return [unescape(_MARKUP.sub("", token.content))]
    return token.content.split("\n") if token.type in _CODE else []


def _words(token: Token) -> str:
    """Return the words of a run of text: its soft breaks are blanks, its hard ones newlines."""
    words = ""
    for child in token.children or ():
        if child.type in {"text", "code_inline", "text_special"}:
            words += child.content
        elif child.type in {"softbreak", "hardbreak"}:
            words += " " if child.type == "softbreak" else "\n"
    return words
