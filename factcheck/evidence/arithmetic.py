"""What equals a figure after arithmetic: 26 and 18 are 44; euros and dollars where the text itself states both.

A sum is offered with all its terms, for a person to check: it is never said that the text says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from factcheck.evidence import Bound, Figure, FigureKind, FigureMark, Relation
from factcheck.evidence.contexts import FigureContext

_TERMS = 4  # of a sum, at the most
_FIGURES = 8  # of a text of which sums are tried
_ROUNDED = Decimal("0.01")
_BETWEEN = re.compile(r"\s?[(,]\s?(?:or\s|about\s|around\s|approximately\s|roughly\s|some\s|nearly\s|equal to\s){0,2}")
_PART = re.compile(r"\b(?:includ\w+|among them|of whom|of them|of which)\W+(?:\w+\W+){0,2}$")
_SHORT = ((10**9, "billion"), (10**6, "million"))


def equal_after_arithmetic(
    ours: Sequence[FigureContext], theirs: Sequence[FigureContext], text: str
) -> list[FigureMark]:
    """Return the marks of our figures that are a sum of theirs; `text` is where theirs stand."""
    if len(theirs) > _FIGURES:
        return []
    return [mark for our in ours if (mark := _counted(our, theirs, text) or _paid(our, theirs, text))]


def possible_terms(our: FigureContext, theirs: Iterable[FigureContext]) -> list[FigureContext]:
    """Return the figures that may be parts of ours: of one event, and of one unit or kinds of people."""
    return [
        peer
        for peer in theirs
        if peer.figure.kind is FigureKind.NUMBER
        and peer.figure.unit
        and our.figure.unit in {peer.figure.unit, "people"}
        and our.event == peer.event != ""
        and not _PART.search(peer.sides[0])
        and peer.figure.upper is None
    ]


def _counted(our: FigureContext, theirs: Sequence[FigureContext], text: str) -> FigureMark | None:
    if our.figure.kind is not FigureKind.NUMBER or not our.event:
        return None
    parts = possible_terms(our, theirs)
    for many in range(2, min(len(parts), _TERMS) + 1):
        for chosen in combinations(parts, many):
            if sum(place.figure.amount for place in chosen) == our.figure.amount:
                return _mark(our, [place.figure for place in chosen], text, format_amount(our.figure.amount))
    return None


def _paid(our: FigureContext, theirs: Sequence[FigureContext], text: str) -> FigureMark | None:
    if our.figure.kind is not FigureKind.MONEY or not any(our.words & peer.words for peer in theirs):
        return None
    purses = list(_purses([peer.figure for peer in theirs if peer.figure.kind is FigureKind.MONEY], text))
    figures = [figure for purse in purses for figure in purse]
    if len(figures) < 2 or len(purses) > _TERMS:  # noqa: PLR2004
        return None
    ways = [_in_currency(purse, our.figure.unit, purses) for purse in purses]
    found = [way for way in ways if way]
    total = sum((amount for amount, _ in found), Decimal(0))
    if len(found) != len(ways) or abs(total - our.figure.amount) > our.figure.amount * _ROUNDED:
        return None
    sums = " + ".join(said for _, said in found)
    return _mark(our, figures, text, f"{format_amount(total)} {our.figure.unit}", sums)


def _purses(figures: Sequence[Figure], text: str) -> Iterator[tuple[Figure, ...]]:
    """Yield the amounts of money of a text, each with the same in another currency if the text states it."""
    index = 0
    while index < len(figures):
        this, following = figures[index], figures[index + 1] if index + 1 < len(figures) else None
        if following and this.unit != following.unit and _BETWEEN.fullmatch(text, this.end, following.start):
            yield this, following
            index += 2
        else:
            yield (this,)
            index += 1


def _in_currency(
    purse: tuple[Figure, ...], currency: str, purses: Sequence[tuple[Figure, ...]]
) -> tuple[Decimal, str] | None:
    """Return an amount in a currency, and how it was had: as stated, or at the rate of another amount that is."""
    for figure in purse:
        if figure.unit == currency:
            return figure.amount, figure.text
    for figure in purse:
        for rate in purses:
            by = {other.unit: other for other in rate}
            if figure.unit in by and currency in by and by[figure.unit].amount:
                amount = figure.amount * by[currency].amount / by[figure.unit].amount
                return amount, f"{figure.text} (at {by[currency].text} for {by[figure.unit].text})"
    return None


def _mark(our: FigureContext, figures: Sequence[Figure], text: str, total: str, said: str = "") -> FigureMark:
    said = said or " + ".join(figure.text for figure in figures)
    start, end = min(figure.start for figure in figures), max(figure.end for figure in figures)
    reckoned = f"{said} = {total}"
    end += text.startswith(")", end) and "(" in text[start:end]
    whole = replace(our.figure, start=start, end=end, text=text[start:end], bound=Bound.EXACT, reckoned=reckoned)
    return FigureMark(Relation.EQUAL, our.figure, whole, reckoned)


def format_amount(amount: Decimal) -> str:
    """Write an amount as people do: 44, 2,700, 46 million."""
    for size, name in _SHORT:
        if amount >= size:
            return f"{(amount / size).quantize(Decimal('0.1')).normalize():f} {name}"
    return f"{amount.normalize():,f}"
