"""Ranks the passages of every source for a claim, and of all sources for a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from factcheck.evidence.search.bm25 import Bm25Index, IndexedSource, Row
from factcheck.evidence.search.document_index import DocumentPassages, Indexer
from factcheck.evidence.search.tokens import Term, Tokenizer, base_language

PER_SOURCE = 3
"""The passages of each source that are shown for a claim."""


class RankedPassage(NamedTuple):
    """A matching passage: the id of its source, its start and end in the text, in code points, and its score."""

    source_id: str
    start: int
    end: int
    score: float


class Ranker:
    """Ranks the passages of sources. A query is tokenized in the language of each source."""

    def __init__(self, sources: Iterable[IndexedSource] = ()) -> None:
        """Rank the passages of `sources`."""
        by_language: dict[str, list[IndexedSource]] = {}
        self._languages: dict[str, str] = {}
        for each in sources:
            self._languages[each.source] = language = base_language(each.language)
            by_language.setdefault(language, []).append(each)
        self._tokenizers = {language: Tokenizer(language) for language in by_language}
        self._indexes = {
            language: Bm25Index(each, self._tokenizers[language]) for language, each in by_language.items()
        }

    @classmethod
    def of(cls, documents: Iterable[DocumentPassages]) -> Ranker:
        """Index documents and rank their passages."""
        indexers: dict[str, Indexer] = {}
        sources: list[IndexedSource] = []
        for each in documents:
            indexer = indexers.setdefault(base_language(each.language), Indexer(Tokenizer(each.language)))
            sources.append(IndexedSource(each.source, each.title, each.language, indexer.index(each)))
        return cls(sources)

    def __len__(self) -> int:
        """Return the number of passages, titles included."""
        return sum(map(len, self._indexes.values()))

    def tokenizer(self, source_id: str) -> Tokenizer:
        """Return the tokenizer of the language of a source."""
        return self._tokenizers[self._languages[source_id]]

    def _queries(self, text: str) -> Iterator[tuple[Bm25Index, list[Term]]]:
        """Yield the index of each language with the terms of `text` in that language."""
        for language, index in self._indexes.items():
            yield index, self._tokenizers[language].terms(text)

    def best(self, claim: str, per_source: int = PER_SOURCE) -> list[RankedPassage]:
        """Return the best passages of every source, `per_source` of each, the best first."""
        return _hits(
            chain(*(index.best_of_each(index.scores(terms), per_source) for index, terms in self._queries(claim)))
        )

    def best_overall(self, claim: str, limit: int = 10) -> list[RankedPassage]:
        """Return the best passages of all sources together."""
        return _hits(chain(*(index.best(index.scores(terms), limit) for index, terms in self._queries(claim))))[:limit]

    def search(self, query: str, limit: int = 50) -> list[RankedPassage]:
        """Return the passages that contain most of the terms of a query; of equal ones those with the best BM25 score.

        Their score is the share of the terms that they contain, plus a fraction of one term for the BM25 score.
        """
        rows: list[Row] = []
        for index, terms in self._queries(query):
            scores, contained = index.scores(terms), index.coverage(terms)
            share = (scores / (1 + scores.max(initial=0)) + contained) / max(len(set(terms)), 1)
            share[contained == 0] = 0
            rows += index.best(share, limit)
        return _hits(rows)[:limit]


def matching_words(text: str, query: str, tokenizer: Tokenizer) -> list[tuple[int, int]]:
    """Return the spans of the words of `text` with the same stems as words of `query`, to be highlighted."""
    terms = set(tokenizer.terms(query))
    spans: list[tuple[int, int]] = []
    for start, end, terms_here in tokenizer.positions(text):
        if terms.isdisjoint(terms_here):
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _hits(rows: Iterable[Row]) -> list[RankedPassage]:
    return [RankedPassage(source, start, end, -score) for score, source, start, end in sorted(rows)]
