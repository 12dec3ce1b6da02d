"""What a number measures: money, a percentage, a unit of measurement, and what it is per."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from factcheck.evidence import FigureKind
from factcheck.evidence.figures.numerals import Numeral
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon
from factcheck.evidence.languages.symbols import (
    CURRENCY_CODES,
    CURRENCY_LETTERS,
    CURRENCY_PREFIXES,
    CURRENCY_SIGNS,
    PERCENT_SIGNS,
)
from factcheck.evidence.languages.units import unit_symbols, units

_KINDS = {kind.value: kind for kind in FigureKind}
_PER_REACH = 6  # tokens after an amount in which it may be said what it is per
_NOT_PER = frozenset(["for", "in", "within", "after", "over", "of", "during", "once", "about", "almost", "nearly"])
"""Words before "a year" that make it a span of time."""
_WEIGHT_REACH = 4  # tokens before "pounds" in which a word for weighing may occur


class Measured(NamedTuple):
    """What the words around a number make of it; it reaches from token `start` up to token `end`."""

    kind: FigureKind
    unit: str
    start: int
    end: int
    factor: Decimal = Decimal(1)
    dimension: str = ""
    offset: Decimal = Decimal(0)


def measured(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> Measured | None:
    """Return what a number measures, None if it has no unit."""
    return _share(tokens, number, lexicon) or _money(tokens, number, lexicon) or unit_of(tokens, number, lexicon)


def _share(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> Measured | None:
    start, end = number.start, number.end
    for key, factor in (("points", Decimal(1)), ("basis", Decimal("0.01"))):
        if match := lexicon.phrases("share", key).at(tokens.words, end):
            before = lexicon.phrases("share", "percent_before").before(tokens.words, start)
            return Measured(
                FigureKind.POINTS, key, start - (before.length if before else 0), end + match.length, factor, "points"
            )
    if tokens.word(end) in PERCENT_SIGNS:
        return Measured(FigureKind.PERCENT, "percent", start, end + 1)
    if tokens.word(start - 1) in PERCENT_SIGNS and tokens.joined(start - 1):
        return Measured(FigureKind.PERCENT, "percent", start - 1, end)
    at = end + (tokens.word(end) == "-" and tokens.joined(end))
    if match := lexicon.percent.at(tokens.words, at):
        return Measured(FigureKind.PERCENT, "percent", start, at + match.length)
    if match := lexicon.phrases("share", "percent_before").before(tokens.words, start):
        return Measured(FigureKind.PERCENT, "percent", start - match.length, end)
    if tokens.word(end) == "‰":
        return Measured(FigureKind.PERCENT, "permille", start, end + 1, Decimal("0.1"), "percent")
    return None


def _money(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> Measured | None:
    start, end, factor = number.start, number.end, Decimal(1)
    before = _currency_before(tokens, start)
    close = before or tokens.joined(end - 1) or tokens.joined(end)
    glued = lexicon.glued.get(tokens.word(end)) if close else None
    if glued and not number.scaled and (before or _currency_at(tokens, end + 1, lexicon)):
        factor, end = glued, end + 1
    if before:
        code, first = before
        return Measured(FigureKind.MONEY, code.lower(), first, end, factor)
    at = after_linker(tokens, number._replace(end=end), lexicon)
    while tokens.word(at) == "-" and tokens.joined(at):
        at += 1
    after = _currency_at(tokens, at, lexicon)
    if after is None or (after[0] == "GBP" and _is_weight(tokens, start, at + after[1], lexicon)):
        return _cents(tokens, number, lexicon)
    return Measured(FigureKind.MONEY, after[0].lower(), start, at + after[1], factor)


def after_linker(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> int:
    """Return the token after "de" between a million and what it counts; else the one after the number."""
    match = lexicon.phrases("number", "linker").at(tokens.words, number.end) if number.scaled or number.words else None
    return number.end + match.length if match else number.end


def _cents(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> Measured | None:
    code = lexicon.cents.get(tokens.word(number.end))
    if code is None:
        return None
    return Measured(FigureKind.MONEY, code.lower(), number.start, number.end + 1, Decimal("0.01"))


def _currency_before(tokens: Tokens, start: int) -> tuple[str, int] | None:
    """Return the currency whose sign, code or abbreviation is before a number, and its first token."""
    sign, place = tokens.raw(start - 1), start - 1
    if sign in {"-", "−"} and tokens.raw(start - 2) in CURRENCY_SIGNS:
        sign, place = tokens.raw(start - 2), start - 2
    if sign in CURRENCY_SIGNS:
        if sign != "$" or not tokens.joined(place - 1):
            return CURRENCY_SIGNS[sign], place
        if (letters := tokens.raw(place - 1)) in CURRENCY_PREFIXES:
            return CURRENCY_PREFIXES[letters], place - 1
        if [tokens.raw(place - back) for back in (4, 3, 2, 1)] == ["U", ".", "S", "."]:
            return "USD", place - 4
        return "USD", place
    if sign in CURRENCY_CODES:
        return ("CNY" if sign == "RMB" else sign), place
    if sign in CURRENCY_LETTERS and sign not in {"Ft", "Fr", "kr"}:
        return CURRENCY_LETTERS[sign], place
    if sign == "." and tokens.raw(place - 1) == "Rs":
        return "INR", place - 1
    return None


def _currency_at(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """Return the currency that is named at a token, and the number of its tokens."""
    raw = tokens.raw(index)
    if match := lexicon.currencies.at(tokens.words, index):
        return match.value, match.length
    if raw in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[raw], 1
    if raw in CURRENCY_CODES:
        return ("CNY" if raw == "RMB" else raw), 1
    if raw == "US" and tokens.raw(index + 1) == "$":
        return "USD", 2
    if raw in CURRENCY_LETTERS:
        return CURRENCY_LETTERS[raw], 1
    return None


def _is_weight(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether pounds are a weight: heavier, of wheat, or beside a verb of weighing."""
    if any(tokens.word(start - back) in lexicon.words("money", "weight_verbs") for back in range(1, _WEIGHT_REACH)):
        return True
    following = tokens.word(end), tokens.word(end + 1)
    return following[0] in lexicon.words("money", "weight") and following[1] not in lexicon.words("money", "not_weight")


