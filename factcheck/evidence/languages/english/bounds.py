"""What English words before and behind a figure make of it: a least, a most, or something near it."""

from __future__ import annotations

import re

from factcheck.evidence import Bound

_LOW = re.compile(
    r"(?i)\b(?:at least|(?<!no )more than|(?<!just )over|above|upwards? of|(?:no|not) (?:less|fewer) than|minimum of"
    r"|exceed\w*)\s$"
)
_HIGH = re.compile(
    r"(?i)\b(?:at most|up to|(?<!no )(?<!not )(?:less|fewer) than|(?:no|not) more than|under|below|as many as"
    r"|maximum of)\s$"
)
_ABOUT = re.compile(
    r"(?i)(?:\b(?:about|around|some|roughly|approximately|nearly|almost|estimated|circa|close to|just over"
    r"|just under)\s|~\s?)$"
)
_MORE = re.compile(r"\+|\sor more\b|\sand (?:more|counting)\b|\sat (?:the very )?least\b")
_LESS = re.compile(r"\sor (?:less|fewer)\b|\sat (?:the )?most\b")
_ISH = re.compile(r"(?:-odd\b|-ish\b|\sor so\b)")
_PLACE = re.compile(
    r"(?i)\b(?:jump|leap|climb|fl[yi]|step|trip|f[ae]ll|bend|lean|look|hang|walk|run|stand|hover)\w*"
    r" (?:over|above|under)\s$"
)
_REACH = 20  # code points before a figure: the longest of these words


def bound(text: str, start: int, end: int) -> Bound:
    """Return what the words around the figure from `start` to `end` make of it."""
    left = text[max(0, start - _REACH) : start]
    if _ABOUT.search(left) or _ISH.match(text, end):
        return Bound.ABOUT
    if (_LOW.search(left) and not _PLACE.search(left)) or _MORE.match(text, end):
        return Bound.AT_LEAST
    if (_HIGH.search(left) and not _PLACE.search(left)) or _LESS.match(text, end):
        return Bound.AT_MOST
    return Bound.EXACT
