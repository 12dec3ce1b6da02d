"""The passages of all sources in one language, and how well each fits a text.

BM25 in Lucene's variant (Robertson and Zaragoza 2009; Kamphuis and others 2020, as the library bm25s has it), with
parameters that were measured to be best for sentences: a long one loses little. A passage that contains a term of the
text also gets a part of the scores of its neighbours and of its document's title: a sentence with "he" is often next to
one with the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from factcheck.evidence.search.document_index import DocumentIndex, Indexer, Ints, concatenated_ranges, hash_term
from factcheck.evidence.search.tokens import Term, Tokenizer

Floats: TypeAlias = NDArray[np.floating[Any]]

K1, B = 0.6, 0.3
"""The saturation of term frequency, and the normalization by length."""
NEIGHBOURS, TITLE = 0.1, 0.1
"""The shares of the scores of its neighbours, and of the document's title, that are added to that of a passage."""


class IndexedSource(NamedTuple):
    """A source, by its id, with its title, its language and the index of its document."""

    source: str
    title: str
    language: str
    document: DocumentIndex


Row: TypeAlias = tuple[float, str, int, int]
"""A matching passage: its score, negated so that rows sort best first; the id of its source; its start and end."""


class Bm25Index:
    """The joined indexes of the sources in one language, with the statistics of all.

    The title of each source counts as a passage, and comes before those of its text.
    """

    def __init__(self, sources: Sequence[IndexedSource], tokenizer: Tokenizer) -> None:
        """Join the indexes of `sources`, of which there is at least one."""
        self._source_ids = [each.source for each in sources]
        indexes = [each.document for each in sources]
        titles = Indexer(tokenizer).index_texts([each.title for each in sources], [(0, 0)] * len(sources))
        self._sizes = np.array([1 + len(index.spans) for index in indexes], "<i8")
        self._firsts = np.cumsum(self._sizes) - self._sizes
        """The number of each source's title among all passages."""
        self._spans = np.concatenate([part for index in indexes for part in (titles.spans[:1], index.spans)])
        lengths = np.insert(
            np.concatenate([index.lengths for index in indexes]), self._firsts - np.arange(len(sources)), titles.lengths
        )
        mean = max(float(lengths.sum(dtype="i8")) / len(lengths), 1e-9)
        self._norm = (K1 * (1 - B + B * lengths / mean)).astype("f4")
        """What the length of each passage adds to the denominator of its scores."""
        own = (index.passages + np.int32(first + 1) for index, first in zip(indexes, self._firsts, strict=True))
        self._passages = np.concatenate([self._firsts.astype("<i4")[titles.passages], *own])
        self._counts = np.concatenate([titles.counts, *(index.counts for index in indexes)])
        sizes = np.concatenate([titles.sizes, *(index.sizes for index in indexes)])
        self._starts = np.concatenate([[0], np.cumsum(sizes, dtype="<i8")])
        """Where the passages of each term of each index begin in `_passages` and `_counts`."""
        terms = np.concatenate([titles.terms, *(index.terms for index in indexes)])
        self._order = np.argsort(terms).astype("<i4")
        self._terms = terms[self._order]

    def __len__(self) -> int:
        """Return the number of passages, titles included."""
        return len(self._spans)

    def _postings(self, term: Term) -> Ints:
        """Return the positions in `_passages` and `_counts` of the passages that contain a term."""
        key = np.frombuffer(hash_term(term), "<u8")[0]
        places = self._order[np.searchsorted(self._terms, key) : np.searchsorted(self._terms, key, side="right")]
        starts = self._starts[places]
        return concatenated_ranges(starts, self._starts[places + 1] - starts)

    def bm25_scores(self, terms: Iterable[Term]) -> Floats:
        """Return the BM25 score of each passage; a repeated term of the query counts once."""
        scores = np.zeros(len(self), "f4")
        for term in dict.fromkeys(terms):
            postings = self._postings(term)
            passages, counts = self._passages[postings], self._counts[postings].astype("f4")
            counts /= counts + self._norm[passages]
            scores[passages] += counts * self._weight(len(passages))
        return scores

    def _weight(self, containing: int) -> np.float32:
        """Return the inverse document frequency of a term that `containing` passages contain."""
        return np.float32(np.log1p((len(self) - containing + 0.5) / (containing + 0.5)))

    def scores(self, terms: Iterable[Term]) -> Floats:
        """Return the score of each passage with its neighbours and title; 0 if it contains none of the terms."""
        own = self.bm25_scores(terms)
        titles = own[self._firsts] * np.float32(TITLE)
        own[self._firsts] = 0
        scores = own.copy()
        part = own * np.float32(NEIGHBOURS)
        scores[1:] += part[:-1]
        scores[:-1] += part[1:]
        scores += np.repeat(titles, self._sizes)
        scores[own == 0] = 0
        return scores

    def coverage(self, terms: Iterable[Term]) -> Ints:
        """Return how many of the terms each passage contains."""
        contained = np.zeros(len(self), "<i4")
        for term in set(terms):
            contained[self._passages[self._postings(term)]] += 1
        contained[self._firsts] = 0
        return contained

    def best_of_each(self, scores: Floats, limit: int) -> list[Row]:
        """Return the best passages of every source, `limit` of each; of equal ones the earlier."""
        left, chosen = scores.copy(), [np.array([], "<i8")]
        for _ in range(limit):
            best = np.repeat(np.maximum.reduceat(left, self._firsts), self._sizes)
            candidates = np.flatnonzero((left == best) & (left > 0))
            _, first = np.unique(self._source_of(candidates), return_index=True)
            chosen.append(candidates[first])
            left[chosen[-1]] = 0
        return self._rows(np.concatenate(chosen), scores)

    def best(self, scores: Floats, limit: int) -> list[Row]:
        """Return the `limit` best passages, and all with the same score as the last of them."""
        fitting = np.flatnonzero(scores)
        if len(fitting) > limit > 0:
            values = scores[fitting]
            fitting = fitting[values >= np.partition(values, len(values) - limit)[len(values) - limit]]
        return self._rows(fitting, scores) if limit > 0 else []

    def _rows(self, passages: Ints, scores: Floats) -> list[Row]:
        sources = [self._source_ids[number] for number in self._source_of(passages).tolist()]
        starts, ends = self._spans[passages].T.tolist()
        return list(zip((-scores[passages]).tolist(), sources, starts, ends, strict=True))

    def _source_of(self, passages: Ints) -> Ints:
        """Return the number of the source of each passage."""
        numbers: Ints = np.searchsorted(self._firsts, passages, side="right") - 1
        return numbers
