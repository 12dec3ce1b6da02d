"""Keys that come together, as over a slow line: each finds the focus where the one before has put it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.tui.app import FactcheckApp
from factcheck.tui.runtime.key_queue import KeyQueueApp
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.source_library import LibraryScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.sheet import Sheet, SheetView
from factcheck.workspace.workspace import Workspace
from tests.tui.bench import PATIENCE, bench, case_of, labels, on_disk, ref, until
from tests.tui.conftest import Build
from tests.tui.monkey import Step, take, together


async def test_what_follows_the_key_of_the_filter_goes_into_the_filter(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await together(pilot, ["slash", *"unchecked", "enter"])
        await until(pilot, lambda: bench(app).claims_panel.listing.words == "unchecked")
        assert labels(on_disk(app)) == {"C1": "refuted"}


async def test_a_rationale_is_written_whole(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["r", *"unbelievable", "tab", *"if", "ctrl+s", "2"])
        await until(pilot, lambda: labels(case_of(app)) == {"C1": "refuted"})
        (verdict,) = on_disk(app).verdicts.values()
        assert (verdict.rationale, verdict.condition) == ("unbelievable", "if")


async def test_windows_are_opened_and_closed_in_turn(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["question_mark", "q", "h", "escape", "e", "escape", "tab", "escape", "j", "3"])
        await until(pilot, lambda: labels(case_of(app)) == {"C2": "conflicting"})
        assert isinstance(app.screen, Workbench)


async def test_a_paste_waits_for_its_turn(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["slash"])
        await take(pilot, Step("paste", "is:refuted"))
        await until(pilot, lambda: bench(app).claims_panel.listing.words == "is:refuted")


async def test_what_is_searched_in_the_palette_goes_there(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await together(pilot, ["ctrl+p", *"undo"])
        await pilot.pause()
        assert labels(on_disk(app)) == {"C1": "refuted"}
        assert not isinstance(app.screen, Workbench)


async def test_keys_that_only_move_run_ahead(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    show = Sheet.show_claim

    def listening(sheet: Sheet, view: SheetView | None, *, in_place: bool = False) -> None:
        shown.append(view.claim.ref if view else "")
        show(sheet, view, in_place=in_place)

    monkeypatch.setattr(Sheet, "show_claim", listening)
    async with app.run_test(size=(120, 36)) as pilot:
        shown.clear()
        await together(pilot, ["j"] * 60)
        await until(pilot, lambda: ref(app) == "C61" and shown[-1:] == ["C61"])
        assert len(shown) <= 10, "the claims that are only passed are not drawn"


async def test_a_key_that_is_never_done_is_not_waited_for_long(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeyQueueApp, "_after_key", lambda *_: None)
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["slash", *"un"])
        await until(pilot, lambda: bench(app).claims_panel.listing.words == "un")


# Before the case is there


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A gate before every case that is opened: nothing is read until it is set."""
    gate, opens = threading.Event(), Workspace.open

    def opened(*arguments: Any, **options: Any) -> Workspace:
        assert gate.wait(20)
        return opens(*arguments, **options)

    monkeypatch.setattr(Workspace, "open", opened)
    yield gate
    gate.set()


@pytest.fixture
def unopened(case_path: Path) -> Iterator[FactcheckApp]:
    """The program as it is started on a copy of the shipped case, which it opens itself."""
    app = FactcheckApp(case_path, checker="ada")
    yield app
    app.close()


async def test_keys_wait_for_the_claims(unopened: FactcheckApp, gate: threading.Event) -> None:
    async with unopened.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["j", "2", "j", "3"])
        await pilot.pause()
        assert not bench(unopened).ready
        gate.set()
        await until(pilot, lambda: unopened.workspace is not None and len(labels(case_of(unopened))) == 2)
        assert labels(case_of(unopened)) == {"C2": "refuted", "C4": "conflicting"}


async def test_keys_that_were_pressed_while_the_case_is_read_keep_their_order(
    unopened: FactcheckApp, gate: threading.Event
) -> None:
    async with unopened.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["slash", *"at least", "enter", "tab", "shift+tab", "3", "l"])
        await take(pilot, Step("paste", "not for the list"))
        await pilot.pause(0.7)  # longer than a key is waited for that never reports
        gate.set()
        await until(pilot, lambda: isinstance(unopened.screen, LibraryScreen))
        assert labels(case_of(unopened)) == {"C3": "conflicting"}


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_the_program_can_be_left_while_the_case_is_read(
    unopened: FactcheckApp, gate: threading.Event, key: str
) -> None:
    async with unopened.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["2", key] if key == "ctrl+q" else [key])
        await pilot.pause()
        assert not unopened.is_running
        gate.set()


async def test_help_is_there_while_the_case_is_read(unopened: FactcheckApp, gate: threading.Event) -> None:
    async with unopened.run_test(size=(120, 36)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(unopened.screen, HelpScreen)
        await pilot.press("escape")
        gate.set()
        await until(pilot, lambda: bench(unopened).ready)


@pytest.mark.parametrize(
    ("keys", "arrives"),
    [
        (["l"], lambda app: isinstance(app.screen, LibraryScreen)),
        (["a", *"It rains.", "ctrl+s"], lambda app: [claim.text for claim in case_of(app).in_order()] == ["It rains."]),
    ],
)
async def test_keys_wait_for_a_case_that_is_begun(
    build: Build, tmp_path: Path, keys: list[str], arrives: Callable[[FactcheckApp], bool]
) -> None:
    app = build(tmp_path / "new.json")
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["down", "enter", *"quiz", "enter", *keys])
        await until(pilot, lambda: app.workspace is not None)
        await until(pilot, lambda: arrives(app))
        assert case_of(app).title == "quiz"


async def test_keys_wait_for_the_copy_of_the_sample(build: Build, tmp_path: Path) -> None:
    app = build(tmp_path / "new.json")
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["enter", "2"])
        await until(pilot, lambda: app.workspace is not None and labels(case_of(app)) == {"C1": "refuted"})


async def test_waiting_goes_on_when_a_worker_is_cancelled(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        started = asyncio.Event()

        async def work() -> None:
            started.set()
            await asyncio.sleep(PATIENCE)

        worker = app.run_worker(work(), exit_on_error=False)
        await started.wait()
        app.call_later(worker.cancel)
        await until(pilot, lambda: worker.is_finished)
