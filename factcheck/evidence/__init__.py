"""Searches passages, reads and compares figures, and warns about verdicts: pure functions and the values they share."""

from __future__ import annotations

from decimal import Context, Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

EXACT = Context(prec=12)
"""Amounts are equal if they are so in twelve digits: factors such as that of degrees Fahrenheit have no end."""

Value: TypeAlias = Decimal | tuple[int, int, int]
"""A number; or year, month and day of a date, with 0 for what is not known."""


class Text(NamedTuple):
    """A text to be compared: a claim, or a passage of a source.

    `dated` is its date in ISO 8601, perhaps without day or month: "last year" is relative to it. `before` is the
    sentence before it or the title of its source, which may name the subject. `language` is an ISO 639-1 code.
    """

    text: str
    dated: str = ""
    before: str = ""
    language: str = "en"


class FigureKind(StrEnum):
    """The kind of a figure: only figures of one kind are compared, and vague ones ("dozens") as a number or more.

    Points are percentage points; a quantity has any unit that has no kind of its own here.
    """

    NUMBER = "number"
    ORDINAL = "ordinal"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    DATE = "date"
    DURATION = "duration"
    TIME = "time"
    SCORE = "score"
    TEMPERATURE = "temperature"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    MASS = "mass"
    SPEED = "speed"
    ENERGY = "energy"
    POWER = "power"
    QUANTITY = "quantity"
    VAGUE = "vague"


class Bound(StrEnum):
    """The bound that the words around a figure give it."""

    EXACT = ""
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


class Figure(NamedTuple):
    """One figure, from `start` to `end` of its text, in code points.

    `text` is how it is written there. `unit` is what is counted, in the singular ("officer"; "people" also for the
    dead), the currency ("usd"), the unit of measurement ("kilometer"), what an ordinal counts, or the precision of a
    date (day, month, quarter, half, season, year, decade); empty if the text does not say. `value` is in that unit;
    times `factor`, plus `offset`, it is in the base unit of `dimension`. `upper` is the other end of a range. `per` is
    what an amount is per ("person", "day", "100000"). A `strict` bound excludes the value. `other` is the second
    reading of a date like 12/05/2020. `derivation` shows how a date was worked out that the text does not state
    ("January 6 + one day").
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
    dimension: str = ""
    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)
    per: str = ""
    strict: bool = False
    other: Value | None = None

    @property
    def measure(self) -> tuple[FigureKind, str]:
        """Kind and unit: figures of one measure can be compared; units of one dimension, and dates of any precision."""
        if self.kind is FigureKind.DATE:
            return self.kind, ""
        return self.kind, (self.dimension or self.unit) + (f"/{self.per}" if self.per else "")

    @property
    def amount(self) -> Decimal:
        """The number in the base unit of its dimension; 0 for a date."""
        return self.in_base_unit(self.value)

    @property
    def upper_amount(self) -> Decimal:
        """The upper end of a range in the base unit; for other figures the amount."""
        return self.in_base_unit(self.value if self.upper is None else self.upper)

    def in_base_unit(self, value: Value) -> Decimal:
        """Return a number that is in the unit of the figure in the base unit; 0 for a date."""
        return Decimal(0) if isinstance(value, tuple) else value * self.factor + self.offset

    @property
    def key(self) -> tuple[object, ...]:
        """What figures of one value share: kind, dimension and amount in its base unit; of a date all that it says.

        What is counted is no part of it, nor is the bound: "238 people" and "at least 238 deaths" have one key.
        """
        if self.kind is FigureKind.DATE:
            return self.kind, self.value, self.upper
        kind = FigureKind.NUMBER if self.kind is FigureKind.VAGUE else self.kind
        unit = self.per if self.kind in {FigureKind.NUMBER, FigureKind.ORDINAL, FigureKind.VAGUE} else self.measure[1]
        return kind, unit, self.amount.normalize(EXACT), self.upper and self.upper_amount.normalize(EXACT)

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
        return " ".join(part for part in (self.bound, value, unit, f"per {self.per}" * bool(self.per)) if part)

    def common(self, other: Figure) -> list[tuple[int, int]]:
        """Return year, month and day in pairs, as far as both dates have them; nothing for numbers."""
        if not (isinstance(self.value, tuple) and isinstance(other.value, tuple)):
            return []
        return [(a, b) for a, b in zip(self.value, other.value, strict=True) if a and b]


def _date(value: tuple[int, int, int]) -> str:
    """Write a date as in ISO 8601-2, with X for digits that are not known."""
    year, month, day = value
    parts = [
        f"{year:0{4 + (year < 0)}}" if year else "XXXX",
        f"{month:02}" if month else "XX",
        f"{day:02}" if day else "XX",
    ]
    return "-".join(parts[: 3 if day else 2 if month else 1])


class Name(NamedTuple):
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


class FigureMark(NamedTuple):
    """A figure of the claim with the figure of the excerpt that agrees with it, or differs from it.

    `reason` says in words why they are compared, or how the sum was made.
    """

    relation: Relation
    claim: Figure
    excerpt: Figure
    reason: str = ""

    def __str__(self) -> str:
        return " ".join(f"{self.claim.text} / {self.excerpt.text}".split())


class SignalKind(StrEnum):
    """What a signal is about."""

    OPPOSITE = "opposites"
    NEGATION = "negation"
    SPELLING = "spelling"
    ALIAS = "one name"
    EARLIER = "earlier report"
    REPORTED = "reported speech"


class Signal(NamedTuple):
    """A signal in words, with its spans in claim and excerpt, in code points; None if it has no span there."""

    kind: SignalKind
    words: str
    claim: tuple[int, int] | None = None
    excerpt: tuple[int, int] | None = None

    def __str__(self) -> str:
        return f"{self.words}: {self.kind}"
