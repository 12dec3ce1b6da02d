"""Search for words in a long text in slices, ignoring case, accents and typography."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from time import monotonic

from factcheck.quotes import Span
from factcheck.text import folded

SLICE = 1 << 14
"""Code points to search before the time is checked."""

MOST = 20_000
"""Maximum number of hits."""

LONGEST = 1_000
"""Maximum length of the search words."""

_ARTICLE = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل)(?=[\u0621-\u064a]{2})")
"""What is written in one with the first word of an Arabic search; the word is found with and without it."""
_LETTERS = {"ـ": "", "ٱ": "ا", "ى": "ي", "ة": "ه"}
_TYPOGRAPHY = {
    **_LETTERS,
    **{"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\xad": ""},
}


class _Folding(dict[int, str]):
    """The folded form of each code point, computed on first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = " " if character.isspace() else _TYPOGRAPHY.get(character, folded(character))
        self[code] = plain
        return plain


_FOLDING = _Folding()


def sought(words: str) -> str:
    """Return words folded for the search."""
    return _ARTICLE.sub("", " ".join(words.split()).translate(_FOLDING))[:LONGEST]


class FoldedText:
    """A text folded for the search, in slices that are folded on first use."""

    def __init__(self, text: str) -> None:
        """Wrap `text`; nothing is folded yet."""
        self.text = text
        self.count = -(-len(text) // SLICE)
        self._folded: dict[int, str] = {}
        self._ends: dict[int, list[int] | None] = {}

    def slice(self, number: int) -> str:
        """Return a folded slice; empty after the last one."""
        found = self._folded.get(number)
        if found is None:
            found = self._folded[number] = self._part(number).translate(_FOLDING)
        return found

    def start(self, number: int, place: int) -> int:
        """Return the code point of the text that became the sign at a place of a slice, or of what follows it."""
        number, place = self._within(number, place)
        ends = self._ends_of(number)
        return number * SLICE + (place if ends is None else bisect_right(ends, place))

    def end(self, number: int, place: int) -> int:
        """Return the code point behind what became the signs before a place; accents that became nothing included."""
        number, place = self._within(number, place - 1)
        ends = self._ends_of(number)
        if ends is None:
            return number * SLICE + place + 1
        return number * SLICE + max(bisect_right(ends, place) + 1, bisect_right(ends, place + 1))

    def _within(self, number: int, place: int) -> Span:
        while place >= len(self.slice(number)) and number < self.count - 1:
            place -= len(self.slice(number))
            number += 1
        return number, place

    def _part(self, number: int) -> str:
        return self.text[number * SLICE : (number + 1) * SLICE]

    def _ends_of(self, number: int) -> list[int] | None:
        """Return where that ends which every code point of a slice became; None where each became one sign."""
        if number not in self._ends:
            part = self._part(number)
            single = part.isascii() or all(len(_FOLDING[ord(character)]) == 1 for character in set(part))
            lengths = (len(_FOLDING[ord(character)]) for character in part)
            self._ends[number] = None if single else [*accumulate(lengths)]
        return self._ends[number]


class TextSearch:
    """The hits of a search, found from `origin` on and then from the start."""

    def __init__(self, text: FoldedText, words: str, origin: int) -> None:
        """Prepare the search for `words`."""
        self._text = text
        self._needle = sought(words)
        first = min(origin // SLICE, max(0, text.count - 1))
        self._behind: list[Span] = []  # those in the slice of the origin and after it
        self._before: list[Span] = []
        self._left = iter([*range(first, text.count), *range(first)] if self._needle.strip() else ())
        self._first = first
        self.whole = False

    def advance(self, seconds: float) -> bool:
        """Continue for about `seconds`; return whether the search is complete."""
        until = monotonic() + seconds
        for number in self._left:
            (self._behind if number >= self._first else self._before).extend(self._look(number))
            if self.full:
                break
            if monotonic() > until:
                return False
        self.whole = True
        return True

    def __len__(self) -> int:
        return len(self._before) + len(self._behind)

    @property
    def full(self) -> bool:
        """Whether the maximum number of hits is reached."""
        return len(self) >= MOST

    @property
    def hits(self) -> list[Span]:
        """The hits found so far, in text order."""
        return self._before + self._behind

    def next(self, offset: int, step: int) -> Span | None:
        """Return the next hit after an offset, or the previous one if `step` is negative, wrapping around."""
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
        """Return the hits that overlap a range."""
        found: list[Span] = []
        for hits in (self._before, self._behind):
            low = max(0, bisect_left(hits, start, key=lambda span: span[0]) - 1)
            high = bisect_left(hits, end, key=lambda span: span[0])
            found += [hit for hit in hits[low:high] if hit[1] > start]
        return found

    def _look(self, number: int) -> Iterator[Span]:
        """Yield the hits that start in a slice; they may end in a later one."""
        text, needle = self._text, self._needle
        seen, own = text.slice(number), len(text.slice(number))
        after = number + 1
        while after < text.count and len(seen) < own + len(needle) - 1:
            seen += text.slice(after)[: own + len(needle) - 1 - len(seen)]
            after += 1
        place = seen.find(needle)
        while 0 <= place < own:
            yield text.start(number, place), text.end(number, place + len(needle))
            place = seen.find(needle, place + len(needle))
