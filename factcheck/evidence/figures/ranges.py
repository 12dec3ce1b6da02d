"""Ranges of amounts: 10-20, between 10 and 20, 10 to 20 percent."""

from __future__ import annotations

from decimal import Decimal

from factcheck.evidence import FigureKind
from factcheck.evidence.figures.nouns import counted
from factcheck.evidence.figures.numerals import Numeral, read_numeral
from factcheck.evidence.figures.quantities import Measured, measured
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon
from factcheck.evidence.languages.symbols import CURRENCY_CODES, CURRENCY_PREFIXES, CURRENCY_SIGNS, DASHES


def shared_scale(tokens: Tokens, number: Numeral, last: Numeral, lexicon: Lexicon) -> Decimal:
    """Return the scale that the upper end of a range gives the lower too: 3 to 5 million."""
    if not last.scaled or number.scaled:
        return Decimal(1)
    plain = read_numeral(tokens, last.start, lexicon.without_scales)
    return last.value / plain.value if plain and plain.value > number.value else Decimal(1)


def upper_end(tokens: Tokens, number: Numeral, what: Measured | None, lexicon: Lexicon) -> Numeral | None:
    """Return the upper end of a range that begins with a number: 10-20, between 10 and 20, 10 to 20 percent.

    `what` is what the number measures, if a unit is beside it.
    """
    at = number.end
    if what and what.end > number.end and what.kind is not FigureKind.DURATION:
        at = what.end
    opened = lexicon.phrases("range", "between").before(tokens.words, what.start if what else number.start)
    if tokens.word(at) in DASHES and tokens.joined(at - 1) == tokens.joined(at):
        following = at + 1
    elif opened and (closing := lexicon.phrases("range", "and").at(tokens.words, at)):
        following = at + closing.length
    elif opened and (prefix := lexicon.text("range", "and_prefix")) and tokens.word(at) == prefix:
        following = at + 1
    else:
        return _by_word(tokens, number, at, lexicon)
    return _upper(number, read_numeral(tokens, _after_currency(tokens, following), lexicon))


def _after_currency(tokens: Tokens, index: int) -> int:
    """Return the token after a currency before a number: the index itself if none is there."""
    if tokens.raw(index) in CURRENCY_PREFIXES and tokens.raw(index + 1) == "$":
        return index + 2
    return index + (tokens.raw(index) in CURRENCY_SIGNS or tokens.raw(index) in CURRENCY_CODES)


def _by_word(tokens: Tokens, number: Numeral, at: int, lexicon: Lexicon) -> Numeral | None:
    closing = lexicon.phrases("range", "to").at(tokens.words, at)
    if closing is None or lexicon.phrases("range", "from").before(tokens.words, number.start):
        return None
    last = read_numeral(tokens, at + closing.length, lexicon)
    if last is None or number.words != last.words:
        return None
    if lexicon.phrases("bound", "most").before(tokens.words, last.start) and lexicon.code not in {"de", "es"}:
        return None
    what = measured(tokens, last, lexicon)
    percent = lexicon.phrases("share", "percent_before").before(tokens.words, number.start)
    return _upper(number, last) if what or percent or counted(tokens, last.start, last.end, lexicon) else None


def _upper(number: Numeral, last: Numeral | None) -> Numeral | None:
    if last is None:
        return None
    return last if last.value > number.value else None
