"""What changed from one version of a text to the next, paragraph by paragraph.

Patience diff (Bram Cohen's): paragraphs that stand once in both versions are lined up in their longest common order,
and between two of them the same again. Where nothing stands once, difflib decides what is small, and what is not is
replaced as a whole; so the time stays in proportion to the texts, whatever repeats in them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_PARAGRAPH = re.compile(r"[^\s][^\n]*")
_SMALL = 200 * 200
"""Pairs of paragraphs that difflib may compare."""
_DEEPEST = 32
"""How often a stretch may be parted again: texts that are made to be parted without end are not."""


class Passage(NamedTuple):
    """What stood in the old text and what stands in its place: paragraphs, and where they begin in code points."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    old_start: int
    new_start: int


class _Region(NamedTuple):
    """A stretch of both texts, in paragraphs: from, to behind the last."""

    old: int
    old_end: int
    new: int
    new_end: int


def differences(old: str, new: str) -> list[Passage]:
    """Return the passages in which two texts differ, in order; white space at the ends of lines counts for nothing."""
    (before, before_at), (after, after_at) = _paragraphs(old), _paragraphs(new)
    return [
        Passage(
            tuple(before[region.old : region.old_end]),
            tuple(after[region.new : region.new_end]),
            before_at[region.old],
            after_at[region.new],
        )
        for region in _joined(_differing(before, after))
    ]


def _paragraphs(text: str) -> tuple[list[str], list[int]]:
    """Return the lines of a text that are not blank, and where each begins; behind the last, where the text ends."""
    found = list(_PARAGRAPH.finditer(text))
    return [match[0].rstrip() for match in found], [*(match.start() for match in found), len(text)]


def _joined(regions: Iterator[_Region]) -> Iterator[_Region]:
    """Yield regions, those that touch as one."""
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
    """Yield the regions that differ, in order. A stack, not a recursion: texts may be nested deeper than Python."""
    waiting = [(_Region(0, len(before), 0, len(after)), 0)]
    while waiting:
        region, depth = waiting.pop()
        region = _trimmed(before, after, region)
        if region.old == region.old_end or region.new == region.new_end:
            if (region.old, region.new) != (region.old_end, region.new_end):
                yield region
        elif depth < _DEEPEST and (parted := _parted(before, after, region)):
            waiting += ((part, depth + 1) for part in reversed(parted))
        else:
            yield from _compared(before, after, region)


def _trimmed(before: Sequence[str], after: Sequence[str], region: _Region) -> _Region:
    old, old_end, new, new_end = region
    while old < old_end and new < new_end and before[old] == after[new]:
        old, new = old + 1, new + 1
    while old < old_end and new < new_end and before[old_end - 1] == after[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return _Region(old, old_end, new, new_end)


def _parted(before: Sequence[str], after: Sequence[str], region: _Region) -> list[_Region]:
    """Return what lies between the paragraphs that stand once in both; nothing where there are none."""
    common = _in_order(_once_in_both(before, after, region))
    if not common:
        return []
    ends = [(region.old - 1, region.new - 1), *common, (region.old_end, region.new_end)]
    return [_Region(left[0] + 1, right[0], left[1] + 1, right[1]) for left, right in pairwise(ends)]


def _once_in_both(before: Sequence[str], after: Sequence[str], region: _Region) -> list[tuple[int, int]]:
    """Return the places of the paragraphs that stand once in both sides of a region, by their place in the old."""
    old, new = before[region.old : region.old_end], after[region.new : region.new_end]
    olds, news = Counter(old), Counter(new)
    place = {line: number for number, line in enumerate(new, region.new) if news[line] == 1}
    return [(number, place[line]) for number, line in enumerate(old, region.old) if olds[line] == 1 and line in place]


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that rises on both sides; on the first they rise already."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    run, at = [], ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _compared(before: Sequence[str], after: Sequence[str], region: _Region) -> Iterator[_Region]:
    old, old_end, new, new_end = region
    if (old_end - old) * (new_end - new) > _SMALL:
        yield region
        return
    matcher = SequenceMatcher(None, before[old:old_end], after[new:new_end], autojunk=False)
    for kind, left, left_end, right, right_end in matcher.get_opcodes():
        if kind != "equal":
            yield _Region(old + left, old + left_end, new + right, new + right_end)
