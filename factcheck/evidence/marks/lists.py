"""Lists of equal length in which values have changed places: names with figures, "respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.evidence import Figure, FigureKind, Name
from factcheck.evidence.figures import read_figures
from factcheck.evidence.languages import language
from factcheck.evidence.languages.english.names import fold
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearSource

_LINK = re.compile(r"\s*(?:,|and|or|&|,\s*and|;)\s*")
_LONG = 2


def swapped(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Mark]:
    """Yield the figures of a list beside a list of as many names, if a source pairs them otherwise."""
    own = _paired(words.text, words.claim.language)
    if own is None:
        return
    names, figures = own
    values = [figure.key for figure in figures]
    for source in sources:
        for passage in source.passages:
            found = _paired(f"{passage.before} {passage.text}", source.language or "en")
            if found is None or len(found[0]) != len(names):
                continue
            order = _order(names, found[0])
            if order is None:
                continue
            theirs = [found[1][place] for place in order]
            if sorted(map(str, values)) != sorted(str(figure.key) for figure in theirs):
                continue
            if values == [figure.key for figure in theirs]:
                return
            start, end = figures[0].start, figures[-1].end
            says = ", ".join(f"{name.text} {figure.text}" for name, figure in zip(names, theirs, strict=True))
            yield Mark(words.text[start:end], start, end, MarkKind.DIFFERS, source.ref, says, 1)
            return


def _paired(text: str, code: str) -> tuple[list[Name], list[Figure]] | None:
    """Return a list of names and a list of as many figures after it; None if a text has none."""
    reader = language(code)
    if reader is None:
        return None
    names = _lists([(name.start, name.end) for name in reader.names(text)], text)
    by_start = {name.start: name for name in reader.names(text)}
    read = [figure for figure in read_figures(text, code) if figure.kind is not FigureKind.DATE]
    figures = {figure.start: figure for figure in read}
    for spans in names:
        for places in _lists([(figure.start, figure.end) for figure in read], text):
            if len(places) == len(spans) and places[0][0] > spans[-1][1]:
                return [by_start[start] for start, _ in spans], [figures[start] for start, _ in places]
    return None


def _lists(spans: Sequence[tuple[int, int]], text: str) -> list[list[tuple[int, int]]]:
    """Return the runs of two or more spans with nothing but links between them."""
    runs: list[list[tuple[int, int]]] = []
    for span in spans:
        if runs and _LINK.fullmatch(text, runs[-1][-1][1], span[0]):
            runs[-1].append(span)
        else:
            runs.append([span])
    return [run for run in runs if len(run) >= _LONG]


def _order(names: Sequence[Name], others: Sequence[Name]) -> list[int] | None:
    """Return the place in `others` of each of the names; None if they are not the same."""
    last = [fold(name.text.split()[-1]) for name in names]
    other_last = [fold(name.text.split()[-1]) for name in others]
    order = [other_last.index(name) if name in other_last else -1 for name in last]
    return order if sorted(order) == list(range(len(names))) else None
