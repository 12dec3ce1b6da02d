"""Which terms stand in which passages, and how often: arrays that are asked, joined and parted without the texts.

For each term the numbers of the passages that have it, in order, and how often each has it. `lengths` holds how many
terms each passage has. All are numpy arrays, which may lie in a file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from factcheck.evidence.search.tokens import Tokenizer, words

Ints: TypeAlias = NDArray[np.integer[Any]]

_MOST = 0xFFFF
_WORTH = 40
"""Letters of the longest word that is remembered: a sentence without blanks does not come again."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a row of passages.

    `terms` gives each term its number; those of term `n` stand from `starts[n]` to `starts[n + 1]` in `passages`
    and `counts`.
    """

    terms: dict[str, int]
    starts: Ints
    passages: Ints
    counts: Ints
    lengths: Ints

    @classmethod
    def of(cls, texts: Iterable[str], tokenizer: Tokenizer) -> Postings:
        """Post `texts`, each a passage."""
        known = _Known(tokenizer)
        terms, numbers, lengths = known.terms, array("i"), array("i")
        for text in texts:
            before = len(numbers)
            numbers.extend(chain.from_iterable(map(known.__getitem__, words(text))))
            lengths.append(len(numbers) - before)
        each = np.array(lengths, "<i4")
        key = np.array(numbers, "<i8") * max(len(each), 1) + np.repeat(np.arange(len(each)), each)
        pairs, counts = np.unique(key, return_counts=True)
        term, passages = np.divmod(pairs, max(len(each), 1))
        return cls(terms, _starts(term, len(terms)), passages.astype("<i4"), _few(counts), each)

    def plus(self, other: Postings) -> Postings:
        """Return these with the passages of `other` behind them."""
        terms = self.terms.copy()
        numbers = np.array([terms.setdefault(term, len(terms)) for term in other.terms], "<i4")
        theirs = numbers[_numbers(other)]
        order = np.argsort(theirs, kind="stable")
        ends = np.append(self.starts[1:], np.repeat(self.starts[-1], len(terms) - len(self.terms)))
        behind = ends[theirs[order]]
        more = np.cumsum(np.bincount(theirs, minlength=len(terms)))
        return Postings(
            terms,
            np.concatenate([[0], ends + more]).astype("<i8"),
            np.insert(self.passages, behind, other.passages[order] + np.int32(len(self.lengths))),
            np.insert(self.counts, behind, other.counts[order]),
            np.concatenate([self.lengths, other.lengths]),
        )

    def only(self, kept: NDArray[np.bool_]) -> Postings:
        """Return these without the passages that are not `kept`, nor the terms that stand in no other."""
        places = (np.cumsum(kept) - 1).astype("<i4")
        stays = kept[self.passages]
        term = _numbers(self)[stays]
        left = np.bincount(term, minlength=len(self.terms)) > 0
        numbers = np.cumsum(left) - 1
        names = [name for name, stay in zip(self.terms, left.tolist(), strict=True) if stay]
        terms = {name: number for number, name in enumerate(names)}
        return Postings(
            terms,
            _starts(numbers[term], len(terms)),
            places[self.passages[stays]],
            self.counts[stays],
            self.lengths[kept],
        )


class _Known(dict[str, tuple[int, ...]]):
    """The numbers of the terms of each word that was met."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> tuple[int, ...]:
        terms = self.terms
        found = tuple([terms.setdefault(term, len(terms)) for term in self._tokenizer.terms_of(word)])
        if len(word) <= _WORTH:
            self[word] = found
        return found


def _numbers(postings: Postings) -> Ints:
    """Return the term of each posting."""
    return np.repeat(np.arange(len(postings.terms), dtype="<i4"), np.diff(postings.starts))


def _starts(term: Ints, terms: int) -> Ints:
    return np.searchsorted(term, np.arange(terms + 1)).astype("<i8")


def _few(counts: Ints) -> Ints:
    return np.minimum(counts, _MOST).astype("<u2")
