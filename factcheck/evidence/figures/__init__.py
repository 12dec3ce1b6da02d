"""The figures of texts: read by value, in the languages that can be read."""

from __future__ import annotations

from factcheck.evidence import Figure, languages
from factcheck.evidence.languages.lexicon import has_tables

_FIRST = "en"
"""The language that most texts are compared in."""


def is_prepared() -> bool:
    """Return whether figures can be read at once; the first time it takes some 50 ms, see `prepare`."""
    return has_tables(_FIRST)


def prepare() -> None:
    """Make the tables that reading figures needs, so that the first reading does not wait for them."""
    read_figures("1", _FIRST)


def read_figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    """Return the figures of `text` in their order; nothing in a language that cannot be read.

    `language` is an ISO 639-1 code; an empty one is English. Figures of one `key` have one value, however they are
    written. Raises InvalidError if a package that adds the language cannot be loaded.
    """
    reader = languages.language(language)
    return tuple(reader.figures(text)) if reader else ()
