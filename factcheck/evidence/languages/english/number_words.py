"""English numbers in words: a pattern that finds one, and what it is worth."""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = dict(zip(f"{_ONES}|{_TEENS}|{_TENS}".split("|"), (*range(1, 20), *range(20, 100, 10)), strict=True))
_SCALES = {
    "thousand": 3,
    "million": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
    "k": 3,
}
SCALE = "thousand|million|billion|trillion"
_UNIT = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})\b"
_GROUP = rf"(?:{_UNIT}(?:[ -]hundred\b(?:[ -](?:and )?{_UNIT})?)?)"
NUMBER = rf"{_GROUP}(?:[ -](?:{SCALE})\b(?:[ -](?:and )?{_GROUP})?){{0,4}}"
"""One number in words, as "two hundred and thirty-eight"; to be read without regard to case, in ASCII."""

ONES, TENS = _ONES, _TENS
_WORD = re.compile("[a-z]+")


def worth(words: str) -> Decimal:
    """Return what a number in words is worth; 0 for none."""
    total = group = 0
    for word in _WORD.findall(words.lower()):
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _SCALES:
            total, group = total + max(group, 1) * 10 ** _SCALES[word], 0
    return Decimal(total + group)


def scale(words: str) -> Decimal:
    """Return what "million", "mn" or "hundred thousand" multiplies a number by; 1 for nothing."""
    powers = (2 if word == "hundred" else _SCALES[word] for word in _WORD.findall(words.lower()))
    return Decimal(10) ** sum(powers)