def unit_of(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> Measured | None:
    """Return the unit of measurement of a number, None if it has none."""
    at = after_linker(tokens, number, lexicon)
    while tokens.word(at) in {"-", "’", "'"} and tokens.joined(at - 1) and tokens.joined(at):
        at += 1
    key, length = "", 0
    for symbol, found in unit_symbols().get(tokens.raw(at), ()):
        if len(symbol) == 1 or symbol == [tokens.raw(at + offset) for offset in range(len(symbol))]:
            key, length = found, len(symbol)
            break
    if (match := lexicon.units.at(tokens.words, at)) and match.length > length:
        key, length = match.value, match.length
    if not key and (currency := _currency_at(tokens, at, lexicon)) and currency[0] == "GBP":
        key, length = "mass-pound", 1
    return _measured_in(key, number.start, at + length) if key else None


def _measured_in(key: str, start: int, end: int) -> Measured | None:
    if key == "temperature-generic":
        return Measured(FigureKind.TEMPERATURE, "degree", start, end, dimension="degree")
    unit = units().get(key)
    if unit is None:
        return None
    kind = _KINDS.get(unit.dimension, FigureKind.QUANTITY)
    return Measured(kind, unit.name, start, end, unit.factor, unit.dimension, unit.offset)


def per(tokens: Tokens, end: int, lexicon: Lexicon) -> str:
    """Return what an amount that ends at a token is per: "person", "day", "100000"; "" if the text does not say.

    An amount may be per two things: "person and year".
    """
    found: list[str] = []
    at, last = end, min(len(tokens), end + _PER_REACH)
    while at < last and tokens.word(at) not in {".", ";", ","} and not (found and tokens.word(at)[:1].isdecimal()):
        match = lexicon.per.at(tokens.words, at)
        if match and not (tokens.word(at) in {"a", "an"} and tokens.word(at - 1) in _NOT_PER):
            found.append(match.value)
            at, last = at + match.length, min(len(tokens), at + match.length + _PER_REACH)
            continue
        number = lexicon.phrases("per", "number").at(tokens.words, at)
        if number and (digits := _digits(tokens, at + number.length)):
            found.append(digits)
            break
        at += 1
    return " and ".join(sorted({*found}))


def _digits(tokens: Tokens, index: int) -> str:
    """Return the digits that begin at a token, without the signs between them."""
    digits = ""
    while tokens.word(index)[:1].isdecimal() or (digits and tokens.word(index) in {",", "."} and tokens.joined(index)):
        digits += tokens.words[index].strip(",.")
        index += 1
    return digits
