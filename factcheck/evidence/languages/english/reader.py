"""The figures of an English text: numbers, money, percentages, ordinals, durations and dates, in a form to compare."""

from __future__ import annotations

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.languages.english.english import ENGLISH

__all__ = ["Figure", "FigureKind", "find_figures", "linked"]


def find_figures(text: str, stated: str = "") -> list[Figure]:
    """Return the figures of `text` in their order; the members of a list take the unit that follows it.

    `stated` is the ISO 8601 date that the text is of: what it tells from that ("last year") is worked out.
    """
    return ENGLISH.figures(text, stated)


def linked(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether two figures of `text`, dates or not, are neighbours in a list, or the ends of a range."""
    return ENGLISH.linked(text, first, second)
