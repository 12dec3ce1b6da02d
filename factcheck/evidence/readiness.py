"""Whether figures can be read at once, which the screens ask before they import what reads them."""

from __future__ import annotations

FIRST_LANGUAGE = "en"
"""The language that most texts are compared in."""

_with_tables: set[str] = set()


def note_tables(code: str) -> None:
    """Note that the tables of a language are made, which takes some 50 ms the first time."""
    _with_tables.add(code)


def is_prepared() -> bool:
    """Return whether figures can be read at once; `factcheck.evidence.figures.prepare` sees to that."""
    return FIRST_LANGUAGE in _with_tables
