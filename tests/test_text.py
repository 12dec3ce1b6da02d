"""Hostile text is cleaned on entry, visible when shown, and comparing it is steady."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import clean, clean_line, folded, visible, visible_line
from tests.strategies import texts

anything = st.text(max_size=40) | texts  # lone surrogates too: a file name may hold them
ACTING = [
    *map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))),
    "\u061c",
    "\u200b",
    "\u200e",
    "\u200f",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ufffb",
    "\U000e0041",
    "\ud800",
]


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
    assert not set(shown) & set(ACTING)
    shown.encode()


@pytest.mark.parametrize("sign", ACTING, ids=ascii)
def test_a_character_that_acts_is_removed_from_what_is_typed_and_shown_in_what_is_quoted(sign: str) -> None:
    assert sign not in clean(f"a{sign}b")
    assert visible(f"a{sign}b") not in {f"a{sign}b", "ab"}


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
