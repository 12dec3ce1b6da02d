"""The visible blocks of a web page, and those that its main text leaves out.

Headlines, standfirsts and captions are often not in the main text that an extractor finds, and are quoted too.
So a page is read in three parts: the main text; what stands near it (the headline, the blocks between that and the
text, captions, and what the extractor skipped within the text); and the rest of what is visible, mostly navigation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

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
_LETTERS = re.compile(r"[^\W_]+")
_ASCII_REST = bytes(code for code in range(128) if not chr(code).isalnum())
_CAPTION_CLASS = re.compile(r"(?i)caption")
_FORMULA = re.compile(r"(?i)\b(?:math|tex|latex|equation|formula)\b|mwe-math")
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


_NEXT = 200
"""Letters of a text in which the next block is expected."""


@dataclass(slots=True)
class Block:
    """A block of a page: its text on one line, its tag, the share of its letters in links, and where it stands.

    `letters` are the letters and digits of the text, in lower case.
    """

    text: str
    letters: str
    tag: str
    links: float
    apart: bool
    caption: bool


class Outside(NamedTuple):
    """What a page shows outside its main text: the blocks near it, and the rest."""

    near: list[str]
    far: list[str]


def letters_of(text: str) -> str:
    """Return the letters and digits of a text in lower case, by which texts are compared."""
    if text.isascii():
        return text.lower().encode().translate(None, _ASCII_REST).decode()
    return "".join(_LETTERS.findall(text)).lower()


def outside(tree: HtmlElement, main: str, title: str) -> Outside:
    """Return the visible blocks of a page that its `main` text leaves out; `title` is that of the page."""
    blocks = [block for block in visible_blocks(tree) if block.letters]
    in_main = _in_order([block.letters for block in blocks], letters_of(main))
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


def _in_order(pieces: Sequence[str], text: str) -> list[bool]:
    """Return which pieces stand in a text; mostly they do one after the other, so each is looked for there first."""
    known: dict[str, bool] = {}
    end = 0
    for piece in pieces:
        if piece not in known:
            found = text.find(piece, end, end + len(piece) + _NEXT)
            found = text.find(piece) if found < 0 else found
            known[piece] = found >= 0
            end = found + len(piece) if found >= 0 else end
    return [known[piece] for piece in pieces]


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


def visible_blocks(tree: HtmlElement) -> list[Block]:
    """Return the blocks of a page in their order; a row of a table is one block, its cells divided by tabs."""
    body = tree.find(".//body")
    blocks: list[Block] = []
    _walk(tree if body is None else body, blocks, apart=False, caption=False)
    return blocks


_Piece: TypeAlias = tuple[str, bool]
"""A piece of a block: its text, and whether it is that of a link."""


def _walk(element: HtmlElement, blocks: list[Block], *, apart: bool, caption: bool) -> None:
    """Append the blocks of an element: what stands between its inner blocks, and those."""
    tag = str(element.tag)
    apart, caption = apart or tag in _APART, caption or tag in _CAPTIONS
    named, known = element.get("class"), element.get("id")
    if named or known:
        name = f"{named or ''} {known or ''}".replace("-", " ").replace("_", " ")
        apart = apart or _APART_CLASS.search(name) is not None
        caption = caption or _CAPTION_CLASS.search(name) is not None
    pieces: list[_Piece] = [(element.text, False)] if element.text else []
    for inner in element:
        if _is_visible(inner):
            inner_tag = inner.tag
            if inner_tag == "br":
                _append_block(blocks, pieces, tag, apart, caption)
                pieces = []
            elif inner_tag in _INLINE or (inner_tag in _CELLS and not _has_blocks(inner)):
                pieces += [("\t", False)] if inner_tag in _CELLS and pieces else []
                pieces += _pieces(inner, in_link=False)
            else:
                _append_block(blocks, pieces, tag, apart, caption)
                _walk(inner, blocks, apart=apart, caption=caption)
                pieces = []
        if (tail := inner.tail) and (pieces or not tail.isspace()):
            pieces.append((tail, False))
    _append_block(blocks, pieces, tag, apart, caption)


def _pieces(element: HtmlElement, *, in_link: bool) -> list[_Piece]:
    """Return the pieces of an inline element; `in_link` tells whether it stands in a link."""
    is_link = in_link or element.tag == "a"
    pieces = [(element.text or "", is_link)]
    for child in element:
        if _is_visible(child):
            pieces += _pieces(child, in_link=is_link)
        if child.tail:
            pieces.append((child.tail, is_link))
    return pieces


def _append_block(blocks: list[Block], pieces: Sequence[_Piece], tag: str, apart: bool, caption: bool) -> None:
    whole = "".join([piece for piece, _ in pieces]) if pieces else ""
    if not whole or whole.isspace():
        return
    cells = whole.split("\t") if tag == "tr" else (whole,)
    text = "\t".join(filter(None, (" ".join(cell.split()) for cell in cells)))
    letters = letters_of(text)
    blocks.append(Block(text, letters, tag, _share_of_links(pieces, letters), apart, caption))


def _share_of_links(pieces: Sequence[_Piece], letters: str) -> float:
    """Return the share of the letters of a block that stand in links; it is mostly none or all."""
    kinds = {is_link for piece, is_link in pieces if piece and not piece.isspace()}
    if len(kinds) == 1 or not letters:
        return float(True in kinds and bool(letters))
    return sum([len(letters_of(piece)) for piece, is_link in pieces if is_link]) / len(letters)


def _is_visible(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _INVISIBLE or not isinstance(tag, str):
        return False
    style = element.get("style")
    return element.get("hidden") is None and not (style and _HIDDEN_STYLE.search(style))


def count_formulas(tree: HtmlElement) -> int:
    """Return how many formulas a page shows, in MathML, TeX for a script, or as pictures that are marked as such."""
    pictures = (picture for picture in tree.iter("img") if _FORMULA.search(picture.get("class") or ""))
    scripts = (script for script in tree.iter("script") if (script.get("type") or "").startswith("math/"))
    alone = sum(1 for element in (*pictures, *scripts) if not _is_beside_math(element))
    return sum(1 for _ in tree.iter("math")) + alone


def _is_beside_math(element: HtmlElement) -> bool:
    """Return whether a formula is there in MathML too."""
    parent = element.getparent()
    return parent is not None and parent.find(".//math") is not None


def _has_blocks(cell: HtmlElement) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag not in {*_INLINE, "br"} for inner in cell.iterdescendants())
