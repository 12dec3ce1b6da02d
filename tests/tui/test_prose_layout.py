"""The layout of a long text: nothing is lost, nothing stands twice, and nothing is laid out that nobody looks at."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from factcheck.text import visible
from factcheck.tui.widgets.prose import blocks as prose_blocks
from factcheck.tui.widgets.prose.blocks import Blocks, Sentences
from factcheck.tui.widgets.prose.glyphs import _PLAIN, REACH, next_end, next_start, signs, word_at, words
from factcheck.tui.widgets.prose.layout import Place, ProseLayout, ProsePage
from factcheck.tui.widgets.prose.marking import Tint
from factcheck.tui.widgets.prose.render import BLANK, row_content
from tests.strategies import HOSTILE
from tests.tui.screen_check import NEVER_DRAWN

pieces = st.sampled_from(
    [
        *HOSTILE,
        "\n",
        "\n\n",
        " \n \n",
        "  ",
        "\t",
        ". ",
        "word ",
        "Wörter",
        "中文。",
        "e\u0301\u0302",
        "🇰🇿",
        "❤️",
        "\u200d",
        "a" * 60,
    ]
)
texts = st.lists(pieces | st.text(max_size=12), max_size=40).map("".join)
widths = st.integers(1, 60)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Part texts of some hundred signs into many blocks."""
    monkeypatch.setattr(prose_blocks, "SIZE", 64)


def all_places(layout: ProseLayout) -> list[Place]:
    """Return all rows."""
    return [(block, row) for block in range(layout.blocks.count) for row in range(layout.tall(block))]


@given(texts, widths)
def test_every_code_point_stands_on_one_row_in_order(text: str, width: int) -> None:
    layout = ProseLayout(Blocks(text), width)
    spans = [layout.span(place) for place in all_places(layout)]
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans) or not text
    assert [layout.place(offset) for start, end in spans for offset in range(start, end)] == [
        place for place, (start, end) in zip(all_places(layout), spans, strict=True) for _ in range(start, end)
    ]


@given(texts, widths)
def test_from_offset_to_row_and_column_and_back(text: str, width: int) -> None:
    layout = ProseLayout(Blocks(text), width)
    for place in all_places(layout):
        for sign in signs(text, *layout.span(place)):
            if sign.cells:
                assert layout.offset(place, layout.column(sign.start)) == sign.start
                assert layout.offset(place, layout.column(sign.end - 1) + sign.cells - 1) == sign.start


@given(texts, st.integers(10, 60))
def test_no_row_is_wider_than_the_page_and_none_is_parted_in_a_sign(text: str, width: int) -> None:
    layout = ProseLayout(Blocks(text), width)
    for place in all_places(layout):
        start, end = layout.span(place)
        row = row_content(text, (start, end), [])
        assert row.cell_length <= width
        shown = start + len(text[start:end].rstrip(BLANK))
        assert row.cell_length == sum(sign.cells for sign in signs(text, start, shown))
        assert not NEVER_DRAWN & set(row.plain)


@given(texts, widths)
def test_what_is_seen_is_the_text_made_visible(text: str, width: int) -> None:
    layout = ProseLayout(Blocks(text), width)
    seen = "".join(row_content(text, layout.span(place), []).plain for place in all_places(layout))
    assert _bare(seen) == _bare(visible(text))


def _bare(text: str) -> str:
    """Return a text without white space, and without joiners: one that joins nothing is seen."""
    return "".join(text.replace("<U+200D>", "").replace("\u200d", "").split())


@given(texts, widths, st.data())
def test_a_tint_lies_over_just_its_signs(text: str, width: int, data: st.DataObject) -> None:
    layout = ProseLayout(Blocks(text), width)
    place = data.draw(st.sampled_from(all_places(layout)))
    span = layout.span(place)
    row = [sign for sign in signs(text, *span) if not sign.shown.isspace()]
    assume(row)
    sign = data.draw(st.sampled_from(row))
    content = row_content(text, span, [Tint(sign.start, sign.end, "bold")])
    assert [content.plain[found.start : found.end] for found in content.spans] == [sign.shown] * bool(sign.shown)


@given(texts, widths, st.integers(-30, 30), st.integers(-30, 30))
def test_walking_there_and_back(text: str, width: int, there: int, further: int) -> None:
    layout = ProseLayout(Blocks(text), width)
    places = all_places(layout)
    middle = len(places) // 2
    assert layout.last == places[-1]
    assert layout.walk(places[middle], there) == places[max(0, min(middle + there, len(places) - 1))]
    page = ProsePage(layout)
    page.height = 5
    for rows in (there, further):
        page.scroll(rows)
        assert page.places() == places[places.index(page.top) :][:5]
        assert len(page.places()) == min(5, len(places))


@given(texts, widths, st.data())
def test_what_is_followed_is_in_view(text: str, width: int, data: st.DataObject) -> None:
    assume(text)
    page = ProsePage(ProseLayout(Blocks(text), width))
    page.height = data.draw(st.integers(1, 8))
    for _ in range(3):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        page.follow(start, end)
        seen = page.places()
        first, last = page.layout.place(start), page.layout.place(end - 1)
        assert first in seen
        assert last in seen or last > page.layout.walk(first, page.height - 1)


