"""Figures whose number a source has, but of another thing: per minute, not per second; 11 members, and 127 witnesses.

An amount is marked if passages have it per something else only. A count is marked if a passage counts the same things
and gives another number, and everywhere the claim's number counts something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.evidence import EXACT, Bound, Figure, FigureKind
from factcheck.evidence.contexts import figure_contexts
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearSource, Rank

_SMALL = 2  # numbers up to here count too many things
_SHARED = 2  # stems that a sentence with the other measure shares with the claim
_ALIKE = frozenset({"people", "person", "man", "woman", "victim", "thing", "time", "case", "one"})
"""Nouns that stand for others, so that another noun may count the same."""


def other_measures(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Mark]:
    """Yield the figures of an English claim that the nearest sources give for something else."""
    own = [
        each for each in figure_contexts(words.claim) if each.english and (each.figure.per or _may_count(each.figure))
    ]
    if not own:
        return
    passages = [each for source in sources for each in _figures(words, source)]
    for each in own:
        found = _other_rate(each.figure, passages) or _other_count(each.figure, passages)
        if found:
            source, says = found
            start, end = _span(words.text, each.figure)
            yield Mark(words.text[start:end], start, end, MarkKind.DIFFERS, source.ref, says, Rank.DIFFERENCE)


class _Near(NamedTuple):
    """A figure of a source, how many stems its sentence shares with the claim, and how it is written with its noun."""

    source: NearSource
    figure: Figure
    shared: int
    said: str

    def is_equal(self, other: Figure) -> bool:
        """Tell whether both figures have one amount, whatever it measures."""
        figure = self.figure
        return figure.kind is other.kind and figure.amount.normalize(EXACT) == other.amount.normalize(EXACT)


def _figures(words: ClaimWords, source: NearSource) -> Iterator[_Near]:
    """Yield the figures of the English passages of a source whose sentences share a stem with the claim."""
    for text in source.texts():
        for each in figure_contexts(text):
            stems = words.tokenizer.terms(" ".join(each.sides))
            if each.english and (shared := len(words.stems.intersection(stems))):
                said = " ".join(text.text[slice(*_span(text.text, each.figure))].split())
                yield _Near(source, each.figure, shared, said)


def _other_rate(own: Figure, passages: Sequence[_Near]) -> tuple[NearSource, str] | None:
    """Return the source that has an amount per something else, and what it says; None if one has it so."""
    if not own.per or own.kind in {FigureKind.DATE, FigureKind.ORDINAL}:
        return None
    alike = [
        each
        for each in passages
        if each.is_equal(own) and each.shared >= _SHARED and each.figure.dimension == own.dimension
    ]
    rates = [each for each in alike if each.figure.per]
    if not rates or any(each.figure.per == own.per for each in rates):
        return None
    return rates[0].source, f"per {rates[0].figure.per}, not per {own.per}"


def _other_count(own: Figure, passages: Sequence[_Near]) -> tuple[NearSource, str] | None:
    """Return the source that counts the same things otherwise, and what the claim's number counts there."""
    if not _may_count(own):
        return None
    others = [each for each in passages if each.is_equal(own)]
    if not others or any(not _counts(each.figure) or each.figure.unit == own.unit for each in others):
        return None
    for each in passages:
        figure = each.figure
        if figure.kind is FigureKind.NUMBER and figure.unit == own.unit and figure.amount > _SMALL:
            return each.source, f"{each.said}; {others[0].said}"
    return None


def _may_count(figure: Figure) -> bool:
    """Tell whether a figure is an exact number of things, and no small one."""
    is_number = figure.kind is FigureKind.NUMBER and figure.bound is Bound.EXACT
    return is_number and figure.amount > _SMALL and _counts(figure)


def _counts(figure: Figure) -> bool:
    """Tell whether a number counts things that no other word may stand for."""
    return bool(figure.unit) and figure.unit not in _ALIKE


def _span(text: str, figure: Figure) -> tuple[int, int]:
    """Return the place of a figure with the noun that it counts, or what it is per, if that follows."""
    wanted = figure.per if figure.per else figure.unit
    found = text.casefold().find(wanted.casefold(), figure.end, figure.end + 30) if wanted else -1
    if found < 0:
        return figure.start, figure.end
    end = found + len(wanted)
    while end < len(text) and text[end].isalpha():
        end += 1
    return figure.start, end
