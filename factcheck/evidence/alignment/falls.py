"""A fall by an amount, and that amount with a minus sign: "fell by 12 percent" and "-12 %" are one figure."""

from __future__ import annotations

from decimal import Decimal

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.contexts import FigureContext

_OTHER_KINDS = frozenset({FigureKind.DATE, FigureKind.ORDINAL, FigureKind.TIME, FigureKind.SCORE})
_LEVELS = frozenset({FigureKind.TEMPERATURE})
"""Kinds of figures of which a negative one is not a change: it is -12 °C, it has fallen by 12 °C."""


def fall(context: FigureContext) -> Figure | None:
    """Return the figure with a minus sign if it is an amount by which something falls, else None."""
    figure = context.figure
    if figure.kind in _OTHER_KINDS | _LEVELS or isinstance(figure.value, tuple) or figure.upper is not None:
        return None
    return figure._replace(value=-figure.value) if figure.value > 0 and context.around.falls else None


def signed_alike(first: FigureContext, second: FigureContext) -> tuple[Figure, Figure]:
    """Return two figures; if only one has a minus sign and the other is a fall, both with the sign."""
    one, other = first.figure, second.figure
    if _is_negative(other) and (fallen := fall(first)):
        return fallen, other
    if _is_negative(one) and (fallen := fall(second)):
        return one, fallen
    return one, other


def _is_negative(figure: Figure) -> bool:
    return isinstance(figure.value, Decimal) and figure.value < 0
