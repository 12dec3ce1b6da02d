"""What a source has at all: its words, names and figures by value, read once and kept beside its search index."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import orjson

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.figures import read_figures
from factcheck.evidence.languages.english.names import find_names, fold
from factcheck.text import VERSION

FACTS_VERSION = 6
"""To be increased whenever the facts of a text change."""

_WORD = re.compile(r"[^\W_]+(?:\.[^\W\d_](?=\.|\b))*")
_CAPITALS = re.compile(r"(?:[^\W\d_a-z][\w’'-]*(?:\s(?:of|and|for|the|on|in)(?:\sthe)?)?\s){1,8}[^\W\d_a-z][\w’'-]*")
_LINKS = {"of", "and", "for", "the", "on", "in"}
_BEGINNING = 2  # letters
_SEPARATOR = "|"
COUNT = "count"
"""The measure of a number of things."""


@dataclass(frozen=True)
class SourceFacts:
    """The words of a source, folded as names are; those of its names; the initials of names; and its figures.

    `amounts` maps each number to the measures it has there ("count", "money|usd", "duration|month", or "" where the
    text does not say); `dates` are its dates, with 0 for what they do not say.
    """

    words: frozenset[str]
    names: tuple[str, ...]
    initials: frozenset[str]
    amounts: Mapping[str, frozenset[str]]
    dates: frozenset[tuple[int, int, int]]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The first five letters of its long words, by which forms of a name are recognised."""
        return frozenset(word[:5] for word in self.words if len(word) >= len("Kazak"))

    def beginning_like(self, word: str) -> Sequence[str]:
        """Return the words that have the first letters of a folded word: its forms are among them."""
        return self._beginnings.get(word[:_BEGINNING], ())

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(word[:_BEGINNING], []).append(word)
        return found

    def to_bytes(self, about: Mapping[str, Any]) -> bytes:
        """Return the facts as the content of a file; `about` identifies the text that they were read from."""
        return orjson.dumps(
            {
                "made_by": _made_by(),
                "about": about,
                "words": sorted(self.words),
                "names": self.names,
                "initials": sorted(self.initials),
                "amounts": {amount: sorted(measures) for amount, measures in self.amounts.items()},
                "dates": sorted(self.dates),
            }
        )


def read_facts(text: str, language: str) -> SourceFacts:
    """Read the facts of a text in `language`."""
    names = {word for name in find_names(text) for word in name.words}
    amounts: dict[str, set[str]] = {}
    dates: set[tuple[int, int, int]] = set()
    for figure in read_figures(text, language):
        for value in filter(None, (figure.value, figure.upper)):
            if isinstance(value, tuple):
                dates.add(value)
        if figure.kind is not FigureKind.DATE:
            for amount in amounts_of(figure):
                amounts.setdefault(amount, set()).add(measure_of(figure))
    return SourceFacts(
        frozenset(words_of(text)),
        tuple(sorted(names)),
        frozenset(_initials(text)),
        {amount: frozenset(measures) for amount, measures in amounts.items()},
        frozenset(dates),
    )


def from_bytes(data: bytes, about: Mapping[str, Any]) -> SourceFacts:
    """Return the facts in a file.

    Raises ValueError if the file is damaged, or was made by another version, or from another text than `about`.
    """
    try:
        row = orjson.loads(data)
        if (row["made_by"], row["about"]) != (_made_by(), about):
            raise ValueError("made by another version, or from another text")
        return SourceFacts(
            frozenset(map(str, row["words"])),
            tuple(map(str, row["names"])),
            frozenset(map(str, row["initials"])),
            {str(amount): frozenset(map(str, measures)) for amount, measures in row["amounts"].items()},
            frozenset((int(year), int(month), int(day)) for year, month, day in row["dates"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not the facts of a text: {error}") from error


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded as names are; of an abbreviation without its stops: "un" for "U.N."."""
    return [fold(match[0].replace(".", "")) for match in _WORD.finditer(text)]


def amounts_of(figure: Figure) -> list[str]:
    """Return the numbers of a figure that is no date, both ends of a range, without trailing zeros."""
    values = [figure.value] if figure.upper is None else [figure.value, figure.upper]
    return [plain_number(value) for value in values if not isinstance(value, tuple)]


def plain_number(value: Decimal) -> str:
    """Return a number as the facts have it: in digits, without trailing zeros."""
    return f"{value.normalize():f}"


def measure_of(figure: Figure) -> str:
    """Return what a number measures if its value alone does not say enough: a currency, a unit of time, percent."""
    if figure.kind in {FigureKind.MONEY, FigureKind.DURATION, FigureKind.PERCENT}:
        return f"{figure.kind}{_SEPARATOR}{figure.unit}"
    return COUNT if figure.noun else ""


def _initials(text: str) -> set[str]:
    """Return the initials of every run of words with a capital, and of its ends: "nsc" for National Security …"""
    found: set[str] = set()
    for match in _CAPITALS.finditer(text):
        letters = [word[0] for word in match[0].casefold().split() if word not in _LINKS]
        found.update("".join(letters[start:]) for start in range(len(letters) - 1))
        found.update("".join(letters[:end]) for end in range(2, len(letters)))
    return found


def _made_by() -> dict[str, Any]:
    return {"factcheck": VERSION, "facts": FACTS_VERSION}
