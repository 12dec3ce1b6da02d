"""Selectors of a quote (prefix, suffix, position), and which of several occurrences they mean.

The fields are those of the TextQuoteSelector and TextPositionSelector of W3C Web Annotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

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


_MOST = 500
"""Places of one quote that are compared; of more, those nearest to where it was noted."""

_EXAMINED = 5_000
"""Places of one quote, in each direction, of which it is asked whether they count."""


class Hint(NamedTuple):
    """What was noted of a quote's place: the text before and after it, and where it began, in code points."""

    prefix: str = ""
    suffix: str = ""
    start: int | None = None

    def fits(self, text: str, start: int, end: int) -> int:
        """Return how many code points around a place are those that were noted."""
        before = text[max(0, start - len(self.prefix)) : start][::-1]
        after = text[end : end + len(self.suffix)]
        return _shared(before, self.prefix[::-1]) + _shared(after, self.suffix)

    def far(self, start: int) -> int:
        """Return how far a place is from the one noted."""
        return 0 if self.start is None else abs(start - self.start)

    def order(self, text: str, start: int, end: int) -> tuple[int, int, int]:
        """Return by what places are ordered, best first: what stands around it, how far it is, and how early."""
        return -self.fits(text, start, end), self.far(start), start


def _shared(one: str, other: str) -> int:
    """Return how many code points two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def occurrences(part: str, text: str, hint: Hint, admits: Callable[[int], bool] = lambda _: True) -> list[int]:
    """Return where `part` stands in `text`: everywhere, or in the _MOST places nearest to the one noted.

    Only places that `admits` accepts count; at most _EXAMINED in each direction are asked about.
    """
    near = min(max(hint.start or 0, 0), len(text))
    found = list(islice(filter(admits, islice(_onwards(part, text, near), _EXAMINED)), _MOST))
    if near:
        found += islice(filter(admits, islice(_backwards(part, text, near), _EXAMINED)), _MOST)
    if len(found) >= _MOST and (hint.prefix or hint.suffix):
        whole = text.find(hint.prefix + part + hint.suffix)
        found += [at for at in (whole + len(hint.prefix),) if whole >= 0 and admits(at)]
    return found


def _onwards(part: str, text: str, at: int) -> Iterator[int]:
    while (at := text.find(part, at)) >= 0:
        yield at
        at += 1


def _backwards(part: str, text: str, at: int) -> Iterator[int]:
    while at > 0 and (at := text.rfind(part, 0, at + len(part) - 1)) >= 0:
        yield at
