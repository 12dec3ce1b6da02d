"""Approximate matching: finds the passage that a quote was taken from if its words were altered.

The passage must be about as long as the quote, and at most `MAX_DISTANCE` of the characters may differ (Levenshtein
distance). In a long text, candidate positions come from an index of its words: the rare words of the quote vote for
where it may begin. Of several candidates the best is chosen by similarity, recorded context and position.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from factcheck.quotes import Span
from factcheck.quotes.normalization import UNSPACED, NormalizedText
from factcheck.quotes.selectors import Hint

MAX_DISTANCE = 0.3
"""The largest share of the characters that may differ; with more, it is another passage."""

MAX_LENGTH = 5_000
"""Code points of the longest quote that is searched for; a longer one that was altered is not found."""

_CANDIDATES = 6
_SHORTER, _LONGER = 0.75, 1.35  # limits of the length of the passage, in lengths of the quote
_SIMILARITY, _CONTEXT, _POSITION = 0.6, 0.36, 0.04  # weights in the score of a passage
_TOKEN = re.compile(r"\w+(?:[.,:']\w+)*[%.,!?;:]?|[^\w\s]+")


class SimilarPassage(NamedTuple):
    """A passage like a quote: its rank among others, its similarity, both from 0 to 1, and its normalized span."""

    rank: float
    similarity: float
    span: Span


def find_similar(quote: str, text: NormalizedText, hint: Hint, within: Span | None = None) -> SimilarPassage | None:
    """Return the passage of `text`, or of a span of it, that is most like a normalized quote; None if none is."""
    if len(quote) > MAX_LENGTH or not quote:
        return None
    low, high = within or (0, len(text.text))
    if within or high <= 4 * len(quote):
        windows = [(low, high)]
    else:
        slack = len(quote) // 2 + 16
        starts = _word_index(text).candidates(quote, _CANDIDATES)
        if hint.start is not None:
            starts.append(hint.start)
        windows = [(max(0, start - slack), min(high, start + len(quote) + 2 * slack)) for start in starts]
    passages = [_best_passage(quote, text.text, window, hint) for window in windows]
    return max((passage for passage in passages if passage), default=None)


def _best_passage(quote: str, text: str, window: Span, hint: Hint) -> SimilarPassage | None:
    """Return the best passage of a window, from the start of a word to the end of one."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    low, high = window
    rough = partial_ratio_alignment(quote, text[low:high], score_cutoff=100 * (1 - 2 * MAX_DISTANCE))
    if rough is None or rough.dest_end <= rough.dest_start:
        return None
    start, end = _at_word_boundaries(quote, text, (low + rough.dest_start, low + rough.dest_end), window)
    score = similarity(quote, text[start:end])
    if score < 1 - MAX_DISTANCE or not _SHORTER * len(quote) <= end - start <= _LONGER * len(quote):
        return None
    context = hint.shared_context(text, start, end) / max(1, len(hint.prefix) + len(hint.suffix))
    position = 1 - min(1.0, hint.distance(start) / max(1, len(text)))
    return SimilarPassage(_SIMILARITY * score + _CONTEXT * context + _POSITION * position, score, (start, end))


def _at_word_boundaries(quote: str, text: str, span: Span, window: Span) -> Span:
    """Move both ends of a span to the nearby word boundaries that make it most like the quote."""
    slack = len(quote) // 4 + 8
    low, high = max(window[0], span[0] - slack), min(window[1], span[1] + slack)
    tokens = [(low + match.start(), low + match.end()) for match in _TOKEN.finditer(text[low:high])]
    punctuated = not quote[0].isalnum()
    starts = [at for at, _ in tokens if abs(at - span[0]) <= slack and (punctuated or text[at].isalnum())] or [span[0]]
    token_ends = {at for start, end in tokens for at in (end, end - (text[end - 1] in ".,!?;:" and end > start + 1))}
    ends = sorted(end for end in token_ends if abs(end - span[1]) <= slack) or [span[1]]
    start = max(starts, key=lambda at: (similarity(quote, text[at : span[1]]), -at))
    end = max(ends, key=lambda at: (similarity(quote, text[start:at]), -at))
    start = max((at for at in starts if at < end), key=lambda at: similarity(quote, text[at:end]), default=start)
    return (start, end) if start < end else span


def similarity(quote: str, passage: str) -> float:
    """Return the normalized Levenshtein similarity of two texts, from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(quote, passage)


_WORD = re.compile(rf"[^\W_{UNSPACED}]+")
_TRIGRAM = re.compile(rf"(?=([{UNSPACED}]{{3}}))")  # in scripts without spaces between words
_MAX_VOTES, _MAX_WORDS, _MAX_PER_WORD = 20_000, 16, 5_000
_FRAGMENT, _FRAGMENTS, _MAX_PER_FRAGMENT = 5, 12, 20


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text with their positions; in scripts without spaces all trigrams."""
    for expression, group in ((_WORD, 0), (_TRIGRAM, 1)):
        for match in expression.finditer(text):
            yield match.start(), match[group]


class _WordIndex:
    """The positions of every word of a text; 5 MB take about a second, once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._positions: dict[str, array[int]] = {}
        for at, word in _words(text):
            positions = self._positions.get(word)
            if positions is None:
                self._positions[word] = array("q", [at])
            else:
                positions.append(at)

    def candidates(self, quote: str, limit: int) -> list[int]:
        """Return at most `limit` positions where the quote may begin: those with the most votes of its rare words."""
        width = max(16, len(quote) // 4)
        votes: Counter[int] = Counter()
        for offset, positions, weight in self._rare_words(quote) or self._fragments(quote):
            for at in islice(positions, _MAX_PER_WORD):
                votes[(at - offset) // width] += weight
        joined = {slot: count + votes.get(slot + 1, 0) for slot, count in votes.items()}
        best = sorted(joined, key=lambda slot: (-joined[slot], slot))
        return [slot * width for slot in best[:limit]]

    def _rare_words(self, quote: str) -> list[tuple[int, array[int], int]]:
        """Return the rare words of a quote that the text contains: offset in the quote, positions, and weight."""
        counts = [(len(self._positions[word]), at, word) for at, word in _words(quote) if word in self._positions]
        chosen: list[tuple[int, array[int], int]] = []
        total = 0
        for count, at, word in sorted(counts)[:_MAX_WORDS]:
            total += min(count, _MAX_PER_WORD)
            if chosen and total > _MAX_VOTES:
                break
            chosen.append((at, self._positions[word], 1 + (1000 * len(word)) // (10 + count)))
        return chosen

    def _fragments(self, quote: str) -> list[tuple[int, array[int], int]]:
        """Return the same for fragments of a quote none of whose words is in the text."""
        step = max(1, (len(quote) - _FRAGMENT) // _FRAGMENTS)
        fragments = []
        for offset in range(0, max(1, len(quote) - _FRAGMENT + 1), step):
            positions, at = array("q"), -1
            fragment = quote[offset : offset + _FRAGMENT]
            while len(positions) < _MAX_PER_FRAGMENT and (at := self._text.find(fragment, at + 1)) >= 0:
                positions.append(at)
            fragments.append((offset, positions, 1))
        return fragments


@lru_cache(16)
def _word_index(text: NormalizedText) -> _WordIndex:
    return _WordIndex(text.text)
