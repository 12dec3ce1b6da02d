"""What stands in quotation marks in a text."""

from __future__ import annotations

import re
from typing import NamedTuple

MIN_WORDS = 3
"""Words of the shortest quotation: fewer words in quotation marks are a term."""

_QUOTATION = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|(?<!\w)\"([^\"]+)\"(?!\w)")


class Quotation(NamedTuple):
    """The words inside quotation marks, from `start` to `end` of a text; `outer` includes the marks."""

    text: str
    start: int
    end: int
    outer: tuple[int, int]


def quotations(text: str) -> list[Quotation]:
    """Return what stands in quotation marks in a text, also single words and titles."""
    found = []
    for match in _QUOTATION.finditer(text):
        group = match.lastindex or 0
        found.append(Quotation(match[group], *match.span(group), match.span()))
    return found
