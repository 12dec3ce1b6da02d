"""Superlatives that a source has otherwise: with another scope ("in the county") or rank ("second-largest")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from factcheck.evidence.languages.cldr import country_names
from factcheck.evidence.languages.english.superlatives import NOT_SUPERLATIVES
from factcheck.evidence.marks import Mark, MarkKind, NearSource, Rank
from factcheck.evidence.marks.classes import RANK, SCOPE, SUPERLATIVE
from factcheck.evidence.marks.facts import words_of

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_COUNTRY = re.compile(r"(?i)\b(?:country|nation)\b")
_BEFORE, _AFTER = 30, 60
"""Code points around a superlative that belong to it."""

Span = tuple[int, int]
Beside = Callable[[Span, int, Span], bool]
"""Tells whether a span of the claim and one of a passage, by its number, have a stem beside them that both share."""


class _Found(NamedTuple):
    """A superlative of a passage: its source, the text of the passage, its place, and its rank, "" for the first."""

    source: NearSource
    text: str
    span: Span
    rank: str

    @property
    def ranked(self) -> str:
        """The superlative with its rank."""
        return " ".join(f"{self.rank}{self.text[slice(*self.span)]}".split())


def superlatives(claim: str, passages: Sequence[tuple[NearSource, str]], beside: Beside) -> Iterator[Mark]:
    """Yield the superlatives of a claim, or their scopes, that the passages have otherwise, and none so."""
    for own in SUPERLATIVE.finditer(claim):
        if own[0].casefold() in NOT_SUPERLATIVES:
            continue
        others = [
            _Found(source, text, match.span(), _rank(text, match.start()))
            for number, (source, text) in enumerate(passages)
            for match in SUPERLATIVE.finditer(text)
            if _adjective(match[0]) == _adjective(own[0]) and beside(own.span(), number, match.span())
        ]
        if others:
            yield from _other_rank(own, _rank(claim, own.start()), others) or _other_scope(claim, own, others)


def _adjective(word: str) -> str:
    return word.casefold().split("-")[0]


def _rank(text: str, start: int) -> str:
    match = RANK.search(text, max(0, start - _BEFORE), start)
    return match[0] if match else ""


def _other_rank(own: re.Match[str], rank: str, others: Sequence[_Found]) -> list[Mark]:
    """Return the mark of a superlative that every passage gives another rank: "second-largest", not largest.

    What is the largest is also one of the largest.
    """
    said = rank.casefold().strip(" -")
    is_one_of = said.endswith("the")
    ranks = {each.rank.casefold().strip(" -") for each in others}
    if said in ranks or (is_one_of and "" in ranks):
        return []
    start, end = own.start() - len(rank), own.end()
    first = others[0]
    says = f"{first.ranked}, not {' '.join(own.string[start:end].split())}"
    return [Mark(own.string[start:end], start, end, MarkKind.WORD, first.source.ref, says, Rank.WORD)]


def _other_scope(claim: str, own: re.Match[str], others: Sequence[_Found]) -> Iterator[Mark]:
    """Yield the scope of a superlative that the passages have with another scope, if none has it with this one."""
    scope = SCOPE.search(claim, own.end(), own.end() + _AFTER)
    around = [(each.source, _words_around(each.text, each.span)) for each in others]
    if scope is None or any(_has_scope(scope["scope"].casefold(), *each) for each in around):
        return
    start, end = scope.span("scope")
    source, text = around[0]
    says = f"“{' '.join(text.split())}”, not {scope['scope']}"
    yield Mark(claim[start:end], start, end, MarkKind.WORD, source.ref, says, Rank.WORD)


def _has_scope(scope: str, source: NearSource, text: str) -> bool:
    """Tell whether a superlative has a scope in a text: in its words, or as "the country" in a source that names it."""
    if not set(_WORD.findall(scope)).isdisjoint(_WORD.findall(text.casefold())):
        return True
    names_it = scope in country_names() and source.facts.words.issuperset(words_of(scope))
    return names_it and _COUNTRY.search(text) is not None


def _words_around(text: str, superlative: Span) -> str:
    """Return a superlative with the words around it."""
    start, end = max(0, superlative[0] - _BEFORE), superlative[1] + _AFTER
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
