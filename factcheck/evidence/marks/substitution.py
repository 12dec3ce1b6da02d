"""Words of a closed class that stand where a source has another one: "nephew, not son".

For such a word of the claim, the stems of the content words around it are compared with those around a word of the same
class in a passage. If they share enough, the passage has another word of the class there, and no passage has this one
beside a shared stem, the claim's word is marked: agreement anywhere silences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearPassage, NearSource, Rank
from factcheck.evidence.marks.classes import GENERIC, KINSHIP
from factcheck.evidence.marks.members import ClassReader, Member, class_reader
from factcheck.evidence.marks.superlatives import superlatives
from factcheck.evidence.search.tokens import Tokenizer, base_language
from factcheck.sentences import sentences

NEAREST = 5
"""Sources that are looked into: in many, unrelated passages agree by chance."""

_CLAIM_WINDOW, _PASSAGE_WINDOW = 4, 6
_SHARED, _COVERED, _COVERED_DOUBT = 2, 0.4, 0.3
_TOLD, _LEAST_TOLD = 0.6, 3
"""The share, and the least number, of the claim's stems that two sentences have that tell of the same."""
_BEST = 3
"""Passages that are asked whether something is certain."""
_AGREEMENT = 2
"""Stems beside the same word in a passage that silence; one does if the other word has no more."""


@dataclass(frozen=True, slots=True)
class _WordClass:
    """A class of words: how its members are found, and how much must be shared beside them."""

    members: Callable[[str], list[Member]]
    shared: int
    coverage: float


class _Sentence:
    """A text with the stems around each of its words."""

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        self.text = text
        self._tokenizer = tokenizer
        self._words = [(start, end, frozenset(terms)) for start, end, terms in tokenizer.positions(text)]

    def around(self, start: int, end: int, reach: int) -> frozenset[str]:
        """Return the stems of the content words around a span, `reach` on each side."""
        before = [terms for _, at, terms in self._words if at <= start][-reach:]
        after = [terms for at, _, terms in self._words if at >= end][:reach]
        return frozenset[str]().union(*before, *after)

    def stems_of(self, text: str) -> frozenset[str]:
        """The stems of another text in the same language."""
        return frozenset(self._tokenizer.terms(text))

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset[str]().union(*(terms for _, _, terms in self._words))


def substitutions(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Mark]:
    """Yield the words of closed classes for which the nearest sources in the claim's language have another one."""
    code = base_language(words.claim.language)
    reader = class_reader(code)
    alike = (source for source in sources if base_language(source.language) == code)
    nearest = sorted(alike, key=lambda source: -source.score)[:NEAREST]
    if reader is None or not nearest:
        return
    claim = _Sentence(words.text, words.tokenizer)
    passages = [
        (source, passage, _Sentence(passage.text, words.tokenizer)) for source in nearest for passage in source.passages
    ]
    for each in (_WordClass(reader.relations, 2, 0.2), _WordClass(reader.quantifiers, 2, 0.4)):
        yield from _substituted(each, claim, passages)
    yield from _opposed(claim, passages, reader)
    yield from _certain(claim, passages, reader)
    if code == "en":
        yield from _superlatives(claim, passages)


_Passages = Sequence[tuple[NearSource, NearPassage, _Sentence]]


def _covered(claim: _Sentence, passage: _Sentence) -> float:
    return len(claim.stems & passage.stems) / max(len(claim.stems), 1)


def _substituted(each: _WordClass, claim: _Sentence, passages: _Passages) -> Iterator[Mark]:
    members = [(source, passage, other) for source, _, passage in passages for other in each.members(passage.text)]
    for own in each.members(claim.text):
        beside = claim.around(own.start, own.end, _CLAIM_WINDOW)
        agreeing = 0
        best: tuple[int, float, NearSource, Member] | None = None
        for source, passage, other in members:
            shared = len(beside & passage.around(other.start, other.end, _PASSAGE_WINDOW))
            coverage = _covered(claim, passage)
            if own.group == other.group:
                agreeing = max(agreeing, shared)
                continue
            if _is_general(own.group, other.group):
                agreeing = max(agreeing, min(shared, _AGREEMENT - 1))
                continue
            enough = shared >= _needed(each, own, other) and coverage >= each.coverage
            if enough and other.group not in GENERIC and (best is None or (shared, coverage) > best[:2]):
                best = shared, coverage, source, other
        if best is not None and own.group not in GENERIC and agreeing < min(best[0], _AGREEMENT):
            yield _mark(own, best[2], best[3].text)


