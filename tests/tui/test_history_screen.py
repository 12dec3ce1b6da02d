"""The history of one claim, on the screen."""

from __future__ import annotations

from pathlib import Path

from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.history import HistoryScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, labels, on_disk, ref, until
from tests.tui.conftest import Build
from tests.tui.reading import lines_of, screen_text


async def test_it_tells_who_did_what_and_when_newest_first(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.decide(bob.case.claim("C1").id, "conflicting")
    app = build(settings=Settings(advance=False))
    async with app.run_test() as pilot:
        await pilot.press("j", "4", "g", "1", "plus", "r", *"why", "ctrl+s", "tab", "x", "u", "escape", "h")
        assert "History · C1" in screen_text(app)
        assert isinstance(app.screen, HistoryScreen)
        entries = [line for line in lines_of(app.screen.changes) if "2026-11-22" in line]
        told = [entry.split("  ", 2)[-1].strip(" │┃") for entry in entries]
        assert told == [
            "undo: E1 contradicts → supports",
            "E1 supports → contradicts",
            "C1 rationale written",
            "C1 confidence medium",
            "C1 ✓ Supported",
            "C1 ◐ Conflicting evidence",
        ]
        assert entries[-1].count("bob") == 1
        assert "why" in screen_text(app)
        assert "C2" not in "".join(told)
        await pilot.press("escape")
        assert (ref(app), bench(app).claim_list.has_keys) == ("C1", True)


async def test_a_claim_nobody_touched_says_so(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("h")
        assert "No changes to this claim yet." in screen_text(app)
        await pilot.press("j", "k", "G", "g", "pagedown", "pageup", "2", "u", "q")
        assert not isinstance(app.screen, HistoryScreen)
        assert app.is_running
        assert labels(on_disk(app)) == {}


async def test_a_long_history_is_walked_to_its_end(app: FactcheckApp) -> None:
    assert app.workspace is not None
    claim = app.workspace.case.claim("C1").id
    for number in range(40):
        app.workspace.set_rationale(claim, f"version {number}", "")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        assert "version 39" in screen_text(app)
        assert "version 0" not in screen_text(app)
        await pilot.press("G")
        assert "version 0" in screen_text(app)


async def test_a_window_that_is_asked_to_close_twice_closes_once(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("h")
        window = app.screen
        assert isinstance(window, HistoryScreen)
        window.dismiss(None)
        window.dismiss(None)
        await until(pilot, lambda: isinstance(app.screen, Workbench))
