"""A document as passages: all of it that says something, in order, none endless."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.search.document_index import MAX_PASSAGE, DocumentPassages
from tests.strategies import texts


@given(st.lists(texts | st.sampled_from(["One. Two!", "word " * 500, "x" * 2000, "\n\n"]), max_size=5).map("\n\n".join))
def test_passages_follow_each_other_and_leave_out_nothing_but_blanks(text: str) -> None:
    read = DocumentPassages.of("s", text)
    at = 0
    for start, end in read.spans:
        assert at <= start < end <= len(text)
        assert end - start <= MAX_PASSAGE
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_the_title_comes_before_the_passages() -> None:
    read = DocumentPassages.of("s", "It rained. It snowed.", title="Weather")
    assert list(read.texts()) == ["Weather", "It rained.", "It snowed."]


def test_a_long_sentence_is_parted_at_a_blank() -> None:
    text = "word " * 400
    pieces = [text[start:end] for start, end in DocumentPassages.of("s", text).spans]
    assert len(pieces) > 1
    assert {word for piece in pieces for word in piece.split()} == {"word"}
