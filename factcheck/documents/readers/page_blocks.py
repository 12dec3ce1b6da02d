"""The visible blocks of a web page, and those that its main text leaves out.

Headlines, standfirsts and captions are often not in the main text that an extractor finds, and are quoted too.
So a page is read in three parts: the main text; what stands near it (the headline, the blocks between that and the
text, captions, and what the extractor skipped within the text); and the rest of what is visible, mostly navigation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement

_INVISIBLE = {"script", "style", "noscript", "template", "svg", "select", "head", "iframe", "object", "math", "button"}
_INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
    ),
    *("q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_CELLS = {"td", "th"}
_APART = {"nav", "aside", "footer", "form"}
_APART_CLASS = re.compile(r"(?i)\b(?:share|sharing|social|related|promo|recommend\w*|newsletter|advert\w*|cookie\w*)\b")
_CAPTION_CLASS = re.compile(r"(?i)caption")
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TEXT_TAGS = {*_HEADINGS, "p", "li", "blockquote", "tr", "dd", "dt", "pre"}
_CAPTIONS = {"figcaption", "caption"}
_MAX_BETWEEN = 12
"""Blocks between a headline and the main text that still belong to them."""
_MAX_LINKS_BETWEEN, _MAX_LINKS_WITHIN = 0.5, 0.3
"""The largest share of a block's letters that may be links, before and within the main text."""
_LEAST_LETTERS = 12
"""Letters of the shortest block by which the extent of the main text is told."""


@dataclass(slots=True)
class Block:
    """A block of a page: its text on one line, its tag, the share of its letters in links, and where it stands."""

    text: str
    tag: str
    links: float
    apart: bool
    caption: bool

    @property
    def letters(self) -> str:
        """The letters and digits of the block, in lower case."""
        return letters_of(self.text)


class Outside(NamedTuple):
    """What a page shows outside its main text: the blocks near it, and the rest."""

    near: list[str]
    far: list[str]


def letters_of(text: str) -> str:
    """Return the letters and digits of a text in lower case, by which texts are compared."""
    return "".join(filter(str.isalnum, text)).lower()


def outside(tree: HtmlElement, main: str, title: str) -> Outside:
    """Return the visible blocks of a page that its `main` text leaves out; `title` is that of the page."""
    blocks = [block for block in visible_blocks(tree) if block.letters]
    known = letters_of(main)
    in_main = [block.letters in known for block in blocks]
    sure = [at for at, there in enumerate(in_main) if there and len(blocks[at].letters) >= _LEAST_LETTERS]
    first, last = (sure[0], sure[-1]) if sure else (len(blocks), -1)
    headline = _headline(blocks, letters_of(title))
    near: dict[str, str] = {}
    far: dict[str, str] = {}
    for at, block in enumerate(blocks):
        if in_main[at] and not (at == headline and len(block.letters) < _LEAST_LETTERS):
            continue
        (near if _is_near(block, at, headline, first, last) else far).setdefault(block.letters, block.text)
    return Outside([*near.values()], [text for letters, text in far.items() if letters not in near])


def _headline(blocks: Sequence[Block], title: str) -> int:
    """Return the index of the headline: the first heading of the title, else the first h1; -1 if there is none."""
    headings = [at for at, block in enumerate(blocks) if block.tag in {"h1", "h2"}]
    titled = (at for at in headings if title and (blocks[at].letters in title or title in blocks[at].letters))
    first = next((at for at in headings if blocks[at].tag == "h1"), -1)
    return next(titled, first)


def _is_near(block: Block, at: int, headline: int, first: int, last: int) -> bool:
    if at == headline or block.caption:
        return True
    if block.apart:
        return False
    if 0 <= headline < at < first:
        return at - headline <= _MAX_BETWEEN and block.links < _MAX_LINKS_BETWEEN
    return first < at < last and block.tag in _TEXT_TAGS and block.links < _MAX_LINKS_WITHIN


def visible_blocks(tree: HtmlElement) -> Iterator[Block]:
    """Yield the blocks of a page in their order; a row of a table is one block, its cells divided by tabs."""
    body = tree.find(".//body")
    yield from _walk(tree if body is None else body, apart=False, caption=False)


class _Piece(NamedTuple):
    text: str
    is_link: bool


def _walk(element: HtmlElement, *, apart: bool, caption: bool) -> Iterator[Block]:
    """Yield the blocks of an element: what stands between its inner blocks, and those."""
    tag = str(element.tag)
    name = f"{element.get('class') or ''} {element.get('id') or ''}".replace("-", " ").replace("_", " ")
    apart = apart or tag in _APART or _APART_CLASS.search(name) is not None
    caption = caption or tag in _CAPTIONS or _CAPTION_CLASS.search(name) is not None
    pieces: list[_Piece] = [_Piece(element.text or "", False)]
    for inner in element:
        if _is_visible(inner):
            if inner.tag == "br":
                yield from _block(pieces, tag, apart, caption)
                pieces = []
            elif inner.tag in _INLINE or (inner.tag in _CELLS and not _has_blocks(inner)):
                pieces += [_Piece("\t", False)] if inner.tag in _CELLS and pieces else []
                pieces += _pieces(inner)
            else:
                yield from _block(pieces, tag, apart, caption)
                yield from _walk(inner, apart=apart, caption=caption)
                pieces = []
        pieces.append(_Piece(inner.tail or "", False))
    yield from _block(pieces, tag, apart, caption)


def _pieces(element: HtmlElement) -> list[_Piece]:
    is_link = element.tag == "a" or next(element.iterancestors("a"), None) is not None
    inner = [
        piece
        for child in element
        if _is_visible(child)
        for piece in (*_pieces(child), _Piece(child.tail or "", is_link))
    ]
    return [_Piece(element.text or "", is_link), *inner]


def _block(pieces: Sequence[_Piece], tag: str, apart: bool, caption: bool) -> Iterator[Block]:
    cells = "".join(piece.text for piece in pieces).split("\t") if tag == "tr" else ["".join(p.text for p in pieces)]
    text = "\t".join(filter(None, (" ".join(cell.split()) for cell in cells)))
    if text:
        linked = sum(len(letters_of(piece.text)) for piece in pieces if piece.is_link)
        yield Block(text, tag, linked / max(1, len(letters_of(text))), apart, caption)


def _is_visible(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _INVISIBLE:
        return False
    return element.get("hidden") is None and not _HIDDEN_STYLE.search(element.get("style") or "")


def _has_blocks(cell: HtmlElement) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag not in {*_INLINE, "br"} for inner in cell.iterdescendants())
