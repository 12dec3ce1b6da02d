"""The passages of a document: all of its text, in order, none too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.search.document_index import MAX_PASSAGE, DocumentPassages
from tests.strategies import texts


@given(st.lists(texts | st.sampled_from(["One. Two!", "word " * 500, "x" * 2000, "\n\n"]), max_size=5).map("\n\n".join))
def test_passages_follow_each_other_and_leave_out_nothing_but_white_space(text: str) -> None:
    read = DocumentPassages.of("s", text)
    at = 0
    for start, end in read.spans:
        assert at <= start < end <= len(text)
        assert end - start <= MAX_PASSAGE
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_a_long_sentence_is_split_at_a_space() -> None:
    text = "word " * 400
    pieces = [text[start:end] for start, end in DocumentPassages.of("s", text).spans]
    assert len(pieces) > 1
    assert {word for piece in pieces for word in piece.split()} == {"word"}
