"""Selectors of a quote (prefix, suffix, position), and which of several occurrences they mean.

The fields are those of TextQuoteSelector and TextPositionSelector in the W3C Web Annotation Data Model (2017).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from factcheck.case.document import Document
from factcheck.errors import InvalidError
from factcheck.quotes import Span

CONTEXT = 32
"""Code points of the text before and after a quote that are recorded."""

_EMPTY_LINES = re.compile(r"\n\s*\n")


def excerpt_fields(document: Document | None, start: int, end: int) -> dict[str, Any]:
    """Return the fields of an excerpt: quote, prefix, suffix, start, end and locator of the span without outer space.

    Raises InvalidError without a document, or if the span has no text.
    """
    if document is None:
        raise InvalidError("the text of this source is not here")
    text = document.text
    quote = text[max(0, start) : max(0, end)]
    start = max(0, start) + len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote:
        raise InvalidError("nothing is selected that could be quoted")
    return {
        "quote": quote,
        **position_fields(text, start, start + len(quote)),
        "locator": locator(document, start, start + len(quote)),
    }


def position_fields(text: str, start: int, end: int) -> dict[str, Any]:
    """Return prefix, suffix, start and end of a span."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return {"prefix": before, "suffix": after, "start": start, "end": end}


def locator(document: Document, position: int, end: int | None = None) -> str:
    """Return a position in words: "paragraph 3", or "page 2, paragraph 3", counted from the top of the page.

    In a document whose parts have names it is the name of the part, in which the span to `end` stands: "slide 3",
    "00:01:05, Anna Brook", "row 3, column Dead".
    """
    if place := document.place(position, end):
        return place
    page = document.page(position)
    top = document.pages[page - 1] if page else 0
    before = document.text[top:position].lstrip()
    paragraph = len(_EMPTY_LINES.findall(before)) + 1
    return f"page {page}, paragraph {paragraph}" if page else f"paragraph {paragraph}"


_MAX_OCCURRENCES = 500
"""Occurrences of one quote that are compared; if there are more, those nearest to the recorded position."""

_MAX_TESTED = 5_000
"""Occurrences of one quote, in each direction, that are tested for being admissible."""


class Hint(NamedTuple):
    """The recorded context of a quote: the text before and after it, and its start, in code points."""

    prefix: str = ""
    suffix: str = ""
    start: int | None = None

    def shared_context(self, text: str, start: int, end: int) -> int:
        """Return how many code points around a span equal the recorded context."""
        before = text[max(0, start - len(self.prefix)) : start][::-1]
        after = text[end : end + len(self.suffix)]
        return _common_prefix(before, self.prefix[::-1]) + _common_prefix(after, self.suffix)

    def distance(self, start: int) -> int:
        """Return the distance of a position from the recorded one; 0 if none was recorded."""
        return 0 if self.start is None else abs(start - self.start)

    def sort_key(self, text: str, start: int, end: int) -> tuple[int, int, int]:
        """Return the key that sorts spans, best first: most shared context, then nearest, then earliest."""
        return -self.shared_context(text, start, end), self.distance(start), start


def _common_prefix(one: str, other: str) -> int:
    """Return the length of the common prefix of two texts."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def occurrences(part: str, text: str, hint: Hint, admits: Callable[[int], bool] = lambda _: True) -> list[int]:
    """Return the positions of `part` in `text` that `admits` accepts; of many, those nearest to the recorded one."""
    near = min(max(hint.start or 0, 0), len(text))
    positions = list(islice(filter(admits, islice(_forwards(part, text, near), _MAX_TESTED)), _MAX_OCCURRENCES))
    if near:
        positions += islice(filter(admits, islice(_backwards(part, text, near), _MAX_TESTED)), _MAX_OCCURRENCES)
    if len(positions) >= _MAX_OCCURRENCES and (hint.prefix or hint.suffix):
        start = text.find(hint.prefix + part + hint.suffix)
        positions += [at for at in (start + len(hint.prefix),) if start >= 0 and admits(at)]
    return positions


def nearest(part: str, text: str, hint: Hint, admits: Callable[[int], bool] = lambda _: True) -> Span | None:
    """Return the span of the occurrence of `part` in `text` that fits the hint best; None if there is none."""
    positions = occurrences(part, text, hint, admits)
    at = min(positions, key=lambda at: hint.sort_key(text, at, at + len(part)), default=None)
    return None if at is None else (at, at + len(part))


def _forwards(part: str, text: str, at: int) -> Iterator[int]:
    while (at := text.find(part, at)) >= 0:
        yield at
        at += 1


def _backwards(part: str, text: str, at: int) -> Iterator[int]:
    while at > 0 and (at := text.rfind(part, 0, at + len(part) - 1)) >= 0:
        yield at
