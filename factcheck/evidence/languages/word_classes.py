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
class WordClasses:
    """The classes of one language: `relations` and `quantifiers` name the group of a word by the group of the match."""

    relations: re.Pattern[str]
    quantifiers: re.Pattern[str]
    proof: re.Pattern[str]
    doubt: re.Pattern[str]
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


@cache
def word_classes(code: str) -> WordClasses | None:
    """Return the classes of the language with an ISO 639-1 code, None if it has no data file."""
    path = _DATA / f"{code}.toml"
    if not path.is_file():
        return None
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    certainty = data["certainty"]
    return WordClasses(
        _grouped({**data["kinship"], **data["offices"]}, code),
        _grouped(data["quantifiers"], code),
        _pattern(certainty["proof"], code),
        _pattern(certainty["doubt"], code),
        tuple((_pattern(one, code), _pattern(other, code)) for one, other in data["opposites"].values()),
    )


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
