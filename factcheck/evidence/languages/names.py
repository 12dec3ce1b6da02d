"""The names of texts in languages other than English, by their capitals, and the forms that a name has there.

In German every noun has a capital: there only words with capitals that follow each other are a name. In a script
without capitals, like Arabic, no names are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from factcheck.evidence.figures.scan import fold_word
from factcheck.evidence.languages.lexicon import Lexicon, lexicon
from factcheck.evidence.languages.word_classes import name_words
from factcheck.evidence.search.tokens import STOP_WORDS, base_language

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOP = re.compile(r"(?:^|[.!?:…]\s+|\n\s*|[“„«\"(]\s?|[–—-]\s)(?:(?i:qu|[ldjcsn])['’])?$")
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "van",
        "von",
        "zu",
        "der",
        "den",
        "af",
        "al",
        "el",
        "ibn",
        "bin",
        "ben",
        "ould",
    ]
)
_ARTICLE = re.compile(
    r"(?<!\w)(?i:der|die|das|dem|den|des|eine?|eine[mnrs]|im|am|zum|zur|vom|beim|ins|ans|(?:sein|ihr|kein|dies|jed|unser)\w*)\s$"
)
"""A German word before a noun, which is no name then."""
_BEFORE = 6  # code points before a word that tell whether it begins a sentence
_LONGEST_ARTICLE = 10  # code points
_SUFFIX_SIGNS = "'’"
_AFTER_LATIN = "\u0250"
_NOUNS_HAVE_CAPITALS = frozenset(["de"])

_ENDINGS = {"ru": 3, "uk": 3, "kk": 7, "tr": 6, "de": 2, "pl": 3}
"""Letters that forms of one name may have more than the letters that they share, by language."""
_VOWELS = "аеёиоуыэюяьйіїөүұәaeiouyıöü"
_LEAST, _LEAST_FORM = 2, 3
"""Letters that all forms of a name share, and letters of the shortest name of which there are forms."""


class Part(NamedTuple):
    """A word of a name, from `start` to `end`; `opens` tells whether it begins a sentence, or stands after an article.

    Then its capital does not tell that it is a name; articles count in German only.
    """

    start: int
    end: int
    text: str
    opens: bool


def find_names(text: str, code: str) -> list[tuple[Part, ...]]:
    """Return the names of a text in a language as their words: runs of words with a capital.

    Titles and words for offices, of money, units and months are left out, and so is a single word that begins a
    sentence.
    """
    known = lexicon(code)
    names = []
    for run in _runs(text, code):
        parts = tuple(part for part in run if not _is_common(part, known))
        alone = len(parts) == 1 and (parts[0].opens or code in _NOUNS_HAVE_CAPITALS)
        if parts and not alone:
            names.append(parts)
    return names


def _runs(text: str, code: str) -> Iterator[list[Part]]:
    """Yield the words with a capital that follow each other, perhaps with a particle between them: Otto von Lund."""
    words = list(_WORD.finditer(text))
    run: list[Part] = []
    last = -1
    for match, following in pairwise([*words, None]):
        if match is None:
            break
        start, end = match.span()
        blank = last >= 0 and text[last:start] == " "
        if match[0][0].isupper():
            opens = _STOP.search(text[max(0, start - _BEFORE) : start]) is not None
            if code in _NOUNS_HAVE_CAPITALS:
                opens = opens or _ARTICLE.search(text[max(0, start - _LONGEST_ARTICLE) : start]) is not None
            part = Part(start, end, match[0], opens)
            if run and not blank:
                yield run
                run = []
            run.append(part)
            last = _after_suffix(text, end)
            if last != end:  # a name ends at a suffix
                yield run
                run = []
        elif run and blank and match[0] in _PARTICLES and following and following[0][0].isupper() and code != "de":
            last = end
        elif run and match.start() >= last:
            yield run
            run = []
    if run:
        yield run


def _after_suffix(text: str, end: int) -> int:
    """Return the end of what is added to a name after an apostrophe: Lund'da, Lund's."""
    if text[end : end + 1] not in _SUFFIX_SIGNS or not text[end : end + 1]:
        return end
    match = _WORD.match(text, end + 1)
    return match.end() if match and match[0][0].islower() else end


def _is_common(part: Part, known: Lexicon) -> bool:
    """Tell whether a word with a capital is no part of a name: a title, an office, a month, a unit, a currency."""
    word, words = part.text, [fold_word(part.text)]
    if len(word) == 1 or words[0] in STOP_WORDS.get(known.code, ()) or words[0] in known.stop_words:
        return True
    tables = (known.months, known.units, known.currencies, known.scales, known.vague, known.parts, known.seasons)
    if any(table.at(words, 0) for table in tables) or known.month(words[0]) or words[0] in known.cardinals:
        return True
    if known.phrases("date", "early", "mid", "late").at(words, 0) or known.phrases("share", "percent").at(words, 0):
        return True
    return name_words(known.code).is_title(word) or (part.opens and name_words(known.code).is_opener(word))


@cache
def _stem(word: str) -> str:
    """Return the letters of a folded name that all its forms begin with."""
    stem = word
    while len(stem) > _LEAST and stem[-1] in _VOWELS and len(word) - len(stem) < 2:  # noqa: PLR2004
        stem = stem[:-1]
    return stem


def is_form(word: str, other: str, code: str) -> bool:
    """Tell whether two folded words are forms of one name in a language: Назарбаева and Назарбаев, Lund and Lundun."""
    reach = _ENDINGS.get(code, 0)
    if word == other or not reach or min(len(word), len(other)) < _LEAST_FORM:
        return word == other
    stem = min(_stem(word), _stem(other), key=len)
    return word.startswith(stem) and other.startswith(stem) and max(len(word), len(other)) - len(stem) <= reach


def is_latin(code: str) -> bool:
    """Tell whether the names of a language are written in Latin letters."""
    months = [word for word in lexicon(base_language(code)).months if word[0].isalpha()]
    return not months or months[0][0] < _AFTER_LATIN
