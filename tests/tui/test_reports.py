"""Verify, coverage and extract are tasks of the workbench: what they say, and enter goes to where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from factcheck.case.document import Document
from factcheck.tui.app import FactcheckApp
from factcheck.tui.commands import KeyCommands
from factcheck.tui.screens import report as report_module
from factcheck.tui.screens.extraction import ExtractionScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.report import ReportScreen
from factcheck.workspace.draft_text import text_of_source
from factcheck.workspace.progress import Progress, StoppedError
from factcheck.workspace.text_reports import TextReport
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, selected_excerpt, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of

SOURCE = "The flood killed 41 people in the town. The bridge closed in 1954."
DRAFT = "The bridge closed in 1954. The flood killed 44 people. Prices rose by 7 per cent in March."


@pytest.fixture
def app(build: Build, start: Callable[..., Path]) -> FactcheckApp:
    """The program on a case with a draft, a source, a quote that is true to it and one that is not."""
    path = start("The bridge closed in 1954.", "The flood killed 44 people.")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for text, fields in ((SOURCE, {}), (DRAFT, {"role": "draft"})):
            name = "draft.txt" if fields else "source.txt"
            (source,) = workspace.add_source(title=name, **fields)
            workspace.documents.attach(source.key, text.encode(), name, Document(text=text, media_type="text/plain"))
        workspace.add_excerpt("C1", "S1", "The bridge closed in 1954.", stance="supports")
        workspace.add_excerpt("C2", "S1", "The flood killed 44 people in the town.", stance="supports")
    return build(path)


def summary(app: FactcheckApp) -> str:
    """Return what the report says first."""
    return text_of(app.screen.query_one("#summary", Static))


async def report(pilot: Pilot[None], app: FactcheckApp, key: str) -> ReportScreen:
    """Press a key and wait for the report."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, ReportScreen))
    await until(pilot, lambda: "being read" not in summary(app))
    assert isinstance(app.screen, ReportScreen)
    return app.screen


async def test_verify_says_what_the_command_says_and_goes_to_the_worst_quote(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await report(pilot, app, "C")
        assert summary(app) == "2 excerpts: 1 exact, 1 altered"
        assert [row.is_alarm for row in shown.findings.items] == [True, False]
        assert "E2 · C2 · S1 altered: 41 → 44" in screen_text(app).replace("  ", " ")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is bench(app))
        assert selected_excerpt(app) == "E2"


async def test_coverage_lists_what_no_claim_covers_and_reads_it_in_the_draft(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await report(pilot, app, "O")
        assert summary(app).startswith("S2 draft.txt: ")
        assert "statements 2 of 3" in summary(app)
        assert "Prices rose by 7 per cent" in shown.findings.items[0].words
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert isinstance(app.screen, ReaderScreen)
        start, end = app.screen.prose.selection.span
        assert "Prices rose" in DRAFT[start:end]


async def test_extract_opens_the_claims_of_the_draft(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, ExtractionScreen))


def never_done(_workspace: Workspace, progress: Progress) -> TextReport:
    """Work until it is stopped."""
    while True:
        progress.check()
        sleep(0.005)


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_verify_is_stopped_at_once(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setattr(report_module, "verify_report", never_done)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "esc stops" in screen_text(app)
        await pilot.press(key)
        await until(pilot, lambda: app.screen is bench(app))
        assert status(app) == "Stopped: the quotes were not all checked"
        await app.workers.wait_for_complete()


async def test_ctrl_c_does_not_close_a_report_that_is_there(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await report(pilot, app, "C")
        await pilot.press("ctrl+c")
        assert app.screen is shown
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ReportScreen))
        assert not status(app).startswith("Stopped")


@pytest.mark.parametrize("step", ["units", "coverage", "proposals"])
def test_looking_through_a_text_stops_between_two_sentences(app: FactcheckApp, step: str) -> None:
    with Workspace.open(app.path, "bob", write=False) as workspace:
        source, progress = workspace.case.source("S2").id, Progress()
        if step == "units":
            progress.stop()
            with pytest.raises(StoppedError):
                text_of_source(workspace.documents, source, progress)
            return
        text = text_of_source(workspace.documents, source, progress)
        progress.stop()
        with pytest.raises(StoppedError):
            text.coverage() if step == "coverage" else text.prepare()


async def test_without_a_text_they_say_what_to_do(build: Build, start: Callable[..., Path]) -> None:
    app = build(start("It rained."))
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("O", "E"):
            await pilot.press(key)
            assert status(app) == "No text yet: l opens the library, a adds documents there"
        await report(pilot, app, "C")
        assert summary(app) == "0 excerpts"
        await pilot.press("escape")
        assert app.screen is bench(app)


async def test_a_source_without_a_text_is_a_line(build: Build, start: Callable[..., Path]) -> None:
    path = start("It rained.")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        workspace.add_source(title="A diary", role="draft")
    app = build(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await report(pilot, app, "O")
        assert summary(app).startswith("no text for S1")


async def test_the_palette_begins_with_what_people_do(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        words = [str(hit.text) async for hit in KeyCommands(app.screen).discover()]
        begins = ["Find", "Export", "Import", "Verify", "Coverage", "Extract", "Compare"]
        assert [line.split(" (")[0] for line in words[:7]] == begins
        await pilot.pause()
