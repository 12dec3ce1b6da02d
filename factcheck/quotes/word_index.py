"""Where the words of a text are, so that a quote that was altered is sought only where its rare words stand."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from itertools import islice

UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\u1a20-\u1aaf\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31ff\u3400-\u9fff\ua980-\ua9df\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Letters of scripts that are written without spaces between words, as a class of a regular expression."""

_WORD = re.compile(rf"[^\W_{UNSPACED}]+")
_TRIPLE = re.compile(rf"(?=([{UNSPACED}]{{3}}))")
_VOTES, _WORDS, _PER_WORD = 20_000, 16, 5_000
_PIECE, _PIECES, _PER_PIECE = 5, 12, 20


def words(text: str) -> list[tuple[int, str]]:
    """Return the words of a text with their places; of a script without blanks all runs of three signs."""
    found = [(match.start(), match[0]) for match in _WORD.finditer(text)]
    if _TRIPLE.search(text):
        found += [(match.start(), match[1]) for match in _TRIPLE.finditer(text)]
    return found


class WordIndex:
    """The places of every word of a text; 5 MB take about a second, once."""

    def __init__(self, text: str) -> None:
        """Note where the words of `text` are."""
        self._text = text
        self._places: dict[str, array[int]] = {}
        for expression, group in ((_WORD, 0), (_TRIPLE, 1)):
            for match in expression.finditer(text):
                word = match[group]
                places = self._places.get(word)
                if places is None:
                    self._places[word] = array("q", [match.start()])
                else:
                    places.append(match.start())

    def candidates(self, quote: str, most: int) -> list[int]:
        """Return where in the text a quote may begin: at most `most` places, on which most of its rare words agree."""
        width = max(16, len(quote) // 4)
        votes: Counter[int] = Counter()
        for offset, places, weight in self._rare(quote) or self._pieces(quote):
            for place in islice(places, _PER_WORD):
                votes[(place - offset) // width] += weight
        joined = {slot: count + votes.get(slot + 1, 0) for slot, count in votes.items()}
        best = sorted(joined, key=lambda slot: (-joined[slot], slot))
        return [slot * width for slot in best[:most]]

    def _rare(self, quote: str) -> list[tuple[int, array[int], int]]:
        """Return the rare words of a quote that the text has: their place in the quote, those in the text, a weight."""
        known = [(len(self._places[word]), at, word) for at, word in words(quote) if word in self._places]
        chosen: list[tuple[int, array[int], int]] = []
        total = 0
        for count, at, word in sorted(known)[:_WORDS]:
            total += min(count, _PER_WORD)
            if chosen and total > _VOTES:
                break
            chosen.append((at, self._places[word], 1 + (1000 * len(word)) // (10 + count)))
        return chosen

    def _pieces(self, quote: str) -> list[tuple[int, array[int], int]]:
        """Return the like for pieces of words, where no word is left whole."""
        step = max(1, (len(quote) - _PIECE) // _PIECES)
        found = []
        for at in range(0, max(1, len(quote) - _PIECE + 1), step):
            places, place = array("q"), -1
            while len(places) < _PER_PIECE and (place := self._text.find(quote[at : at + _PIECE], place + 1)) >= 0:
                places.append(place)
            found.append((at, places, 1))
        return found
