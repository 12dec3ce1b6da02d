"""Words of closed classes of languages other than English: relatives, offices, quantifiers, proof, doubt, opposites."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data/classes"
_ARABIC = "(?:وال|بال|لل|ال|و|ب|ل|ف)?"
"""What may be written in one with an Arabic word, before it."""


@dataclass(frozen=True)
class NameWords:
    """What tells a name from another word with a capital.

    Titles and offices are no names anywhere, openers not at the beginning of a sentence; `given` are frequent names.
    """

    titles: tuple[re.Pattern[str], ...]
    openers: re.Pattern[str]
    given: frozenset[str]

    def is_title(self, word: str) -> bool:
        """Tell whether a word is a title, an office or a relative."""
        return any(titles.fullmatch(word) for titles in self.titles)

    def is_opener(self, word: str) -> bool:
        """Tell whether a word has its capital only because it begins a sentence, as far as the data file knows."""
        return self.openers.fullmatch(word) is not None


_NO_NAME_WORDS = NameWords((), re.compile("(?!)"), frozenset())


@dataclass(frozen=True)
class WordClasses:
    """The classes of one language: `relations` and `quantifiers` name the group of a word by the group of the match."""

    relations: re.Pattern[str]
    quantifiers: re.Pattern[str]
    proof: re.Pattern[str]
    doubt: re.Pattern[str]
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    names: NameWords


@cache
def word_classes(code: str) -> WordClasses | None:
    """Return the classes of the language with an ISO 639-1 code, None if it has no data file."""
    path = _DATA / f"{code}.toml"
    if not path.is_file():
        return None
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    certainty, names = data["certainty"], data.get("names", {})
    relations = _grouped({**data["kinship"], **data["offices"]}, code)
    titles = (relations, *([_pattern(names["titles"], code)] if names else []))
    return WordClasses(
        relations,
        _grouped(data["quantifiers"], code),
        _pattern(certainty["proof"], code),
        _pattern(certainty["doubt"], code),
        tuple((_pattern(one, code), _pattern(other, code)) for one, other in data["opposites"].values()),
        NameWords(titles, _pattern(names["openers"], code), _given(names["given"])) if names else _NO_NAME_WORDS,
    )


@cache
def name_words(code: str) -> NameWords:
    """Return the words with a capital that are no names in a language; none without a data file."""
    classes = word_classes(code)
    return classes.names if classes else _NO_NAME_WORDS


def _given(names: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in names.split(","))


def _grouped(groups: Mapping[str, str], code: str) -> re.Pattern[str]:
    return _compile("|".join(f"(?P<{name}>{_alternatives(words)})" for name, words in groups.items()), code)


def _pattern(words: str, code: str) -> re.Pattern[str]:
    return _compile(_alternatives(words), code)


def _compile(alternatives: str, code: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w){_ARABIC if code == 'ar' else ''}(?:{alternatives})(?!\w)")


def _alternatives(words: str) -> str:
    """Return a pattern for words separated by commas, the longest first; "…*" stands for all that begin so."""
    entries = sorted((" ".join(word.split()) for word in words.split(",")), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for word in entries if word)
