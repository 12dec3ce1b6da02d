"""In which words a quote and its passage differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.quotes.differences import describe_differences, differences


@pytest.mark.parametrize(
    ("quote", "passage", "words", "weights"),
    [
        ("at least 283 died", "at least 238 died", "238 → 283", ["figure"]),
        ("he did resign", "he did not resign", "left out “not”", ["negation"]),
        ("he did not resign", "he did resign", "added “not”", ["negation"]),
        ("she can go", "she can't go", "can't → can", ["negation"]),
        ("“No one” knew", "“no one” knew", "only the case of its first letter", ["negation"]),
        ("a red car", "a blue car", "blue → red", ["words"]),
        ("Two workers", "two workers", "only the case of its first letter", ["words"]),
        ("He said No", "He said no", "case only: no → No", ["negation"]),
        ("the end.", "the end", "added “.”", ["signs"]),
        ("“so”  it – was", '"so" it — was', "", []),
        ("a b […] d", "a b [...] d", "", []),
        ("a red car of 5", "a blue car of 6", "6 → 5, blue → red", ["words", "figure"]),
        ("1 a 2 b 3 c 4", "5 a 6 b 7 c 8", "5 → 1, 6 → 2, 7 → 3, and 1 more", ["figure"] * 4),
    ],
)
def test_they_are_told_by_word_with_figures_and_negations_first(
    quote: str, passage: str, words: str, weights: list[str]
) -> None:
    found = differences(quote, passage)
    assert describe_differences(found) == words
    assert [each.weight.value for each in found] == weights


@given(st.text("ab1. “", max_size=30), st.text("ab1. “", max_size=30))
def test_their_spans_are_in_order_and_say_what_stands_there(quote: str, passage: str) -> None:
    found = differences(quote, passage)
    for each in found:
        assert (quote[slice(*each.quote)], passage[slice(*each.text)]) == (each.wording, each.original)
        assert each.wording or each.original
    for sides in ([each.quote for each in found], [each.text for each in found]):
        places = [place for span in sides for place in span]
        assert places == sorted(places)
    assert differences(quote, quote) == ()
