"""What is seen of a text, sign by sign: how wide it is, and where the code points of the stored text went.

A sign is what takes cells of its own: a letter with its accents, an emoji of several code points, a control character
as the visible sign that stands for it. Offsets are code points of the text as it is stored, throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from factcheck.text import visible

TAB = "    "
LONGEST = 32
"""Code points of one sign; accents heaped on a letter beyond that begin another."""

_PLAIN = re.compile("[ -~¡-¬®-ʯ\u0370-\u0373Α-ωА-Яа-яёЁҐ-ӿ\u2010-\u2027‰-⁀€₸]*")
"""Signs of one code point and one cell each."""

_JOINER = "\u200d"
_FLAGS = range(0x1F1E6, 0x1F200)


class Sign(NamedTuple):
    """Some code points that are seen as one: from `start` to `end` of the text, as `shown`, so many cells wide."""

    start: int
    end: int
    shown: str
    cells: int


def is_plain(text: str) -> bool:
    """Tell whether every code point is seen as it is, in one cell."""
    return text.isprintable() and (text.isascii() or _PLAIN.fullmatch(text) is not None)


def signs(text: str, start: int, end: int) -> Iterator[Sign]:
    """Yield the signs of a stretch of `text`; what is a line break has none of its own and no cells."""
    while start < end:
        stop = _end_of_sign(text, start, end)
        shown = _shown(text[start:stop])
        yield Sign(start, stop, shown, cell_len(shown))
        start = stop


def begins_sign(text: str, offset: int) -> bool:
    """Tell whether a text may be parted before the code point at `offset`."""
    character = text[offset]
    joined = text[offset - 1 : offset] == _JOINER or ord(character) in _FLAGS
    return not joined and not _is_mark(character)


def _shown(part: str) -> str:
    if part[0] == "\n":
        return ""
    shown = TAB if part == "\t" else visible(part)
    return f"{shown[:-1]}<U+200D>" if shown[-1] == _JOINER else shown  # else it would swallow the next sign


def _end_of_sign(text: str, start: int, end: int) -> int:
    stop, last = start + 1, min(end, start + LONGEST)
    first = text[start]
    if first.isspace() or visible(first) != first:  # a row may end behind a blank: nothing is drawn on one
        return stop
    if ord(first) in _FLAGS and stop < last and ord(text[stop]) in _FLAGS:
        stop += 1
    while stop < last and (_is_mark(text[stop]) or (text[stop - 1] == _JOINER and _joins(text[stop]))):
        stop += 1
    return stop


def _is_mark(character: str) -> bool:
    """Tell whether a code point is drawn on the one before: it takes no cells, and stands for itself."""
    return character > "\u02ff" and cell_len(character) == 0 and visible(character) == character


def _joins(character: str) -> bool:
    return not character.isspace() and visible(character) == character
