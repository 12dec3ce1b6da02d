"""What changed from one version of a text to the next."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import diff
from factcheck.diff import Hunk, differences


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


lines = st.lists(st.sampled_from("abcdefgh"), max_size=14)
texts = lines.map("\n\n".join)


def patched(old: str, passages: list[Hunk]) -> list[str]:
    """Return the old paragraphs with the passages put in their places."""
    found, result, at = paragraphs(old), [], 0
    begins = [
        old.count("\n\n", 0, passage.old_start) if passage.old_start < len(old) else len(found) for passage in passages
    ]
    for begin, passage in zip(begins, passages, strict=True):
        assert tuple(found[begin : begin + len(passage.old)]) == passage.old
        result += [*found[at:begin], *passage.new]
        at = begin + len(passage.old)
    return result + found[at:]


@given(texts, texts)
def test_the_passages_make_the_new_text_of_the_old(old: str, new: str) -> None:
    assert patched(old, differences(old, new)) == paragraphs(new)


@given(texts, texts)
def test_passages_are_in_order_and_never_empty(old: str, new: str) -> None:
    found = differences(old, new)
    assert all(passage.old != passage.new for passage in found)
    places = [passage.old_start for passage in found]
    assert places == sorted(set(places))
    for passage in found:
        assert not passage.old or old[passage.old_start :].startswith(passage.old[0])
        assert not passage.new or new[passage.new_start :].startswith(passage.new[0])


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == []
    assert differences(text, text.replace("\n\n", "  \n\n\n ")) == []


@given(st.permutations("abcdefghij"), st.permutations("abcdefghij"))
def test_of_paragraphs_that_stand_once_the_longest_common_order_stays(old: list[str], new: list[str]) -> None:
    gone = sum(len(passage.old) for passage in differences("\n".join(old), "\n".join(new)))
    longest = [[0] * 11 for _ in range(11)]
    for i, left in enumerate(old):
        for j, right in enumerate(new):
            longest[i + 1][j + 1] = max(longest[i][j + 1], longest[i + 1][j], longest[i][j] + (left == right))
    assert gone == 10 - longest[10][10]


def test_what_changed_is_told_with_its_place() -> None:
    old = "A title\n\nIt rained.\n\nAll day.\n\nThe end."
    new = "A title\n\nIt snowed.\n\nAll day.\n\nAnd night.\n\nThe end."
    assert differences(old, new) == [
        Hunk(("It rained.",), ("It snowed.",), 9, 9),
        Hunk((), ("And night.",), old.index("The end"), new.index("And")),
    ]


def test_texts_without_anything_in_common_are_one_passage() -> None:
    (passage,) = differences("a\nb", "c")
    assert (passage.old, passage.new) == (("a", "b"), ("c",))
    assert differences("", "a") == [Hunk((), ("a",), 0, 0)]


@pytest.mark.parametrize("pattern", ["same", "few", "nested"])
def test_hostile_repetition_costs_no_more_than_the_text_is_long(monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    """Counted, not timed: how many pairs of paragraphs difflib is given to compare."""
    compared = 0

    def counting(_junk: None, left: list[str], right: list[str], autojunk: bool) -> SequenceMatcher[str]:
        nonlocal compared
        compared += len(left) * len(right)
        return SequenceMatcher(None, left, right, autojunk)

    monkeypatch.setattr(diff, "SequenceMatcher", counting)
    size = 20_000
    old = {"same": ["x"] * size, "few": list("abcd") * (size // 4), "nested": [f"{n // 2}" for n in range(size)]}[
        pattern
    ]
    new = [*old[: size // 2], "new", *old[size // 2 : -1], "end"]
    new[::7] = ["y"] * len(new[::7])
    found = differences("\n".join(old), "\n".join(new))
    assert compared <= 200 * len(old)
    assert sum(len(passage.new) for passage in found) >= len(new) // 7
