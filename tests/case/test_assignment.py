"""A plan of who judges what: as many for each, of every tag, the same for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.assignment import plan
from factcheck.case.records import Claim
from factcheck.errors import InvalidError

NAMES = ("ada", "bob", "cyd", "dan")


def claims(*tags: str) -> list[Claim]:
    return [
        Claim(id=f"c{number}", text=f"It is {number}.", tags=(tag,) if tag else ()) for number, tag in enumerate(tags)
    ]


@given(
    tags=st.lists(st.sampled_from(["", "date", "number", "quote"]), max_size=60),
    count=st.integers(1, 4),
    overlap=st.sampled_from([0, 0.2, 0.5, 1]),
    seed=st.integers(0, 9),
)
def test_every_claim_is_given_out_evenly_over_all_and_over_each_tag(
    tags: list[str], count: int, overlap: float, seed: int
) -> None:
    listed, names = claims(*tags), NAMES[:count]
    each = min(2, count)
    planned = plan(listed, names, each, overlap, seed)
    assert [claim for claim, _ in planned] == listed
    assert {len(to) for _, to in planned} <= {1, each}
    assert all(len(set(to)) == len(to) for _, to in planned)
    if each > 1:
        assert abs(sum(len(to) > 1 for _, to in planned) - overlap * len(listed)) <= 1
    for tag in set(tags):
        loads = Counter(dict.fromkeys(names, 0))
        loads.update(name for claim, to in planned for name in to if claim.tags == ((tag,) if tag else ()))
        assert max(loads.values()) - min(loads.values()) <= 1
    assert plan(listed, names, each, overlap, seed) == planned


def test_another_seed_gives_another_plan() -> None:
    listed = claims(*["date"] * 20)
    assert plan(listed, NAMES, 1, 1, seed=1) != plan(listed, NAMES, 1, 1, seed=2)


@pytest.mark.parametrize("each", [0, 3])
def test_more_checkers_than_there_are_cannot_be_asked(each: int) -> None:
    with pytest.raises(InvalidError, match=f"{each} checkers for each claim of 2"):
        plan(claims("a"), NAMES[:2], each, 1, 0)
