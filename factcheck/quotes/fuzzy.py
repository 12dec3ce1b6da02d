"""Finds the passage that a quote was taken from where its words are not the source's.

The passage must be about as long as the quote, and at most `DISTANCE` of its signs may differ (Levenshtein). In a long
text only those places are looked at on which the rare words of the quote agree; among them, what was noted of
the place counts as well.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from factcheck.quotes import Span
from factcheck.quotes.normalization import NormalizedText
from factcheck.quotes.selectors import Hint

DISTANCE = 0.3
"""The share of the signs that may differ; of more, the passage is another one."""

LONGEST = 5_000
"""Code points of a quote that is sought so; a longer one that was altered is not found."""

_PLACES = 6
_SHORTER, _LONGER = 0.75, 1.35  # how long the passage may be, in lengths of the quote
_QUOTE, _AROUND, _FAR = 0.6, 0.36, 0.04  # what the likeness of the quote, what stands around it, and its place weigh
_WORD = re.compile(r"\w+(?:[.,:']\w+)*[%.,!?;:]?|[^\w\s]+")


class Likeness(NamedTuple):
    """How good a passage is, how alike the quote and it are, from 0 to 1, and where it stands in the folded text."""

    worth: float
    score: float
    span: Span


def find_similar(quote: str, folded: NormalizedText, hint: Hint, within: Span | None = None) -> Likeness | None:
    """Return the passage that is most like a folded quote; None if none is like it."""
    if len(quote) > LONGEST or not quote:
        return None
    low, high = within or (0, len(folded.text))
    if within or high <= 4 * len(quote):
        windows = [(low, high)]
    else:
        slack = len(quote) // 2 + 16
        begins = folded.words.candidates(quote, _PLACES)
        if hint.start is not None:
            begins.append(hint.start)
        windows = [(max(0, begin - slack), min(high, begin + len(quote) + 2 * slack)) for begin in begins]
    found = [_passage(quote, folded.text, window, hint) for window in windows]
    return max((likeness for likeness in found if likeness), default=None)


def _passage(quote: str, text: str, window: Span, hint: Hint) -> Likeness | None:
    """Return the best passage of a window, from the beginning of a word to the end of one."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    low, high = window
    rough = partial_ratio_alignment(quote, text[low:high], score_cutoff=100 * (1 - 2 * DISTANCE))
    if rough is None or rough.dest_end <= rough.dest_start:
        return None
    start, end = _rounded(quote, text, (low + rough.dest_start, low + rough.dest_end), window)
    score = similarity(quote, text[start:end])
    if score < 1 - DISTANCE or not _SHORTER * len(quote) <= end - start <= _LONGER * len(quote):
        return None
    around = hint.fits(text, start, end) / max(1, len(hint.prefix) + len(hint.suffix))
    far = 1 - min(1.0, hint.far(start) / max(1, len(text)))
    return Likeness(_QUOTE * score + _AROUND * around + _FAR * far, score, (start, end))


def _rounded(quote: str, text: str, span: Span, window: Span) -> Span:
    """Move both ends of a passage to those ends of words near by that make it most like the quote."""
    slack = len(quote) // 4 + 8
    low, high = max(window[0], span[0] - slack), min(window[1], span[1] + slack)
    words = [(low + match.start(), low + match.end()) for match in _WORD.finditer(text[low:high])]
    signs = not quote[0].isalnum()
    begins = [at for at, _ in words if abs(at - span[0]) <= slack and (signs or text[at].isalnum())] or [span[0]]
    ends = {at for begin, end in words for at in (end, end - (text[end - 1] in ".,!?;:" and end > begin + 1))}
    stops = sorted(end for end in ends if abs(end - span[1]) <= slack) or [span[1]]
    start = max(begins, key=lambda begin: (similarity(quote, text[begin : span[1]]), -begin))
    end = max(stops, key=lambda stop: (similarity(quote, text[start:stop]), -stop))
    start = max(
        (begin for begin in begins if begin < end), key=lambda begin: similarity(quote, text[begin:end]), default=start
    )
    return (start, end) if start < end else span


def similarity(quote: str, passage: str) -> float:
    """Return how alike two folded texts are, from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(quote, passage)
