"""Parts of a whole: half of the voters, two thirds, one in five, 3 out of 10; as percentages."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from factcheck.evidence.figures.numerals import Numeral, read_numeral
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_HUNDRED = Decimal(100)
_SMALL = 1000  # numbers of "one in five" that are read as a share


class Share(NamedTuple):
    """A share in percent, from token `start` up to token `end`."""

    value: Decimal
    start: int
    end: int


def read_share(tokens: Tokens, index: int, number: Numeral | None, lexicon: Lexicon) -> Share | None:
    """Return the share that begins at a token, perhaps with `number`; None if there is none."""
    counted = _counted(tokens, index, number, lexicon)
    return (
        _one_in(tokens, index, counted, lexicon)
        or _parts(tokens, index, counted, lexicon)
        or _every(tokens, index, lexicon)
    )


def _one_in(tokens: Tokens, index: int, counted: tuple[Decimal, int], lexicon: Lexicon) -> Share | None:
    """Return one in five; three out of ten; 3 sur 10; 2 из 5; her beş kişiden biri."""
    count, at = counted
    if not count:
        return None
    match = lexicon.phrases("share", "of").at(tokens.words, at)
    if match is None:
        match = lexicon.phrases("share", "of").at(tokens.words, at + 1) if tokens.word(at).isalpha() else None
        at += 1
    if match is None:
        return None
    whole, end = _count(tokens, at + match.length, lexicon)
    if not whole or whole <= count or whole > _SMALL or count > whole or not _is_small(tokens, end, lexicon):
        return None
    weak = tokens.words[at : at + match.length] in (["in"], ["of"], ["de"], ["von"], ["из"], ["aus"])
    if weak and (count > 9 or whole > 100 or whole not in {2, 3, 4, 5, 6, 7, 8, 10, 12, 20, 25, 50, 100}):
        return None
    return Share(count / whole * _HUNDRED, index, end)


def _is_small(tokens: Tokens, end: int, lexicon: Lexicon) -> bool:
    """Tell whether the whole is no date, amount or range: one in 2022, 3 in 10 days."""
    following = tokens.word(end)
    return not (lexicon.units.at(tokens.words, end) or lexicon.months.at(tokens.words, end) or following in {"%", "-"})


def _count(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[Decimal, int]:
    """Return the whole number at a token and the token after it; 0 for none."""
    return _counted(tokens, index, read_numeral(tokens, index, lexicon), lexicon)


def _counted(tokens: Tokens, index: int, number: Numeral | None, lexicon: Lexicon) -> tuple[Decimal, int]:
    """Return the same if `number` has been read at the token."""
    word = tokens.word(index)
    if word in lexicon.cardinals and not word.isdecimal() and lexicon.cardinals[word] == 1 and word not in {"a", "an"}:
        return Decimal(1), index + 1
    if word in {"a", "an"}:
        return Decimal(0), index
    if number is None or number.scaled or number.value != number.value.to_integral_value() or number.value < 1:
        return Decimal(0), index
    return number.value, number.end


def _parts(tokens: Tokens, index: int, counted: tuple[Decimal, int], lexicon: Lexicon) -> Share | None:
    """Return half of, a third, two thirds, las tres cuartas partes, üçte ikisi."""
    if match := lexicon.parts.at(tokens.words, index):
        end = index + match.length
        if lexicon.scales.at(tokens.words, end):
            return None
        return Share(_HUNDRED / match.value, index, end) if _of_a_whole(tokens, end, index, lexicon) else None
    count, at = counted
    if tokens.word(index) in {"a", "an"}:
        count, at = Decimal(1), index + 1
    if not count or at == index:
        return None
    at += tokens.word(at) == "-" and tokens.joined(at)
    match = lexicon.parts.at(tokens.words, at)
    if match is None or not 1 <= count <= match.value:
        return None
    end = at + match.length
    plural = count > 1
    if not plural and not _of_a_whole(tokens, end, index, lexicon):
        return None
    return Share(count * _HUNDRED / match.value, index, end)


def _of_a_whole(tokens: Tokens, end: int, start: int, lexicon: Lexicon) -> bool:
    """Tell a half of the voters from the half of a match, and a quarter of the pupils from a quarter of the year."""
    if tokens.words[end : end + 2] == ["of", "a"] and lexicon.scales.at(tokens.words, end + 2):
        return False
    after = lexicon.words("share", "after")
    if lexicon.phrases("date", "quarter", "half").at(tokens.words, start) and lexicon.flag("date", "quarter_before"):
        return tokens.word(end) not in lexicon.ordinals
    if not after:
        return True
    before = tokens.word(start - 1)
    if before in lexicon.ordinals or before in lexicon.words("share", "not_after"):
        return False
    return tokens.word(end) in after


def _every(tokens: Tokens, index: int, lexicon: Lexicon) -> Share | None:
    """Return every fifth: jeder fünfte, каждый пятый, әрбір бесінші, her beş kişiden biri."""
    match = lexicon.phrases("share", "every").at(tokens.words, index)
    if match is None:
        return None
    whole = lexicon.ordinals.get(tokens.word(index + match.length), 0)
    if whole > 1:
        return Share(_HUNDRED / whole, index, index + match.length + 1)
    if lexicon.code in {"tr", "kk"}:
        count, at = _count(tokens, index + match.length, lexicon)
        one = next((at + step for step in range(4) if tokens.word(at + step) in {"biri", "birі", "бірі", "бір"}), 0)
        if count > 1 and one:
            return Share(_HUNDRED / count, index, one + 1)
    return None
