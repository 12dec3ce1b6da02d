"""The values that a text states: figures and names, each with its place and a form to compare.

What is one figure, one name, one bound depends on the language of the text: each language reads for itself, and is
looked up here by its ISO 639-1 code. In a language that nobody reads yet nothing is compared.
"""

from __future__ import annotations

from typing import Protocol

from factcheck.evidence import Figure
from factcheck.evidence.languages.english.names import Name

__all__ = ["Language", "language"]


class Language(Protocol):
    """What the comparison asks of a language."""

    def figures(self, text: str, stated: str = "", most: int | None = None) -> list[Figure]:
        """Return the figures of `text` in their order, not many more than `most`.

        `stated` is the date that the text is of, in ISO 8601, as exact as known.
        """

    def linked(self, text: str, first: Figure, second: Figure) -> bool:
        """Tell whether two figures are neighbours in a list, or the ends of a range."""

    def names(self, text: str) -> list[Name]:
        """Return the names of `text` in their order."""


def language(code: str = "en") -> Language | None:
    """Return the reader of a language by its ISO 639-1 code; None where nobody reads it yet."""
    from factcheck.evidence.languages.english.reader import ENGLISH

    return ENGLISH if code[:2].lower() in {"", "en"} else None
