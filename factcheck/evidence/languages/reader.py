"""A language as the rest of the program sees it: figures, links between them, and names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from factcheck.evidence import Figure, FigureKind, Name
from factcheck.evidence.figures.glued import LANGUAGES, glued_figures
from factcheck.evidence.figures.glued_dates import glued_dates, glued_shares
from factcheck.evidence.figures.numerals import read_numeral
from factcheck.evidence.figures.reader import TextReader
from factcheck.evidence.figures.scan import Tokens, fold_word
from factcheck.evidence.languages.english.names import find_names
from factcheck.evidence.languages.english.relative import relative_dates, with_year
from factcheck.evidence.languages.lexicon import Lexicon, lexicon

_LINK = re.compile(r"\s?(?:[,&–—،-]|--|,?\s?(?P<word>[^\W\d_]{1,8}))\s?")
_MEASURED = frozenset(FigureKind) - {FigureKind.NUMBER, FigureKind.ORDINAL, FigureKind.DATE, FigureKind.VAGUE}
_NAMES = {"en"}
"""The languages whose names are read."""
_MOST_TIMES, _SHARES = 20, 999
"""How many times as large the larger of two numbers of one scale may be, and the largest that shares a scale."""


class LexiconLanguage:
    """Reads texts in a language of CLDR; with a data file also number words, bounds, and what is counted."""

    def __init__(self, code: str) -> None:
        self.code = code

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon(self.code)

    @property
    def known(self) -> bool:
        """Whether CLDR has the language."""
        return self._lexicon.known

    @property
    def complete(self) -> bool:
        """Whether more than digits, dates, money and units is read."""
        return self._lexicon.complete

    def figures(self, text: str, dated: str = "", limit: int | None = None) -> list[Figure]:
        """Return the figures of `text` in their order, not many more than `limit`.

        `dated` is the date of the text in ISO 8601, as precise as it is known.
        """
        figures = TextReader(text, self._lexicon).figures(limit)
        if self.code in LANGUAGES:
            figures = _merged(_merged(_merged(glued_dates(text), glued_shares(text)), glued_figures(text)), figures)
        self._share_units(text, figures)
        if self.code != "en":
            return figures
        figures = [with_year(text, figure, dated) if figure.kind is FigureKind.DATE else figure for figure in figures]
        relative = relative_dates(text, figures, dated)
        covered = {position for figure in relative for position in range(figure.start, figure.end)}
        figures = [*relative, *(figure for figure in figures if figure.start not in covered)]
        return sorted(figures, key=lambda figure: figure.start)

    def linked(self, text: str, first: Figure, second: Figure) -> bool:
        """Tell whether two figures of `text` are neighbours in a list, or the ends of a range."""
        if (first.kind is FigureKind.DATE) != (second.kind is FigureKind.DATE):
            return False
        match = _LINK.fullmatch(text, first.end, second.start)
        if match is None:
            return False
        word = (match["word"] or "").lower()
        return not word or word in self._lexicon.links

    def names(self, text: str) -> list[Name]:
        """Return the names of `text` in their order; none in a language whose names are not read."""
        return find_names(text) if self.code in _NAMES else []

    def _share_units(self, text: str, figures: list[Figure]) -> None:
        """Give the members of a list the unit that follows it."""
        for index in range(len(figures) - 2, -1, -1):
            this, following = figures[index : index + 2]
            alike = this.kind is following.kind or (this.kind is FigureKind.NUMBER and following.kind in _MEASURED)
            if scale := self._shared_scale(text, this, following):
                this = figures[index] = this._replace(value=this.amount * scale)
            if not this.unit and this.kind is following.kind and text[this.end : following.start] == " of the ":
                figures[index] = this._replace(unit=following.unit)
            elif not this.unit and alike and self.linked(text, this, following) and not isinstance(this.value, tuple):
                figures[index] = this._replace(kind=following.kind, unit=following.unit, dimension=following.dimension,
                    factor=following.factor, offset=following.offset,
                )  # fmt: skip

    def _shared_scale(self, text: str, this: Figure, following: Figure) -> Decimal | None:
        """Return the scale that a number shares with the next figure: from 8.2 to 2.9 million, 612 of 980 million."""
        if this.kind is not FigureKind.NUMBER or this.unit or not this.text.isascii() or this.upper is not None:
            return None
        between = fold_word(text[this.end : following.start].strip())
        if between not in self._lexicon.links and between not in self._lexicon.words("range", "part"):
            return None
        tokens = Tokens(following.text)
        first = next((index for index, word in enumerate(tokens.words) if word[0].isdecimal()), None)
        number = None if first is None else read_numeral(tokens, first, self._lexicon)
        if number is None or not number.scaled:
            return None
        plain = read_numeral(tokens, number.start, self._lexicon.without_scales)
        if plain is None or this.amount > _SHARES:
            return None
        if not plain.value <= this.amount * _MOST_TIMES or not this.amount <= plain.value * _MOST_TIMES:
            return None
        return number.value / plain.value


def _merged(figures: Iterable[Figure], others: Iterable[Figure]) -> list[Figure]:
    """Return figures with those of others that touch none of them, in their order."""
    known = list(figures)
    free = (other for other in others if not any(each.start < other.end and other.start < each.end for each in known))
    return sorted([*known, *free], key=lambda figure: figure.start)


class English(LexiconLanguage):
    """Reads English texts."""

    def __init__(self) -> None:
        super().__init__("en")
