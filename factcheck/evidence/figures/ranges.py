"""Ranges of amounts: 10-20, between 10 and 20, 10 to 20 percent."""

from __future__ import annotations

from factcheck.evidence import FigureKind
from factcheck.evidence.figures.nouns import counted
from factcheck.evidence.figures.numerals import Numeral, read_numeral
from factcheck.evidence.figures.quantities import measured
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon
from factcheck.evidence.languages.symbols import DASHES


def upper_end(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> Numeral | None:
    """Return the upper end of a range that begins with a number: 10-20, between 10 and 20, 10 to 20 percent."""
    at = number.end
    first = measured(tokens, number, lexicon)
    if first and first.end > number.end and first.kind is not FigureKind.DURATION:
        at = first.end
    opened = lexicon.phrases("range", "between").before(tokens.words, number.start)
    if not opened and tokens.word(number.start - 1)[:1] in {"$", "€", "£"}:
        opened = lexicon.phrases("range", "between").before(tokens.words, number.start - 1)
    if tokens.word(at) in DASHES and tokens.joined(at - 1) == tokens.joined(at):
        following = at + 1
    elif opened and (closing := lexicon.phrases("range", "and").at(tokens.words, at)):
        following = at + closing.length
    elif opened and (prefix := lexicon.text("range", "and_prefix")) and tokens.word(at) == prefix:
        following = at + 1
    else:
        return _by_word(tokens, number, at, lexicon)
    following += tokens.raw(following) in {"$", "€", "£"}
    last = read_numeral(tokens, following, lexicon)
    return _upper(tokens, number, last, lexicon)


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
    return _upper(tokens, number, last, lexicon) if what or counted(tokens, last.start, last.end, lexicon) else None


def _upper(tokens: Tokens, number: Numeral, last: Numeral | None, lexicon: Lexicon) -> Numeral | None:
    if last is None:
        return None
    if last.scaled and not number.scaled and number.value < 1000:
        plain = read_numeral(tokens, last.start, lexicon.without_scales)
        if plain and plain.value > number.value:
            return None  # 3 to 5 million: the scale belongs to both
    return last if last.value > number.value else None
