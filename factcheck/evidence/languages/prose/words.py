"""The data file of the prose of a language: its phrases as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

_DATA = Path(__file__).parents[1] / "data/prose"
_COMMA = re.compile(r"(?<!\\),")
_CLASS = re.compile(r"\[[^\]]+\]")

T = TypeVar("T")


@cache
def prose_data(code: str) -> ProseData | None:
    """Return the data of the language with an ISO 639-1 code, None if it has no file."""
    path = _DATA / f"{code[:2]}.toml"
    if not (code[:2].isalpha() and path.is_file()):
        return None
    return ProseData(code[:2], tomllib.loads(path.read_text("utf-8")))


def by_language(build: Callable[[ProseData], T]) -> Callable[[str], T | None]:
    """Return a function that maps an ISO 639-1 code to what `build` makes of the data, or to None if it has no file."""

    @cache
    def built(code: str) -> T | None:
        data = prose_data(code)
        return build(data) if data else None

    return built


class ProseData:
    """The entries of one data file."""

    def __init__(self, code: str, data: dict[str, Any]) -> None:
        """Hold `data` of the language with a code of two letters."""
        self.code = code
        self._data = data

    def flag(self, section: str, key: str) -> bool:
        """Tell whether an entry is set."""
        return bool(self._data[section].get(key))

    def phrases(self, section: str, key: str) -> list[str]:
        """Return the phrases of an entry."""
        parts = _COMMA.split(self._data[section].get(key, ""))
        return [" ".join(part.replace("\\,", ",").split()) for part in parts if part.strip()]

    def pattern(self, section: str, *keys: str) -> str:
        """Return a pattern without groups for the phrases of entries, the longest first; it never matches if none.

        "*" in a phrase stands for any letters, "[…]" for one of some.
        """
        return any_of(phrase for key in keys for phrase in self.phrases(section, key))


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern without groups for one of some phrases, the longest first."""
    return "|".join(map(_escaped, sorted(phrases, key=len, reverse=True))) or r"(?!)"


def _escaped(phrase: str) -> str:
    """Return the pattern of a phrase: its letters, "*" and classes of letters."""
    at, made = 0, ""
    for match in _CLASS.finditer(phrase):
        made += re.escape(phrase[at : match.start()]) + match[0]
        at = match.end()
    made += re.escape(phrase[at:])
    return made.replace(r"\*", r"\w*").replace(r"\ ", r"\s").replace("’", "[’']")
