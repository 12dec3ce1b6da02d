"""Differences of two texts: by paragraph for whole documents (`differences`), by word for short texts (`segments`).

Paragraphs are compared with patience diff (Bram Cohen): those that occur once in both versions are aligned in their
longest common order, and the regions between them are compared in the same way. In regions without such paragraphs
difflib compares small ones, and large ones are replaced as a whole, so that the time is proportional to the length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

_PARAGRAPH = re.compile(r"[^\s][^\n]*")
_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
COMPARED = 250
"""The number of differing words of each text that are compared; longer passages are replaced as a whole."""
_MAX_PAIRS = 200 * 200
"""The number of pairs of paragraphs that difflib may compare."""
_MAX_DEPTH = 32
"""How often regions are divided, which bounds the time for any text."""


class Hunk(NamedTuple):
    """Paragraphs of the old text and the new ones that replace them, with their offsets, in code points."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    old_start: int
    new_start: int


class _Region(NamedTuple):
    """A range of paragraphs in both texts; the ends are exclusive."""

    old: int
    old_end: int
    new: int
    new_end: int


def differences(old: str, new: str) -> list[Hunk]:
    """Return the hunks in which two texts differ, in order; white space at the ends of lines is ignored."""
    (before, before_at), (after, after_at) = _paragraphs(old), _paragraphs(new)
    return [
        Hunk(
            tuple(before[region.old : region.old_end]),
            tuple(after[region.new : region.new_end]),
            before_at[region.old],
            after_at[region.new],
        )
        for region in _joined(_differing(before, after))
    ]


def _paragraphs(text: str) -> tuple[list[str], list[int]]:
    """Return the lines of a text that are not blank, and their offsets, followed by the length of the text."""
    matches = list(_PARAGRAPH.finditer(text))
    return [match[0].rstrip() for match in matches], [*(match.start() for match in matches), len(text)]


def _joined(regions: Iterator[_Region]) -> Iterator[_Region]:
    """Yield the regions, with adjacent ones joined."""
    last: _Region | None = None
    for region in regions:
        if last is not None and (last.old_end, last.new_end) == (region.old, region.new):
            last = _Region(last.old, region.old_end, last.new, region.new_end)
            continue
        if last is not None:
            yield last
        last = region
    if last is not None:
        yield last


def _differing(before: Sequence[str], after: Sequence[str]) -> Iterator[_Region]:
    """Yield the regions that differ, in order."""
    waiting = [(_Region(0, len(before), 0, len(after)), 0)]
    while waiting:
        region, depth = waiting.pop()
        region = _trimmed(before, after, region)
        if region.old == region.old_end or region.new == region.new_end:
            if (region.old, region.new) != (region.old_end, region.new_end):
                yield region
        elif depth < _MAX_DEPTH and (parts := _divided(before, after, region)):
            waiting += ((part, depth + 1) for part in reversed(parts))
        else:
            yield from _compared(before, after, region)


def _trimmed(before: Sequence[str], after: Sequence[str], region: _Region) -> _Region:
    old, old_end, new, new_end = region
    while old < old_end and new < new_end and before[old] == after[new]:
        old, new = old + 1, new + 1
    while old < old_end and new < new_end and before[old_end - 1] == after[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return _Region(old, old_end, new, new_end)


def _divided(before: Sequence[str], after: Sequence[str], region: _Region) -> list[_Region]:
    """Return the regions between the paragraphs that occur once in both texts; empty if there are none."""
    common = in_order(_once_in_both(before, after, region))
    if not common:
        return []
    ends = [(region.old - 1, region.new - 1), *common, (region.old_end, region.new_end)]
    return [_Region(left[0] + 1, right[0], left[1] + 1, right[1]) for left, right in pairwise(ends)]


def _once_in_both(before: Sequence[str], after: Sequence[str], region: _Region) -> list[tuple[int, int]]:
    """Return the positions, old and new, of the paragraphs that occur once on both sides of a region."""
    old, new = before[region.old : region.old_end], after[region.new : region.new_end]
    olds, news = Counter(old), Counter(new)
    position = {line: number for number, line in enumerate(new, region.new) if news[line] == 1}
    unique = ((number, line) for number, line in enumerate(old, region.old) if olds[line] == 1 and line in position)
    return [(number, position[line]) for number, line in unique]


def in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest increasing subsequence by the second number; the pairs are sorted by the first."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, position) in enumerate(pairs):
        length = bisect_left(tails, position)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [position]
        ends[length : length + 1] = [number]
    run, at = [], ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _compared(before: Sequence[str], after: Sequence[str], region: _Region) -> Iterator[_Region]:
    old, old_end, new, new_end = region
    if (old_end - old) * (new_end - new) > _MAX_PAIRS:
        yield region
        return
    matcher = SequenceMatcher(None, before[old:old_end], after[new:new_end], autojunk=False)
    for kind, left, left_end, right, right_end in matcher.get_opcodes():
        if kind != "equal":
            yield _Region(old + left, old + left_end, new + right, new + right_end)


class DiffOp(StrEnum):
    """Whether words are in both texts, only in the old one, or only in the new one."""

    STAYED = "stayed"
    GONE = "gone"
    NEW = "new"


class Segment(NamedTuple):
    """Adjacent words with the same operation, with the white space between them."""

    op: DiffOp
    text: str


def segments(before: str, after: str) -> list[Segment]:
    """Return both texts as segments: all but the new ones make `before`, all but the removed ones `after`."""
    return [piece for piece in _segments(_WORD.findall(before), _WORD.findall(after)) if piece.text]


def _segments(old: Sequence[str], new: Sequence[str]) -> Iterator[Segment]:
    begin = _common_prefix(old, new)
    end = _common_prefix(old[begin:][::-1], new[begin:][::-1])
    yield Segment(DiffOp.STAYED, "".join(old[:begin]))
    yield from _between(old[begin : len(old) - end], new[begin : len(new) - end])
    yield Segment(DiffOp.STAYED, "".join(old[len(old) - end :]))


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Segment]:
    if max(len(old), len(new)) > COMPARED:
        yield Segment(DiffOp.GONE, "".join(old))
        yield Segment(DiffOp.NEW, "".join(new))
        return
    for what, old_begin, old_end, new_begin, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Segment(DiffOp.STAYED, "".join(old[old_begin:old_end]))
        else:
            yield Segment(DiffOp.GONE, "".join(old[old_begin:old_end]))
            yield Segment(DiffOp.NEW, "".join(new[new_begin:new_end]))


def _common_prefix(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the number of words in the common prefix."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(old), len(new)))


def shortened(pieces: Sequence[Segment], around: int) -> list[Segment]:
    """Return the segments with unchanged text cut to `around` characters next to each change."""
    last = len(pieces) - 1
    return [
        _cut(piece, around if index else 0, around if index < last else 0)
        if piece.op is DiffOp.STAYED and last
        else piece
        for index, piece in enumerate(pieces)
    ]


def _cut(piece: Segment, head: int, tail: int) -> Segment:
    if len(piece.text) <= head + tail + 2:
        return piece
    return Segment(piece.op, f"{piece.text[:head]} … {piece.text[len(piece.text) - tail :] if tail else ''}")
