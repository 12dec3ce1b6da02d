"""The languages in which figures and names are read, by ISO 639-1 code. Nothing is compared in any other language.

English is built in. An installed package adds a language by an entry point in the group `factcheck.languages`, named by
its code, that leads to an object with the methods of `Language`:

    [project.entry-points."factcheck.languages"]
    de = "my_package:GERMAN"
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from factcheck.errors import InvalidError
from factcheck.evidence import Figure, Name
from factcheck.evidence.languages.english.reader import ENGLISH
from factcheck.text import visible_line

GROUP = "factcheck.languages"


class Language(Protocol):
    """Reads the figures and names of texts in one language."""

    @property
    def code(self) -> str:
        """The ISO 639-1 code of the language."""

    def figures(self, text: str, dated: str = "", limit: int | None = None) -> list[Figure]:
        """Return the figures of `text` in their order, not many more than `limit`.

        `dated` is the date of the text in ISO 8601, as exact as known: "last year" is relative to it.
        """

    def linked(self, text: str, first: Figure, second: Figure) -> bool:
        """Tell whether two figures are neighbours in a list, or the ends of a range."""

    def names(self, text: str) -> list[Name]:
        """Return the names of `text` in their order."""


LANGUAGES: dict[str, Language] = {language.code: language for language in (ENGLISH,)}
"""The languages that are built in, by code."""


def language(code: str = "en") -> Language | None:
    """Return the language with a code ("en", "en-GB"), None if it cannot be read; an empty code is English.

    Raises InvalidError if a package that adds it cannot be loaded.
    """
    short = code[:2].lower() or ENGLISH.code
    return LANGUAGES.get(short) or _installed(short)


@cache
def _installed(code: str) -> Language | None:
    from importlib.metadata import entry_points  # loads the e-mail package, which nothing else here needs

    for entry_point in entry_points(group=GROUP, name=code):
        try:
            found: Language = entry_point.load()
        except Exception as error:  # whatever another package raises
            raise InvalidError(f"{GROUP}: {entry_point.value} cannot be loaded: {visible_line(str(error))}") from error
        return found
    return None
