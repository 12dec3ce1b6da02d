"""Words of a closed class that stand where a source has another one: "nephew, not son".

For such a word of the claim, the stems of the content words around it are compared with those around a word of the same
class in a passage. If they share enough, the passage has another word of the class there, and no passage has this one
beside a shared stem, the claim's word is marked: agreement anywhere silences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.evidence.languages.cldr import country_names
from factcheck.evidence.languages.english.opposites import opposite_words
from factcheck.evidence.languages.english.superlatives import NOT_SUPERLATIVES
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearPassage, NearSource, Rank
from factcheck.evidence.marks.classes import (
    DOUBT,
    GENERIC,
    KINSHIP,
    MODIFIED_OFFICES,
    OFFICES,
    PROOF,
    QUANTIFIERS,
    SCOPE,
    SUPERLATIVE,
)
from factcheck.evidence.marks.facts import words_of
from factcheck.evidence.search.tokens import STOP_WORDS, Tokenizer, base_language

NEAREST = 5
"""Sources that are looked into: in many, unrelated passages agree by chance."""

_CLAIM_WINDOW, _PASSAGE_WINDOW = 4, 6
_NEGATED = re.compile(r"(?i)(?:\b(?:not|never|no|nor|without|hardly|neither)\b|n['’]t\b)(?:\W+\w+){0,2}\W+$")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_TAKING = re.compile(r"t(?:ak(?:e|es|en|ing)|ook)$|play(?:s|ed|ing)?$")  # to take part is to do it all
_COUNTRY = re.compile(r"(?i)\b(?:country|nation)\b")
_BEFORE_SUPERLATIVE, _AFTER_SUPERLATIVE = 30, 60
_SHARED, _COVERED = 2, 0.4
_AGREEMENT = 2
"""Stems beside the same word in a passage that silence; one does if the other word has no more."""
_NO_MODIFIERS = {*STOP_WORDS["en"], "former", "late", "new", "then", "current", "between", "judge"}


class _Member(NamedTuple):
    """A word of a class: where it stands, how it reads, and in which group of the class it is."""

    start: int
    end: int
    text: str
    group: str


@dataclass(frozen=True, slots=True)
class _WordClass:
    """A class of words: how its members are found, and how much must be shared beside them."""

    members: Callable[[str], list[_Member]]
    shared: int
    coverage: float


class _Sentence:
    """A text with the stems around each of its words."""

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        self.text = text
        self._words = [(start, end, frozenset(terms)) for start, end, terms in tokenizer.positions(text)]

    def around(self, start: int, end: int, reach: int) -> frozenset[str]:
        """Return the stems of the content words around a span, `reach` on each side."""
        before = [terms for _, at, terms in self._words if at <= start][-reach:]
        after = [terms for at, _, terms in self._words if at >= end][:reach]
        return frozenset[str]().union(*before, *after)

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset[str]().union(*(terms for _, _, terms in self._words))


def _relations(text: str) -> list[_Member]:
    """Return the words for relatives and offices, with the word that tells some offices apart."""
    found = []
    before = ""
    for match in _WORD.finditer(text):
        word = match[0].casefold().removesuffix("’s").removesuffix("'s")
        single = word if word in KINSHIP or word in OFFICES else word.removesuffix("s")
        if single in KINSHIP or single in OFFICES:
            start, group = match.start(), single
            told_apart = single in MODIFIED_OFFICES and before and text[match.start() - 1 : match.start()] == " "
            if told_apart and before.isalpha() and before.casefold() not in _NO_MODIFIERS:
                start, group = match.start() - len(before) - 1, f"{before.casefold()} {single}"
            found.append(_Member(start, match.end(), text[start : match.end()], group))
        before = match[0].rpartition("-")[2]
    return found


def _quantifiers(text: str) -> list[_Member]:
    found = []
    before = ""
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        group = next((number for number, words in enumerate(QUANTIFIERS) if word in words), None)
        if group is not None and not (word == "part" and _TAKING.match(before)):
            found.append(_Member(*match.span(), match[0], str(group)))
        before = word
    return found


_CLASSES = (
    _WordClass(_relations, 2, 0.2),
    _WordClass(_quantifiers, 2, 0.4),
)


def substitutions(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Mark]:
    """Yield the words of closed classes for which the nearest sources have another one."""
    nearest = sorted((source for source in sources if _is_english(source)), key=lambda source: -source.score)[:NEAREST]
    if not words.is_english or not nearest:
        return
    claim = _Sentence(words.text, words.tokenizer)
    passages = [
        (source, passage, _Sentence(passage.text, words.tokenizer)) for source in nearest for passage in source.passages
    ]
    for each in _CLASSES:
        yield from _substituted(each, claim, passages)
    yield from _opposed(claim, passages)
    yield from _certain(claim, passages)
    yield from _wider(claim, passages)


def _is_english(source: NearSource) -> bool:
    return base_language(source.language) == "en"


_Passages = Sequence[tuple[NearSource, NearPassage, _Sentence]]


def _covered(claim: _Sentence, passage: _Sentence) -> float:
    return len(claim.stems & passage.stems) / max(len(claim.stems), 1)


def _substituted(each: _WordClass, claim: _Sentence, passages: _Passages) -> Iterator[Mark]:
    members = [(source, passage, other) for source, _, passage in passages for other in each.members(passage.text)]
    for own in each.members(claim.text):
        beside = claim.around(own.start, own.end, _CLAIM_WINDOW)
        agreeing = 0
        best: tuple[int, float, NearSource, _Member] | None = None
        for source, passage, other in members:
            shared = len(beside & passage.around(other.start, other.end, _PASSAGE_WINDOW))
            coverage = _covered(claim, passage)
            if _same(own.group, other.group):
                agreeing = max(agreeing, shared)
                continue
            enough = shared >= _needed(each, own, other) and coverage >= each.coverage
            if enough and other.group not in GENERIC and (best is None or (shared, coverage) > best[:2]):
                best = shared, coverage, source, other
        if best is not None and own.group not in GENERIC and agreeing < min(best[0], _AGREEMENT):
            yield _mark(own, best[2], best[3].text)


def _needed(each: _WordClass, own: _Member, other: _Member) -> int:
    """Return how many stems must be shared beside two words: one is enough for relatives."""
    return 1 if own.group in KINSHIP and other.group in KINSHIP else each.shared


def _same(group: str, other: str) -> bool:
    """Tell whether two members are one: also "minister" and "interior minister"."""
    return group == other or group.endswith(f" {other}") or other.endswith(f" {group}")


def _mark(own: _Member, source: NearSource, other: str) -> Mark:
    says = f"{' '.join(other.split())}, not {' '.join(own.text.split())}"
    return Mark(own.text, own.start, own.end, MarkKind.WORD, source.ref, says, Rank.WORD)


def _opposed(claim: _Sentence, passages: _Passages) -> Iterator[Mark]:
    """Yield words whose opposite stands beside two shared stems, if no passage has the word or its like."""
    for one, other in opposite_words():
        for first, second in ((one, other), (other, one)):
            own = first.search(claim.text)
            if own is None or second.search(claim.text) or _is_negated(claim.text, own.start()):
                continue
            like = ((passage, match) for _, _, passage in passages for match in first.finditer(passage.text))
            agreeing = max((len(_beside(claim, own, *each)) for each in like), default=0)
            unlike = [
                (len(_beside(claim, own, passage, match)), source, match[0])
                for source, _, passage in passages
                for match in second.finditer(passage.text)
                if not _is_negated(passage.text, match.start()) and _covered(claim, passage) >= _COVERED
            ]
            best = max(unlike, key=lambda each: each[0], default=None)
            if best is not None and best[0] >= _SHARED and agreeing < min(best[0], _AGREEMENT):
                yield _mark(_Member(*own.span(), own[0], ""), *best[1:])


def _is_negated(text: str, position: int) -> bool:
    return _NEGATED.search(text[max(0, position - 40) : position]) is not None


def _beside(claim: _Sentence, own: re.Match[str], passage: _Sentence, other: re.Match[str]) -> frozenset[str]:
    return claim.around(*own.span(), _CLAIM_WINDOW) & passage.around(*other.span(), _CLAIM_WINDOW)


def _certain(claim: _Sentence, passages: _Passages) -> Iterator[Mark]:
    """Yield a word of proof, if the best passage or what follows it calls the same uncertain."""
    own = PROOF.search(claim.text)
    if own is None or not passages:
        return
    source, best, sentence = max(passages, key=lambda each: each[1].score)
    doubt = DOUBT.search(f"{best.text} {best.after}")
    if doubt is None or PROOF.search(best.text) or DOUBT.search(claim.text) or _covered(claim, sentence) < 0.3:  # noqa: PLR2004
        return
    says = f"“{' '.join(doubt[0].split())}”, not {own[0]}"
    yield Mark(own[0], *own.span(), MarkKind.WORD, source.ref, says, Rank.WORD)


def _wider(claim: _Sentence, passages: _Passages) -> Iterator[Mark]:
    """Yield the scope of a superlative that a passage has with another scope, if none has it with this one."""
    for own in SUPERLATIVE.finditer(claim.text):
        if own[0].casefold() in NOT_SUPERLATIVES:
            continue
        scope = SCOPE.search(claim.text, own.end(), own.end() + 60)
        if scope is None:
            continue
        others = [
            (source, _words_around(passage.text, match))
            for source, _, passage in passages
            for match in SUPERLATIVE.finditer(passage.text)
            if match[0].casefold().split("-")[0] == own[0].casefold().split("-")[0]
            and _beside(claim, own, passage, match)
        ]
        if not others or any(_has_scope(scope["scope"].casefold(), *other) for other in others):
            continue
        start, end = scope.span("scope")
        source, text = others[0]
        says = f"“{' '.join(text.split())}”, not {scope['scope']}"
        yield Mark(claim.text[start:end], start, end, MarkKind.WORD, source.ref, says, Rank.WORD)


def _has_scope(scope: str, source: NearSource, text: str) -> bool:
    """Tell whether a superlative has a scope in a text: in its words, or as "the country" in a source that names it."""
    if not set(_WORD.findall(scope)).isdisjoint(_WORD.findall(text.casefold())):
        return True
    names_it = scope in country_names() and source.facts.words.issuperset(words_of(scope))
    return names_it and _COUNTRY.search(text) is not None


def _words_around(text: str, superlative: re.Match[str]) -> str:
    """Return a superlative with the words around it."""
    start, end = max(0, superlative.start() - _BEFORE_SUPERLATIVE), superlative.end() + _AFTER_SUPERLATIVE
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
