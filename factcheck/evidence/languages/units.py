"""Units of measurement: their dimensions and factors, and their symbols. The data file is written with pint."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.symbols import UNIT_SYMBOLS

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension, and its factor and offset to the base unit of that dimension."""

    name: str
    dimension: str
    factor: Decimal
    offset: Decimal

    def base(self, value: Decimal) -> Decimal:
        """Return a value in the base unit."""
        return value * self.factor + self.offset

    def value(self, base: Decimal) -> Decimal:
        """Return in this unit a value that is in the base unit."""
        return (base - self.offset) / self.factor


@cache
def units() -> dict[str, Unit]:
    """Return all units by their key in CLDR ("length-kilometer")."""
    rows = json.loads((_DATA / "units.json").read_text("utf-8"))
    return {
        key: Unit(key.partition("-")[2], dimension, Decimal(factor), Decimal(offset))
        for key, (dimension, factor, offset) in rows.items()
    }


@cache
def unit_symbols() -> dict[str, list[tuple[list[str], str]]]:
    """Return the symbols of units by their first token, the longest first, each as its tokens with its key."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for symbol, key in sorted(UNIT_SYMBOLS.items(), key=lambda item: -len(item[0])):
        words = Tokens(symbol).raw_words
        found.setdefault(words[0], []).append((words, key))
    return found
