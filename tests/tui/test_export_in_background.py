"""Exports that take their time: they can be watched, stopped and left; and what is remembered of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.app import App

from factcheck.exports.formats.markdown import Markdown
from factcheck.exports.selection import Selection
from factcheck.storage import create
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.export import ExportScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.state.export_defaults import ExportDefaults
from factcheck.workspace.state import LastExport, last_export
from factcheck.workspace.state_path import state_path
from tests.conftest import names_in
from tests.tui.bench import PATIENCE, status, until
from tests.tui.conftest import Build
from tests.tui.hostile import HOSTILE, case_of
from tests.tui.reading import text_of
from tests.tui.screen_check import check_screen
from tests.tui.test_export_screen import choose, form, known, says, written


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A report whose second half comes when the function that this is is called."""
    go_on = Event()

    def write(_format: Markdown, selection: Selection) -> Iterator[str]:
        yield "the first half\n"
        for number, _ in enumerate(selection.claims):
            if number == len(selection.claims) // 2:
                assert go_on.wait(PATIENCE)
        yield "the second half\n"

    monkeypatch.setattr(Markdown, "write", write)
    yield go_on.set
    go_on.set()


async def drawn(app: App[None], holds: Callable[[], bool]) -> None:
    """Wait, while something is being written, until something holds."""
    import asyncio

    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0)


async def test_writing_is_seen_and_stopping_leaves_nothing(
    app: FactcheckApp, tmp_path: Path, slow: Callable[[], None]
) -> None:
    before = names_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "enter")
        await drawn(app, lambda: "39 of 76 claims · 15 bytes" in text_of(form(app).bar))
        await pilot.press("escape")
        assert "stopping" in text_of(form(app).hint)
        slow()
        await says(pilot, "Stopped: nothing was written.")
        assert names_in(tmp_path) == before
        await pilot.press("enter")
        await written(pilot)
        assert (tmp_path / "bloody-january.md").read_text() == "the first half\nthe second half\n"


async def test_what_is_typed_while_it_is_written_changes_nothing(
    app: FactcheckApp, tmp_path: Path, slow: Callable[[], None]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "enter", "enter", "j", "2", "q", "u")
        slow()
        await written(pilot)
        assert isinstance(app.screen, Workbench)
        assert status(app).startswith("written /")
        assert not [name for name in names_in(tmp_path) if name.endswith(".html")]


async def test_leaving_the_program_stops_it(app: FactcheckApp, tmp_path: Path, slow: Callable[[], None]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "enter")
        await drawn(app, lambda: "39 of 76" in text_of(form(app).bar))
        screen = form(app)
        app.exit()
    assert screen.work.writing is not None
    assert screen.work.writing.stopped
    slow()
    await drawn(app, lambda: not [name for name in names_in(tmp_path) if "bloody" in name])


async def test_a_fault_of_a_format_is_said_and_traps_nobody(
    app: FactcheckApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_format: Markdown, selection: Selection) -> Iterator[str]:
        yield selection.case.title
        raise ZeroDivisionError("by nobody")

    monkeypatch.setattr(Markdown, "write", write)
    before = names_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await says(pilot, "ZeroDivisionError: by nobody")
        await pilot.press("enter")
        await until(pilot, lambda: form(app).work.writing is None)
        assert "ZeroDivisionError: by nobody" in text_of(form(app).hint)
        assert names_in(tmp_path) == before
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)


async def test_the_last_choice_is_remembered_outside_the_case(build: Build, tmp_path: Path) -> None:
    there = tmp_path / "out"
    there.mkdir()
    app = build()
    case = app.path.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await choose(app, pilot, "csv")
        form(app).query_one("#csv-table").value = "sources"  # type: ignore[attr-defined]
        form(app).name_input.value = str(there / "s.csv")
        await known(app, pilot)
        await pilot.press("enter")
        await written(pilot)
    assert app.path.read_bytes() == case
    assert last_export() == LastExport("csv", {"csv": {"table": "sources"}}, str(there))
    async with (again := build()).run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await known(again, pilot)
        assert form(again).request.format == "csv"
        assert form(again).request.options == {"table": "sources"}
        assert form(again).name_input.value == str(there / "bloody-january.csv")


STATES = [
    b"",
    b"\xff{",
    b"[1]",
    b'{"export": 3}',
    b'{"export": {"directory": "a\\u0000"}}',
    b"[" * 100_000,
    b'{"export": {"format": "none", "options": {"csv": [1], "markdown": {"template": 3}}, "directory": "/gone"}}',
    b'{"export": {"format": "csv", "options": {"csv": {"table": "all", "raw": "\\u001b"}}}}',
]


@pytest.mark.parametrize("state", STATES)
def test_a_state_that_makes_no_sense_gives_no_directory(tmp_path: Path, state: bytes) -> None:
    state_path().write_bytes(state)
    defaults = ExportDefaults(tmp_path / "db.json")
    assert defaults.directory == tmp_path
    assert defaults.format in {"", "none", "csv"}
    assert defaults.options("markdown") == {}


@pytest.mark.parametrize("state", STATES[-2:])
async def test_a_state_that_makes_no_sense_is_as_none(app: FactcheckApp, tmp_path: Path, state: bytes) -> None:
    state_path().write_bytes(state)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await known(app, pilot)
        assert form(app).name_input.value.startswith(str(tmp_path / "bloody-january."))
        assert "76 of 76 claims" in text_of(form(app).hint)


@pytest.mark.parametrize("size", [(80, 24), (52, 12)])
async def test_hostile_text_is_seen_and_does_not_act(build: Build, tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "hostile.json"
    create(path, case_of(HOSTILE))
    app = build(path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        for name in ("html", "claimreview", "csv", "json"):
            await choose(app, pilot, name)
            check_screen(app, name)
            assert isinstance(app.screen, ExportScreen)
        for _ in range(6):
            await pilot.press("tab")
            check_screen(app, "tab")
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)


async def test_in_a_small_terminal_every_field_is_reached_and_it_is_written(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(52, 12)) as pilot:
        await pilot.press("e")
        await choose(app, pilot, "claimreview")
        seen = set()
        for _ in range(10):
            assert app.focused is not None
            seen.add(app.focused.id)
            inside = form(app).query_one("#fields").region.intersection(app.focused.region)
            assert inside.area > 0, app.focused
            await pilot.press("tab")
        assert {"formats", "scope", "name", "claimreview-url", "claimreview-author", "preview"} <= seen
        await pilot.press("escape", "e", "enter")
        await written(pilot)
        assert (tmp_path / "bloody-january.md").exists()
