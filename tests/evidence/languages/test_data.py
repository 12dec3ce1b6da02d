"""The data of languages: complete, and as the scripts that write it would write it today."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from factcheck.evidence.languages.lexicon import WITH_DATA, lexicon
from factcheck.evidence.languages.symbols import UNIT_SYMBOLS
from factcheck.evidence.languages.units import units
from tests.language_data import units as script
from tests.language_data.words import DATA


@pytest.mark.parametrize("code", WITH_DATA)
def test_the_words_of_a_language_can_be_loaded(code: str) -> None:
    words = lexicon(code)
    assert words.complete
    assert {1, 2, 3, 10, 100} <= set(words.cardinals.values())
    assert {1, 2, 3, 10} <= set(words.ordinals.values())
    assert set(json.loads((DATA / f"{code}.json").read_text())) == {"cardinal", "ordinal"}


def test_the_units_are_those_that_pint_knows() -> None:
    """Run `python -m tests.language_data.units` if this fails."""
    assert script.DATA.read_text() == script.text()


def test_the_unit_of_each_symbol_is_known() -> None:
    assert set(UNIT_SYMBOLS.values()) <= set(units())


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [(5, "length-kilometer", 5000), (1, "mass-pound", "453.59237"), (2, "duration-hour", 7200)],
)
def test_units_are_converted_exactly(value: int, unit: str, base: str) -> None:
    assert units()[unit].base(Decimal(value)) == Decimal(base)
