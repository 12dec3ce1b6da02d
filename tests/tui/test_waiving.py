"""Warnings stand with the claim; w lets one rest with a reason, and u brings it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import NotSavedError
from factcheck.settings import Settings
from factcheck.storage import CaseStorage
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.waiver import WarningsScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, on_disk, refs, sheet_text, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of

TO_C5 = ("g", *"jjjj")


@pytest.fixture
def refuted(case_path: Path) -> Path:
    """C5 is refuted, with an excerpt that supports it and none that contradicts it."""
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        workspace.decide(workspace.case.claim("C5").id, "refuted")
    return case_path


def view(app: FactcheckApp) -> str:
    return sheet_text(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_a_warning_is_waived_with_a_reason_and_comes_back_by_undo(
    build: Build, refuted: Path, size: tuple[int, int]
) -> None:
    app = build(refuted)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*TO_C5)
        assert "⚠ no evidence: no excerpt contradicts C5 ⚠ both sides: E14 supports C5 · w dismisses" in view(app)
        await pilot.press("w", "down", *"a slip", "enter")
        assert status(app) == "saved C5 waived both-sides: a slip u undo"
        assert case_of(app).claim("C5").waived == on_disk(app).claim("C5").waived == ("both-sides: a slip",)
        assert "⚠ no evidence: no excerpt contradicts C5 · w dismisses" in view(app)
        assert "– both sides: E14 supports C5 · waived: a slip (ada, 2026-11-22)" in view(app)
        await pilot.press("u")
        assert case_of(app).claim("C5").waived == ()
        assert "⚠ both sides" in view(app)


async def test_the_window_begins_with_what_is_not_waived_and_tells_what_it_does(build: Build, refuted: Path) -> None:
    app = build(refuted)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*TO_C5, "w", *"seen", "enter", "w")
        assert isinstance(app.screen, WarningsScreen)
        await until(pilot, lambda: "the reason is kept with the claim" in screen_text(app))
        assert "Warnings · C5" in screen_text(app)
        shown = text_of(app.screen.warnings)
        assert "– no evidence: no excerpt contradicts C5 · waived: seen (ada, 2026-11-22)" in shown
        current = app.screen.warnings.current
        assert current is not None
        assert current.name == "both-sides"
        await pilot.press("up")
        assert app.screen.reason.value == "seen"
        await until(pilot, lambda: "an empty reason restores the warning" in screen_text(app))
        await pilot.press("ctrl+u", "enter")
        assert case_of(app).claim("C5").waived == ()
        assert status(app) == "saved C5 waives no-evidence no more u undo"


async def test_without_a_reason_nothing_is_waived(build: Build, refuted: Path) -> None:
    app = build(refuted)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*TO_C5, "w", "enter")
        assert isinstance(app.screen, WarningsScreen)
        await until(pilot, lambda: "a waiver needs a reason" in screen_text(app))
        await pilot.press(*"x", "escape")
        assert isinstance(app.screen, Workbench)
        assert case_of(app).claim("C5").waived == ()


async def test_a_disk_that_refuses_keeps_the_window_and_the_reason(
    build: Build, refuted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build(refuted)

    def refuse(_store: CaseStorage, _batch: object) -> None:
        raise NotSavedError("NOT saved: disk full")

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*TO_C5, "w", *"why")
        with monkeypatch.context() as patched:
            patched.setattr(CaseStorage, "save", refuse)
            await pilot.press("enter")
            await until(pilot, lambda: "NOT saved: disk full" in screen_text(app))
        assert isinstance(app.screen, WarningsScreen)
        assert app.screen.reason.value == "why"
        await pilot.press("enter")
        assert case_of(app).claim("C5").waived == ("no-evidence: why",)


async def test_where_there_is_no_warning_it_says_why(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("w")
        assert status(app) == "C1 has no warning: it has no verdict yet"
        await pilot.press("1", "k", "w")
        assert status(app) == "C1 has no warning: nothing speaks against its verdict"
        assert isinstance(app.screen, Workbench)


async def test_a_case_that_another_holds_is_read_only(build: Build, refuted: Path) -> None:
    with Workspace.open(refuted, "bob"):
        app = build(refuted)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*TO_C5, "w")
            assert isinstance(app.screen, Workbench)
            assert "Nothing can be changed: the case is read-only" in status(app)


async def test_the_filter_lists_what_is_warned_of(build: Build, refuted: Path) -> None:
    app = build(refuted)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"is:warned", "enter")
        await until(pilot, lambda: refs(app) == ["C5"])
        await pilot.press("w", *"x", "enter")
        await pilot.press("w", *"y", "enter")
        await until(pilot, lambda: refs(app) == [])


async def test_the_key_is_named_as_it_is_set(build: Build, refuted: Path) -> None:
    app = build(refuted, settings=Settings(keys={"claim.waive": "f5"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*TO_C5)
        assert "· f5 dismisses" in view(app)
        await pilot.press("f5")
        assert isinstance(app.screen, WarningsScreen)


async def test_text_of_others_is_shown_as_text(build: Build, refuted: Path) -> None:
    with Workspace.open(refuted, "[b]eve[/]", clock=ticking()) as workspace:
        claim = workspace.case.claim("C5").id
        workspace.waive(claim, "both-sides", "[@click=app.quit]no[/] [link=x]")
        workspace.edit("claims", claim, text="Now [red]this[/] \x1b[2J.")
    app = build(refuted)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*TO_C5)
        assert "waived: [@click=app.quit]no[/] [link=x] ([b]eve[-], 2026-11-22)" in view(app)
        assert "+Now [red]this[/]" in view(app)
        await pilot.press("w")
        assert "[@click=app.quit]no[/]" in screen_text(app)
