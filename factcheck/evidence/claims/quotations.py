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


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans of the quotations of a text without their marks, in code points; single terms are none."""
    long = (each for each in quotations(text) if len(each.text.split()) >= MIN_WORDS)
    return [(each.start, each.start + len(each.text.rstrip(" ,;:"))) for each in long]
