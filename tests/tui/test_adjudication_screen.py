"""Settling on the screen: a key for each dispute, the verdicts without names, reasons taken along, none left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.adjudication import claims_to_settle
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.adjudication import AdjudicationScreen
from factcheck.workspace.adjudication import Adjudication
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text

GIVEN = {
    "ada": {"C1": "supported", "C2": "supported", "C3": "refuted", "C4": "refuted"},
    "bob": {"C1": "refuted", "C2": "supported", "C3": "supported", "C4": "supported"},
    "cyd": {"C4": "conflicting"},
}


@pytest.fixture
def disputed(case_path: Path) -> Path:
    """The shipped case, in which checkers differ on C1, C3 and C4, and agree on C2."""
    for checker, labels in GIVEN.items():
        with Workspace.open(case_path, checker, clock=ticking()) as workspace:
            for ref, label in labels.items():
                workspace.decide(ref, label, rationale=f"{checker} thinks so")
    return case_path


@pytest.fixture
def app(build: Build, disputed: Path) -> FactcheckApp:
    return build(disputed, checker="dan")


def shown(app: FactcheckApp) -> AdjudicationScreen:
    assert isinstance(app.screen, AdjudicationScreen)
    return app.screen


async def test_each_dispute_takes_one_key_and_what_is_agreed_none(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, AdjudicationScreen))
        due = claims_to_settle(case_of(app))
        assert [case_of(app).claims[claim].ref for claim in due] == ["C4", "C1", "C3"]
        for count, key in enumerate(["1", "2", "2"], 1):
            await pilot.press(key)
            assert len(case_of(app).index.settled) == count
        await pilot.pause()
        assert "Nothing is left to settle." in screen_text(app)
        settled = {case_of(app).claims[key].ref: label for key, label in case_of(app).index.settled.items()}
        assert sorted(settled) == ["C1", "C3", "C4"]
        await pilot.press("equals_sign")
        assert len(case_of(app).index.settled) == 4
        await pilot.press("u")
        assert len(case_of(app).index.settled) == 3


async def test_nobody_is_named_until_a_key_asks(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, AdjudicationScreen))
        app.screen.query_one("#opinions")
        assert " · ada" not in screen_text(app)
        await pilot.press("n")
        await pilot.pause()
        assert " · ada" in screen_text(app)


async def test_reasons_and_a_cause_are_taken_along(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, AdjudicationScreen))
        claim = shown(app).claim
        assert claim is not None
        chosen = Adjudication(shown(app).workspace).dispute(claim).opinions[1].verdict
        await pilot.press("a", "a", "b", "w", "2")
        settled = case_of(app).settled_of(claim.id)
        assert settled is not None
        assert (settled.rationale, settled.cause) == (chosen.rationale, "claim ambiguous")
        assert shown(app).claim != claim
        await pilot.press("u")
        assert shown(app).claim == claim


async def test_without_differing_verdicts_there_is_nothing_to_open(build: Build) -> None:
    app = build()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("A")
        assert "Nothing to settle" in status(app)


def test_the_verdicts_have_an_order_of_their_own_for_each_claim_and_the_same_each_time(disputed: Path) -> None:
    with Workspace.open(disputed, "dan", write=False) as workspace:
        for claim in workspace.case.in_order()[4:40]:
            assert workspace.case.verdicts_of(claim.id) == []
        desk = Adjudication(workspace)
        orders = [tuple(each.verdict.checker for each in dispute.opinions) for dispute in desk.disputes()]
        assert orders == [tuple(each.verdict.checker for each in dispute.opinions) for dispute in desk.disputes()]
        assert all("".join(each.letter for each in dispute.opinions) in "abc" for dispute in desk.disputes())
