"""The workbench as a whole: how it begins, what it says first, and how what it saved gets into the file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers import changes
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, case_of, labels, ref, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of


async def test_it_begins_at_the_first_claim_and_says_what_to_press(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)):
        assert ref(app) == "C1"
        assert bench(app).claim_list.has_keys
        assert status(app) == "j k move 1-9 decide u undo space next unchecked ? all keys"
        shown = screen_text(app)
        for words in ("Bloody January", "0 of 76 checked", "All 76 Unchecked 76 Disputed 8", "#number · #sentence"):
            assert words in shown


async def test_80_by_24_shows_the_tabs_above_six_claims(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = screen_text(app)
        for words in ("All 76 Unchecked 76 Disputed 8 Flagged 0", "C6", "contradicts 0", "1 ✓"):
            assert words in shown
        await pilot.resize_terminal(80, 17)
        await pilot.pause()
        assert "All 76" not in screen_text(app)


async def test_it_begins_at_the_first_claim_that_is_left(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "ada", clock=ticking()) as ada:
        for name in ("C1", "C2", "C4"):
            ada.decide(ada.case.claim(name).id, "supported")
    app = build()
    async with app.run_test():
        assert ref(app) == "C3"


async def test_a_case_without_claims_says_what_to_do(build: Build, start: Callable[..., Path]) -> None:
    app = build(start())
    async with app.run_test(size=(80, 24)):
        assert "No claims yet." in text_of(bench(app).claim_list)
        assert "a adds one; l opens the library" in text_of(bench(app).claim_list)
        assert status(app) == "a add a claim l library: add documents ? all keys"
        assert "No claim is selected." in text_of(bench(app).sheet)
        assert "0 of 0 checked" in screen_text(app)


async def test_what_a_crash_left_is_there_and_told(build: Build, case_path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        workspace.decide(workspace.case.claim("C1").id, "refuted")
        for name in ("db.json", "db.json.journal"):
            shutil.copy(case_path.with_name(name), crashed)
    app = build(crashed / "db.json")
    async with app.run_test():
        assert labels(case_of(app)) == {"C1": "refuted"}
        assert status(app) == "saved recovered 1 change from the journal"


async def test_rows_of_a_script_that_were_given_a_ref_are_named_at_the_beginning(build: Build, case_path: Path) -> None:
    with TinyDB(case_path) as file:
        file.table("claims").insert({"text": "It snowed."})
    app = build()
    async with app.run_test():
        assert status(app) == "1 claim without an id or a ref given one: C77"


async def test_when_things_are_quiet_the_journal_is_folded_into_the_file(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "IDLE", 0.001)
    journal = app.path.with_name("db.json.journal")
    async with app.run_test() as pilot:
        await pilot.press("2")
        await until(pilot, lambda: not journal.exists())
        with TinyDB(app.path, access_mode="r") as database:
            assert [row["label"] for row in database.table("verdicts").all()] == ["refuted"]


async def test_a_tiny_terminal_is_no_crash_and_no_key_acts_there(app: FactcheckApp) -> None:
    async with app.run_test(size=(1, 1)) as pilot:
        await pilot.press("j", "2", "tab", "j", "slash", "a", "escape", "escape", "u", "h", "escape", "r", "escape")
        for size in ((50, 12), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert ref(app) == "C1"
        assert labels(case_of(app)) == {}
