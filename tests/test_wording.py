"""Two wordings of a text: nothing of either is lost, and what stayed is not said to have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.wording import COMPARED, Fate, Piece, pieces, shortened
from tests.strategies import texts

sentences = texts | st.lists(st.sampled_from(["rain", "snow", "fell", "on", "May", "5", ",", "."]), max_size=20).map(
    " ".join
)


def side(found: list[Piece], without: Fate) -> str:
    return "".join(piece.text for piece in found if piece.fate is not without)


@given(sentences, sentences)
def test_both_wordings_can_be_read_from_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert side(found, Fate.NEW) == before
    assert side(found, Fate.GONE) == after


@given(sentences)
def test_what_is_the_same_stayed(text: str) -> None:
    assert {piece.fate for piece in pieces(text, text)} <= {Fate.STAYED}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("At least 238 people died.", "At least 225 people died.", "At least [−238 ][+225 ]people died."),
        ("It rained.", "It rained in May.", "It [−rained][+rained in May]."),
        ("", "new", "[+new]"),
        ("old", "", "[−old]"),
        ("a b c d e", "a x c y e", "a [−b ][+x ]c [−d ][+y ]e"),
    ],
)
def test_words_that_differ_are_told_apart(before: str, after: str, expected: str) -> None:
    signs = {Fate.GONE: "−", Fate.NEW: "+"}
    shown = (f"[{signs[fate]}{text}]" if fate in signs else text for fate, text in pieces(before, after))
    assert "".join(shown) == expected


def test_of_very_many_words_all_between_the_first_and_the_last_difference_changed() -> None:
    old, new = "a " * COMPARED, "b " * COMPARED
    assert pieces(f"same {old}mid {old}end", f"same {new}mid {new}end") == [
        Piece(Fate.STAYED, "same "),
        Piece(Fate.GONE, f"{old}mid {old}"),
        Piece(Fate.NEW, f"{new}mid {new}"),
        Piece(Fate.STAYED, "end"),
    ]


@given(sentences, sentences, st.integers(0, 10))
def test_only_what_stayed_is_cut_short(before: str, after: str, around: int) -> None:
    found = pieces(before, after)
    cut = shortened(found, around)
    assert [piece.fate for piece in cut] == [piece.fate for piece in found]
    for whole, part in zip(found, cut, strict=True):
        assert part == whole or (part.fate is Fate.STAYED and " … " in part.text)
        assert len(part.text) <= len(whole.text)


def test_around_a_change_some_of_what_stayed_is_left() -> None:
    found = pieces("one two three four five", "one two three four six")
    assert shortened(found, 5) == [
        Piece(Fate.STAYED, " … four "),
        Piece(Fate.GONE, "five"),
        Piece(Fate.NEW, "six"),
    ]
