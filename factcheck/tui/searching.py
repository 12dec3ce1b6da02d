"""Words in a long text, sought in slices: whatever their case, their accents and their typography."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from time import monotonic

from factcheck.quotes import Span
from factcheck.text import folded

SLICE = 1 << 15
"""Code points that are looked at before a look at the clock."""

MOST = 20_000
"""Hits after which no more are sought."""

_TYPOGRAPHY = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\xad": ""}


class _Folding(dict[int, str]):
    """What every code point is sought as, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = " " if character.isspace() else _TYPOGRAPHY.get(character, folded(character))
        self[code] = plain
        return plain


_FOLDING = _Folding()


class TextSearch:
    """The places of some words in a text, found from `origin` on and round its end."""

    def __init__(self, text: str, words: str, origin: int) -> None:
        """Seek `words`; nothing is sought yet."""
        self._text = text
        self._needle = " ".join(words.split()).translate(_FOLDING)
        self._origin = origin
        self._behind: list[Span] = []  # those from the origin on
        self._before: list[Span] = []
        self._slices = self._all() if self._needle.strip() else iter(())
        self.whole = False

    def advance(self, seconds: float) -> bool:
        """Go on for about `seconds`; return whether all of the text was looked at."""
        until = monotonic() + seconds
        for hits, low, high in self._slices:
            hits.extend(self._look(low, high, hits[-1][1] if hits else 0))
            if len(self) >= MOST:
                break
            if monotonic() > until:
                return False
        self.whole = True
        return True

    def __len__(self) -> int:
        return len(self._before) + len(self._behind)

    @property
    def full(self) -> bool:
        """Whether there may be more hits than were sought."""
        return len(self) >= MOST

    @property
    def hits(self) -> list[Span]:
        """The hits that were found so far, by their place."""
        return self._before + self._behind

    def next(self, offset: int, step: int) -> Span | None:
        """Return the next hit after a code point, round the end; the one before where `step` is negative."""
        hits = self.hits
        if not hits:
            return None
        if step > 0:
            return hits[bisect_right(hits, offset, key=lambda span: span[0]) % len(hits)]
        return hits[bisect_left(hits, offset, key=lambda span: span[0]) - 1]

    def rank(self, hit: Span) -> int:
        """Return the number of a hit, from 1."""
        return bisect_left(self.hits, hit) + 1

    def within(self, start: int, end: int) -> list[Span]:
        """Return the hits that touch a stretch of the text."""
        found: list[Span] = []
        for hits in (self._before, self._behind):
            low = max(0, bisect_left(hits, start, key=lambda span: span[0]) - 1)
            high = bisect_left(hits, end, key=lambda span: span[0])
            found += [hit for hit in hits[low:high] if hit[1] > start]
        return found

    def _all(self) -> Iterator[tuple[list[Span], int, int]]:
        for low in range(self._origin, len(self._text), SLICE):
            yield self._behind, low, min(low + SLICE, len(self._text))
        for low in range(0, self._origin, SLICE):
            yield self._before, low, min(low + SLICE, self._origin)

    def _look(self, low: int, high: int, free: int) -> Iterator[Span]:
        """Yield the hits that begin in a slice, from `free` on."""
        part = self._text[low : high + 4 * len(self._needle) + 64]
        seen = part.translate(_FOLDING)
        found = seen.find(self._needle)
        if found < 0:
            return
        ends = None if part.isascii() else [*accumulate(len(_FOLDING[ord(character)]) for character in part)]
        while found >= 0:
            start, end = _original(found, found + len(self._needle), ends)
            if low + start >= high:
                return
            if low + start >= free:
                free = low + end
                yield low + start, low + end
            found = seen.find(self._needle, max(found + 1, found + len(self._needle)))


def _original(start: int, end: int, ends: list[int] | None) -> Span:
    """Return which code points became those from `start` to `end`; `ends` tells where what became of each ends."""
    if ends is None:
        return start, end
    last = bisect_left(ends, end)  # what follows and became nothing, an accent say, belongs to it
    return bisect_right(ends, start), max(last + 1, bisect_right(ends, end))
