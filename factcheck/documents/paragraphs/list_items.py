"""Items of lists, as they are known where only the characters of a text tell them."""

from __future__ import annotations

import re

_BULLET = re.compile(r"\s*[•‣▪◦●○■]\s*\S")
_MARKED = re.compile(r"\s*(?:[-*+·–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|#{1,6}|\[\d+\])\s+\S")


def has_bullet(line: str) -> bool:
    """Whether a line begins with a sign that begins nothing but items."""
    return _BULLET.match(line) is not None


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list does; a dash or a number may also stand there by chance."""
    return has_bullet(line) or _MARKED.match(line) is not None
