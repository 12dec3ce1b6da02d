"""A verdict whose basis changed is marked in the list and explained with the claim; deciding again takes that away."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, case_of, ref, refs, sheet_text, status, until
from tests.tui.conftest import Build
from tests.tui.reading import lines_of, screen_text, text_of


@pytest.fixture
def changed(case_path: Path) -> Path:
    """C3 and C7 are checked by ada; bob has reworded C3, and filed and removed excerpts of it."""
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        for name in ("C3", "C7"):
            workspace.decide(workspace.case.claim(name).id, "conflicting")
    with Workspace.open(case_path, "bob", clock=ticking()) as workspace:
        claim = workspace.case.claim("C3").id
        first, second, *_ = workspace.case.excerpts_of(claim)
        workspace.edit("claims", claim, text="At least 225 people died in the unrest of January 2022.")
        workspace.set_stance(first.id, Stance.CONTEXT)
        workspace.remove("excerpts", second.id)
    return case_path


def row(app: FactcheckApp, ref: str) -> str:
    """Return the first line of a claim in the list."""
    (line,) = (line for line in lines_of(bench(app).claim_list) if f" {ref} " in line)
    return line


async def test_the_list_marks_what_to_look_at_again_under_the_cursor_too(build: Build, changed: Path) -> None:
    app = build(changed)
    async with app.run_test(size=(120, 36)) as pilot:
        assert "↻" in row(app, "C3")
        assert "↻" not in row(app, "C7")
        await pilot.press("g", "j", "j")
        assert ref(app) == "C3"
        assert "↻" in row(app, "C3")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_the_claim_says_what_changed_with_signs(build: Build, changed: Path, size: tuple[int, int]) -> None:
    app = build(changed)
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "j", "j")
        await until(pilot, lambda: "look again" in screen_text(app))
        shown = sheet_text(app)
        assert "↻ look again: the claim was reworded (bob): At least −238 +225 people died" in shown
        assert "↻ E8 was filed otherwise (bob): −supports +context" in shown
        assert "↻ E9 was removed, supports (bob): −According to official data, 238 people died" in shown
        assert "↻ look again" in screen_text(app)


async def test_the_same_label_again_confirms_the_verdict(build: Build, changed: Path) -> None:
    app = build(changed)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "j", "j", "3")
        assert status(app) == "saved C3 ◐ Conflicting evidence confirmed r why · u undo"
        assert "↻" not in row(app, "C3")
        await pilot.press("u")
        assert "↻" in row(app, "C3")
        assert ref(app) == "C3"
        assert "look again" in sheet_text(app)


async def test_filing_an_excerpt_marks_the_verdict_at_once_and_undo_unmarks_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1", "k", "tab")
        assert "↻" not in row(app, "C1")
        await pilot.press("c")
        assert "↻" in row(app, "C1")
        assert "E1 was filed otherwise (ada): −supports +context" in sheet_text(app)
        await pilot.press("u")
        assert "↻" not in row(app, "C1")
        assert "look again" not in sheet_text(app)


async def test_the_filter_lists_what_to_look_at_again_and_lets_go_of_what_is_confirmed(
    build: Build, changed: Path
) -> None:
    app = build(changed)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"is:stale", "enter")
        await until(pilot, lambda: refs(app) == ["C3"])
        await pilot.press("3")
        await until(pilot, lambda: refs(app) == [])
        assert {claim.ref for claim in case_of(app).claims.values() if claim.id in case_of(app).index.checked} == {
            "C3",
            "C7",
        }


async def test_another_checkers_verdict_below_is_marked_too(build: Build, changed: Path) -> None:
    with Workspace.open(changed, "bob", clock=ticking()) as workspace:
        workspace.decide(workspace.case.claim("C3").id, "refuted")
    app = build(changed)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "j", "j")
        shown = sheet_text(app)
        assert "◐ C3" in text_of(bench(app).claim_list)
        assert "✗ Refuted · bob" in shown
        assert "◐ Conflicting evidence · ada" in shown
        assert "↻ look again" in shown
