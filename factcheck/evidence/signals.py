"""Non-numeric signals (aliases, antonyms, negation …): hints for the checker, never a contradiction by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.evidence import Name, Signal, SignalKind, Text
from factcheck.evidence.languages import language
from factcheck.evidence.languages.english.names import (
    find_aliases,
    fold,
    is_mentioned,
    is_other_spelling,
    similar,
)
from factcheck.evidence.languages.english.opposites import opposite_events

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


def find_signals(claim: Text, passage: Text) -> list[Signal]:
    """Return the signals of a claim and a passage; nothing in a language that cannot be read."""
    claim_language, passage_language = language(claim.language), language(passage.language)
    if claim_language is None or passage_language is None:
        return []
    claim_words, passage_words = claim.text[:_MAX_LENGTH], passage.text[:_MAX_LENGTH]
    claim_names, passage_names = claim_language.names(claim_words), passage_language.names(passage_words)
    signals = [*_spellings(claim_names, passage_names), *_aliases(claim_words, passage_words)]
    if _same_subject(claim_names, f"{passage.before[-_MAX_LENGTH:]} {passage_words}"):
        signals += [*_opposites(claim_words, passage_words), *_negations(claim_words, passage_words, claim_names)]
    if is_earlier(passage.dated, claim.dated):
        signals.append(Signal(SignalKind.EARLIER, passage.dated))
    return [*signals, *_reported(passage_words)]


def is_earlier(date: str, other: str) -> bool:
    """Tell whether one date in ISO 8601 is before another, as far as both are known."""
    return bool(date and other) and date[: len(other)] < other[: len(date)]


def _same_subject(names: list[Name], passage: str) -> bool:
    """Tell whether the first name of the claim occurs in the passage; a claim without names has any subject."""
    return not names or is_mentioned(names[0], {fold(word) for word in re.findall(r"[^\W\d_]{2,}", passage)})


def _opposites(claim: str, passage: str) -> Iterator[Signal]:
    for one, other in opposite_events():
        for first, second in ((one, other), (other, one)):
            in_claim, in_passage = first.search(claim), second.search(passage)
            if in_claim is None or in_passage is None or second.search(claim) or first.search(passage):
                continue
            if _is_negated(claim, in_claim.start()) == _is_negated(passage, in_passage.start()):
                words = f"{in_claim[0]} / {in_passage[0]}"
                yield Signal(SignalKind.OPPOSITE, words, in_claim.span(), in_passage.span())


def _is_negated(text: str, position: int) -> bool:
    left = text[max(0, position - 40) : position]
    return _NEGATED.search(left) is not None and _NOT_NEGATED.search(left) is None


def _negations(claim: str, passage: str, names: list[Name]) -> Iterator[Signal]:
    """Yield the first word that is negated in one text and not in the other."""
    name_words = {word for name in names for word in name.words}
    by_stem: dict[str, re.Match[str]] = {}
    for match in _WORD.finditer(passage):
        by_stem.setdefault(_stem(match[0]), match)
    for word in _WORD.finditer(claim):
        other = by_stem.get(_stem(word[0]))
        if other is None or fold(word[0]) in name_words or _AUXILIARY.fullmatch(word[0]):
            continue
        negated = _is_negated(claim, word.start()), _is_negated(passage, other.start())
        if negated[0] != negated[1]:
            words = (f"not {each[0]}" if no else each[0] for each, no in zip((word, other), negated, strict=True))
            yield Signal(SignalKind.NEGATION, " / ".join(words), word.span(), other.span())
            return


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower())[:5]


def _spellings(names: list[Name], others: list[Name]) -> Iterator[Signal]:
    signals: dict[str, Signal] = {}
    for name in names:
        for other in others:
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
        in_claim, in_passage = (
            {form for form in (short, full) if re.search(rf"\b{re.escape(form)}\b", text)} for text in (claim, passage)
        )
        if in_claim and in_passage and in_claim != in_passage:
            yield Signal(SignalKind.ALIAS, f"{short} / {full}")


def _reported(passage: str) -> Iterator[Signal]:
    matches = (match for match in _REPORTED.finditer(passage) if not _RELATIVE_CLAUSE.search(match[0]))
    if match := next(matches, None):
        yield Signal(SignalKind.REPORTED, " ".join(match[0].split()), None, match.span())
