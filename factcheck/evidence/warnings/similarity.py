"""Whether one text was copied by another, as far as words tell.

Texts are held against each other by their shingles, runs of five words, as in Broder, On the resemblance and
containment of documents (1997): the share of the shorter text's shingles that stand in the other as well.
Reports of one event that were written apart share a hundredth of them; a reprint shares nearly all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias
from zlib import crc32

from factcheck.text import folded

TextOf: TypeAlias = Callable[[str], str | None]
"""Returns the text of the source with an id; None where it is not here."""

COPIED = 0.2
"""The share of common shingles from which on two texts are taken for one."""
QUOTED_ALIKE = 8
"""Words from which on the same quote in two sources tells that they have it from one place."""
_RUN = 5
_FEWEST = 20
_READ = 1_000_000
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text, without case, accents and punctuation."""
    return _WORD.findall(folded(text))


def quoted_alike(quotes: list[str], others: list[str]) -> bool:
    """Tell whether some quote of one source stands word for word in one of another, if it is long enough."""
    ours, theirs = ([f" {' '.join(found)} " for found in map(words, texts) if len(found) >= QUOTED_ALIKE]
                    for texts in (quotes, others))  # fmt: skip
    return any(one in other or other in one for one in ours for other in theirs)


class Shares:
    """The shares that texts have in each other; each text is read once, each pair compared once."""

    def __init__(self, text_of: TextOf) -> None:
        """Take texts from `text_of`, when they are first asked for."""
        self._text_of = text_of
        self._shingles: dict[str, frozenset[int]] = {}
        self._shares: dict[tuple[str, str], float] = {}

    def between(self, source: str, other: str) -> float:
        """Return the share of common shingles, 0 to 1, of two sources; 0 where a text is not here or too short."""
        pair = (min(source, other), max(source, other))
        if pair not in self._shares:
            ours, theirs = map(self._of, pair)
            fewest = min(len(ours), len(theirs))
            self._shares[pair] = len(ours & theirs) / fewest if fewest >= _FEWEST else 0.0
        return self._shares[pair]

    def _of(self, source: str) -> frozenset[int]:
        if source not in self._shingles:
            found = words((self._text_of(source) or "")[:_READ])
            runs = (" ".join(found[place : place + _RUN]) for place in range(len(found) - _RUN + 1))
            self._shingles[source] = frozenset(crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
        return self._shingles[source]
