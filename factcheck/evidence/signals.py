"""Non-numeric signals (aliases, antonyms, negation …): hints for the reader, never a contradiction."""

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
_MAX_LENGTH = 2000  # code points of a text that are read
_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDING = re.compile(r"(?:ed|ing|es|s)$")
_NEGATED = re.compile(
    r"(?i)(?:\b(?:not|never|no|nor|without|nobody|hardly|denied (?:that|having|being)|failed to|refused to"
    r"|stopped short of)\b|n['’]t\b)(?:\W+\w+){0,2}\W+$"
)
_NOT_NEGATED = re.compile(r"(?i)\b(?:not only|not just|no doubt|no later)\b")
_AUXILIARY = re.compile(
    r"(?i)(?:have|been|were|does|that|this|with|from|they|their|said|also|which|when|than|will|would)"
)
_REPORTED = re.compile(
    r"[Aa]ccording to (?:the )?(?:[\w’'-]{1,30} ?){1,4}"
    r"|(?:[\w’'-]{1,30} ){1,3}"
    r"(?:sa(?:id|ys?)|told|claim(?:s|ed)?|allege[sd]?|suggest(?:s|ed)?|insist(?:s|ed)?|denie[sd])\b"
    r"|\b(?:reportedly|allegedly|(?:is|was|are|were) (?:alleged to|accused of)|unconfirmed reports?)\b"
)
_RELATIVE_CLAUSE = re.compile(
    r"\b(?:that|which|who)(?: (?:has|have|had|is|are|was|were))? \w+$"
)  # violence that claimed lives


class SignalKind(StrEnum):
    """What a signal is about."""

    OPPOSITE = "opposites"
    NEGATION = "negation"
    SPELLING = "spelling"
    ALIAS = "one name"
    EARLIER = "earlier report"
    REPORTED = "reported speech"


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal in words, with its spans in claim and excerpt, in code points; None if it has no place there."""

    kind: SignalKind
    words: str
    claim: Span | None = None
    excerpt: Span | None = None

    def __str__(self) -> str:
        return f"{self.words}: {self.kind}"


def find_signals(claim: Text, passage: Text) -> list[Signal]:
    """Return the signals of a claim and a passage; nothing in a language that cannot be read."""
    claim_language, passage_language = language(claim.language), language(passage.language)
    if claim_language is None or passage_language is None:
        return []
    ours, theirs = claim.text[:_MAX_LENGTH], passage.text[:_MAX_LENGTH]
    our_names, their_names = claim_language.names(ours), passage_language.names(theirs)
    signals = [*_spellings(our_names, their_names), *_aliases(ours, theirs)]
    if _same_subject(our_names, f"{passage.before[-_MAX_LENGTH:]} {theirs}"):
        signals += [*_opposites(ours, theirs), *_negations(ours, theirs, our_names)]
    if is_earlier(passage.dated, claim.dated):
        signals.append(Signal(SignalKind.EARLIER, passage.dated))
    return [*signals, *_reported(theirs)]


def is_earlier(date: str, other: str) -> bool:
    """Tell whether one date in ISO 8601 is before another, as far as both are known."""
    return bool(date and other) and date[: len(other)] < other[: len(date)]


def _same_subject(names: list[Name], passage: str) -> bool:
    """Tell whether the first name of the claim occurs in the passage; a claim without names has any subject."""
    return not names or is_mentioned(names[0], {fold(word) for word in re.findall(r"[^\W\d_]{2,}", passage)})


def _opposites(claim: str, passage: str) -> Iterator[Signal]:
    for one, other in OPPOSITE_PATTERNS:
        for first, second in ((one, other), (other, one)):
            ours, theirs = first.search(claim), second.search(passage)
            if ours is None or theirs is None or second.search(claim) or first.search(passage):
                continue
            if _is_negated(claim, ours.start()) == _is_negated(passage, theirs.start()):
                yield Signal(SignalKind.OPPOSITE, f"{ours[0]} / {theirs[0]}", ours.span(), theirs.span())


def _is_negated(text: str, position: int) -> bool:
    left = text[max(0, position - 40) : position]
    return _NEGATED.search(left) is not None and _NOT_NEGATED.search(left) is None


def _negations(claim: str, passage: str, names: list[Name]) -> Iterator[Signal]:
    """Yield the first word that is negated in one text and not in the other."""
    name_words = {word for name in names for word in name.words}
    in_passage: dict[str, re.Match[str]] = {}
    for match in _WORD.finditer(passage):
        in_passage.setdefault(_stem(match[0]), match)
    for ours in _WORD.finditer(claim):
        theirs = in_passage.get(_stem(ours[0]))
        if theirs is None or fold(ours[0]) in name_words or _AUXILIARY.fullmatch(ours[0]):
            continue
        negated = _is_negated(claim, ours.start()), _is_negated(passage, theirs.start())
        if negated[0] != negated[1]:
            words = (f"not {word}" if no else word for word, no in zip((ours[0], theirs[0]), negated, strict=True))
            yield Signal(SignalKind.NEGATION, " / ".join(words), ours.span(), theirs.span())
            return


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower())[:5]


def _spellings(ours: list[Name], theirs: list[Name]) -> Iterator[Signal]:
    signals: dict[str, Signal] = {}
    for name in ours:
        for other in theirs:
            if is_other_spelling(name, other):
                words = _spelled_differently(name, other)
                spans = (name.start, name.end), (other.start, other.end)
                signals.setdefault(words, Signal(SignalKind.SPELLING, words, *spans))
    yield from signals.values()


def _spelled_differently(name: Name, other: Name) -> str:
    """Return the words of two names that are spelled differently: "Anvar / Anuar"."""
    for word in name.text.split():
        for other_word in other.text.split():
            if word != other_word and similar(fold(word), fold(other_word), beside=True):
                return f"{word} / {other_word}"
    return f"{name.text} / {other.text}"


def _aliases(claim: str, passage: str) -> Iterator[Signal]:
    for short, full in {**find_aliases(passage), **find_aliases(claim)}.items():
        ours, theirs = (
            {form for form in (short, full) if re.search(rf"\b{re.escape(form)}\b", text)} for text in (claim, passage)
        )
        if ours and theirs and ours != theirs:
            yield Signal(SignalKind.ALIAS, f"{short} / {full}")


def _reported(passage: str) -> Iterator[Signal]:
    matches = (match for match in _REPORTED.finditer(passage) if not _RELATIVE_CLAUSE.search(match[0]))
    if match := next(matches, None):
        yield Signal(SignalKind.REPORTED, " ".join(match[0].split()), None, match.span())
