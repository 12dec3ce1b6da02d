"""Undo and redo of everything that a key does: they go where it was, and say what they undid."""

from __future__ import annotations

from pathlib import Path

from factcheck.case.records import Confidence, Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.missing_text import MissingTextScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, labels, on_disk, ref, search_palette, sheet_text, status, until
from tests.tui.conftest import Build


async def test_a_verdict_is_taken_back_where_it_was_given(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("j", "2", "G")
        assert ref(app) == "C76"
        await pilot.press("u")
        assert labels(on_disk(app)) == {}
        assert ref(app) == "C2"
        assert status(app) == "Undone: C2 ✗ Refuted ctrl+r redo"
        await pilot.press("G", "ctrl+r")
        assert labels(on_disk(app)) == {"C2": "refuted"}
        assert ref(app) == "C2"
        assert status(app) == "Redone: C2 ✗ Refuted u undo"


async def test_undo_goes_back_through_verdict_confidence_stance_and_rationale(app: FactcheckApp) -> None:
    claim = case_of(app).claim("C1").id
    async with app.run_test() as pilot:
        await pilot.press("1", "k", "plus", "tab", "x", "escape", "r", *"why", "ctrl+s")
        (verdict,) = on_disk(app).verdicts.values()
        assert (verdict.confidence, verdict.rationale) == (Confidence.MEDIUM, "why")
        said = []
        for _ in range(5):
            await pilot.press("j", "u")
            said.append((ref(app), status(app).removeprefix("saved ").removesuffix(" ctrl+r redo")))
        assert said == [
            ("C1", "Undone: C1 rationale written"),
            ("C1", "Undone: E1 supports → contradicts"),
            ("C1", "Undone: C1 confidence medium"),
            ("C1", "Undone: C1 ✓ Supported"),
            ("C2", "Nothing to undo."),
        ]
        assert len(case_of(app).excerpts_of(claim, Stance.SUPPORTS)) == 3
        assert len(on_disk(app).verdicts) == 0
        await pilot.press(*["ctrl+r"] * 5)
        assert status(app) == "Nothing to redo."
        (again,) = on_disk(app).verdicts.values()
        assert (again.label, again.confidence, again.rationale) == ("supported", Confidence.MEDIUM, "why")


async def test_a_new_decision_drops_what_could_be_made_again(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("1", "u", "2", "ctrl+r")
        assert labels(case_of(app)) == {"C1": "refuted"}
        assert status(app) == "Nothing to redo."


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
        assert status(again).startswith("Undone: C3 text edited")


async def test_a_colleagues_change_is_shown_and_not_undone_by_u(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.set_rationale(bob.case.claim("C1").id, "Only one source says so.", "if it is translated well")
    app = build()
    async with app.run_test(size=(120, 36)) as pilot:
        shown = sheet_text(app)
        assert "also ○ no label yet · bob, " in shown
        assert "Only one source says so." in shown
        assert "Condition: if it is translated well" in shown
        await pilot.press("u")
        last = "C1 rationale written, condition written"
        assert status(app) == f"Nothing of yours to undo. ctrl+p undoes bob's: {last}"
        await pilot.press("2", "k", "u", "u")
        assert [verdict.rationale for verdict in on_disk(app).verdicts.values()] == ["Only one source says so."]
        assert "Only one source says so." in sheet_text(app)
        await search_palette(pilot, "Undo bob")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench) and not case_of(app).verdicts)
        assert status(app).startswith(f"Undone: {last} (by bob)")
        await pilot.press("ctrl+r")
        assert len(on_disk(app).verdicts) == 1


async def test_every_rationale_is_shown_with_who_wrote_it(build: Build, case_path: Path) -> None:
    for checker, label in (("bob", None), ("carol", "refuted"), ("ada", None)):
        with Workspace.open(case_path, checker, clock=ticking()) as workspace:
            claim = workspace.case.claim("C1").id
            if label:
                workspace.decide(claim, label)
            workspace.set_rationale(claim, f"{checker} says why.", "")
    app = build()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g")
        shown = sheet_text(app)
        assert "✗ Refuted · carol" in shown
        for checker in ("bob", "carol", "ada"):
            assert f"{checker} says why." in shown
        assert "also ○ no label yet · ada" in shown


async def test_a_claim_may_be_undone_on_another_screen(app: FactcheckApp) -> None:
    """The list of the workbench still has it until the other screen closes, even where its size changes."""
    async with app.run_test() as pilot:
        await pilot.press("a", *"A new claim.", "ctrl+s")
        assert ref(app) == "C77"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, MissingTextScreen))
        await pilot.press("u")
        await pilot.resize_terminal(90, 30)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert ref(app) == "C2"
        assert len(case_of(app).claims) == 76
