"""The best passages of every source for a claim, and of all sources for the words that somebody types."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from factcheck.evidence.search.bm25 import Row, Shelf
from factcheck.evidence.search.passages import Passages
from factcheck.evidence.search.tokens import Tokenizer, base_language

PER_SOURCE = 3
"""The passages of each source that are shown for a claim."""


class Hit(NamedTuple):
    """A passage that fits: the id of its source, where it stands in the text, in code points, and how well it fits."""

    source_id: str
    start: int
    end: int
    score: float


class Ranker:
    """The passages of all sources, shelved by language. What is asked is read in the language of each shelf."""

    def __init__(self, shelves: Iterable[Shelf] = ()) -> None:
        """Rank what stands on `shelves`, one for a language."""
        self.shelves = {shelf.language: shelf for shelf in shelves}
        self._tokenizers: dict[str, Tokenizer] = {}

    @classmethod
    def of(cls, passages: Iterable[Passages]) -> Ranker:
        """Rank passages."""
        return cls().updated((each, "") for each in passages)

    def marks(self) -> dict[str, str]:
        """Return the mark of each source."""
        return {kept.source: kept.mark for shelf in self.shelves.values() for kept in shelf.kept}

    def languages(self) -> dict[str, str]:
        """Return the language of each source."""
        return {kept.source: shelf.language for shelf in self.shelves.values() for kept in shelf.kept}

    def updated(self, come: Iterable[tuple[Passages, str]] = (), gone: Iterable[str] = ()) -> Ranker:
        """Return a ranker that has what came, each source with its mark, and lacks what it replaces and what is gone.

        Only what came is read; all else is taken over as it is.
        """
        read = list(come)
        by_language: dict[str, list[tuple[Passages, str]]] = {}
        for passages, mark in read:
            by_language.setdefault(base_language(passages.language), []).append((passages, mark))
        new = (Shelf.of(each, self.tokenizer(language)) for language, each in by_language.items())
        return self.without({*gone, *(passages.source for passages, _ in read)}).joined(Ranker(new))

    def without(self, gone: Collection[str]) -> Ranker:
        """Return a ranker that lacks the sources with the ids `gone`."""
        return Ranker(_left(self.shelves.values(), gone))

    def joined(self, other: Ranker) -> Ranker:
        """Return a ranker that has the sources of another as well, which it must not have itself."""
        shelves = self.shelves.copy()
        for language, shelf in other.shelves.items():
            shelves[language] = shelves[language].plus(shelf) if language in shelves else shelf
        return Ranker(shelves.values())

    def __len__(self) -> int:
        """Return how many passages there are, titles among them."""
        return sum(len(shelf.spans) for shelf in self.shelves.values())

    def tokenizer(self, language: str) -> Tokenizer:
        """Return what reads texts in a language."""
        return self._tokenizers.setdefault(base_language(language), Tokenizer(language))

    def best(self, claim: str, per_source: int = PER_SOURCE) -> list[Hit]:
        """Return the best passages of every source, `per_source` of each, the best first."""
        rows: list[Row] = []
        for shelf in self.shelves.values():
            rows += shelf.best_of_each(shelf.scores(self.tokenizer(shelf.language).terms(claim)), per_source)
        return _hits(rows)

    def best_overall(self, claim: str, most: int = 10) -> list[Hit]:
        """Return the best passages of all sources together."""
        rows: list[Row] = []
        for shelf in self.shelves.values():
            rows += shelf.best(shelf.scores(self.tokenizer(shelf.language).terms(claim)), most)
        return _hits(rows)[:most]

    def search(self, words: str, most: int = 50) -> list[Hit]:
        """Return the passages that have most of the words, and among those the ones that fit best.

        The score of a hit is the share of the words that it has, and the better it fits the more above that.
        """
        rows: list[Row] = []
        for shelf in self.shelves.values():
            terms = dict.fromkeys(self.tokenizer(shelf.language).terms(words))
            scores, having = shelf.scores(terms), shelf.coverage(terms)
            share = (scores / (1 + scores.max(initial=0)) + having) / max(len(terms), 1)
            share[having == 0] = 0
            rows += shelf.best(share, most)
        return _hits(rows)[:most]


def marked(text: str, asked: str, tokenizer: Tokenizer) -> list[tuple[int, int]]:
    """Return where words of `asked` stand in `text`, in their other forms too: what to mark in a passage."""
    terms = set(tokenizer.terms(asked))
    spans: list[tuple[int, int]] = []
    for start, end, found in tokenizer.places(text):
        if terms.isdisjoint(found):
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _left(shelves: Iterable[Shelf], gone: Collection[str]) -> Iterator[Shelf]:
    for shelf in shelves:
        stays = [kept.source not in gone for kept in shelf.kept]
        if all(stays):
            yield shelf
        elif any(stays):
            yield shelf.only(stays)


def _hits(rows: Iterable[Row]) -> list[Hit]:
    return [Hit(source, start, end, -score) for score, source, start, end in sorted(rows)]
