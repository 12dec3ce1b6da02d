"""Claims with the documents that are cited for them, and which sentences bear them out: a file in the WiCE format.

A JSON object a line: `claim`, `evidence` (the sentences of one document), `supporting_sentences` (sets of the numbers
of sentences, each of which suffices). See Kamoi and others 2023.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_META = "(meta data) "
_TITLE = "TITLE:"
_CHANGED = 6
"""Of so many words of a sentence that is repeated one is another."""


@dataclass(frozen=True)
class Document:
    """A document as its sentences. Its title stands among them."""

    sentences: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the document calls itself; empty where it does not say."""
        said = (sentence.removeprefix(_META) for sentence in self.sentences if sentence.startswith(_META))
        return next((meta.removeprefix(_TITLE).strip() for meta in said if meta.startswith(_TITLE)), "")


@dataclass(frozen=True)
class Asked:
    """A claim, the number of its document, and the sentences of that which bear it out: none if it is not borne out."""

    claim: str
    document: int
    gold: frozenset[int]


@dataclass(frozen=True)
class Pool:
    """All documents of a file, each once, and all claims."""

    documents: list[Document]
    claims: list[Asked]

    @classmethod
    def read(cls, path: Path) -> Pool:
        """Read a file in the WiCE format."""
        documents: dict[tuple[str, ...], int] = {}
        claims = []
        with path.open(encoding="utf-8") as file:
            for row in map(json.loads, filter(str.strip, file)):
                number = documents.setdefault(tuple(row["evidence"]), len(documents))
                gold = frozenset(place for places in row["supporting_sentences"] for place in places)
                claims.append(Asked(row["claim"], number, gold))
        return cls([Document(sentences) for sentences in documents], claims)

    @property
    def size(self) -> int:
        """How many sentences there are."""
        return sum(len(document.sentences) for document in self.documents)

    def repeated(self, sentences: int, seed: int = 5) -> Iterator[Document]:
        """Yield these documents again and again, until there are so many sentences, each time with other words."""
        chance = random.Random(seed)
        words = sorted({word for document in self.documents for said in document.sentences for word in said.split()})
        number = 0
        while sentences > 0:
            document = self.documents[number % len(self.documents)]
            said = document.sentences[:sentences]
            yield Document(tuple(_changed(sentence, words, chance) for sentence in said) if number else said)
            sentences -= len(said)
            number += 1


def _changed(sentence: str, words: Sequence[str], chance: random.Random) -> str:
    said = sentence.split()
    for _ in range(-(-len(said) // _CHANGED)):
        said[chance.randrange(len(said))] = chance.choice(words)
    return " ".join(said)
