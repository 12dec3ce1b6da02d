"""Words that change the meaning of a statement if they are left out: negations, denials, and qualifications.

They stand in `words.toml`, one table a language. English words are looked for in every text, since the language of a
source may be unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

ENGLISH = "en"


@cache
def word_lists() -> dict[str, dict[str, Any]]:
    """Return the word lists of each language by its ISO 639-1 code: regular expressions by the name of the list."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("factcheck.quotes").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def words_pattern(names: Sequence[str], language: str = "", suffix: str = r"(?!\w)") -> re.Pattern[str]:
    """Return a pattern for the words of some lists, in English and in `language` (ISO 639-1), as group `words`."""
    tables = [word_lists()[code] for code in dict.fromkeys((ENGLISH, language[:2].lower())) if code in word_lists()]
    return _pattern([table[name] for table in tables for name in names if name in table], suffix)


@cache
def every_language(name: str) -> re.Pattern[str]:
    """Return a pattern for the words of one list in all languages."""
    return _pattern([table[name] for table in word_lists().values() if name in table], r"(?!\w)")


def sense_changing_words(text: str, language: str = "") -> list[str]:
    """Return the negations, denials and qualifications in a text, each spelling once, in their order."""
    pattern = words_pattern(("denials", "qualifications"), language)
    return list(dict.fromkeys(match[0] for match in pattern.finditer(text)))


def denies(word: str) -> bool:
    """Tell whether a word that `sense_changing_words` returned is a negation or denial in any of the languages."""
    return every_language("denials").fullmatch(word) is not None


def negates(word: str) -> bool:
    """Tell whether an English word is a negation."""
    return words_pattern(("denials",)).fullmatch(word) is not None


def _pattern(words: Sequence[str], suffix: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?P<words>{'|'.join(words)}){suffix}")
