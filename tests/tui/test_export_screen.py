"""Exports from the screen: where the report goes, what is in it, and what stands in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.widgets import Button

from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.export import ExportScreen
from factcheck.tui.screens.workbench import Workbench
from tests.tui.bench import bench, case_of, labels, ref, status
from tests.tui.reading import screen_text, text_of


def form(app: FactcheckApp) -> ExportScreen:
    """Return the form, which must be in front."""
    assert isinstance(app.screen, ExportScreen)
    return app.screen


async def test_enter_writes_the_report_beside_the_case_and_says_where(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("2", "e")
        assert "Export to Markdown" in screen_text(app)
        assert "76 of 76 claims" in screen_text(app)
        await pilot.press("enter")
        report = tmp_path / "bloody-january.md"
        assert status(app) == f"written {report}"
        text = report.read_text(encoding="utf-8")
        assert "Karim Masimov was sentenced to 18 years in prison." in text
        assert "Refuted" in text
        assert (ref(app), bench(app).claim_list.has_focus) == ("C2", True)


async def test_what_is_seen_is_what_is_exported(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("2", "v", "v", "e")
        assert form(app).only_input.value == "is:checked"
        assert "1 of 76 claims" in screen_text(app)
        await pilot.press("enter")
        text = (tmp_path / "bloody-january.md").read_text(encoding="utf-8")
        assert "Karim Masimov was sentenced to 18 years in prison." in text
        assert "At least 238 people died in the unrest" not in text


async def test_a_file_that_is_there_is_overwritten_at_a_second_enter_only(app: FactcheckApp, tmp_path: Path) -> None:
    report = tmp_path / "bloody-january.md"
    report.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("e", "enter")
        assert "bloody-january.md is there already. Enter again overwrites it" in screen_text(app)
        await pilot.press("escape")
        assert report.read_text(encoding="utf-8") == "mine"
        await pilot.press("e", "enter")
        form(app).name_input.value = str(tmp_path / "other.md")
        await pilot.pause()
        form(app).name_input.value = str(report)
        await pilot.press("enter")
        assert report.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        assert report.read_text(encoding="utf-8").startswith("# ")
        assert isinstance(app.screen, Workbench)


async def test_a_wrong_filter_says_so_and_writes_nothing(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("e", "tab", *"f:")
        assert "no field f: in a filter" in screen_text(app)
        await pilot.press("enter")
        assert "no field f: in a filter" in screen_text(app)
        assert not (tmp_path / "bloody-january.md").exists()
        form(app).only_input.value = "is:unchecked tag:money"
        await pilot.pause()
        assert "of 76 claims" in text_of(form(app).hint)


OBSTACLES = {
    "": "The report needs a file name.",
    "{tmp}/missing/report.md": "No such file or directory",
    "{tmp}/db.json/report.md": "Not a directory",
    "{tmp}": "no ordinary file",
    "{tmp}/db.json": "is a file of the case itself",
    "~nobody-of-this-name/report.md": "Could not determine home directory",
    "{tmp}/" + "x" * 300: "File name too long",
    "{tmp}/a\0b": "null byte",
}


async def test_what_stands_in_the_way_is_said(app: FactcheckApp, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    async with app.run_test() as pilot:
        await pilot.press("e")
        for name, why in OBSTACLES.items():
            form(app).name_input.value = name.format(tmp=tmp_path)
            await pilot.press("enter", "enter")
            assert why in text_of(form(app).hint)
        assert form(app).name_input.has_focus
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path in before} == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_directory_that_may_not_be_written_is_said(app: FactcheckApp, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    async with app.run_test() as pilot:
        await pilot.press("e")
        form(app).name_input.value = str(closed / "report.md")
        await pilot.press("enter")
        assert "Permission denied" in text_of(form(app).hint)
    assert list(closed.iterdir()) == []


async def test_letters_in_the_form_are_no_commands_and_enter_pressed_often_writes_once(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("e", *"2uq")
        assert form(app).name_input.value.endswith("2uq")
        assert labels(case_of(app)) == {}
        screen = form(app)
        for _ in range(3):
            screen.query_one("#write", Button).press()
        await pilot.pause()
        assert isinstance(app.screen, Workbench)
        assert "written" in status(app)


async def test_the_buttons_write_and_close(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await pilot.click("#close")
        assert not (tmp_path / "bloody-january.md").exists()
        await pilot.press("e")
        await pilot.click("#write")
        assert (tmp_path / "bloody-january.md").exists()
