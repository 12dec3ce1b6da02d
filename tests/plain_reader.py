"""A stand-in for the readers of documents: plain text and tags taken out, in this very process."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from factcheck.case.document import Document
from factcheck.errors import UnreadableError
from factcheck.text import visible_line

SUFFIXES = frozenset({".txt", ".html"})
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)


def read_plainly(
    data: bytes,
    name: str,
    *,
    media_type: str = "",
    url: str = "",
    password: str = "",
    encoding: str = "",
    original: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Document:
    """Return the text of a document, if it is UTF-8 and there is any."""
    del password, encoding, original
    if cancelled():
        raise UnreadableError(f"{visible_line(name)}: cancelled")
    try:
        source = data.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{visible_line(name)}: is not UTF-8") from error
    title = _TITLE.search(source)
    text = unescape(re.sub("<[^>]*>", "", _TITLE.sub("", source))).strip()
    if not text or not name:
        raise UnreadableError(f"{visible_line(name)}: there is no text in it")
    kind = media_type.partition(";")[0] or ("text/html" if name.endswith(".html") else "text/plain")
    return Document(text=text, media_type=kind, title=title[1] if title else "", language="en", url=url)
