"""Segments of two texts: together they are both texts, and unchanged words are not marked as changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.diff import COMPARED, DiffOp, Segment, segments, shortened
from tests.strategies import texts

sentences = texts | st.lists(st.sampled_from(["rain", "snow", "fell", "on", "May", "5", ",", "."]), max_size=20).map(
    " ".join
)


def side(found: list[Segment], without: DiffOp) -> str:
    return "".join(piece.text for piece in found if piece.op is not without)


@given(sentences, sentences)
def test_both_wordings_can_be_read_from_the_pieces(before: str, after: str) -> None:
    found = segments(before, after)
    assert side(found, DiffOp.NEW) == before
    assert side(found, DiffOp.GONE) == after


@given(sentences)
def test_what_is_the_same_stayed(text: str) -> None:
    assert {piece.op for piece in segments(text, text)} <= {DiffOp.STAYED}


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
    signs = {DiffOp.GONE: "−", DiffOp.NEW: "+"}
    shown = (f"[{signs[fate]}{text}]" if fate in signs else text for fate, text in segments(before, after))
    assert "".join(shown) == expected


def test_of_very_many_words_all_between_the_first_and_the_last_difference_changed() -> None:
    old, new = "a " * COMPARED, "b " * COMPARED
    assert segments(f"same {old}mid {old}end", f"same {new}mid {new}end") == [
        Segment(DiffOp.STAYED, "same "),
        Segment(DiffOp.GONE, f"{old}mid {old}"),
        Segment(DiffOp.NEW, f"{new}mid {new}"),
        Segment(DiffOp.STAYED, "end"),
    ]


@given(sentences, sentences, st.integers(0, 10))
def test_only_what_stayed_is_cut_short(before: str, after: str, around: int) -> None:
    found = segments(before, after)
    cut = shortened(found, around)
    assert [piece.op for piece in cut] == [piece.op for piece in found]
    for whole, part in zip(found, cut, strict=True):
        assert part == whole or (part.op is DiffOp.STAYED and " … " in part.text)
        assert len(part.text) <= len(whole.text)


def test_around_a_change_some_of_what_stayed_is_left() -> None:
    found = segments("one two three four five", "one two three four six")
    assert shortened(found, 5) == [
        Segment(DiffOp.STAYED, " … four "),
        Segment(DiffOp.GONE, "five"),
        Segment(DiffOp.NEW, "six"),
    ]
