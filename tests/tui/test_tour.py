"""The tour: a line on every screen says what to do next, and goes on when that was done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers.guide import STEPS, Guide
from factcheck.tui.widgets.guide_line import GuideLine
from factcheck.workspace.tour_case import begin_tour
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import until
from tests.tui.reading import screen_text, text_of

SMALL = (80, 24)
STAGES = (
    (("2",), "Workbench"),
    (("enter",), "ReaderScreen"),
    (("escape", "j", "f"), "SuggestionsScreen"),
    (("x",), "SuggestionsScreen"),
    (("escape", "C"), "ReportScreen"),
    (("escape", "D"), "DraftScreen"),
    (("escape", "u"), "Workbench"),
    (("e", "enter"), "Workbench"),
)
"""The keys of each step, and the screen that is in front after it."""


def begin(directory: Path, settings: Settings | None = None) -> FactcheckApp:
    path = begin_tour(directory)
    clock = ticking()
    workspace = Workspace.open(path, "me", clock=clock)
    return FactcheckApp(path, checker="me", settings=settings, clock=clock, workspace=workspace, guide=Guide)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FactcheckApp]:
    app = begin(tmp_path / "tour")
    yield app
    app.close()


def guide(app: FactcheckApp) -> Guide:
    assert app.guide is not None
    return app.guide


async def in_front(pilot: Pilot[None], app: FactcheckApp, name: str) -> None:
    await until(pilot, lambda: type(app.screen).__name__ == name)


async def press(pilot: Pilot[None], app: FactcheckApp, number: int) -> None:
    """Do a step: a key that leaves a screen is waited for."""
    keys, name = STAGES[number]
    for key in keys:
        before = app.screen
        await pilot.press(key)
        if key == "escape":
            await until(pilot, lambda before=before: app.screen is not before)  # type: ignore[misc]
    await until(pilot, lambda: guide(app).done > number)
    await in_front(pilot, app, name)


async def test_the_whole_tour(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=SMALL) as pilot:
        for number, step in enumerate(STEPS):
            assert guide(app).done == number
            assert f"Tour {number + 1} of 8" in guide(app).content.plain
            assert "{" not in guide(app).content.plain
            assert step.words.split("{")[0].strip() in guide(app).content.plain
            await press(pilot, app, number)
        await until(pilot, lambda: "That was the tour" in screen_text(app))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: not app.screen.query(GuideLine))
    report = (tmp_path / "tour" / "the-wend-bridge-an-invented-affair.md").read_text(encoding="utf-8")
    assert report.startswith(
        "# The Wend Bridge (an invented affair)\n\nFact-check of 11 claims in “The bridge that nobody"
    )
    assert app.workspace is not None
    case = app.workspace.case
    assert (case.verdicts_of(case.claim("C1").id)[0].label, case.excerpts_of(case.claim("C3").id)) == ("refuted", [])


async def test_the_line_hides_nothing_at_80_by_24(app: FactcheckApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        for number in range(6):
            screen = next(screen for screen in reversed(app.screen_stack) if screen.query(GuideLine))
            line = screen.query_one(GuideLine)
            assert line.region.height <= 2
            assert text_of(line) == " ".join(guide(app).content.plain.split())
            others = [other for other in screen.children if other is not line and other.display and other.region.height]
            assert [other for other in others if other.region.overlaps(line.region)] == []
            assert line.region.bottom <= 22
            if number < 5:
                await press(pilot, app, number)


async def test_a_step_can_be_skipped_and_the_tour_left_at_any_time(app: FactcheckApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+n")
        assert guide(app).done == 1
        await press(pilot, app, 1)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "Tour" not in screen_text(app))
        await pilot.press("escape")
        await in_front(pilot, app, "Workbench")
        await until(pilot, lambda: "Tour" not in screen_text(app))
        await pilot.press("2")
        assert (guide(app).done, guide(app).is_left) == (2, True)


async def test_a_tour_that_is_continued_does_not_ask_for_another_verdict(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, app, 0)
    app.close()
    again = begin(tmp_path / "tour")
    async with again.run_test(size=SMALL):
        assert guide(again).done == 1
        assert "Tour 2 of 8" in screen_text(again)
    again.close()


async def test_another_key_than_that_of_the_step_does_not_complete_it(app: FactcheckApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "exclamation_mark", "r", "escape")
        await in_front(pilot, app, "Workbench")
        assert guide(app).done == 0
        await pilot.press("1")
        assert guide(app).done == 1


async def test_the_keys_are_those_of_the_settings(tmp_path: Path) -> None:
    app = begin(tmp_path / "tour", Settings(keys={"verdict.2": "z", "tour.leave": "f9"}))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "z records “Refuted”" in screen_text(app))
        assert "f9 ends the tour" in screen_text(app)
        await pilot.press("z")
        assert guide(app).done == 1
    app.close()


async def test_without_a_tour_there_is_no_line_and_no_key(app: FactcheckApp, tmp_path: Path) -> None:
    app.close()
    path = tmp_path / "tour" / "db.json"
    plain = FactcheckApp(path, checker="me", workspace=Workspace.open(path, "me"))
    async with plain.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+n", "ctrl+t")
        assert not plain.screen.query(GuideLine)
        assert "Tour" not in screen_text(plain)
        assert not [entry for entry in plain.screen.active_bindings.values() if entry.binding.id == "tour.leave"]
    plain.close()
