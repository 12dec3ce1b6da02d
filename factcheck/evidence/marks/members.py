"""How the words of closed classes are found in a text: in English by code, in other languages by their data files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

from factcheck.evidence.figures.scan import fold_word
from factcheck.evidence.languages.english.opposites import opposite_words
from factcheck.evidence.languages.lexicon import Lexicon, lexicon
from factcheck.evidence.languages.word_classes import word_classes
from factcheck.evidence.marks.classes import DOUBT, KINSHIP, MODIFIED_OFFICES, OFFICES, PROOF, QUANTIFIERS
from factcheck.evidence.search.tokens import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NEGATED = re.compile(r"(?i)(?:\b(?:not|never|no|nor|without|hardly|neither)\b|n['’]t\b)(?:\W+\w+){0,2}\W+$")
_BEFORE = 40  # code points before a word in which it may be negated
_AREA = re.compile(r"\s(?:of|for)\s(?:the\s)?(?P<area>[^\W\d_]+)")
"""What an office is for, after it: minister of public works."""
_NEAR = 2  # words between a word and what negates it
_TAKING = re.compile(r"t(?:ak(?:e|es|en|ing)|ook)$|play(?:s|ed|ing)?$")  # to take part is to do it all
_NO_MODIFIERS = {*STOP_WORDS["en"], "former", "late", "new", "then", "current", "between", "judge"}

Pairs: TypeAlias = tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


class Member(NamedTuple):
    """A word of a class: where it stands, how it reads, and in which group of the class it is."""

    start: int
    end: int
    text: str
    group: str


@dataclass(frozen=True)
class ClassReader:
    """Finds the words of the closed classes of one language."""

    relations: Callable[[str], list[Member]]
    """Returns the words for relatives and offices."""
    quantifiers: Callable[[str], list[Member]]
    proof: re.Pattern[str]
    doubt: re.Pattern[str]
    opposites: Callable[[], Pairs]
    is_negated: Callable[[str, int, int], bool]
    """Tells whether the word between two positions is negated."""


@cache
def class_reader(code: str) -> ClassReader | None:
    """Return what finds the words of closed classes in the language with a code (ISO 639-1), None for no data."""
    if code == "en":
        return ClassReader(_relations, _quantifiers, PROOF, DOUBT, opposite_words, _is_negated)
    classes = word_classes(code)
    if classes is None:
        return None
    words = lexicon(code)
    return ClassReader(
        lambda text: _members(classes.relations, text),
        lambda text: _members(classes.quantifiers, text),
        classes.proof,
        classes.doubt,
        lambda: classes.opposites,
        lambda text, start, end: _is_negated_by(words, text, start, end),
    )


def _members(pattern: re.Pattern[str], text: str) -> list[Member]:
    return [Member(*match.span(), match[0], match.lastgroup or "") for match in pattern.finditer(text)]


def _relations(text: str) -> list[Member]:
    """Return the English words for relatives and offices, with the word that tells some offices apart."""
    found = []
    before = ""
    for match in _WORD.finditer(text):
        word = match[0].casefold().removesuffix("’s").removesuffix("'s")
        word = word.removeprefix("great-").removeprefix("grand-")
        single = word if word in KINSHIP or word in OFFICES else word.removesuffix("s")
        if single in KINSHIP or single in OFFICES:
            start, group = match.start(), single
            told_apart = single in MODIFIED_OFFICES and before and text[match.start() - 1 : match.start()] == " "
            if told_apart and before.isalpha() and before.casefold() not in _NO_MODIFIERS:
                start, group = match.start() - len(before) - 1, f"{before.casefold()} {single}"
            end = match.end()
            if single in MODIFIED_OFFICES and (area := _AREA.match(text, end)):
                end, group = area.end(), f"{area['area'].casefold()} {single}"
            found.append(Member(start, end, text[start:end], group))
        before = match[0].rpartition("-")[2]
    return found


def _quantifiers(text: str) -> list[Member]:
    found = []
    before = ""
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        group = next((number for number, words in enumerate(QUANTIFIERS) if word in words), None)
        if group is not None and not (word == "part" and _TAKING.match(before)):
            found.append(Member(*match.span(), match[0], str(group)))
        before = word
    return found


def _is_negated(text: str, start: int, _end: int) -> bool:
    return _NEGATED.search(text[max(0, start - _BEFORE) : start]) is not None


def _is_negated_by(words: Lexicon, text: str, start: int, end: int) -> bool:
    """Tell whether a word that negates is near: up to two words before, or in Kazakh and Turkish after."""
    before = _WORD.findall(text[max(0, start - _BEFORE) : start])[-_NEAR - 1 :]
    after = _WORD.findall(text[end : end + _BEFORE])[: _NEAR if words.code in {"kk", "tr"} else 0]
    return not words.words("align", "negation").isdisjoint(map(fold_word, (*before, *after)))
