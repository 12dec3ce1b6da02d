"""What CLDR says of a language, read through the public API of babel: separators, scales, months, units, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_DIGITS = re.compile(r"[0-9#.,]+")
_LETTERS = re.compile(r"[^\W\d_]")
_MIN_LETTERS = 3  # of the name of a unit: shorter ones are symbols, and symbols are not folded
_COUNTS = (1, 2, 5, 1.5)
"""Numbers that have between them all plural forms of the languages of CLDR that name units differently."""
_LEFT_OUT = (
    "-person", "graphics-", "concentr-", "angle-", "-generic", "light-", "magnetic-", "-jp", "duration-night",
    "length-point", "length-rod", "length-chain", "mass-grain", "mass-slug", "volume-cup", "volume-drop",
    "volume-pinch", "volume-jigger", "volume-dram", "duration-quarter", "volume-bushel",
)  # fmt: skip
_PERCENT = "concentr-percent"
_CJK = 0x2E80  # letters from here on are words: one of Cyrillic or Latin is an abbreviation
_BOUNDS = "\u200e\u200f\u061c"


@dataclass(frozen=True, slots=True)
class CldrTables:
    """The tables of one language; `scales` has powers of ten, all texts are as CLDR writes them."""

    group: frozenset[str] = frozenset(",")
    scales: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    percent: frozenset[str] = frozenset()


def tables(code: str, currencies: frozenset[str], units: frozenset[str]) -> CldrTables | None:
    """Return the tables of a language for some currencies and units; None if CLDR does not have the language."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None
    symbols = [system for system in locale.number_symbols.values() if isinstance(system, dict) or "group" in system]
    return CldrTables(
        frozenset(system["group"] for system in symbols if "group" in system),
        _scales(locale),
        dict(_months(locale)),
        dict(_currencies(locale, currencies)),
        dict(_units(locale, units)),
        frozenset(name for name, _ in _units(locale, frozenset([_PERCENT]), ())),
    )


def _scales(locale: Locale) -> dict[str, int]:
    scales: dict[str, int] = {}
    for length in ("long", "short"):
        for forms in locale.compact_decimal_formats.get(length, {}).values():
            for power, pattern in forms.items():
                text = str(getattr(pattern, "pattern", pattern)).split(";")[0].replace("'", "")
                word = _DIGITS.sub("", text).strip(" \u00a0\u202f." + _BOUNDS)
                latin_letter = len(word) == 1 and ord(word) < _CJK
                if word and _LETTERS.search(word) and not latin_letter:
                    scales.setdefault(word, len(power) - 1 - (text.count("0") - 1))
    return scales


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                text = name.strip(". " + _BOUNDS)
                if len(text) >= _MIN_LETTERS or not text.isascii():
                    yield text, number


def _counts(locale: Locale) -> list[float]:
    """Return one number for each plural form of a language."""
    return list({locale.plural_form(count): count for count in _COUNTS}.values())


def _currencies(locale: Locale, codes: frozenset[str]) -> Iterator[tuple[str, str]]:
    from babel.numbers import get_currency_name

    counts = _counts(locale)
    for code in sorted(codes):
        for count in (None, *counts):
            name = get_currency_name(code, count=count, locale=locale)
            if name and name != code:
                yield name, code


def _units(locale: Locale, keys: frozenset[str], left_out: tuple[str, ...] = _LEFT_OUT) -> Iterator[tuple[str, str]]:
    from babel.units import UnknownUnitError, format_unit

    counts = _counts(locale)
    for key in sorted(keys):
        if any(part in key for part in left_out):
            continue
        for length in ("long", "short"):
            for count in counts:
                try:
                    text = format_unit(count, key, length, locale=locale)
                except (UnknownUnitError, KeyError):
                    break
                name = _without_number(text)
                if name and (len(name) >= _MIN_LETTERS or not name.isascii()):
                    yield name, key


def _without_number(text: str) -> str:
    """Return the name of a unit after its number; "" where the text has no number, or goes around it."""
    number = re.search(r"\d(?:[^\s\w]?\d)*", text)
    if number is None or text[: number.start()].strip(_BOUNDS + " "):
        return ""
    return text[number.end() :].strip(" .\u00a0\u202f" + _BOUNDS)


@cache
def country_names() -> frozenset[str]:
    """Return the English names of all countries, casefolded; names of continents and regions are none."""
    from babel import Locale

    territories = Locale("en").territories.items()
    return frozenset(name.casefold() for code, name in territories if code.isalpha())
