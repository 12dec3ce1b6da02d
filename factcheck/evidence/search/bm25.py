"""The passages of all sources in one language, and how well each fits a text.

BM25 in Lucene's variant (Robertson and Zaragoza 2009; Kamphuis and others 2020, as the library bm25s has it), with
the figures that served sentences best: long ones are hardly punished. A passage that has a term of the text at all gets
a part of what its neighbours and the title of its document score: a sentence that says "he" stands beside one with
the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from factcheck.evidence.search.passages import Passages
from factcheck.evidence.search.postings import Ints, Postings
from factcheck.evidence.search.tokens import Term, Tokenizer

Floats: TypeAlias = NDArray[np.floating[Any]]

K1, B = 0.6, 0.3
"""How soon a term that is repeated counts no more, and how much the length of a passage counts."""
NEIGHBOURS, TITLE = 0.1, 0.1
"""The parts of the scores of the passages beside it, and of the document's title, that a passage gets."""


class Kept(NamedTuple):
    """A source on a shelf: its id, and what tells whether it is still the document that was read."""

    source: str
    mark: str


Row: TypeAlias = tuple[float, str, int, int]
"""A passage that fits: how well, below zero, so that rows sort; the id of its source; where it begins and ends."""


@dataclass(frozen=True)
class Shelf:
    """The passages of the sources in one language, each source's behind its title, which counts as a passage.

    `firsts` holds for each source the number of its title; `spans` has a row for each passage: start, end.
    """

    language: str
    kept: tuple[Kept, ...]
    firsts: Ints
    spans: Ints
    postings: Postings

    @classmethod
    def of(cls, read: Sequence[tuple[Passages, str]], tokenizer: Tokenizer) -> Shelf:
        """Shelve passages, each source's with its mark."""
        sizes = [1 + len(passages.spans) for passages, _ in read]
        spans = [span for passages, _ in read for span in ((0, 0), *passages.spans)]
        return cls(
            tokenizer.language,
            tuple(Kept(passages.source, mark) for passages, mark in read),
            np.cumsum([0, *sizes[:-1]], dtype="<i8")[: len(sizes)],
            np.array(spans, "<i8").reshape(-1, 2),
            Postings.of((text for passages, _ in read for text in passages.texts()), tokenizer),
        )

    def plus(self, other: Shelf) -> Shelf:
        """Return this with the sources of `other` behind it."""
        return Shelf(
            self.language,
            self.kept + other.kept,
            np.concatenate([self.firsts, other.firsts + len(self.spans)]),
            np.concatenate([self.spans, other.spans]),
            self.postings.plus(other.postings),
        )

    def only(self, stays: Iterable[bool]) -> Shelf:
        """Return this without the sources that do not stay, of which it is told for each."""
        flags = np.array(list(stays), bool)
        sizes = self._sizes[flags]
        passages = np.repeat(flags, self._sizes)
        return Shelf(
            self.language,
            tuple(kept for kept, stay in zip(self.kept, flags.tolist(), strict=True) if stay),
            (np.cumsum(sizes) - sizes).astype("<i8"),
            self.spans[passages],
            self.postings.only(passages),
        )

    @cached_property
    def _sizes(self) -> Ints:
        return np.diff(np.append(self.firsts, len(self.spans)))

    @cached_property
    def _norm(self) -> Floats:
        """What the length of each passage adds below the line."""
        lengths = self.postings.lengths
        mean = max(float(lengths.sum(dtype="i8")) / max(len(lengths), 1), 1e-9)
        return (K1 * (1 - B + B * lengths / mean)).astype("f4")

    def bare_scores(self, terms: Iterable[Term]) -> Floats:
        """Return how well each passage fits by itself; every term counts once."""
        postings, norm = self.postings, self._norm
        scores = np.zeros(len(norm), "f4")
        for term in dict.fromkeys(terms):
            number = postings.terms.get(term)
            if number is not None:
                here = slice(postings.starts[number], postings.starts[number + 1])
                passages, counts = postings.passages[here], postings.counts[here].astype("f4")
                counts /= counts + norm[passages]
                scores[passages] += counts * self._weight(len(passages))
        return scores

    def _weight(self, having: int) -> np.float32:
        """Return what a term counts that so many passages have: little where most have it."""
        return np.float32(np.log1p((len(self.spans) - having + 0.5) / (having + 0.5)))

    def scores(self, terms: Iterable[Term]) -> Floats:
        """Return how well each passage fits, its neighbours and title counted in; 0 without a term of its own."""
        own = self.bare_scores(terms)
        titles = own[self.firsts] * np.float32(TITLE)
        own[self.firsts] = 0
        scores = own.copy()
        part = own * np.float32(NEIGHBOURS)
        scores[1:] += part[:-1]
        scores[:-1] += part[1:]
        scores += np.repeat(titles, self._sizes)
        scores[own == 0] = 0
        return scores

    def coverage(self, terms: Iterable[Term]) -> Ints:
        """Return how many of the terms each passage has."""
        postings = self.postings
        having = np.zeros(len(self.spans), "<i4")
        for term in set(terms):
            number = postings.terms.get(term)
            if number is not None:
                having[postings.passages[postings.starts[number] : postings.starts[number + 1]]] += 1
        having[self.firsts] = 0
        return having

    def best_of_each(self, scores: Floats, most: int) -> list[Row]:
        """Return the best passages of every source, `most` of each; the earlier one of two that fit as well."""
        left, found = scores.copy(), []
        for _ in range(most if len(self.kept) else 0):
            best = np.repeat(np.maximum.reduceat(left, self.firsts), self._sizes)
            best_here = np.flatnonzero((left == best) & (left > 0))
            _, first = np.unique(self._source_of(best_here), return_index=True)
            chosen = best_here[first]
            left[chosen] = 0
            found.append(chosen)
        return self._rows(np.concatenate(found) if found else np.array([], "<i8"), scores)

    def best(self, scores: Floats, most: int) -> list[Row]:
        """Return the best passages, and all that fit as well as the last of them."""
        fitting = np.flatnonzero(scores)
        if len(fitting) > most > 0:
            values = scores[fitting]
            fitting = fitting[values >= np.partition(values, len(values) - most)[len(values) - most]]
        return self._rows(fitting, scores) if most > 0 else []

    def _rows(self, passages: Ints, scores: Floats) -> list[Row]:
        sources = [self.kept[number].source for number in self._source_of(passages).tolist()]
        starts, ends = self.spans[passages].T.tolist()
        return list(zip((-scores[passages]).tolist(), sources, starts, ends, strict=True))

    def _source_of(self, passages: Ints) -> Ints:
        """Return the number of the source of each passage."""
        numbers: Ints = np.searchsorted(self.firsts, passages, side="right") - 1
        return numbers
