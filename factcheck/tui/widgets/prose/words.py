"""The words around a place in a text, so that a selection can be narrowed to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

from factcheck.quotes import Span

REACH = 600
"""Code points around a place in which a word is looked for."""

_RUN = re.compile(r"\S+")


def words(text: str, low: int, high: int) -> Iterator[Span]:
    """Yield the words of a stretch, without the punctuation around them; a wide sign is a word of its own."""
    for run in _RUN.finditer(text, low, high):
        start, end = _bare(text, *run.span())
        while start < end:
            stop = _end(text, start, end)
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
