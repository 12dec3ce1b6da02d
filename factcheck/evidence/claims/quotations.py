"""What stands in quotation marks in a text."""

from __future__ import annotations

import re
from typing import NamedTuple

MIN_WORDS = 3
"""Words of the shortest quotation: fewer words in quotation marks are a term."""

_QUOTATION = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|(?<!\w)\"([^\"]+)\"(?!\w)")


_LOW = re.compile(r"„([^„“”\n]*)“")
_INWARD = re.compile(r"»([^«»\n]*)«")


def with_closing_marks(text: str) -> str:
    """Return a text of the same length in which “ after „ is ”, and » before « is «: each mark opens or closes.

    A text that uses » and « the other way stays as it is.
    """
    text = _LOW.sub(r"„\1”", text)
    is_inward = text.find("»") >= 0 and (text.find("«") < 0 or text.find("»") < text.find("«"))
    return _INWARD.sub(r"«\1»", text) if is_inward else text


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
