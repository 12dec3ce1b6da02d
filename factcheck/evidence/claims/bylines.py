"""Who wrote a text and when, by the lines above its first sentence: "By Nora Vale, 3 March 2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from factcheck.evidence import FigureKind
from factcheck.evidence.claims.kinds import UnitKind
from factcheck.evidence.claims.units import TextUnit
from factcheck.evidence.languages import language
from factcheck.evidence.languages.prose.lines import line_words

_BY = re.compile(r"(?:By|Words by|Reporting by|Written by)\s")
_ENDS = re.compile(r"\s*(?:[,;|·•–—(/]|\d|\bfor\s(?:the|The)\b).*")
_MOST_WORDS = 8


class Byline(NamedTuple):
    """The author of a text, and its ISO 8601 date; "" if they are not said."""

    author: str = ""
    published: str = ""


def read_byline(text: str, units: Sequence[TextUnit], code: str = "en") -> Byline:
    """Return what the lines before the first sentence of a text in the language `code` say."""
    words, author, published = line_words(code), "", ""
    for unit in takewhile(lambda unit: not unit.kind.checkable, units):
        if unit.kind is not UnitKind.BYLINE:
            continue
        line = unit.words(text)
        begins = _BY.match(line) or (words.by.match(line) if words else None)
        author = author or (_name(line[begins.end() :]) if begins else "")
        published = published or _day(line, code)
    return Byline(author, published)


def _name(words: str) -> str:
    """Return the name at the beginning of some words; "" if it does not look like one."""
    name = _ENDS.sub("", words, count=1).strip()
    return name if name[:1].isupper() and len(name.split()) <= _MOST_WORDS else ""


def _day(line: str, code: str) -> str:
    """Return the only day that a line names, as ISO 8601."""
    reader = language(code)
    dates = [each.value for each in reader.figures(line) if each.kind is FigureKind.DATE] if reader else []
    whole = [date for date in dates if isinstance(date, tuple) and all(date)]
    return "{:04}-{:02}-{:02}".format(*whole[0]) if len(whole) == 1 else ""
