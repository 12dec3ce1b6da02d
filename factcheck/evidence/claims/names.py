"""Which names of a text are names, and not words that only begin a sentence or a title with a capital."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from factcheck.evidence import Name
from factcheck.evidence.claims.kinds import UnitKind
from factcheck.evidence.claims.units import TextUnit

TITLES = {UnitKind.HEADLINE, UnitKind.STANDFIRST, UnitKind.NOTICE}
"""The kinds of units whose words may all have capitals."""


def words_within(text: str, units: Iterable[TextUnit], names: Callable[[str], list[Name]]) -> set[str]:
    """Return the words of the names of a text that do not begin a sentence, headlines aside; `names` reads them."""
    prose = (text[unit.begin : unit.end] for unit in units if unit.kind not in TITLES)
    return {word for words in prose for name in names(words) if name.start > 1 for word in name.words}


def true_names(names: Iterable[Name], known: set[str], *, title: bool = False) -> list[Name]:
    """Return the names without words that only begin their sentence.

    `known` has the words that occur as names within sentences; a name of a `title`, whose words may all have capitals,
    must have one of them.
    """
    return [
        name
        for name in names
        if known.intersection(name.words)
        or (not title and (name.start > 1 or len(name.words) > 1 or name.text.isupper()))
    ]
