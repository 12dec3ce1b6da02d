"""Undo and redo of everything that a key does: they go where it was, and say what they took back."""

from __future__ import annotations

from factcheck.case.records import Confidence, Stance
from factcheck.tui.app import FactcheckApp
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, labels, on_disk, ref, status
from tests.tui.conftest import Build


async def test_a_verdict_is_taken_back_where_it_was_given(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("j", "2", "G")
        assert ref(app) == "C76"
        await pilot.press("u")
        assert labels(on_disk(app)) == {}
        assert ref(app) == "C2"
        assert status(app) == "saved took back: C2 ✗ Refuted ctrl+r makes it again"
        await pilot.press("G", "ctrl+r")
        assert labels(on_disk(app)) == {"C2": "refuted"}
        assert ref(app) == "C2"
        assert status(app) == "saved made again: C2 ✗ Refuted u takes it back"


async def test_undo_goes_back_through_verdict_confidence_stance_and_rationale(app: FactcheckApp) -> None:
    claim = case_of(app).claim("C1").id
    async with app.run_test() as pilot:
        await pilot.press("1", "k", "plus", "tab", "x", "escape", "r", *"why", "ctrl+s")
        (verdict,) = on_disk(app).verdicts.values()
        assert (verdict.confidence, verdict.rationale) == (Confidence.MEDIUM, "why")
        said = []
        for _ in range(5):
            await pilot.press("j", "u")
            said.append((ref(app), status(app).removeprefix("saved ").removesuffix(" ctrl+r makes it again")))
        assert said == [
            ("C1", "took back: C1 rationale written"),
            ("C1", "took back: E1 supports → contradicts"),
            ("C1", "took back: C1 confidence medium"),
            ("C1", "took back: C1 ✓ Supported"),
            ("C2", "There is nothing to take back."),
        ]
        assert len(case_of(app).excerpts_of(claim, Stance.SUPPORTS)) == 3
        assert len(on_disk(app).verdicts) == 0
        await pilot.press(*["ctrl+r"] * 5)
        assert status(app) == "There is nothing to make again."
        (again,) = on_disk(app).verdicts.values()
        assert (again.label, again.confidence, again.rationale) == ("supported", Confidence.MEDIUM, "why")


async def test_a_new_decision_drops_what_could_be_made_again(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("1", "u", "2", "ctrl+r")
        assert labels(case_of(app)) == {"C1": "refuted"}
        assert status(app) == "There is nothing to make again."


async def test_undo_crosses_a_restart(build: Build) -> None:
    first = build()
    async with first.run_test() as pilot:
        await pilot.press("1", "2", "q")
    first.close()
    assert not first.is_running
    second = build()
    async with second.run_test() as pilot:
        assert labels(case_of(second)) == {"C1": "supported", "C2": "refuted"}
        await pilot.press("u")
        assert (labels(case_of(second)), ref(second)) == ({"C1": "supported"}, "C2")
        await pilot.press("u")
        assert (labels(case_of(second)), ref(second)) == ({}, "C1")
    second.close()
    third = build()
    async with third.run_test() as pilot:
        await pilot.press("ctrl+r")
        assert labels(case_of(third)) == {"C1": "supported"}


async def test_undo_brings_back_a_claim_that_the_filter_had_let_go(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("v", "2", "2", "u")
        assert ref(app) == "C2"
        await pilot.press("u")
        assert ref(app) == "C1"


async def test_changes_made_elsewhere_are_taken_back_too(build: Build) -> None:
    app = build()
    app.close()
    with Workspace.open(app.path, "ada", clock=ticking()) as workspace:
        workspace.edit("claims", workspace.case.claim("C3").id, text="Another text.")
    again = build()
    async with again.run_test() as pilot:
        await pilot.press("u")
        assert ref(again) == "C3"
        assert case_of(again).claim("C3").text.startswith("At least 238")
        assert status(again).startswith("saved took back: C3 text edited")
