"""Keys that come together, as over a slow line: each finds the focus where the one before has put it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual.pilot import Pilot

from factcheck.tui.app import FactcheckApp
from factcheck.tui.runtime.key_queue import KeysInOrder
from factcheck.tui.screens.workbench import Workbench
from tests.tui.bench import bench, case_of, labels, on_disk, ref, until
from tests.tui.monkey import Step, take


async def together(pilot: Pilot[None], given: Iterable[str]) -> None:
    """Press keys without a pause between them."""
    for key in given:
        await take(pilot, Step("key", key))


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


async def test_keys_that_only_move_run_ahead(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["j"] * 60)
        await until(pilot, lambda: ref(app) == "C61")


async def test_a_key_that_is_never_done_is_not_waited_for_long(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeysInOrder, "_settle", lambda *_: None)
    async with app.run_test(size=(120, 36)) as pilot:
        await together(pilot, ["slash", *"un"])
        await until(pilot, lambda: bench(app).claims_panel.listing.words == "un")
