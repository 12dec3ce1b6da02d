"""What ranks sentences for a claim: factcheck, and beside it bm25s and SQLite's FTS5 as they come."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, ClassVar, Protocol, TypeAlias

import numpy as np

from factcheck.evidence.search.document_index import DocumentPassages
from factcheck.evidence.search.ranker import RankedPassage, Ranker
from tests.benchmarks.evidence.wice import Document

Place: TypeAlias = tuple[int, int]
"""A sentence: the number of its document, and its own in that."""


class Rival(Protocol):
    """Something that ranks sentences."""

    name: ClassVar[str]

    def __init__(self, documents: Sequence[Document]) -> None:
        """Read all documents."""

    def best(self, claim: str, most: int) -> list[Place]:
        """Return the sentences of all documents that fit best."""

    def best_within(self, claim: str, document: int, most: int) -> list[Place]:
        """Return the sentences of one document that fit best."""


class Ours:
    """What factcheck does."""

    name: ClassVar[str] = "factcheck"

    def __init__(self, documents: Sequence[Document]) -> None:
        read = [passages_of(number, document) for number, document in enumerate(documents)]
        self._places = {
            (passages.source, start): place for passages in read for place, (start, _) in enumerate(passages.spans)
        }
        self.ranker = Ranker.of(read)

    def best(self, claim: str, most: int) -> list[Place]:
        return [self._place(hit) for hit in self.ranker.best_overall(claim, most)]

    def best_within(self, claim: str, document: int, most: int) -> list[Place]:
        return [self._place(hit) for hit in self.ranker.best(claim, most) if int(hit.source_id) == document]

    def _place(self, hit: RankedPassage) -> Place:
        return int(hit.source_id), self._places[hit.source_id, hit.start]


class Bm25s:
    """The library bm25s with its defaults: k1 1.5, b 0.75, its own stop words, no stemmer."""

    name: ClassVar[str] = "bm25s, defaults"

    def __init__(self, documents: Sequence[Document]) -> None:
        import bm25s

        self._library: Any = bm25s
        sentences = [sentence for document in documents for sentence in document.sentences]
        self._firsts = np.cumsum([0, *(len(document.sentences) for document in documents)])
        self._index = bm25s.BM25()
        self._index.index(bm25s.tokenize(sentences, show_progress=False), show_progress=False)

    def best(self, claim: str, most: int) -> list[Place]:
        asked = self._library.tokenize(claim, show_progress=False)
        found = self._index.retrieve(asked, k=most, show_progress=False, return_as="documents")
        return [self._place(int(number)) for number in found[0]]

    def best_within(self, claim: str, document: int, most: int) -> list[Place]:
        asked = self._library.tokenize(claim, show_progress=False, return_ids=False)
        here = slice(self._firsts[document], self._firsts[document + 1])
        scores = self._index.get_scores(asked[0])[here]
        return [(document, int(place)) for place in np.argsort(-scores, kind="stable")[:most]]

    def _place(self, number: int) -> Place:
        document = int(np.searchsorted(self._firsts, number, side="right")) - 1
        return document, number - int(self._firsts[document])


class Fts5:
    """SQLite's full-text search with the stemmer that it has."""

    name: ClassVar[str] = "SQLite FTS5, porter"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE sentences USING fts5(text, document UNINDEXED, place UNINDEXED, tokenize = porter)"
        )
        rows = (
            (sentence, number, place)
            for number, document in enumerate(documents)
            for place, sentence in enumerate(document.sentences)
        )
        self._database.executemany("INSERT INTO sentences VALUES (?, ?, ?)", rows)

    def best(self, claim: str, most: int) -> list[Place]:
        return self._rows("", (_any_of(claim), most))

    def best_within(self, claim: str, document: int, most: int) -> list[Place]:
        return self._rows("AND document = ?", (_any_of(claim), document, most))

    def _rows(self, more: str, values: tuple[object, ...]) -> list[Place]:
        query = f"SELECT document, place FROM sentences WHERE sentences MATCH ? {more} ORDER BY rank LIMIT ?"
        return self._database.execute(query, values).fetchall()


def _any_of(claim: str) -> str:
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", claim)))


def passages_of(number: int, document: Document) -> DocumentPassages:
    """Return the sentences of a document as the passages that they are, none cut or joined."""
    spans, at = [], 0
    for sentence in document.sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return DocumentPassages(str(number), "en", document.title, "\n".join(document.sentences), tuple(spans))
