"""The languages in which figures and names are read, by ISO 639-1 code. Nothing is compared in any other language.

English is built in. Installed packages add languages, named by their codes, in the entry point group
`factcheck.languages`.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from factcheck.case.registry import Registry
from factcheck.errors import UnknownError
from factcheck.evidence import Figure, Name


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


LANGUAGES: Registry[Language] = Registry(
    "factcheck.languages",
    "language",
    ("figures", "linked", "names"),
    {"en": "factcheck.evidence.languages.english.reader:English"},
)


@cache
def language(code: str = "en") -> Language | None:
    """Return the language with a code ("en", "en-GB"), None if it cannot be read; an empty code is English.

    Raises InvalidError if a package that adds it cannot be loaded.
    """
    try:
        return LANGUAGES.find(code[:2].lower() or "en")
    except UnknownError:
        return None
