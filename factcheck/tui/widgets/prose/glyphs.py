"""What is seen of a text, sign by sign: how wide it is, and where the code points of the stored text went.

A sign is what takes cells of its own: a letter with its accents, an emoji of several code points, a control character
as the visible sign that stands for it. Offsets are code points of the text as it is stored, throughout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from factcheck.quotes import Span
from factcheck.text import visible
from factcheck.tui.widgets.prose.unspaced import words_of

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


_STRONG = {"L": False, "R": True, "AL": True}
_PARAGRAPH = 400
"""Code points of a line by whose first letter its direction is told."""


def runs_left(text: str, offset: int) -> bool:
    """Tell whether the line at `offset` runs from right to left, as Arabic and Hebrew do: by its first letter."""
    start = text.rfind("\n", 0, offset) + 1
    line = text[start : start + _PARAGRAPH].partition("\n")[0]
    if line.isascii():
        return False
    kinds = (_STRONG.get(unicodedata.bidirectional(character)) for character in line)
    return next((kind for kind in kinds if kind is not None), False)


REACH = 600
"""Code points around a place in which a word is looked for."""

_RUN = re.compile(r"\S+")


def words(text: str, low: int, high: int) -> Iterator[Span]:
    """Yield the words of a stretch, without the punctuation around them.

    Japanese, Chinese and Korean are parted into words; another wide sign is a word of its own.
    """
    for run in _RUN.finditer(text, low, high):
        start, end = _bare(text, *run.span())
        while start < end:
            for stop in words_of(text, start, end) or [_end(text, start, end)]:
                yield start, stop
                start = stop


def word_at(text: str, offset: int) -> Span:
    """Return the word at a code point or the nearest one before or after; the code point itself where there is none."""
    near = list(words(text, max(0, offset - REACH), offset + REACH))
    if not near:
        return (offset, min(offset + 1, len(text)))
    return min(near, key=lambda span: max(span[0] - offset, offset - span[1] + 1, 0))


def next_end(text: str, offset: int, step: int) -> int:
    """Return where the next word after `offset` ends, or the one before; punctuation that follows is a step too."""
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    ends = {end for _, end in words(text, low, high)} | {run.end() for run in _RUN.finditer(text, low, high)}
    return _next(ends, offset, step)


def next_start(text: str, offset: int, step: int) -> int:
    """Return where the next word after `offset` begins, or the one before; punctuation before it is a step too."""
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    starts = {start for start, _ in words(text, low, high)} | {run.start() for run in _RUN.finditer(text, low, high)}
    return _next(starts, offset, step)


def _next(places: set[int], offset: int, step: int) -> int:
    if step > 0:
        return min((place for place in places if place > offset), default=offset)
    return max((place for place in places if place < offset), default=offset)


def _bare(text: str, start: int, end: int) -> Span:
    while start < end and _is_punctuation(text[start]):
        start += 1
    while start < end and _is_punctuation(text[end - 1]):
        end -= 1
    return start, end


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZ"


def _end(text: str, start: int, end: int) -> int:
    """Return where the first word of a run ends: after a wide sign with what is drawn on it, or before the next one."""
    stop = start + 1
    if cell_len(text[start]) > 1:
        while stop < end and not cell_len(text[stop]):
            stop += 1
        return stop
    while stop < end and cell_len(text[stop]) <= 1:
        stop += 1
    return stop
