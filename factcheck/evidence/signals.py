"""What speaks beside the figures: each is a reason to look, named as what it is, and never a contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Name, Text
from factcheck.evidence.languages import language
from factcheck.evidence.languages.english.events import OPPOSITE_PATTERNS
from factcheck.evidence.languages.english.names import (
    find_aliases,
    fold,
    is_mentioned,
    is_other_spelling,
    similar,
)

Span = tuple[int, int]
_LONG = 2000  # code points of a text that is looked at
_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDING = re.compile(r"(?:ed|ing|es|s)$")
_NEGATED = re.compile(
    r"(?i)(?:\b(?:not|never|no|nor|without|nobody|hardly|denied (?:that|having|being)|failed to|refused to"
    r"|stopped short of)\b|n['’]t\b)(?:\W+\w+){0,2}\W+$"
)
_NOT_SO = re.compile(r"(?i)\b(?:not only|not just|no doubt|no later)\b")
_AUXILIARY = re.compile(
    r"(?i)(?:have|been|were|does|that|this|with|from|they|their|said|also|which|when|than|will|would)"
)
_REPORTED = re.compile(
    r"[Aa]ccording to (?:the )?(?:[\w’'-]{1,30} ?){1,4}"
    r"|(?:[\w’'-]{1,30} ){1,3}"
    r"(?:sa(?:id|ys?)|told|claim(?:s|ed)?|allege[sd]?|suggest(?:s|ed)?|insist(?:s|ed)?|denie[sd])\b"
    r"|\b(?:reportedly|allegedly|(?:is|was|are|were) (?:alleged to|accused of)|unconfirmed reports?)\b"
)
_RELATIVE = re.compile(
    r"\b(?:that|which|who)(?: (?:has|have|had|is|are|was|were))? \w+$"
)  # violence that claimed lives


class SignalKind(StrEnum):
    """What is noticed beside the figures."""

    OPPOSITE = "opposites"
    NEGATION = "negation"
    SPELLING = "spelling"
    ALIAS = "one name"
    EARLIER = "earlier report"
    REPORTED = "reported speech"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing noticed; `words` say it, the spans are where, in code points, in claim and excerpt; None if nowhere."""

    kind: SignalKind
    words: str
    claim: Span | None = None
    excerpt: Span | None = None

    def __str__(self) -> str:
        return f"{self.words}: {self.kind}"


def find_signals(of_claim: Text, of_passage: Text) -> list[Signal]:
    """Return what is noticed of a claim and a passage; nothing in a language that nobody reads yet."""
    ours_by, theirs_by = language(of_claim.language), language(of_passage.language)
    if ours_by is None or theirs_by is None:
        return []
    claim, passage = of_claim.text[:_LONG], of_passage.text[:_LONG]
    ours, theirs = ours_by.names(claim), theirs_by.names(passage)
    found = [*_spellings(ours, theirs), *_aliases(claim, passage)]
    if _one_subject(ours, f"{of_passage.before[-_LONG:]} {passage}"):
        found += [*_opposites(claim, passage), *_negations(claim, passage, ours)]
    if is_earlier(of_passage.dated, of_claim.dated):
        found.append(Signal(SignalKind.EARLIER, of_passage.dated))
    return [*found, *_reported(passage)]


def is_earlier(dated: str, than: str) -> bool:
    """Tell whether one date in ISO 8601 is before another, as far as both say."""
    return bool(dated and than) and dated[: len(than)] < than[: len(dated)]


def _one_subject(ours: list[Name], passage: str) -> bool:
    """Tell whether the first name of the claim stands in the passage, or before it; a claim without names is of all."""
    return not ours or is_mentioned(ours[0], {fold(word) for word in re.findall(r"[^\W\d_]{2,}", passage)})


def _opposites(claim: str, passage: str) -> Iterator[Signal]:
    for one, other in OPPOSITE_PATTERNS:
        for first, second in ((one, other), (other, one)):
            ours, theirs = first.search(claim), second.search(passage)
            if ours is None or theirs is None or second.search(claim) or first.search(passage):
                continue
            if _denied(claim, ours.start()) == _denied(passage, theirs.start()):
                yield Signal(SignalKind.OPPOSITE, f"{ours[0]} / {theirs[0]}", ours.span(), theirs.span())


def _denied(text: str, at: int) -> bool:
    left = text[max(0, at - 40) : at]
    return _NEGATED.search(left) is not None and _NOT_SO.search(left) is None


def _negations(claim: str, passage: str, names: list[Name]) -> Iterator[Signal]:
    """Yield what one text says of the other's words that it is not so."""
    named = {word for name in names for word in name.words}
    places: dict[str, re.Match[str]] = {}
    for match in _WORD.finditer(passage):
        places.setdefault(_stem(match[0]), match)
    for ours in _WORD.finditer(claim):
        theirs = places.get(_stem(ours[0]))
        if theirs is None or fold(ours[0]) in named or _AUXILIARY.fullmatch(ours[0]):
            continue
        denied = _denied(claim, ours.start()), _denied(passage, theirs.start())
        if denied[0] != denied[1]:
            said = (f"not {word}" if no else word for word, no in zip((ours[0], theirs[0]), denied, strict=True))
            yield Signal(SignalKind.NEGATION, " / ".join(said), ours.span(), theirs.span())
            return


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower())[:5]


def _spellings(ours: list[Name], theirs: list[Name]) -> Iterator[Signal]:
    seen = set()
    for name in ours:
        for other in theirs:
            if is_other_spelling(name, other):
                said = _apart(name, other)
                if said not in seen:
                    seen.add(said)
                    yield Signal(SignalKind.SPELLING, said, (name.start, name.end), (other.start, other.end))


def _apart(name: Name, other: Name) -> str:
    """Return the words of two names that are not spelled alike: "Anvar / Anuar"."""
    ours, theirs = name.text.split(), other.text.split()
    for word in ours:
        for peer in theirs:
            if word != peer and similar(fold(word), fold(peer), beside=True):
                return f"{word} / {peer}"
    return f"{name.text} / {other.text}"


def _aliases(claim: str, passage: str) -> Iterator[Signal]:
    for short, full in {**find_aliases(passage), **find_aliases(claim)}.items():
        ours, theirs = (
            {form for form in (short, full) if re.search(rf"\b{re.escape(form)}\b", text)} for text in (claim, passage)
        )
        if ours and theirs and ours != theirs:
            yield Signal(SignalKind.ALIAS, f"{short} / {full}")


def _reported(passage: str) -> Iterator[Signal]:
    match = next((found for found in _REPORTED.finditer(passage) if not _RELATIVE.search(found[0])), None)
    if match:
        yield Signal(SignalKind.REPORTED, " ".join(match[0].split()), None, match.span())
