"""The names of a text: runs of words with a capital, their variants in spelling, and "X (ABC)" aliases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from factcheck.evidence import Name

_NAME = re.compile(
    r"[^\W\d_a-z][^\W\d_]*(?:[-'’.][^\W\d_]+)*(?:\s(?:(?:of|de|van|von|al|the)\s){0,2}[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*){0,6}"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_NOT_NAMES = """
a about according after all almost also although among an and another any april are around as at august authorities
because before between both but by december despite did do does dozens dr during each eight either even every february
few fewer five for four friday from had half has have he her here his how hundreds i if in into investigators is it
its itself january july june just last later less like lrb lsb man many march may men millions monday more most mr mrs
ms much my near nearly neither nevertheless nine no nobody none nor not november now october of officers officials on
once one only or other others our out over people police prosecutors roughly rrb rsb saturday september seven several
she since six so some such sunday ten than that the their them then there these they this those though thousands three
through thursday thus to today try tuesday two under until up was we wednesday were what when where whether which
while who whom whose why will with within without woman women would yes yet you your
"""
_COMMON = frozenset(_NOT_NAMES.split())
_ALIAS = re.compile(
    r"(?P<full>(?:[A-Z][\w’'-]{1,40}\s(?:(?:of|and|for|the)\s)*){1,6}[A-Z][\w’'-]{1,40})(?:\s\(|,\sor\s)(?P<short>[A-Z]{2,8})\b"
)
_MAX_CACHED = 1 << 16  # words
_LONG, _MIDDLE, _SHORT = 7, 5, 4
"""Letters of a word in which two may differ, one, and one beside an equal word."""


def find_names(text: str) -> list[Name]:
    """Return the names of `text` in their order, without words that only begin a sentence with a capital."""
    names = []
    for match in _NAME.finditer(text):
        name, start = match[0], match.start()
        while (parts := name.split(maxsplit=1))[0].lower() in _COMMON and len(parts) > 1:
            start, name = start + len(name) - len(parts[1]), parts[1]
        name = _POSSESSIVE.sub("", name)
        words = [_POSSESSIVE.sub("", word) for word in name.split()]
        folded = tuple(fold(word) for word in words if word.lower() not in _COMMON)
        if any(len(word) > 1 for word in folded):
            names.append(Name(start, start + len(name), name, folded))
    return names


@lru_cache(_MAX_CACHED)
def fold(word: str) -> str:
    """Return a word of a name without case, accents and doubled letters: Massimov, MASIMOV and Másimov are equal."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return re.sub(r"(.)\1", r"\1", plain.casefold().strip(".'’-").replace("ı", "i"))


def find_aliases(text: str) -> dict[str, str]:
    """Return the abbreviations that a text explains, with the full names: "National Security Committee (KNB)"."""
    return {
        match["short"]: re.sub(r"^(?:The\s|.*['’]s?\s)", "", match["full"])
        for match in _ALIAS.finditer(text)
        if match["full"][0] in match["short"] or len(match["full"].split()) > 1
    }


def is_other_spelling(first: Name, second: Name) -> bool:
    """Tell whether two names are one in two spellings; see `similar`."""
    if _plain(first) == _plain(second):
        return False
    beside = bool(set(first.words) & set(second.words))
    first_rest = [word for word in first.words if word not in second.words]
    second_rest = [word for word in second.words if word not in first.words]
    if not first_rest and not second_rest and len(first.words) == len(second.words):
        return first.words == second.words  # they differ in doubled letters or accents
    return bool(first_rest and second_rest) and all(
        any(similar(word, other, beside=beside) for other in second_rest) for word in first_rest
    )


def similar(word: str, other: str, *, beside: bool = False) -> bool:
    """Tell whether two folded words may be one name: at most two letters apart if they are long, one if shorter.

    `beside` an equal word, still shorter words may differ by one letter.
    """
    size = min(len(word), len(other))
    if word == other:
        return True
    allowed = 2 if size >= _LONG else 1 if size >= (_SHORT if beside else _MIDDLE) else 0
    if not allowed or abs(len(word) - len(other)) > allowed:
        return False
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(word, other, score_cutoff=allowed) <= allowed


def is_mentioned(name: Name, words: Iterable[str]) -> bool:
    """Tell whether one of the words of a name is among folded `words`, in this spelling or another."""
    present = set(words)
    return any(word in present for word in name.words) or any(
        similar(word, other)
        for word in name.words
        for other in present
        if len(word) > _SHORT and word[1:3] == other[1:3]
    )


def _plain(name: Name) -> tuple[str, ...]:
    return tuple(_POSSESSIVE.sub("", word) for word in name.text.casefold().split())
