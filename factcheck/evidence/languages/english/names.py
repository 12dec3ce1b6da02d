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
_NO_NAMES = """
a about according after all almost also although among an and another any april are around as at august authorities
because before both but by december despite did do does dr during each eight either even every february few fewer five
for four friday from had has have he her here his how i if in into investigators is it its itself january july june
just last later less like lrb lsb man many march may men monday more most mr mrs ms much my near nearly neither
nevertheless nine no nobody none nor not november now october of officers officials on once one only or other others
our out over people police prosecutors roughly rrb rsb saturday september seven several she since six so some such
sunday ten than that the their them then there these they this those though three through thursday thus to today try
tuesday two under until up was we wednesday were what when where whether which while who whom whose why will with
within without woman women would yes yet you your
"""
_COMMON = frozenset(_NO_NAMES.split())
_ALIAS = re.compile(
    r"(?P<full>(?:[A-Z][\w’'-]{1,40}\s(?:(?:of|and|for|the)\s)*){1,6}[A-Z][\w’'-]{1,40})(?:\s\(|,\sor\s)(?P<short>[A-Z]{2,8})\b"
)
_LONG, _MIDDLE, _SHORT = 7, 5, 4  # letters of a word in which two, one, and beside a second name one may differ


def find_names(text: str) -> list[Name]:
    """Return the names of `text` in their order; words with a capital that only begin a sentence are none."""
    found = []
    for match in _NAME.finditer(text):
        said, start = match[0], match.start()
        while (first := re.split(r"[\s]", said, maxsplit=1))[0].lower() in _COMMON and len(first) > 1:
            start, said = start + len(said) - len(first[1]), first[1]
        said = _POSSESSIVE.sub("", said)
        parts = [_POSSESSIVE.sub("", part) for part in said.split()]
        kept = tuple(fold(part) for part in parts if part.lower() not in _COMMON)
        if kept and any(len(word) > 1 for word in kept):
            found.append(Name(start, start + len(said), said, kept))
    return found


@lru_cache(4096)
def fold(word: str) -> str:
    """Return a word of a name without case, marks and doubled letters: Massimov, MASIMOV and Másimov are one."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return re.sub(r"(.)\1", r"\1", plain.casefold().strip(".'’-"))


def find_aliases(text: str) -> dict[str, str]:
    """Return the short names that a text explains, with the long: "National Security Committee (KNB)"."""
    found = {}
    for match in _ALIAS.finditer(text):
        if match["full"][0] in match["short"] or len(match["full"].split()) > 1:
            found[match["short"]] = re.sub(r"^(?:The\s|.*['’]s?\s)", "", match["full"])
    return found


def is_other_spelling(ours: Name, theirs: Name) -> bool:
    """Tell whether two names are one in two spellings: by a letter or two, more only where another word is the same."""
    if _plain(ours) == _plain(theirs) or len(ours.words) < 1:
        return False
    beside = bool(set(ours.words) & set(theirs.words))
    ours_left, theirs_left = _rest(ours, theirs), _rest(theirs, ours)
    if not ours_left and not theirs_left and len(ours.words) == len(theirs.words):
        return ours.words == theirs.words  # doubled letters, marks
    return bool(ours_left and theirs_left) and all(
        any(similar(word, other, beside=beside) for other in theirs_left) for word in ours_left
    )


def similar(word: str, other: str, *, beside: bool = False) -> bool:
    """Tell whether two folded words may be one name: two letters apart if long, one if shorter.

    `beside` another word that is the same, shorter ones may be as well.
    """
    size = min(len(word), len(other))
    if word == other:
        return True
    allowed = 2 if size >= _LONG else 1 if size >= (_SHORT if beside else _MIDDLE) else 0
    return allowed > 0 and _distance(word, other, allowed) <= allowed


def is_mentioned(name: Name, words: Iterable[str]) -> bool:
    """Tell whether one of the words of a name stands among folded `words`, in this spelling or another."""
    there = set(words)
    return any(word in there for word in name.words) or any(
        similar(word, other) for word in name.words for other in there if len(word) > _SHORT and word[1:3] == other[1:3]
    )


def _plain(name: Name) -> tuple[str, ...]:
    return tuple(_POSSESSIVE.sub("", word) for word in name.text.casefold().split())


def _rest(name: Name, other: Name) -> list[str]:
    return [word for word in name.words if word not in other.words]


def _distance(first: str, second: str, most: int) -> int:
    """Return how many letters must be put in, left out or changed; more than `most` is not counted out."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(second, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != other))
        if min(row) > most:
            return most + 1
    return row[-1]
