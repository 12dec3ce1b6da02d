"""Figures that are equal after arithmetic: 26 and 18 are 44; euros and dollars if the text itself states both.

A sum is shown with all its terms, so that a person can check it: the text itself does not state it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from factcheck.evidence import Bound, Figure, FigureKind, FigureMark, Relation
from factcheck.evidence.contexts import FigureContext

_MAX_TERMS = 4  # of a sum
_MAX_FIGURES = 8  # of a text whose sums are tried
_ROUNDING = Decimal("0.01")
_SAME_AMOUNT = re.compile(
    r"\s?[(,]\s?(?:or\s|about\s|around\s|approximately\s|roughly\s|some\s|nearly\s|equal to\s){0,2}"
)
_PART = re.compile(r"\b(?:includ\w+|among them|of whom|of them|of which)\W+(?:\w+\W+){0,2}$")
_SCALES = ((10**9, "billion"), (10**6, "million"))


def equal_after_arithmetic(
    claim: Sequence[FigureContext], passage: Sequence[FigureContext], text: str
) -> list[FigureMark]:
    """Return the marks of the claim's figures that are a sum of figures of the passage, which reads `text`."""
    if len(passage) > _MAX_FIGURES:
        return []
    return [
        mark
        for each in claim
        if (
            mark := _sum_of_counts(each, passage, text)
            or _sum_of_money(each, passage, text)
            or _change(each, passage, text)
        )
    ]


def possible_terms(context: FigureContext, others: Iterable[FigureContext]) -> list[FigureContext]:
    """Return the figures that may be parts of a figure: of the same event, and of its unit or kinds of people."""
    return [
        other
        for other in others
        if other.figure.kind is FigureKind.NUMBER
        and other.figure.unit
        and context.figure.unit in {other.figure.unit, "people"}
        and context.event == other.event != ""
        and not _PART.search(other.sides[0])
        and other.figure.upper is None
    ]


def _sum_of_counts(context: FigureContext, others: Sequence[FigureContext], text: str) -> FigureMark | None:
    amount = context.figure.amount
    if context.figure.kind is not FigureKind.NUMBER or not context.event:
        return None
    terms = [term.figure for term in possible_terms(context, others)]
    for count in range(2, min(len(terms), _MAX_TERMS) + 1):
        for chosen in combinations(terms, count):
            if sum(figure.amount for figure in chosen) == amount:
                return _sum_mark(context, chosen, text, format_amount(amount))
    return None


def _sum_of_money(context: FigureContext, others: Sequence[FigureContext], text: str) -> FigureMark | None:
    figure = context.figure
    if figure.kind is not FigureKind.MONEY or not any(context.words & other.words for other in others):
        return None
    amounts = list(_amounts([other.figure for other in others if other.figure.kind is FigureKind.MONEY], text))
    terms = [term for amount in amounts for term in amount]
    if len(terms) < 2 or len(amounts) > _MAX_TERMS:  # noqa: PLR2004
        return None
    converted = [pair for amount in amounts if (pair := _in_currency(amount, figure.unit, amounts))]
    total = sum((value for value, _ in converted), Decimal(0))
    if len(converted) != len(amounts) or abs(total - figure.amount) > figure.amount * _ROUNDING:
        return None
    words = " + ".join(words for _, words in converted)
    return _sum_mark(context, terms, text, f"{format_amount(total)} {figure.unit}", words)


def _change(context: FigureContext, others: Sequence[FigureContext], text: str) -> FigureMark | None:
    """Return the mark of a change in percentage points that a passage gives by both ends: from 3 to 5 percent."""
    figure = context.figure
    if figure.kind is not FigureKind.POINTS or context.around.change != "by":
        return None
    for first, second in pairwise(others):
        ends = first.figure, second.figure
        changes = first.around.change, second.around.change
        if {end.kind for end in ends} != {FigureKind.PERCENT} or changes != ("from", "to"):
            continue
        low, high = sorted(end.amount for end in ends)
        if high - low == figure.amount and context.directions == second.directions:
            words = f"{format_amount(high)} - {format_amount(low)}"
            return _sum_mark(context, ends, text, f"{format_amount(high - low)} percentage points", words)
    return None


def _amounts(figures: Sequence[Figure], text: str) -> Iterator[tuple[Figure, ...]]:
    """Yield the amounts of money of a text, each with the same in another currency if the text states it."""
    index = 0
    while index < len(figures):
        this, following = figures[index], figures[index + 1] if index + 1 < len(figures) else None
        if following and this.unit != following.unit and _SAME_AMOUNT.fullmatch(text, this.end, following.start):
            yield this, following
            index += 2
        else:
            yield (this,)
            index += 1


def _in_currency(
    amount: tuple[Figure, ...], currency: str, amounts: Sequence[tuple[Figure, ...]]
) -> tuple[Decimal, str] | None:
    """Return an amount in a currency, and how it was converted: as stated, or at the rate that another amount gives."""
    for figure in amount:
        if figure.unit == currency:
            return figure.amount, figure.text
    for figure in amount:
        for other in amounts:
            rate = {each.unit: each for each in other}
            if figure.unit in rate and currency in rate and rate[figure.unit].amount:
                converted = figure.amount * rate[currency].amount / rate[figure.unit].amount
                return converted, f"{figure.text} (at {rate[currency].text} for {rate[figure.unit].text})"
    return None


def _sum_mark(context: FigureContext, terms: Sequence[Figure], text: str, total: str, words: str = "") -> FigureMark:
    derivation = f"{words or ' + '.join(term.text for term in terms)} = {total}"
    start, end = min(term.start for term in terms), max(term.end for term in terms)
    end += text.startswith(")", end) and "(" in text[start:end]
    total_figure = context.figure._replace(
        start=start, end=end, text=text[start:end], bound=Bound.EXACT, derivation=derivation
    )
    return FigureMark(Relation.EQUAL, context.figure, total_figure, derivation)


def format_amount(amount: Decimal) -> str:
    """Write an amount as people do: 44, 2,700, 46 million."""
    for size, name in _SCALES:
        if amount >= size:
            return f"{(amount / size).quantize(Decimal('0.1')).normalize():f} {name}"
    return f"{amount.normalize():,f}"
