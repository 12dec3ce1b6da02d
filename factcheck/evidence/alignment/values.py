"""Whether two figures agree: by value, by their bounds, and of dates as far as both say them."""

from __future__ import annotations

from decimal import Decimal

from factcheck.evidence import EXACT, Bound, Figure, FigureKind, Value

_ROUNDED = 1000  # numbers from here on are often rounded
_CONVERTED = Decimal("0.01")  # the part that amounts in two units may differ by, as converted ones are rounded
_FAR_APART = 3  # two lower bounds that are this far apart do not agree: over 300, more than thirty
_COUNTS = frozenset({FigureKind.NUMBER, FigureKind.VAGUE})


def comparable(first: Figure, second: Figure, nouns: bool = True) -> bool:
    """Tell whether two figures are of one kind and dimension, and per the same.

    Without `nouns`, counts of which one does not say what it counts are of one kind too.
    """
    if first.kind is second.kind and first.measure == second.measure:
        return True
    vague = {first.kind, second.kind} <= _COUNTS and first.kind is not second.kind
    counts = first.kind is second.kind and first.kind in {FigureKind.NUMBER, FigureKind.ORDINAL}
    if not (vague or counts) or first.per != second.per:
        return False
    return (vague and first.unit == second.unit) or (not nouns and not (first.unit and second.unit))


def limits(figure: Figure) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest amount that the text allows: from 100 on for "at least 100"; 0 for a date."""
    value, upper = (amount.normalize(EXACT) for amount in (figure.amount, figure.upper_amount))
    slack = abs(value) / 10 if figure.bound is Bound.ABOUT else abs(value) / 200 if _is_round(figure) else Decimal(0)
    if figure.kind in {FigureKind.ORDINAL, FigureKind.SCORE, FigureKind.TIME}:
        slack = Decimal(0)
    if figure.kind is FigureKind.VAGUE:
        return value, Decimal("Infinity")
    least = Decimal("-Infinity") if figure.bound is Bound.AT_MOST else value - slack
    return least, Decimal("Infinity") if figure.bound is Bound.AT_LEAST else max(value, upper) + slack


def _is_round(figure: Figure) -> bool:
    value = figure.value
    return isinstance(value, Decimal) and value >= _ROUNDED


def amounts_agree(first: Figure, second: Figure) -> bool:
    """Tell whether two amounts of one measure can be true of one thing."""
    if first.kind is FigureKind.SCORE:
        return first.value == second.value and first.upper == second.upper
    if first.bound is second.bound is Bound.ABOUT:
        return abs(first.amount - second.amount) * 10 <= max(abs(first.amount), abs(second.amount))
    (low, high), (other_low, other_high) = limits(first), limits(second)
    if low > other_high or other_low > high:
        return _is_converted(first, second)
    if (low == other_high or other_low == high) and low != high and (first.strict or second.strict):
        return False
    if first.bound is second.bound is Bound.AT_LEAST and first.amount != second.amount:
        small, large = sorted((first.amount, second.amount))
        return small * _FAR_APART > large
    return True


def _is_converted(first: Figure, second: Figure) -> bool:
    """Tell whether two amounts are one that was converted and rounded: 300 m, 984 ft."""
    if first.unit == second.unit or not (first.dimension and second.dimension):
        return False
    return abs(first.amount - second.amount) <= max(abs(first.amount), abs(second.amount)) * _CONVERTED


def equal(first: Figure, second: Figure) -> bool:
    """Tell whether two amounts are equal exactly, perhaps in two units."""
    ends = ((first.amount, second.amount), (first.upper_amount, second.upper_amount))
    return all(a.normalize(EXACT) == b.normalize(EXACT) for a, b in ends)


def dates_agree(first: Figure, second: Figure) -> bool:
    """Tell whether two dates can be one, as far as both say it; two spans of one precision must be equal."""
    if first.other is not None or second.other is not None:
        readings = ((a, b) for a in (first.value, first.other) for b in (second.value, second.other))
        return any(_meet(a, a, b, b) for a, b in readings if a is not None and b is not None)
    if {first.unit, second.unit} & {"season", "fiscal year"} and first.unit != second.unit:
        return _year(first) == _year(second)
    spans = first.upper is not None and second.upper is not None
    if spans and first.unit == second.unit != "part":
        return first.value == second.value and first.upper == second.upper
    return _meet(first.value, first.upper or first.value, second.value, second.upper or second.value)


def _year(figure: Figure) -> int:
    return figure.value[0] if isinstance(figure.value, tuple) else 0


def _meet(low: Value, high: Value, other_low: Value, other_high: Value) -> bool:
    return _not_after(low, other_high) and _not_after(other_low, high)


def _not_after(first: Value, second: Value) -> bool:
    """Tell whether a date is not after another, as far as both are known."""
    if not (isinstance(first, tuple) and isinstance(second, tuple)):
        return False
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a and b]
    return [a for a, _ in pairs] <= [b for _, b in pairs]
