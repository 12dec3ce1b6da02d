"""Claims in the order of the case: whatever is moved, all are there, and stand where they were wished."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on

moves = st.lists(st.tuples(st.integers(0, 7), st.integers(-2, 9)), max_size=30)
positions = st.lists(
    st.sampled_from([0, 1, 2, 1e300, -1e300, 2**53, 2**63, 1e-320]) | st.floats(-10, 10) | st.integers(-3, 3),
    min_size=2,
    max_size=8,
)


def workspace_with(places: list[float]) -> Workspace:
    """Return a workspace with claims at these positions, as another program may have written them."""
    claims = [Claim(id=f"{n:016x}", ref=f"C{n}", text=f"{n}", position=place) for n, place in enumerate(places, 1)]
    return workspace_on(Case({"claims": {claim.id: claim.to_row() for claim in claims}}))


def order(workspace: Workspace) -> list[str]:
    """Return the ids of the claims in their order."""
    return [claim.id for claim in workspace.case.in_order()]


@given(positions, moves)
def test_claims_stand_where_they_were_moved_to_and_all_come_back(
    places: list[float], wishes: list[tuple[int, int]]
) -> None:
    workspace = workspace_with(places)
    at_first = wished = order(workspace)
    made = 0
    for which, where in wishes:
        claim = at_first[which % len(at_first)]
        others = [key for key in wished if key != claim]
        place = max(0, min(where, len(others)))
        wished_before, wished = wished, [*others[:place], claim, *others[place:]]
        batch = workspace.move(claim, where)
        assert order(workspace) == wished
        assert bool(batch) == (wished != wished_before)
        assert all(change.after is not None and change.after.keys() == {"position"} for change in batch)
        assert claim not in [change.key for change in batch[1:]]  # what is talked of comes first
        made += bool(batch)
    for _ in range(made):
        assert workspace.undo()
    assert order(workspace) == at_first
    assert [claim.position for claim in workspace.case.in_order()] == sorted(places)


def test_a_move_is_one_change_while_there_is_room_between() -> None:
    workspace = workspace_with([1, 2, 3])
    first, _, last = order(workspace)
    assert len(workspace.move(last, 1)) == 1
    assert len(workspace.move(first, 2)) == 1
    assert len(workspace.move(first, 0)) == 1


def test_where_there_is_none_all_are_numbered_anew_as_one() -> None:
    workspace = workspace_with([1, 1, 1])
    first, second, last = order(workspace)
    batch = workspace.move(last, 1)
    assert (order(workspace), batch[0].key) == ([first, last, second], last)
    assert [claim.position for claim in workspace.case.in_order()] == [1, 2, 3]
    workspace.undo()
    assert order(workspace) == [first, second, last]


def test_moving_in_between_again_and_again_never_fails() -> None:
    workspace = workspace_with([1, 2, 3])
    for _ in range(200):
        claim = order(workspace)[2]
        workspace.move(claim, 1)
        assert order(workspace)[1] == claim


@given(positions, st.integers(0, 7))
def test_an_added_claim_stands_behind_the_one_that_it_was_added_after_or_at_the_end(
    places: list[float], which: int
) -> None:
    workspace = workspace_with(places)
    before = order(workspace)
    after = before[which % len(before)]
    key = workspace.add_claim("new", after=after)[0].key
    now = order(workspace)
    assert [claim for claim in now if claim != key] == before
    behind = now.index(key) == now.index(after) + 1
    at = workspace.case.claims[key].position
    assert behind or at == max(places) + 1 or at == max(places)  # beyond 2**53 one more is the same
    last = after == before[-1]
    if last and abs(max(places)) < 2**53:
        assert behind


@pytest.mark.parametrize("count", [1, 5])
def test_claims_are_added_behind_one_in_turn(count: int) -> None:
    workspace = workspace_on(begun())
    first = workspace.add_claim("one")[0].key
    workspace.add_claim("two")
    for number in range(count):
        workspace.add_claim(f"new {number}", after=first)
    texts = [claim.text for claim in workspace.case.in_order()]
    assert texts == ["one", *(f"new {number}" for number in reversed(range(count))), "two"]
    assert all(low.position < high.position for low, high in pairwise(workspace.case.in_order()))
