"""The figures of texts: read by value, in the languages that can be read."""

from __future__ import annotations

from factcheck.evidence import Figure, languages
from factcheck.evidence.readiness import FIRST_LANGUAGE


def prepare() -> None:
    """Make the tables that reading figures needs, so that the first reading does not wait for them."""
    read_figures("1", FIRST_LANGUAGE)


def read_figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    """Return the figures of `text` in their order; nothing in a language that cannot be read.

    `language` is an ISO 639-1 code; an empty one is English. Figures of one `key` have one value, however they are
    written. Raises InvalidError if a package that adds the language cannot be loaded.
    """
    reader = languages.language(language)
    return tuple(reader.figures(text)) if reader else ()
