"""English numbers in words, as far as relative dates need them: "three days later"."""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = dict(zip(f"{_ONES}|{_TEENS}|{TENS}".split("|"), (*range(1, 20), *range(20, 100, 10)), strict=True))
_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "tn": 12, "trillion": 12,
}  # fmt: skip
"""The powers of ten that words and abbreviations stand for."""
SCALE = "thousand|million|billion|trillion"
_UNIT = rf"(?:(?:{TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})\b"
_GROUP = rf"(?:{_UNIT}(?:[ -]hundred\b(?:[ -](?:and )?{_UNIT})?)?)"
NUMBER_WORDS = rf"{_GROUP}(?:[ -](?:{SCALE})\b(?:[ -](?:and )?{_GROUP})?){{0,4}}"
"""A pattern of one number in words, like "two hundred and thirty-eight"; case does not count, ASCII only."""

_LETTERS = re.compile("[a-z]+")


def number_value(words: str) -> Decimal:
    """Return the value of a number in words; 0 if there is none."""
    total = group = 0
    for word in _LETTERS.findall(words.lower()):
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _SCALES:
            total, group = total + max(group, 1) * 10 ** _SCALES[word], 0
    return Decimal(total + group)
