"""Markup, told from text by its type: what is no `Html` is text, and is escaped wherever it goes.

There is one escape, and no way round it: a str that slips through comes out escaped once too often, never too seldom.
What comes back from a parser is `text.visible` of what went in, character for character.
"""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.exports.report.markdown_escape import is_plain, read_time
from factcheck.text import visible

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_EMPTY = {"meta", "input", "rect"}


class Html(str):
    """A piece of markup."""

    __slots__ = ()


NOTHING = Html("")


def escape(text: str) -> Html:
    """Return text as markup that shows it, between tags and within an attribute's quotes."""
    return text if isinstance(text, Html) else Html(visible(text).translate(_ESCAPES))


def element(name: str, /, *content: str, **attributes: str | bool) -> Html:
    """Return an element. `class_` stands for class, `data_label` for data-label; what is False is left out."""
    opening = name + "".join([_attribute(key, value) for key, value in attributes.items() if value is not False])
    if name in _EMPTY:
        return Html(f"<{opening}/>")  # the slash means something in SVG, and nothing in HTML
    return Html(f"<{opening}>{''.join([escape(piece) for piece in content])}</{name}>")


def _attribute(key: str, value: str | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def join(separator: str, pieces: Iterable[str]) -> Html:
    """Return the pieces that are not empty, with a separator between them."""
    return Html(escape(separator).join([escape(piece) for piece in pieces if piece]))


def glyph(sign: str) -> Html:
    """Return a sign that is seen and not read out, since words stand beside it."""
    return element("span", sign, aria_hidden="true") if sign else NOTHING


def outward(url: str) -> Html:
    """Return an address as a link that shows where it leads, if it is plain http or https; else as text."""
    if not is_plain(url):
        return escape(url)
    return element("a", url, href=url, rel="noreferrer noopener nofollow", class_="outward")


def when(at: str) -> Html:
    """Return a time of the case for readers and for programs; what is none stands as text."""
    shown = read_time(at)
    return element("time", shown, datetime=at) if shown else escape(at)
