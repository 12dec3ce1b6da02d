"""The facts of a text: what is in it at all, read once and kept in a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.marks.facts import from_bytes, read_facts

ABOUT = {"text": "hash", "language": "en"}


@given(st.text(max_size=300))
def test_facts_come_back_from_their_file(text: str) -> None:
    facts = read_facts(text, "en")
    assert from_bytes(facts.to_bytes(ABOUT), ABOUT) == facts


def test_facts_have_words_names_initials_and_figures() -> None:
    facts = read_facts("The U.N. and the National Security Committee met on 6 May 2020 about $46mn.", "en")
    assert {"un", "comite", "security"} <= facts.words
    assert {"national", "comite"} <= set(facts.names)
    assert "nsc" in facts.initials
    assert set(facts.amounts["46000000"]) == {"money|usd"}
    assert set(facts.dates) == {(2020, 5, 6)}


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"made_by": 1}', b'{"words": [1]}'])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_bytes(data, ABOUT)


def test_the_facts_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        from_bytes(read_facts("A text.", "en").to_bytes(ABOUT), {**ABOUT, "text": "other"})
