"""What texts say for and against a claim: pure functions from text to findings, and the nouns they share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = Decimal | tuple[int, int, int]
"""A number; or year, month and day of a date, with 0 for what is not said."""


class FigureKind(StrEnum):
    """What a figure is: only figures of one kind can be compared."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure from `start` to `end` of its text, in code points, where it reads `text`.

    `unit` is what is counted, in the singular ("officer"; "people" for the dead as well), the currency
    ("usd"), or the precision of a date (day, month, year); empty where the text does not say.
    """

    start: int
    end: int
    kind: FigureKind
    unit: str
    value: Value
    text: str

    @property
    def measure(self) -> tuple[FigureKind, str]:
        """Kind and unit: figures of one measure can be compared; dates can at any precision."""
        return self.kind, "" if self.kind == FigureKind.DATE else self.unit

    def common(self, other: Figure) -> list[tuple[int, int]]:
        """Return year, month and day in pairs, as far as both dates say them; nothing for numbers."""
        if not (isinstance(self.value, tuple) and isinstance(other.value, tuple)):
            return []
        return [(a, b) for a, b in zip(self.value, other.value, strict=True) if a and b]


class Relation(StrEnum):
    """How a figure of an excerpt stands to one of the claim."""

    SAME = "same"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of the claim beside the figure of the excerpt that agrees with it, or differs from it."""

    relation: Relation
    claim: Figure
    excerpt: Figure

    def __str__(self) -> str:
        return " ".join(f"{self.claim.text} / {self.excerpt.text}".split())
