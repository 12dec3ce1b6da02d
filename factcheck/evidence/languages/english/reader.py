"""Reads the figures and names of English texts: where a figure may begin, and which kinds are tried there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from factcheck.evidence import Bound, Figure, FigureKind, Name
from factcheck.evidence.languages.english.dates import read_date, relative_dates, with_year
from factcheck.evidence.languages.english.names import find_names
from factcheck.evidence.languages.english.numbers import read_fraction, read_number, read_ordinal, read_vague
from factcheck.evidence.languages.english.units import read_bound

Reader = Callable[[str, int], Figure | None]

READERS: tuple[Reader, ...] = (read_date, read_fraction, read_ordinal, read_vague, read_number)
"""The kinds of figures, in the order in which they are tried."""

_START = re.compile(  # where a chunk of letters and digits begins that may be a figure
    r"(?<![^\W_])(?<![^\W_][-–'’.,:/])(?:[0-9]|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|(?ai:one|tw[oe]|th[ri]|fo[ur]|fi[fvr]|six|sev|sec|eig|nin|ten|ele|hal|doz|sco|hun|mil|bil"
    r"|an?(?=\s(?:hun|tho|mil|bil|tri|doz|thi|qua|fif|ten))))"
    r"|(?<=US|UR|BP|ZT)(?=[0-9])"
)
_MEASURED = {FigureKind.DURATION, FigureKind.PERCENT, FigureKind.MONEY}
_LINK = re.compile(r"\s?(?:[,&–—-]|--|,?\s?(?:and|or|to|through))\s?", re.I)


class English:
    """Reads English texts."""

    def figures(self, text: str, dated: str = "", limit: int | None = None) -> list[Figure]:
        """Return the figures of `text` in their order, not many more than `limit`.

        `dated` is the date of the text in ISO 8601, as precise as it is known.
        """
        figures: list[Figure] = []
        for match in _START.finditer(text):
            start = match.start()
            if limit is not None and len(figures) > limit:
                break
            if figures and start < figures[-1].end:
                continue
            figure = next((figure for read in READERS if (figure := read(text, start))), None)
            if figure is not None:
                figures.append(_with_bound(text, with_year(text, figure, dated)))
        self._share_units(text, figures)
        relative = relative_dates(text, figures, dated)
        covered = {position for figure in relative for position in range(figure.start, figure.end)}
        figures = [*relative, *(figure for figure in figures if figure.start not in covered)]
        return sorted(figures, key=lambda figure: figure.start)

    def linked(self, text: str, first: Figure, second: Figure) -> bool:
        """Tell whether two figures of `text` are neighbours in a list, or the ends of a range."""
        alike = (first.kind is FigureKind.DATE) == (second.kind is FigureKind.DATE)
        return alike and _LINK.fullmatch(text, first.end, second.start) is not None

    def names(self, text: str) -> list[Name]:
        """Return the names of `text` in their order."""
        return find_names(text)

    def _share_units(self, text: str, figures: list[Figure]) -> None:
        """Give the members of a list the unit that follows it."""
        for index in range(len(figures) - 2, -1, -1):
            this, following = figures[index : index + 2]
            alike = this.kind is following.kind or (this.kind is FigureKind.NUMBER and following.kind in _MEASURED)
            if not this.unit and alike and self.linked(text, this, following):
                figures[index] = replace(this, kind=following.kind, unit=following.unit)


def _with_bound(text: str, figure: Figure) -> Figure:
    if figure.bound is not Bound.EXACT or figure.kind in {FigureKind.DATE, FigureKind.ORDINAL, FigureKind.VAGUE}:
        return figure
    return replace(figure, bound=read_bound(text, figure.start, figure.end))
