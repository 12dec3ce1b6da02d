"""What texts say for and against a claim: pure functions from text to findings, and the nouns they share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = Decimal | tuple[int, int, int]
"""A number; or year, month and day of a date, with 0 for what is not said."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be compared: a claim, or a passage of a source.

    `dated` is the date that it is of, in ISO 8601, as exact as known: "last year" is told from it. `before` is what
    stands before it, the sentence before or the title of its source: it may name what the text only means.
    `language` is an ISO 639-1 code.
    """

    text: str
    dated: str = ""
    before: str = ""
    language: str = "en"


class FigureKind(StrEnum):
    """What a figure is: only figures of one kind can be compared. What is vague ("dozens") is never compared."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    VAGUE = "vague"


class Bound(StrEnum):
    """What the words before a figure make of it."""

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
"""For a unit of time the unit that it is a whole number of, and how many."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure from `start` to `end` of its text, in code points, where it reads `text`.

    `unit` is what is counted, in the singular ("officer"; "people" for the dead as well), the currency
    ("usd"), what an ordinal numbers, or the precision of a date (day, month, year); empty where the text does not
    say. `upper` is the other end of a range. `reckoned` shows how a date was worked out that the text does not
    write ("January 6 + one day").
    """

    start: int
    end: int
    kind: FigureKind
    unit: str
    value: Value
    text: str
    bound: Bound = Bound.EXACT
    upper: Value | None = None
    reckoned: str = ""

    @property
    def measure(self) -> tuple[FigureKind, str]:
        """Kind and unit: figures of one measure can be compared; dates can at any precision, years with months."""
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
    def normal(self) -> str:
        """The normal form: one for all ways to write it ("at least 238 people", "2022-01-06", "46000000 usd")."""
        ends = [self.value] if self.upper is None else [self.value, self.upper]
        said = "/".join(_date(end) if isinstance(end, tuple) else f"{end.normalize():f}" for end in ends)
        unit = "" if self.kind is FigureKind.DATE else self.unit
        return " ".join(part for part in (self.bound, said, unit) if part)

    def common(self, other: Figure) -> list[tuple[int, int]]:
        """Return year, month and day in pairs, as far as both dates say them; nothing for numbers."""
        if not (isinstance(self.value, tuple) and isinstance(other.value, tuple)):
            return []
        return [(a, b) for a, b in zip(self.value, other.value, strict=True) if a and b]


def _date(value: tuple[int, int, int]) -> str:
    """Write a date as ISO 8601-2 does, with X for digits that are not said."""
    year, month, day = value
    parts = [f"{year:04}" if year else "XXXX", f"{month:02}" if month else "XX", f"{day:02}" if day else "XX"]
    return "-".join(parts[: 3 if day else 2 if month else 1])


@dataclass(frozen=True, slots=True)
class Name:
    """A name from `start` to `end` of its text, in code points; `words` is its normal form."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]


class Relation(StrEnum):
    """How a figure of an excerpt stands to one of the claim."""

    SAME = "same"
    WITHIN = "within"
    DIFFERS = "differs"
    EQUAL = "equal after arithmetic"
    RECKONED = "apart after arithmetic"


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A figure of the claim beside the figure of the excerpt that agrees with it, or differs from it.

    `reason` says in words why: what was compared, and what speaks for it being one thing; or the sum.
    """

    relation: Relation
    claim: Figure
    excerpt: Figure
    reason: str = ""

    def __str__(self) -> str:
        return " ".join(f"{self.claim.text} / {self.excerpt.text}".split())
