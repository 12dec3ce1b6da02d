"""The syntax of filters: OR, brackets and negation, also while they are being typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import InvalidError
from factcheck.workspace.filter_syntax import NESTING, Combine, Term, both, parse

Tree: TypeAlias = str


def joined(word: str, sides: Sequence[Tree]) -> Tree:
    return f"({word.join(sides)})"


def term(found: Term) -> Tree:
    return f"{found.field}:{found.value}" if found.field else str(found.value)


TREES = Combine[Tree](
    term, lambda sides: joined(" & ", sides), lambda sides: joined(" | ", sides), lambda side: f"not {side}"
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", "()"),
        ("a", "a"),
        ("a b", "(a & b)"),
        ("a AND b", "(a & b)"),
        ("a OR b", "(a | b)"),
        ("a b OR c d", "((a & b) | (c & d))"),
        ("a (b OR c)", "(a & (b | c))"),
        ("a -(b OR c) d", "(a & not (b | c) & d)"),
        ("-a -tag:b", "(not a & not tag:b)"),
        ('"a OR b" OR c', "(a OR b | c)"),
        ('tag:"a b" OR -"c d"', "(tag:a b | not c d)"),
        ("(a)", "a"),
        ("((a) (b))", "(a & b)"),
        ("-(-(a))", "not not a"),
        ("a or b", "(a & or & b)"),
        ("(KNB)", "KNB"),
        ("f(x)", "f(x)"),
        ("(f(x))", "f(x)"),
        ("a)", "a)"),
        (":) a", "(:) & a)"),
        ("(is:a OR is:b)", "(is:a | is:b)"),
        ("IS:a", "is:a"),
        # still being typed
        ("(a OR", "a"),
        ("a OR ", "a"),
        ("OR a", "a"),
        ("a OR (b", "(a | b)"),
        ("()", "()"),
        ("a -(", "a"),
        ("-", "-"),
        ("(-)", "()"),
        ("is:", "is:None"),
        ("-is: a", "(is:None & a)"),
        ("(is:)", "is:None"),
        ('"a', "a"),
        ('("a', "a"),
        ('("a")', "a"),
    ],
)
def test_a_filter_is_read_as(text: str, tree: Tree) -> None:
    assert parse(text, TREES) == tree


def test_brackets_that_are_nested_too_deep_are_refused() -> None:
    assert parse("(" * NESTING + "a", TREES) == "a"
    with pytest.raises(InvalidError, match="nested more than 50 deep"):
        parse("(" * 5000, TREES)


pieces = st.sampled_from(["a", "b", "-c", "is:x", "is:", "(", ")", "-(", " OR ", " ", '"', "f(x)", "AND", "é"])
filters = st.lists(pieces, max_size=12).map("".join)


@given(filters, filters)
def test_both_of_two_filters_is_each_of_them_and_the_other(first: str, second: str) -> None:
    """The truth of a filter is that of its words, of which any may hold."""
    for holding in (set[str](), {"a"}, {"a", "b"}, {"c", "is:x"}, {"a", "b", "c", "is:x", "f(x)", "is:None"}):
        truths = Combine[bool](
            lambda found, holding=holding: found.value is None or any(each in term(found) for each in holding),  # type: ignore[misc]
            all,
            any,
            lambda side: not side,
        )
        complete = f'{first}"' if first.count('"') % 2 else first
        assert parse(both(complete, second), truths) == (parse(complete, truths) and parse(second, truths))
