"""Lists of equal length in which values have changed places: names with figures, "respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TypeVar

from factcheck.evidence import Figure, FigureKind, Name
from factcheck.evidence.figures import read_figures
from factcheck.evidence.languages import language
from factcheck.evidence.languages.english.names import fold
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearSource, Rank

_LINK = re.compile(r"\s*(?:,|and|or|&|,\s*and|;)\s*")
_LONG = 2
Part = TypeVar("Part", Name, Figure)


def swapped(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Mark]:
    """Yield the figures of a list beside a list of as many names, if a source pairs them otherwise."""
    own = _paired(words.text, words.claim.language)
    if own is None:
        return
    names, figures = own
    values = [figure.key for figure in figures]
    for source in sources:
        for passage in source.passages:
            theirs = _values(f"{passage.before} {passage.text}", source.language or "en", names, figures)
            if theirs is None:
                continue
            if sorted(map(str, values)) != sorted(str(figure.key) for figure in theirs):
                continue
            if values == [figure.key for figure in theirs]:
                return
            start, end = figures[0].start, figures[-1].end
            says = ", ".join(f"{name.text} {figure.text}" for name, figure in zip(names, theirs, strict=True))
            yield Mark(words.text[start:end], start, end, MarkKind.DIFFERS, source.ref, says, Rank.EXCHANGE)
            return


def _values(text: str, code: str, names: Sequence[Name], figures: Sequence[Figure]) -> list[Figure] | None:
    """Return the figure that a text has for each of some names: in lists of equal length, or each behind its name."""
    found = _paired(text, code)
    if found is not None and len(found[0]) == len(names) and (order := _order(names, found[0])):
        return [found[1][place] for place in order]
    reader = language(code)
    if reader is None:
        return None
    kinds = {figure.kind for figure in figures}
    last = [fold(name.text.split()[-1]) for name in names]
    places = [(name.start, fold(name.text.split()[-1])) for name in reader.names(text)]
    behind: dict[str, Figure] = {}
    for figure in read_figures(text, code):
        before = [name for start, name in places if start < figure.start]
        if figure.kind in kinds and before and before[-1] in last:
            behind.setdefault(before[-1], figure)
    return [behind[name] for name in last] if behind.keys() >= {*last} else None


def _paired(text: str, code: str) -> tuple[list[Name], list[Figure]] | None:
    """Return a list of names and a list of as many figures after it; None if a text has none."""
    reader = language(code)
    if reader is None:
        return None
    lists_of_names = _lists(reader.names(text), text)
    if not lists_of_names:
        return None
    figures = [figure for figure in read_figures(text, code) if figure.kind is not FigureKind.DATE]
    pairs = product(lists_of_names, _lists(figures, text))
    return next((pair for pair in pairs if len(pair[0]) == len(pair[1]) and pair[1][0].start > pair[0][-1].end), None)


def _lists(parts: Sequence[Part], text: str) -> list[list[Part]]:
    """Return the runs of two or more names or figures with nothing but links between them."""
    runs: list[list[Part]] = []
    for part in parts:
        if runs and _LINK.fullmatch(text, runs[-1][-1].end, part.start):
            runs[-1].append(part)
        else:
            runs.append([part])
    return [run for run in runs if len(run) >= _LONG]


def _order(names: Sequence[Name], others: Sequence[Name]) -> list[int] | None:
    """Return the place in `others` of each of the names; None if they are not the same."""
    last = [fold(name.text.split()[-1]) for name in names]
    other_last = [fold(name.text.split()[-1]) for name in others]
    order = [other_last.index(name) if name in other_last else -1 for name in last]
    return order if sorted(order) == list(range(len(names))) else None
