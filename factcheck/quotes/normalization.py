"""A text with its typography folded away, and the way from there back into the text.

A text of 5 MB is folded once, in some tenths of a second, and kept.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from functools import cached_property, lru_cache

from factcheck.quotes import Span
from factcheck.quotes.typography import pattern_for, replacement
from factcheck.quotes.word_index import WordIndex

_KEPT = 16
_NEAR = 40  # code points in which a line may be seen to end
_SLICE = 1 << 16  # of a long text that is looked at in one go: other threads wait no longer than that takes


class NormalizedText:
    """A text as `typography` folds it. What it folds is replaced as a whole: no part of it has a place of its own."""

    def __init__(self, text: str) -> None:
        """Fold `text`."""
        self._original = text
        self._folded, self._begins, self._lengths = array("q", [0]), array("q", [0]), array("q")
        self.text = self._fold(text)

    @cached_property
    def words(self) -> WordIndex:
        """Where the words of the folded text are."""
        return WordIndex(self.text)

    def span(self, start: int, end: int) -> Span | None:
        """Return where a stretch of the folded text stands in the text; None if it cuts what was replaced as one."""
        first, last = bisect_right(self._folded, start) - 1, bisect_right(self._folded, end - 1) - 1
        into, out = start - self._folded[first], end - self._folded[last]
        if into > self._lengths[first] or (out > self._lengths[last] and end != self._folded[last + 1]):
            return None
        begin = self._begins[first] + into
        stop = self._begins[last] + out if out <= self._lengths[last] else self._begins[last + 1]
        return self._trimmed(begin, stop)

    def around(self, start: int, end: int) -> Span:
        """Return the like of `span`, with the whole of what is cut."""
        whole = self.span(start, end)
        while whole is None:
            start, end = max(0, start - 1), min(len(self.text), end + 1)
            whole = self.span(start, end)
        return whole

    def breaks_at(self, place: int) -> bool:
        """Tell whether a line or the text ends at a place of the text, white space apart."""
        rest = self._original[place : place + _NEAR]
        return not rest.strip() or "\n" in rest[: len(rest) - len(rest.lstrip())]

    def offset(self, place: int) -> int:
        """Return about where a place of the text is in the folded text."""
        piece = bisect_right(self._begins, place) - 1
        return self._folded[piece] + min(place - self._begins[piece], self._lengths[piece])

    def _fold(self, text: str) -> str:
        signs: set[str] = set()
        for at in range(0, len(text), _SLICE):
            signs.update(text[at : at + _SLICE])
        pieces: list[str] = []
        end = length = 0
        for match in pattern_for(signs).finditer(text):
            start, kind = match.start(), match.lastgroup
            if kind == "form" and start > end and unicodedata.combining(text[start]):
                start -= 1  # the letter that an accent stands on
            found = text[start : match.end()]
            normalized = replacement(kind, found, text[start - 1 : start], text[match.end() : match.end() + 1])
            if normalized == found:
                continue
            pieces += (text[end:start], normalized)
            self._lengths.append(start - end)
            length, end = length + start - end + len(normalized), match.end()
            self._folded.append(length)
            self._begins.append(end)
        self._lengths.append(len(text) - end)
        pieces.append(text[end:])
        self._folded.append(length + len(text) - end)
        self._begins.append(len(text))
        self._lengths.append(0)
        return "".join(pieces)

    def _trimmed(self, start: int, end: int) -> Span:
        """Leave out the white space that a dash or a mark was replaced with."""
        found = self._original[start:end]
        return start + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())


normalized = lru_cache(_KEPT)(NormalizedText)
"""The folded form of a text, kept for the next quote from it."""
