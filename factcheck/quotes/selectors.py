"""What an excerpt keeps of its place: the TextQuoteSelector and TextPositionSelector of W3C Web Annotation."""

from __future__ import annotations

import re
from typing import Any

from factcheck.case.document import Document
from factcheck.errors import InvalidError

CONTEXT = 32
"""Code points that are kept of what stands before and after a quote."""

_EMPTY_LINES = re.compile(r"\n\s*\n")


def excerpt_fields(document: Document | None, start: int, end: int) -> dict[str, Any]:
    """Return quote, prefix, suffix, start, end and locator of a passage. Raises InvalidError where there is none."""
    if document is None:
        raise InvalidError("the text of this source is not here")
    text = document.text
    quote = text[max(0, start) : max(0, end)]
    start = max(0, start) + len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote:
        raise InvalidError("nothing is marked that could be quoted")
    return {"quote": quote, **position_fields(text, start, start + len(quote)), "locator": locator(document, start)}


def position_fields(text: str, start: int, end: int) -> dict[str, Any]:
    """Return prefix, suffix, start and end of a passage."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return {"prefix": before, "suffix": after, "start": start, "end": end}


def locator(document: Document, place: int) -> str:
    """Return where a place is as people say it: "paragraph 3"; "page 2, paragraph 3", from the page's top."""
    page = document.page(place)
    top = document.pages[page - 1] if page else 0
    before = document.text[top:place].lstrip()
    paragraph = len(_EMPTY_LINES.findall(before)) + 1
    return f"page {page}, paragraph {paragraph}" if page else f"paragraph {paragraph}"