@given(texts)
def test_blocks_are_found_in_any_order_alike(text: str) -> None:
    forth, back = Blocks(text), Blocks(text)
    starts = [forth.start(block) for block in range(forth.count + 1)]
    assert [back.start(block) for block in reversed(range(back.count + 1))] == starts[::-1]
    assert starts == sorted(set(starts)) or not text
    for offset in range(len(text)):
        low, high = forth.span(forth.of(offset))
        assert low <= offset < high


@given(texts)
def test_sentences_follow_each_other_both_ways(text: str) -> None:
    sentences = Sentences(Blocks(text), "en")
    walked = []
    here = sentences.at(0)
    while here is not None:
        walked.append(here)
        here = sentences.next(here[0], 1)
    assert all(first[1] <= second[0] for first, second in pairwise(walked))
    assert [sentences.at(start) for start, _ in walked] == walked
    back = []
    here = sentences.at(len(text))
    while here is not None:
        back.append(here)
        here = sentences.next(here[0], -1)
    assert back[::-1] == walked
    covered = {offset for start, end in walked for offset in range(start, end)}
    assert all(offset in covered or text[offset].isspace() for offset in range(len(text)))


@given(texts.filter(lambda text: all(len(run) < REACH for run in text.split())))
def test_steps_by_words_lead_through_the_text_and_back(text: str) -> None:
    for step_of, first, last in ((next_end, 0, len(text.rstrip())), (next_start, -1, len(text))):
        there = _steps(step_of, text, first, 1)
        assert _steps(step_of, text, last + 1, -1) == there[::-1]
        assert there == sorted(set(there))
    assert not text.strip() or _steps(next_end, text, 0, 1)[-1] == len(text.rstrip())


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("市長は昨日、新しい計画を発表した。", "市長|は|昨日|、|新しい|計画|を|発表した"),
        ("当地居民表示反对。", "当地|居民|表示|反对"),
        ("當地居民表示反對。", "當地|居民|表示|反對"),
        ("어제 시장은 계획을 발표했다.", "어제|시장은|계획을|발표했다"),
        ("x市長 😀y", "x|市長|😀|y"),
    ],
)
def test_scripts_without_spaces_are_parted_into_words(text: str, parted: str) -> None:
    assert "|".join(text[start:end] for start, end in words(text, 0, len(text))) == parted


@pytest.mark.parametrize("text", ["قال رئيس الحكومة إن الجسر مغلق", "אמר ראש העיר כי הגשר סגור", "12 – الجسر"])
def test_lines_from_right_to_left_end_at_the_right_edge(text: str) -> None:
    layout = ProseLayout(Blocks(f"Left.\n{text}\nLeft again."), 40)
    places = [(0, row) for row in range(layout.tall(0))]
    assert [layout.room_before(place) for place in places] == [0, 40 - len(text), 0]
    assert layout.offset(places[1], 40 - len(text)) == len("Left.\n")
    assert layout.offset(places[1], 39) == len(f"Left.\n{text}") - 1


def test_a_word_without_end_is_walked_through_all_the_same() -> None:
    text = "x" * 3 * REACH
    assert _steps(next_end, text, 0, 1)[-1] == len(text)
    assert _steps(next_start, text, len(text), -1)[-1] == 0


def _steps(step_of: Callable[[str, int, int], int], text: str, here: int, step: int) -> list[int]:
    found = []
    while (further := step_of(text, here, step)) != here:
        found.append(here := further)
    return found


@given(texts.filter(bool), st.data())
def test_there_is_a_word_everywhere(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    start, end = word_at(text, offset)
    assert 0 <= start < end <= len(text)


def test_words_end_before_their_punctuation_and_behind_it() -> None:
    text = "He said: “We counted.” 中文 too"
    ends, here = [], 0
    while (further := next_end(text, here, 1)) != here:
        here = further
        ends.append(text[:here])
    assert ends == [
        "He", "He said", "He said:", "He said: “We", "He said: “We counted", "He said: “We counted.”",
        "He said: “We counted.” 中文", text,
    ]  # fmt: skip


def test_plain_signs_are_one_cell_wide() -> None:
    plain = [chr(code) for code in range(0x110000) if _PLAIN.fullmatch(chr(code)) and chr(code).isprintable()]
    assert len(plain) > 700
    assert [sign for sign in plain if cell_len(sign) != 1 or visible(sign) != sign] == []


@pytest.mark.parametrize(
    "text",
    ["para graph\n\n" * 400_000, "a line without an end " * 50_000, "x" * 1_000_000],
    ids=["5 MB of paragraphs", "a line of 1 MB", "a line without blanks"],
)
def test_only_what_is_looked_at_is_laid_out(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose_blocks, "SIZE", 4096)
    blocks = Blocks(text)
    page = ProsePage(ProseLayout(blocks, 80))
    page.height = 40
    for offset in (0, len(text) // 2, len(text)):
        page.put(offset, 10)
        assert len(page.places()) == 40
    assert len(page.layout.laid) <= 9
    assert max(page.layout.tall(block) for block in page.layout.laid) <= 2 * 4096


@settings(max_examples=20)
@given(st.integers(1, 80))
def test_a_paragraph_is_not_cut_where_a_block_ends_while_there_is_a_paragraph_to_cut_at(width: int) -> None:
    text = "\n\n".join(f"{number}: a paragraph of some words." for number in range(40))
    layout = ProseLayout(Blocks(text), width)
    assert all(
        text[blocks - 2 : blocks] == "\n\n" for blocks in map(layout.blocks.start, range(1, layout.blocks.count))
    )
