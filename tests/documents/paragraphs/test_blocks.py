"""Paragraphs: what was cut is joined, what stands alone stays alone, and no word is lost."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents import read
from factcheck.documents.paragraphs.blocks import (
    KEEP_ALL,
    Hyphens,
    TextBlock,
    blocks_of_lines,
    join_lines,
    lay_out,
    page_starts,
)
from factcheck.documents.paragraphs.hard_wraps import blocks_of
from tests.documents.documents import PROSE, SENTENCES

LONG = "The council met in the old town hall on Monday and spoke for hours about the water that stood in"
HEADLINE = "Council Meets in Old Town Hall and Speaks for Hours About Water in Streets of Lower Town"


def paragraphs(text: str) -> list[str]:
    return read(text.encode(), "a.txt").text.split("\n\n")


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\n \n\n\n", "\r\n\r\n", "\u2029", " \n\t\n"])
def test_a_sentence_cut_into_blocks_is_joined(gap: str) -> None:
    assert paragraphs(f"{LONG}{gap}the streets of the lower town.") == [f"{LONG} the streets of the lower town."]


def test_prose_that_was_cut_before_a_name_is_joined() -> None:
    cut = f"{PROSE} Later that day the council received a letter from the farmer who had lost it all,"
    cut = cut.removesuffix(",") + ", the brother of"
    rest = "Anna Brook, who had warned them all in spring. Nobody answered."
    assert paragraphs(f"{cut}\n\n{rest}") == [f"{cut} {rest}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (HEADLINE, "The river rose by forty centimetres in a single night."),
        (HEADLINE, HEADLINE),
        ("Flood", "the river rose by forty centimetres."),
        ("The mayor, left, with her sister at the opening of the bridge in May / Handout by the Town", "By A. Brook"),
        (PROSE, "the river rose."),
        (f"{PROSE}”", "the river rose."),
        (f"{LONG} the town:", "the streets were wet."),
        (f"{PROSE} The letter came from", "Read also"),
        (LONG, "- streets and squares"),
        ("1. The council shall meet in the old town hall on every first Monday of a month", "and nowhere else"),
    ],
)
def test_what_stands_alone_is_not_glued(first: str, second: str) -> None:
    assert paragraphs(f"{first}\n\n{second}") == [first, second]


@pytest.mark.parametrize("width", [50, 60, 72, 78, 100])
def test_a_text_wrapped_by_hand_is_prose_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(part, width, break_on_hyphens=False) for part in [PROSE * 2, PROSE * 3])
    assert paragraphs(f"FLOOD\n\n{wrapped}\n") == ["FLOOD", PROSE * 2, PROSE * 3]


def test_a_wrapped_text_needs_no_empty_lines() -> None:
    parts = [f"{PROSE} First.", f"{PROSE} Then second.", PROSE]
    wrapped = "\n".join(textwrap.fill(part, 64, initial_indent="   ") for part in parts)
    assert paragraphs(wrapped) == parts


def test_items_of_a_list_stay_apart_and_their_lines_together() -> None:
    items = [f"- {SENTENCES[0]} {SENTENCES[1]}", f"- {SENTENCES[2]} {SENTENCES[3]}"]
    wrapped = "\n".join(textwrap.fill(item, 60, subsequent_indent="  ") for item in items)
    assert paragraphs(f"{textwrap.fill(PROSE, 60)}\n\n{wrapped}") == [PROSE, *items]


def test_lines_that_are_not_full_are_no_wrapped_text() -> None:
    verse = ["So light the rain", "So deep the well", "The river knows", "And will not tell"]
    assert paragraphs("\n".join(verse)) == verse
    rows = ["Town      dead   hurt", "Oldmill   12     340 ", "Newford    7     120 "]
    assert paragraphs("\n".join(rows)) == [row.rstrip() for row in rows]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("the infor\u00ad", "mation", "the information"),
        ("a well-", "known man", "a well-known man"),
        ("Nur-", "Sultan", "Nur-Sultan"),
        ("in 2021-", "22", "in 2021-22"),
        ("so –", "he said", "so – he said"),
        ("费用约为", "十亿元", "费用约为十亿元"),
        ("비용은", "십억", "비용은 십억"),
    ],
)
def test_two_pieces_of_a_sentence_become_one(before: str, after: str, whole: str) -> None:
    assert join_lines(before, after) == whole


def test_a_hyphen_that_broke_a_word_goes_by_what_else_the_text_holds() -> None:
    printed = Hyphens("The well-known information", usual=True)
    assert join_lines("the infor-", "mation", printed) == "the information"
    assert join_lines("a well-", "known man", printed) == "a well-known man"
    assert join_lines("state-of-the-", "art", printed) == "state-of-the-art"
    typed = Hyphens("The information", usual=False)
    assert join_lines("the infor-", "mation", typed) == "the information"
    assert join_lines("a long-", "winded man", typed) == "a long-winded man"


def test_characters_stay_as_they_are() -> None:
    text = "«Да», said he\u00a0– “twice”…\tＡ\u200bb  c\u00adc e\u0301 ﬁ ½"
    assert read(f"\ufeff  {text}  \n".encode(), "a.txt").text == text


def test_the_lines_of_one_element_are_joined_where_a_sentence_goes_on() -> None:
    assert list(blocks_of_lines("The river\nrose.\nNobody knew")) == [
        TextBlock("The river rose."),
        TextBlock("Nobody knew"),
    ]
    assert list(blocks_of_lines("Flood\nIn Oldmill", alone=True)) == [TextBlock("Flood In Oldmill", alone=True)]


def test_pages_begin_where_their_first_block_does() -> None:
    blocks = [TextBlock("One.", page=1), TextBlock("Two.", page=1), TextBlock("Three.", page=3)]
    text, starts = lay_out(blocks)
    assert starts == [0, 6, 12]
    assert page_starts(blocks, starts, 6, len(text)) == (0, 0, 12, 12, 18, 18)
    assert page_starts([], [], 0, 0) == ()


pieces = st.lists(
    st.sampled_from(
        ["river", "The", "well-", "a\u00ad", "«да»", "known", "ends.", "1.", "-", "水", "x" * 70, "2022-", "!"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
texts = st.lists(st.tuples(pieces, st.sampled_from(["\n", "\n\n", " ", "\r\n", "\u2028"])), max_size=12).map(
    lambda drawn: "".join(piece + gap for piece, gap in drawn)
)


def letters(text: str) -> str:
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-\u00ad")


@given(texts)
def test_joining_loses_no_word_and_leaves_no_trailing_blank(text: str) -> None:
    laid, _ = lay_out(blocks_of(text))
    assert letters(laid) == letters(text)
    assert all(part == part.strip() and part for part in laid.split("\n\n") if laid)
    assert "\n\n\n" not in laid


@given(texts)
def test_what_is_laid_out_stays_as_it_is(text: str) -> None:
    """Read again, a text that was laid out has the same words in the same order, whole ones in the same paragraphs."""
    laid, _ = lay_out(blocks_of(text))
    again, _ = lay_out(blocks_of(laid))
    assert letters(again) == letters(laid)


@given(st.lists(st.builds(TextBlock, pieces, st.booleans(), st.integers(0, 3)), max_size=10), st.booleans())
def test_every_block_begins_where_it_is_said_to(blocks: list[TextBlock], usual: bool) -> None:
    hyphens = Hyphens(" ".join(block.text for block in blocks), usual=True) if usual else KEEP_ALL
    text, starts = lay_out(blocks, hyphens)
    for block, start, end in zip(blocks, starts, [*starts[1:], len(text)], strict=False):
        assert text[start:end].startswith(block.text.strip().rstrip("-\u00ad"))
