"""Subtitles: sentences again, with the time and the speaker as their place, and no time in the text."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import srt
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents import read
from factcheck.quotes.selectors import locator
from tests.documents.documents import SENTENCES

DATA = Path(__file__).parents[2] / "data" / "documents"
words = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)


def test_cues_of_a_talk_are_joined_and_speakers_part_them() -> None:
    document = read((DATA / "talk.vtt").read_bytes(), "talk.vtt")
    assert document.text.split("\n\n") == [
        "The river rose by forty centimetres in a single night & a day.",
        "Nobody in the lower town had been warned.",
        "By noon the bridge at Oldmill was closed.",
    ]
    assert (document.title, document.language) == ("The flood at Oldmill", "en")
    assert locator(document, document.text.index("single night")) == "00:00:03, Anna Brook"
    assert locator(document, document.text.index("lower town")) == "00:00:05, Ben Field"
    assert locator(document, document.text.index("bridge")) == "00:01:05, Ben Field"


def test_captions_that_roll_are_read_once_and_turns_part_them() -> None:
    document = read((DATA / "captions.srt").read_bytes(), "captions.srt")
    assert document.text.split("\n\n") == [
        "the river rose by forty centimetres in a single night.",
        "We had 225 calls.",
        "How many were answered?",
        "None.",
    ]
    assert locator(document, document.text.index("225")) == "00:00:04, Mayor Brook"
    assert locator(document, document.text.index("None")) == "00:00:06"


def test_no_time_is_in_the_text() -> None:
    for name in ("talk.vtt", "captions.srt"):
        assert not re.search(r"\d:\d", read((DATA / name).read_bytes(), name).text)


def test_cues_without_numbers_or_empty_lines_are_read() -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nThe river rose\n2\n00:00:02,000 --> 00:00:03,000\nin 2021\n"
    assert read(source.encode(), "a.srt").text == "The river rose in 2021"
    assert read(source.replace("1\n00", "00", 1).replace(",000", ".000").encode(), "a").text == "The river rose in 2021"


def test_a_long_silence_parts_an_unfinished_sentence_and_a_short_one_does_not() -> None:
    cues = "00:00:01,000 --> 00:00:02,000\nThe river\n\n00:00:{},000 --> 00:00:59,000\nrose\n"
    assert read(cues.format("15").encode(), "a.srt").text == "The river rose"
    assert read(cues.format("45").encode(), "a.srt").text == "The river\n\nrose"


@given(st.lists(words, min_size=1, max_size=8))
def test_what_another_library_writes_is_read_with_all_words_and_times(said: list[str]) -> None:
    cues = [
        srt.Subtitle(at, timedelta(seconds=3 * at), timedelta(seconds=3 * at + 2), f"{at} {text}")
        for at, text in enumerate(said, 1)
    ]
    document = read(srt.compose(cues).encode(), "a.srt")
    assert document.text.split() == " ".join(cue.content for cue in cues).split()
    assert [place for _, place in document.places] == [f"00:00:{3 * at:02}" for at in range(1, len(said) + 1)]


def test_sentences_of_a_file_are_whole() -> None:
    cues = "".join(
        f"00:00:{at:02}.000 --> 00:00:{at:02}.900\n{word}\n\n" for at, word in enumerate(SENTENCES[0].split())
    )
    assert read(f"WEBVTT\n\n{cues}".encode(), "a.vtt").text == SENTENCES[0]
