"""Searches passages, reads and compares figures, and warns about verdicts: pure functions and the values they share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = Decimal | tuple[int, int, int]
"""A number; or year, month and day of a date, with 0 for what is not known."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be compared: a claim, or a passage of a source.

    `dated` is its date in ISO 8601, perhaps without day or month: "last year" is relative to it. `before` is the
    sentence before it or the title of its source, which may name the subject. `language` is an ISO 639-1 code.
    """

    text: str
    dated: str = ""
    before: str = ""
    language: str = "en"


class FigureKind(StrEnum):
    """The kind of a figure: only figures of one kind are compared, and vague ones ("dozens") never."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    VAGUE = "vague"


class Bound(StrEnum):
    """The bound that the words around a figure give it."""

    EXACT = ""
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


DURATION_UNITS: dict[str, tuple[str, int]] = {
    "second": ("second", 1),
    "minute": ("second", 60),
    "hour": ("second", 3600),
    "day": ("day", 1),
    "week": ("day", 7),
    "month": ("month", 1),
    "year": ("month", 12),
    "decade": ("month", 120),
    "century": ("month", 1200),
}
"""The units of durations, each with the unit that it is a multiple of, and the factor."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, from `start` to `end` of its text, in code points.

    `text` is how it is written there. `unit` is what is counted, in the singular ("officer"; "people" also for the
    dead), the currency ("usd"), what an ordinal counts, or the precision of a date (day, month, year); empty if the
    text does not say. `upper` is the other end of a range. `derivation` shows how a date was worked out that the
    text does not state ("January 6 + one day").
    """

    start: int
    end: int
    kind: FigureKind
    unit: str
    value: Value
    text: str
    bound: Bound = Bound.EXACT
    upper: Value | None = None
    derivation: str = ""

    @property
    def measure(self) -> tuple[FigureKind, str]:
        """Kind and unit: figures of one measure can be compared; dates of any precision, and years with months."""
        if self.kind is FigureKind.DURATION:
            return self.kind, DURATION_UNITS[self.unit][0]
        return self.kind, "" if self.kind is FigureKind.DATE else self.unit

    @property
    def amount(self) -> Decimal:
        """The number in the unit of its measure; 0 for a date."""
        if isinstance(self.value, tuple):
            return Decimal(0)
        return self.value * DURATION_UNITS[self.unit][1] if self.kind is FigureKind.DURATION else self.value

    @property
    def key(self) -> tuple[object, ...]:
        """What figures of one value share: kind, dimension and amount in its base unit; of a date all that it says.

        What is counted is no part of it, nor is the bound: "238 people" and "at least 238 deaths" have one key.
        """
        if self.kind is FigureKind.DATE:
            return self.kind, self.value, self.upper
        unit = "" if self.kind in {FigureKind.NUMBER, FigureKind.ORDINAL} else self.measure[1]
        return self.kind, unit, self.amount.normalize(), self.upper

    @property
    def noun(self) -> str:
        """What is counted or ordered, in the singular; "" for other kinds, and if the text does not say."""
        return self.unit if self.kind in {FigureKind.NUMBER, FigureKind.ORDINAL, FigureKind.VAGUE} else ""

    @property
    def normal(self) -> str:
        """The normal form, the same for all ways to write it: "at least 238 people", "2022-01-06", "46000000 usd"."""
        ends = [self.value] if self.upper is None else [self.value, self.upper]
        value = "/".join(_date(end) if isinstance(end, tuple) else f"{end.normalize():f}" for end in ends)
        unit = "" if self.kind is FigureKind.DATE else self.unit
        return " ".join(part for part in (self.bound, value, unit) if part)

    def common(self, other: Figure) -> list[tuple[int, int]]:
        """Return year, month and day in pairs, as far as both dates have them; nothing for numbers."""
        if not (isinstance(self.value, tuple) and isinstance(other.value, tuple)):
            return []
        return [(a, b) for a, b in zip(self.value, other.value, strict=True) if a and b]


def _date(value: tuple[int, int, int]) -> str:
    """Write a date as in ISO 8601-2, with X for digits that are not known."""
    year, month, day = value
    parts = [f"{year:04}" if year else "XXXX", f"{month:02}" if month else "XX", f"{day:02}" if day else "XX"]
    return "-".join(parts[: 3 if day else 2 if month else 1])


@dataclass(frozen=True, slots=True)
class Name:
    """A name, from `start` to `end` of its text, in code points; `words` are its words, folded."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]


class Relation(StrEnum):
    """How a figure of an excerpt relates to one of the claim."""

    SAME = "same"
    WITHIN = "within"
    DIFFERS = "differs"
    EQUAL = "equal after arithmetic"
    UNEQUAL = "apart after arithmetic"


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A figure of the claim with the figure of the excerpt that agrees with it, or differs from it.

    `reason` says in words why they are compared, or how the sum was made.
    """

    relation: Relation
    claim: Figure
    excerpt: Figure
    reason: str = ""

    def __str__(self) -> str:
        return " ".join(f"{self.claim.text} / {self.excerpt.text}".split())
