"""A terminal that is too small: it is said, nothing acts, and all is as it was when there is room again."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.geometry import Size

from factcheck.tui.app import FactcheckApp
from factcheck.tui.runtime.safe_app import LEAST, TooSmall
from factcheck.tui.screens.rationale import RationaleScreen
from factcheck.tui.screens.workbench import Workbench
from tests.tui.bench import case_of, labels, on_disk, sheet_text, until
from tests.tui.monkey import Step, take
from tests.tui.reading import screen_text, text_of

SMALL = [(10, 3), (LEAST.width - 1, 40), (120, LEAST.height - 1), (1, 1)]


@pytest.mark.parametrize("size", SMALL)
async def test_no_key_acts_while_there_is_no_room(app: FactcheckApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.resize_terminal(*size)
        assert isinstance(app.screen, TooSmall)
        await pilot.press("2", "r", "ctrl+p", "slash", "e", "question_mark", "escape", "enter")
        assert isinstance(app.screen, TooSmall)
        await pilot.resize_terminal(*LEAST)
        assert isinstance(app.screen, Workbench)
        assert len(case_of(app).history) == 0
        await pilot.press("2")
        assert labels(on_disk(app)) == {"C1": "refuted"}


async def test_it_says_how_much_it_takes(app: FactcheckApp) -> None:
    async with app.run_test(size=(40, 24)) as pilot:
        assert screen_text(app) == "Too narrow: 40 of 50 columns. q quits."
        for size, words in (
            ((49, 24), "Too narrow: 49 of 50 columns. q quits."),
            ((80, 8), "Too low: 8 of 12 lines. Nothing is lost; q quits."),
            ((30, 8), "Too small: 30x8 of 50x12."),
            ((10, 3), "Too small"),
            ((1, 1), "…"),
        ):
            await pilot.resize_terminal(*size)
            assert screen_text(app) == words


async def test_every_screen_comes_back_as_it_was(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        for key in ("r", "l", "f", "ctrl+f", "m", "e", "question_mark", "a"):
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause(0.2)
            screen, shown = app.screen, text_of(app.screen)
            assert not isinstance(screen, Workbench), key
            await pilot.resize_terminal(40, 24)
            assert isinstance(app.screen, TooSmall)
            await pilot.resize_terminal(80, 24)
            await pilot.pause(0.2)
            assert app.screen is screen, key
            assert text_of(screen) == shown, key
            await pilot.press("escape")
            assert isinstance(app.screen, Workbench), key


@pytest.mark.parametrize("label", ["1", "2", "3", "4"])
async def test_the_smallest_terminal_shows_what_was_saved_and_how_to_undo_it(app: FactcheckApp, label: str) -> None:
    async with app.run_test(size=(LEAST.width, LEAST.height)) as pilot:
        await pilot.press(label)
        line = screen_text(app)
        assert "u undo" in line
        assert "r why" in line


async def test_what_is_being_written_stays(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("r", "a")
        await pilot.resize_terminal(20, 5)
        await pilot.press("b")
        await pilot.resize_terminal(80, 24)
        await pilot.press("c")
        assert isinstance(app.screen, RationaleScreen)
        assert app.screen.rationale.text == "ac"
        assert app.screen.size == (80, 24)
        await pilot.press("escape")
        assert app.screen.has_class("-narrow")


async def test_it_can_be_left_with_the_draft_kept(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("r", "a")
        await pilot.resize_terminal(20, 5)
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    assert app.workspace is not None
    assert app.workspace.unsaved.of(case_of(app).claim("C1").id) == ("a", "")


@pytest.mark.parametrize("width", [4, 6, 10])
async def test_the_palette_does_not_fail_in_a_few_columns(app: FactcheckApp, width: int) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", "e")
        assert isinstance(app.screen, CommandPalette)
        await pilot.resize_terminal(width, 8)
        await app.workers.wait_for_complete()
        await pilot.resize_terminal(80, 24)
        assert isinstance(app.screen, Workbench)


async def test_the_smallest_terminal_shows_a_claim_its_labels_and_an_excerpt(app: FactcheckApp) -> None:
    async with app.run_test(size=(LEAST.width, LEAST.height)) as pilot:
        await pilot.press("tab")
        shown = screen_text(app)
        assert "Karim Masimov was" in sheet_text(app)
        assert "1 ✓ 2 ✗ 3 ◐ 4 –" in shown
        assert "“has sentenced the" in shown


async def test_it_closes_after_the_palette_that_opened_as_the_terminal_grew(app: FactcheckApp) -> None:
    steps = [
        *(Step("resize", Size(10, 3)), Step("wait"), Step("key", "delete"), Step("wheel", (885, 155, -3))),
        *(Step("key", "slash"), Step("key", "ctrl+p"), Step("resize", Size(175, 14)), Step("wait"), Step("key", "H")),
    ]
    async with app.run_test(size=(120, 36)) as pilot:
        for step in steps:
            await take(pilot, step)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
