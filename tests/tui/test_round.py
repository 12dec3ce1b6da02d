"""`,` puts a claim off to the end of the round; `V` marks claims that are then changed together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.tui.app import FactcheckApp
from factcheck.tui.state.round import Round
from tests.tui.bench import bench, case_of, on_disk, ref, status
from tests.tui.reading import text_of

CLAIMS = list("abcdef")


@given(st.lists(st.sampled_from(CLAIMS)), st.sets(st.sampled_from(CLAIMS)), st.sampled_from([1, -1]))
def test_a_round_comes_to_every_unchecked_claim_and_to_those_put_off_last(
    put_off: list[str], checked: set[str], step: int
) -> None:
    round_, left = Round(), [claim for claim in CLAIMS if claim not in checked]
    for claim in put_off:
        round_.put_off(claim)
    done, cursor = set(checked), 0
    order = []
    while (place := round_.next(CLAIMS, cursor, step, done)) is not None:
        cursor = place
        order.append(CLAIMS[place])
        done.add(CLAIMS[place])
    assert sorted(order) == left
    waits = [round_.is_put_off(claim) for claim in order]
    assert waits == sorted(waits)


async def test_a_claim_is_put_off_and_taken_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("comma")
        assert ref(app) == "C2"
        assert "C1 put off to the end of the round" in status(app)
        await pilot.press("k", "comma")
        assert ref(app) == "C1"
        assert "C1 is no longer put off" in status(app)


async def test_marked_claims_are_flagged_tagged_and_removed_as_one_change(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("V", "j", "V")
        assert "2 claims marked" in status(app)
        assert "○*C1" in text_of(bench(app).claim_list).replace(" ", "")
        await pilot.press("exclamation_mark")
        assert [claim.ref for claim in on_disk(app).claims.values() if claim.flagged] == ["C1", "C3"]
        assert not bench(app).claim_list.marked
        await pilot.press("u")
        assert not case_of(app).index.flagged
        await pilot.press("g", "V", "V", "t", *"new", "tab", *"number", "ctrl+s")
        tags = [claim.tags for claim in list(case_of(app).in_order())[:2]]
        assert all("new" in of_claim and "number" not in of_claim for of_claim in tags)
        await pilot.press("g", "V", "V", "escape")
        assert not bench(app).claim_list.marked
        await pilot.press("g", "V", "V", "d")
        assert len(case_of(app).claims) == 74
        await pilot.press("u")
        assert len(case_of(app).claims) == 76


async def test_a_marked_claim_that_was_removed_meanwhile_does_not_count(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("V")
        bench(app).workspace.remove("claims", case_of(app).claim("C1").id)
        await pilot.press("exclamation_mark")
        assert [claim.ref for claim in on_disk(app).claims.values() if claim.flagged] == ["C2"]
