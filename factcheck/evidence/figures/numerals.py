"""Numbers in digits and in words: their value and their tokens, without what they count."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from factcheck.evidence.figures.digits import read_digits
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_TENS = range(20, 100, 10)
_QUATRE = 4  # the only number that multiplies vingt
_MAX_WORDS = 24
_ABBREVIATED = frozenset(["mio", "mrd", "tsd", "bio", "mill", "тыс", "млн", "млрд", "трлн", "md", "mds", "mlr"])
"""Scales that are written with a full stop."""


class Numeral(NamedTuple):
    """A number from token `start` up to, and without, token `end`.

    `words` tells whether it is written in words, `scaled` whether it has a word like "million", `approximate` whether
    its words are meant roughly: a dozen.
    """

    value: Decimal
    start: int
    end: int
    words: bool = False
    scaled: bool = False
    approximate: bool = False


def read_numeral(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:
    """Return the number that begins at a token, with its scale ("3 crore"); None if there is none."""
    if digits := read_digits(tokens, index, lexicon.group):
        value, end = digits
        return _scaled(tokens, Numeral(value, index, end), lexicon)
    if tokens.word(index)[:1].isdecimal():
        return None
    return _read_half(tokens, index, lexicon) or _read_words(tokens, index, lexicon)


def _scaled(tokens: Tokens, found: Numeral, lexicon: Lexicon) -> Numeral:
    """Return a number multiplied by the scale words after it: 3 crore, 2 млн 300 тыс."""
    value, end, scale = found.value, found.end, Decimal(1)
    if not found.words and tokens.word(end) in lexicon.multiplied:
        return found._replace(value=value * lexicon.cardinals[tokens.words[end]], end=end + 1)
    while True:
        at = end + (tokens.word(end) == "-" and tokens.joined(end - 1))
        match = lexicon.scales.at(tokens.words, at)
        if match is None or (match.value < scale and scale > 1):
            break
        value, scale, end = value * match.value, scale * match.value, at + match.length
        end += _has_stop(tokens, end)
    if scale == 1:
        return found
    half = lexicon.phrases("number", "half_after").at(tokens.words, end)
    if half:
        value, end = value + scale / 2, end + half.length
    elif digits := read_digits(tokens, end, lexicon.group):
        rest, after = digits
        more = lexicon.scales.at(tokens.words, after)
        if more and more.value < scale and rest < 1000:
            value, end = value + rest * more.value, after + more.length
            end += _has_stop(tokens, end)
    return found._replace(value=value, end=end, scaled=True)


def _has_stop(tokens: Tokens, end: int) -> bool:
    """Tell whether a full stop belongs to the abbreviation before it, and does not end the sentence."""
    stop = tokens.word(end) == "." and tokens.joined(end - 1) and tokens.words[end - 1] in _ABBREVIATED
    return (
        stop
        and end + 1 < len(tokens)
        and (not tokens.raw(end + 1)[:1].isupper() or tokens.raw(end + 1) != tokens.word(end + 1))
    )


def _read_half(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:
    """Return half a million: a half before a scale."""
    match = lexicon.phrases("number", "half_before").at(tokens.words, index)
    at = index + (tokens.word(index) in {"a", "one"})
    part = lexicon.parts.at(tokens.words, at) if match is None else None
    if part and tokens.words[at + part.length : at + part.length + 2] == ["of", "a"]:
        scale = lexicon.scales.at(tokens.words, at + part.length + 2)
        end = at + part.length + 2
        return scale and Numeral(scale.value / part.value, index, end + scale.length, words=True, scaled=True)
    if match is None:
        if value := lexicon.half_words.get(tokens.word(index)):
            return Numeral(value, index, index + 1, words=True, scaled=True)
        return None
    scale = lexicon.scales.at(tokens.words, index + match.length)
    scale = scale or lexicon.scales.at(tokens.words, index + match.length + (tokens.word(index + match.length) == "a"))
    if scale is None:
        return None
    return Numeral(scale.value / 2, index, index + match.length + scale.length, words=True, scaled=True)


def _pieces(word: str, lexicon: Lexicon) -> list[str]:
    """Return the number words that a compound is made of, nothing if it is none: zwei hundert fünf und zwanzig."""
    if not lexicon.compounds or len(word) < 6:
        return []
    pieces, rest = list[str](), word
    while rest:
        piece = next((rest[:size] for size in range(len(rest), 1, -1) if rest[:size] in lexicon.cardinals), "")
        if not piece:
            return []
        pieces.append(piece)
        rest = rest[len(piece) :]
    return pieces


def _read_words(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:
    total = current = Decimal(0)
    last_scale, end, count, joiner = Decimal(10) ** 18, index, 0, False
    approximate = lexicon.words("number", "approximate")
    at = index
    while at < len(tokens) and count < _MAX_WORDS:
        word = tokens.words[at]
        if count and word == "-" and tokens.joined(at - 1) and tokens.joined(at):
            at += 1
            continue
        if count and lexicon.phrases("number", "half_after").at(tokens.words, at):
            break
        if count and word in lexicon.words("number", "and"):
            joiner, at = True, at + 1
            continue
        prefix = lexicon.text("number", "and_prefix")
        if count and prefix and word not in lexicon.cardinals and word.startswith(prefix):
            word, joiner = word.removeprefix(prefix), True
        pieces = [word] if word in lexicon.cardinals else _pieces(word, lexicon)
        state = _add_words(pieces, total, current, last_scale, joiner, lexicon) if pieces else None
        if state is None:
            break
        total, current, last_scale = state
        at, count, joiner = at + 1, count + 1, False
        end = at
    if not count:
        return None
    value = total + current
    half = lexicon.phrases("number", "half_after").at(tokens.words, end)
    if half:
        unit = last_scale if total and not current else Decimal(1)
        value, end = value + unit / 2, end + half.length
    words = tokens.words[index:end]
    found = Numeral(value, index, end, words=True, approximate=any(word in approximate for word in words))
    if count == 1 and not half and tokens.words[index] in lexicon.words("number", "not_numbers"):
        found = _scaled(tokens, found, lexicon)
        return found if found.scaled else None
    return _scaled(tokens, found, lexicon)


def _add_words(
    pieces: list[str], total: Decimal, current: Decimal, last_scale: Decimal, joiner: bool, lexicon: Lexicon
) -> tuple[Decimal, Decimal, Decimal] | None:
    """Add number words to a number; None if they do not continue it."""
    for piece in pieces:
        value = lexicon.cardinals[piece]
        if piece in lexicon.words("number", "and"):
            joiner = True
            continue
        scale = value >= 100 and Decimal(10) ** (len(f"{value:f}") - 1) == value
        dozen = value in {12, 20} and piece in lexicon.multiplied
        before = current % 100 if lexicon.code == "fr" else current  # cent quatre-vingt is 100 and 4 times 20
        if dozen and before and not (lexicon.code == "fr" and before != _QUATRE):
            current += before * (value - 1)
        elif scale and value == 100:
            if current >= 100:
                return None
            current = max(current, Decimal(1)) * 100
        elif scale:
            if current or not total:
                current = max(current, Decimal(1))
            if value > last_scale:
                total, current = (total + current) * value, Decimal(0)
            else:
                total, current = total + current * value, Decimal(0)
            last_scale = value
        elif _fits(current, value, joiner, lexicon):
            current += value
        else:
            return None
        joiner = False
    return total, current, last_scale


def _fits(current: Decimal, value: Decimal, joiner: bool, lexicon: Lexicon) -> bool:
    """Tell whether a number word adds to the hundreds before it: twenty five, fünf und zwanzig, soixante quinze."""
    if not current:
        return True
    rest = int(current) % 100
    if value >= 100:
        return False
    if rest == 0:
        return True
    if value < 10:
        after_ten = rest == 10 and (lexicon.code in {"tr", "kk"} or (lexicon.code == "fr" and value >= 7))
        return rest in _TENS or after_ten
    if joiner and rest < 10 and value in _TENS and lexicon.units_first:
        return True
    if lexicon.code == "ar" and rest < 10 and value == 10:
        return True
    return lexicon.code == "fr" and value < 20 and rest in {60, 80}
