"""The data of languages: complete, and as the scripts that write it would write it today."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from factcheck.evidence.figures.numerals import read_numeral
from factcheck.evidence.figures.scan import Tokens, fold_word
from factcheck.evidence.languages.lexicon import WITH_DATA, lexicon
from factcheck.evidence.languages.symbols import UNIT_SYMBOLS
from factcheck.evidence.languages.units import units
from tests.language_data import units as script
from tests.language_data.spelling import LANGUAGES as SPELLED
from tests.language_data.spelling import spell
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


@pytest.mark.parametrize("code", WITH_DATA)
def test_every_generated_number_word_is_read_as_its_value(code: str) -> None:
    words: dict[str, int] = json.loads((DATA / f"{code}.json").read_text())["cardinal"]
    known = lexicon(code)
    own = {fold_word(word): Decimal(value) for word, value in known.table("number", "words")}
    alone = known.words("number", "not_numbers", "and")
    for word, value in words.items():
        if " " in word or "-" in word or fold_word(word) in alone:
            continue
        found = read_numeral(Tokens(word), 0, known)
        assert found is not None, word
        assert found.value == own.get(fold_word(word), value), word


@pytest.mark.parametrize("code", SPELLED)
def test_numbers_in_words_are_read_back(code: str) -> None:
    known = lexicon(code)
    for number in (*range(2, 130), *range(131, 10_000, 97)):
        text = spell(code, number)
        found = read_numeral(Tokens(text), 0, known)
        assert found is not None, text
        assert (found.value, found.end) == (number, len(Tokens(text))), text
