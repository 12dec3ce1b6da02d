"""The languages in which figures and names are read, by ISO 639-1 code.

Eight are built in; of all others that CLDR describes, digits, dates, money and units are read. Installed packages add
languages, named by their codes, in the entry point group `factcheck.languages`.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from factcheck.case.registry import Registry
from factcheck.errors import UnknownError
from factcheck.evidence import Figure, Name
from factcheck.evidence.languages.reader import LexiconLanguage


class Language(Protocol):
    """Reads the figures and names of texts in one language."""

    def figures(self, text: str, dated: str = "", limit: int | None = None) -> list[Figure]:
        """Return the figures of `text` in their order, not many more than `limit`.

        `dated` is the date of the text in ISO 8601, as precise as it is known: "last year" is relative to it.
        """

    def linked(self, text: str, first: Figure, second: Figure) -> bool:
        """Tell whether two figures are neighbours in a list, or the ends of a range."""

    def names(self, text: str) -> list[Name]:
        """Return the names of `text` in their order."""


_BUILT_IN = {
    "en": "ENGLISH", "de": "GERMAN", "fr": "FRENCH", "es": "SPANISH", "ru": "RUSSIAN", "kk": "KAZAKH", "tr": "TURKISH",
    "ar": "ARABIC",
}  # fmt: skip

LANGUAGES: Registry[Language] = Registry(
    "factcheck.languages",
    "language",
    ("figures", "linked", "names"),
    {code: f"factcheck.evidence.languages.built_in:{name}" for code, name in _BUILT_IN.items()},
)


@cache
def language(code: str = "en") -> Language | None:
    """Return the language with a code ("en", "en-GB"), None if it cannot be read; an empty code is English.

    A language without a data file is read as far as CLDR describes it. Raises InvalidError if a package that adds it
    cannot be loaded.
    """
    short = code.replace("_", "-").partition("-")[0].lower() or "en"
    try:
        return LANGUAGES.find(short)
    except UnknownError:
        found = LexiconLanguage(short)
        return found if found.known else None


def unread(code: str) -> str:
    """Return in words what is not read in a language; "" for one that is read in full."""
    reader = language(code)
    if reader is None:
        return f"figures in {code}: not read"
    if isinstance(reader, LexiconLanguage) and not reader.complete:
        return f"figures in {code}: digits, dates, money and units only"
    return ""
