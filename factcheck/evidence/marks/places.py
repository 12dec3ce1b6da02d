"""Places that a source has otherwise beside the same noun: "a court in Lund", where the claim has one in Malby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.evidence.languages.english.names import find_names, fold
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearSource, Rank

_PLACED = re.compile(r"(?<![\w’'-])(?P<noun>[a-z]{3,})\s(?P<at>in|at|near)\s(?:the\s)?$")
_NEAR = 60  # code points between a noun and a place that may belong to it
_BEGINNING = 3  # letters that a noun and its other forms share
_COVERED = 0.3  # share of the stems of the claim that a passage has


class _Placed(NamedTuple):
    """A place behind a noun: its words folded, where it stands, as it is written with the noun, and the noun's stem."""

    words: frozenset[str]
    start: int
    end: int
    text: str
    before: str
    noun: str


def misplaced(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Mark]:
    """Yield the places of a claim if a passage has another beside the same noun, and none has this one near it."""
    for own in _placed(words, words.text):
        others = (
            (source, other)
            for source in sources
            for passage in source.passages
            if own.before[:_BEGINNING] in passage.text and _is_covered(words, passage.text)
            for other in _placed(words, passage.text)
            if other.noun == own.noun and other.words.isdisjoint(own.words)
        )
        source, other = next(others, (None, own))
        if source is None:
            continue
        texts = (f"{each.before} {each.text} {each.after}" for near in sources for each in near.passages)
        if not any(_is_near(words, own, text) for text in texts):
            says = f"{other.before} {other.text}, not {own.text}"
            yield Mark(own.text, own.start, own.end, MarkKind.WORD, source.ref, says, Rank.WORD)


def _placed(words: ClaimWords, text: str) -> Iterator[_Placed]:
    for name in find_names(text):
        match = _PLACED.search(text, max(0, name.start - _NEAR), name.start)
        stems = words.tokenizer.terms(match["noun"]) if match else []
        if match and stems:
            before = f"{match['noun']} {match['at']}"
            yield _Placed(frozenset(name.words), name.start, name.end, name.text, before, stems[0])


def _is_covered(words: ClaimWords, text: str) -> bool:
    return len(words.stems.intersection(words.tokenizer.terms(text))) >= _COVERED * len(words.stems)


def _is_near(words: ClaimWords, own: _Placed, text: str) -> bool:
    """Tell whether a text has a place near its noun, in whatever order."""
    around = (
        text[max(0, name.start - _NEAR) : name.end + _NEAR]
        for name in find_names(text)
        if not own.words.isdisjoint(map(fold, name.words))
    )
    return any(own.noun in words.tokenizer.terms(near) for near in around)
