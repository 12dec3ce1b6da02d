"""The addresses of sources: which can be opened in a browser, and how a click on them is told."""

from __future__ import annotations

from urllib.parse import urlsplit

from textual.content import Content
from textual.style import Style

from factcheck.case.records import Source

ADDRESS = "address"
"""The name under which a line that is drawn keeps the id of the source whose address a click opens."""


def web_address(source: Source) -> str:
    """Return the address of a source if it is one for a browser, http or https; else nothing."""
    address = source.url.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_plain = address.isprintable() and " " not in address
    return address if is_plain and parts.scheme in {"http", "https"} and parts.hostname else ""


def linked(words: Content, source: Source) -> Content:
    """Return words about a source; they are underlined and a click opens its address, where it has one."""
    return words.stylize("underline").stylize(Style.from_meta({ADDRESS: source.id})) if web_address(source) else words
