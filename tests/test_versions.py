"""The alignment of two versions of a text, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.diff.versions import Fate, align, alike
from tests.benchmarks.drafts import edited, invented

OLD = [
    "The bridge over the river was opened in 1932.",
    "The council paid 40 million euros for it.",
    "Two people died in the works, and the mayor resigned in the same week.",
    "Nobody was ever charged with anything at all.",
    "The steel came from a mill in Old Town.",
]
TEXTS = st.lists(st.sampled_from(OLD) | st.text(max_size=40), max_size=12)


def fates(new: list[str], old: list[str] = OLD) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(str(match.fate), match.old, match.new) for match in align(old, new) if match.fate is not Fate.SAME]


def test_a_text_is_the_same_as_itself() -> None:
    assert fates(OLD) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("“It’s over – now.”", '"It\'s over - now."'), ("It  is\u00a0late.", "It is late."), ("a\u00adb", "ab")],
)
def test_marks_hyphens_and_white_space_make_no_difference(old: str, new: str) -> None:
    assert fates([new], [old]) == []


@pytest.mark.parametrize(
    ("old", "new"), [("40 million", "4.0 million"), ("40 million", "41 million"), ("paid", "never paid")]
)
def test_one_figure_or_one_word_is_a_change(old: str, new: str) -> None:
    assert fates([each.replace(old, new) for each in OLD]) == [("changed", (1,), (1,))]


def test_what_is_moved_removed_and_added() -> None:
    assert fates([*OLD[1:], OLD[0]]) == [("moved", (0,), (4,))]
    assert fates(OLD[:2] + OLD[3:]) == [("gone", (2,), ())]
    assert fates([*OLD[:2], "Ships and dockers have waited since May.", *OLD[2:]]) == [("new", (), (2,))]


def test_a_divided_sentence_has_both_parts_also_if_one_is_similar_to_it() -> None:
    parts = ["Two people died in the works.", "The mayor resigned in the same week."]
    assert fates([*OLD[:2], *parts, *OLD[3:]]) == [("split", (2,), (2, 3))]


def test_joined_sentences_have_one_partner() -> None:
    joined = f"{OLD[0].rstrip('.')}, and {OLD[1].lower()}"
    assert fates([joined, *OLD[2:]]) == [("merged", (0, 1), (0,))]


def test_repeated_sentences_are_taken_in_their_order() -> None:
    assert fates(["It rained.", "It rained.", *OLD], ["It rained.", *OLD]) == [("new", (), (1,))]


def test_a_sentence_may_be_moved_and_changed() -> None:
    many = invented(3_000)
    changed = many[2].replace(many[2].split()[3], "otherwise", 1)
    assert ("moved and changed", (2,), (len(many) - 1,)) in fates([*many[:2], *many[3:], changed], many)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(OLD) | st.text(max_size=40), max_size=12),
    st.lists(st.sampled_from(OLD) | st.text(max_size=40), max_size=12),
)
def test_every_sentence_has_one_fate(old: list[str], new: list[str]) -> None:
    matches = align(old, new)
    assert sorted(number for match in matches for number in match.old) == list(range(len(old)))
    assert sorted(number for match in matches for number in match.new) == list(range(len(new)))
    for match in matches:
        if match.fate.keeps_words:
            assert alike(old[match.old[0]]) == alike(new[match.new[0]])
    if old == new:
        assert {match.fate for match in matches} <= {Fate.SAME}


@pytest.mark.parametrize("seed", range(3))
def test_most_of_an_edited_text_is_found_again(seed: int) -> None:
    sentences = invented(4_000, seed)
    matches = align(sentences, edited(sentences, 0.4, seed))
    lost = sum(match.fate is Fate.GONE for match in matches)
    assert lost < 0.15 * len(sentences)
