"""English as the comparison reads it: where a figure may begin, which kinds are tried there, and what lists share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from factcheck.evidence import Bound, Figure, FigureKind
from factcheck.evidence.languages.english import names
from factcheck.evidence.languages.english.dates import read_date, relative_dates, with_year
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
    """The reader of English texts."""

    def figures(self, text: str, stated: str = "", most: int | None = None) -> list[Figure]:
        """Return the figures of `text` in their order, not many more than `most`.

        `stated` is the date that the text is of, in ISO 8601, as exact as known.
        """
        found: list[Figure] = []
        for start in [chunk.start() for chunk in _START.finditer(text)]:
            if most is not None and len(found) > most:
                break
            if not found or found[-1].end <= start:
                figure = next((figure for read in READERS if (figure := read(text, start))), None)
                found.extend([_bounded(text, with_year(text, figure, stated))] if figure else [])
        self._share_units(text, found)
        told = relative_dates(text, found, stated)
        if not told:
            return found
        covered = {place for figure in told for place in range(figure.start, figure.end)}
        return sorted(
            [*told, *(figure for figure in found if figure.start not in covered)], key=lambda figure: figure.start
        )

    def linked(self, text: str, first: Figure, second: Figure) -> bool:
        """Tell whether two figures of `text`, dates or not, are neighbours in a list, or the ends of a range."""
        alike = (first.kind is FigureKind.DATE) == (second.kind is FigureKind.DATE)
        return alike and _LINK.fullmatch(text, first.end, second.start) is not None

    def names(self, text: str) -> list[names.Name]:
        """Return the names of `text` in their order."""
        return names.find_names(text)

    def _share_units(self, text: str, found: list[Figure]) -> None:
        """Give the members of a list the unit that follows it."""
        for index in range(len(found) - 2, -1, -1):
            this, following = found[index : index + 2]
            alike = this.kind is following.kind or (this.kind is FigureKind.NUMBER and following.kind in _MEASURED)
            if not this.unit and alike and self.linked(text, this, following):
                found[index] = replace(this, kind=following.kind, unit=following.unit)


def _bounded(text: str, figure: Figure) -> Figure:
    if figure.bound is not Bound.EXACT or figure.kind in {FigureKind.DATE, FigureKind.ORDINAL, FigureKind.VAGUE}:
        return figure
    found = read_bound(text, figure.start, figure.end)
    return replace(figure, bound=found) if found else figure


ENGLISH = English()