def _needed(each: _WordClass, own: Member, other: Member) -> int:
    """Return how many stems must be shared beside two words: one is enough for relatives."""
    return 1 if own.group in KINSHIP and other.group in KINSHIP else each.shared


def _is_general(group: str, other: str) -> bool:
    """Tell whether one member is the general word for the other: "minister" and "interior minister"."""
    return group.endswith(f" {other}") or other.endswith(f" {group}")


def _mark(own: Member, source: NearSource, other: str) -> Mark:
    says = f"{' '.join(other.split())}, not {' '.join(own.text.split())}"
    return Mark(own.text, own.start, own.end, MarkKind.WORD, source.ref, says, Rank.WORD)


def _opposed(claim: _Sentence, passages: _Passages, reader: ClassReader) -> Iterator[Mark]:
    """Yield words whose opposite stands beside two shared stems, if no passage has the word or its like."""
    for one, other in reader.opposites():
        for first, second in ((one, other), (other, one)):
            own = first.search(claim.text)
            if own is None or second.search(claim.text) or reader.is_negated(claim.text, *own.span()):
                continue
            like = ((passage, match) for _, _, passage in passages for match in first.finditer(passage.text))
            agreeing = max((len(_beside(claim, own, *each)) for each in like), default=0)
            unlike = [
                (len(_beside(claim, own, passage, match)) + _told_before(claim, near, passage), source, match[0])
                for source, near, passage in passages
                for match in second.finditer(passage.text)
                if not reader.is_negated(passage.text, *match.span())
                and (_covered(claim, passage) >= _COVERED or _told_before(claim, near, passage))
            ]
            best = max(unlike, key=lambda each: each[0], default=None)
            if best is not None and best[0] >= _SHARED and agreeing < min(best[0], _AGREEMENT):
                yield _mark(Member(*own.span(), own[0], ""), *best[1:])


def _told_before(claim: _Sentence, near: NearPassage, passage: _Sentence) -> int:
    """Return 1 if the sentence before a short passage says most of what the claim does: asked for leave. It refused."""
    if not claim.stems & passage.stems:
        return 0
    before = passage.stems_of(_last_sentence(near.before))
    return int(len(claim.stems & (before | passage.stems)) >= max(_TOLD * len(claim.stems), _LEAST_TOLD))


def _last_sentence(text: str) -> str:
    found = sentences(text)
    return text[slice(*found[-1])] if found else ""


def _beside(claim: _Sentence, own: re.Match[str], passage: _Sentence, other: re.Match[str]) -> frozenset[str]:
    return claim.around(*own.span(), _CLAIM_WINDOW) & passage.around(*other.span(), _CLAIM_WINDOW)


def _certain(claim: _Sentence, passages: _Passages, reader: ClassReader) -> Iterator[Mark]:
    """Yield a word of proof, if one of the best passages or what follows it calls the same uncertain, and none sure."""
    own = reader.proof.search(claim.text)
    if own is None or not passages or reader.doubt.search(claim.text):
        return
    best = sorted(passages, key=lambda each: -each[1].score)[:_BEST]
    about = [each for each in best if _covered(claim, each[2]) >= _COVERED_DOUBT]
    if any(reader.proof.search(passage.text) for _, passage, _ in about):
        return
    for source, passage, _ in about:
        if doubt := reader.doubt.search(f"{passage.text} {passage.after}"):
            says = f"“{' '.join(doubt[0].split())}”, not {own[0]}"
            yield Mark(own[0], *own.span(), MarkKind.WORD, source.ref, says, Rank.WORD)
            return


def _superlatives(claim: _Sentence, passages: _Passages) -> Iterator[Mark]:
    """Yield the superlatives of an English claim that the passages have otherwise."""

    def beside(own: tuple[int, int], number: int, other: tuple[int, int]) -> bool:
        return bool(claim.around(*own, _CLAIM_WINDOW) & passages[number][2].around(*other, _CLAIM_WINDOW))

    return superlatives(claim.text, [(source, passage.text) for source, passage, _ in passages], beside)
