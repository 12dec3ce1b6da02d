"""Figures of a claim that follow from two figures of one sentence of a source: 13 million more than planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from factcheck.evidence import EXACT, Bound, Figure, FigureKind
from factcheck.evidence.contexts import figure_contexts
from factcheck.evidence.marks import ClaimWords, NearSource

_KINDS = frozenset({FigureKind.NUMBER, FigureKind.MONEY, FigureKind.LENGTH, FigureKind.AREA, FigureKind.MASS})
_SHARED = 2  # stems that the sentence shares with the claim
_LEAST = 3  # smaller differences are found between too many figures
_MOST_FIGURES = 6  # of a sentence: in one with more, many differences are found by chance


def is_worked_out(figure: Figure, words: ClaimWords, sources: Sequence[NearSource]) -> bool:
    """Tell whether a figure is the difference or the sum of two figures of one sentence of a near passage.

    A figure that is meant roughly may be rounded: almost 9,000 for 58,300 less 49,700.
    """
    if figure.kind not in _KINDS or figure.amount < _LEAST or figure.upper is not None:
        return False
    return any(_fits(figure, result) for source in sources for result in _results(figure, words, source))


def _results(figure: Figure, words: ClaimWords, source: NearSource) -> Iterator[Decimal]:
    for text in source.texts():
        if len(words.stems.intersection(words.tokenizer.terms(text.text))) < _SHARED:
            continue
        sentences: dict[int, list[Decimal]] = {}
        for each in figure_contexts(text):
            other = each.figure
            if other.kind in {figure.kind, FigureKind.NUMBER} and not isinstance(other.value, tuple):
                sentences.setdefault(other.start - len(each.sides[0]), []).append(other.amount)
        for amounts in sentences.values():
            for one, two in combinations(amounts[:_MOST_FIGURES], 2):
                yield abs(one - two)
                yield one + two


def _fits(figure: Figure, result: Decimal) -> bool:
    """Tell whether a result is the amount of a figure, or rounds to it if that is meant roughly."""
    if result == figure.amount:
        return True
    if figure.bound is Bound.EXACT or not result:
        return False
    digits = len(figure.amount.normalize(EXACT).as_tuple().digits)
    return result.quantize(Decimal(10) ** (result.adjusted() - digits + 1)) == figure.amount
