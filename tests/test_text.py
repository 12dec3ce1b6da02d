"""Hostile text is cleaned on entry, visible when shown, and comparing it is steady."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from factcheck.text import clean, clean_line, folded, visible, visible_line
from tests.strategies import texts

anything = st.text(max_size=40) | texts  # lone surrogates too: a file name may hold them
JOINERS = {"\u200c", "\u200d"}
"""Persian is spelled with them, and families are made of them."""


def acts(sign: str) -> bool:
    """Tell whether a character acts on a terminal, or is not to be seen on it."""
    kind = unicodedata.category(sign)
    unseen = kind == "Cf" and sign not in JOINERS and cell_len(sign) == 0
    return (kind == "Cc" and sign not in "\n\t") or kind in {"Cs", "Zl", "Zp"} or unseen


_KINDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
ACTING = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign) in _KINDS and acts(sign)]


@given(anything)
def test_clean_text_is_normal_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert visible(cleaned) == cleaned


@given(anything)
def test_a_clean_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@given(anything)
def test_what_is_shown_cannot_act_and_can_be_written(text: str) -> None:
    shown = visible_line(text)
    assert not any(acts(sign) for sign in shown)
    shown.encode()


def test_a_character_that_acts_is_removed_from_what_is_typed_and_shown_in_what_is_quoted() -> None:
    assert len(ACTING) > 2200
    for sign in ACTING:
        assert sign not in clean(f"a{sign}b"), ascii(sign)
        assert visible(f"a{sign}b") not in {f"a{sign}b", "ab"}, ascii(sign)


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "می‌خواهم", "co\u00adoperate", "a\tb\nc", "Қазақстан"])
def test_what_people_write_is_left_alone(text: str) -> None:
    assert (clean(text), visible(text)) == (text, text)


def test_no_character_of_the_kinds_that_act_is_shown_as_it_is() -> None:
    """All of Unicode: controls, surrogates, separators of lines, the signs that turn the direction of writing, tags."""
    every = map(chr, range(sys.maxunicode + 1))
    acting = [sign for sign in every if sign not in "\n\t" and (_acts(sign) or "\U000e0000" <= sign <= "\U000e007f")]
    assert len(acting) > 2000
    assert [sign for sign in acting if visible(f"a{sign}b") in {f"a{sign}b", "ab"}] == []


def _acts(sign: str) -> bool:
    turns = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(sign) in turns


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n\t"), max_size=40))
def test_what_does_not_act_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_line_breaks_of_every_system_are_newlines() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e\nf") == "a\nb\nc\nd\ne\nf"


def test_what_came_apart_by_an_invisible_character_is_composed_again() -> None:
    assert clean("e\u200b\u0301") == "é"


def test_signs_say_which_character_it_was() -> None:
    assert visible("\x1b[2J\x7f\u202e") == "␛[2J␡<U+202E>"


@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(texts)
def test_case_and_composition_make_no_difference_to_folded_words(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Ängström", "angstrom"), ("№ 5", "no 5"), ("STRASSE", "straße"), ("ﬁne ℡", "fine tel"), ("Ёлка", "елка")],
)
def test_words_that_a_reader_takes_for_the_same_fold_to_the_same(text: str, plain: str) -> None:
    assert folded(text) == folded(plain)
