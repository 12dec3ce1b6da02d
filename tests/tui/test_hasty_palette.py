"""Keys and clicks at the palette in quick succession: it may fail, and takes nothing along."""

from __future__ import annotations

import pytest
from textual import events
from textual.command import CommandList
from textual.pilot import Pilot
from textual.widgets import Static

from factcheck.tui.app import FactcheckApp
from factcheck.tui.runtime.safe_app import Palette
from factcheck.tui.screens.workbench import Workbench
from tests.tui.bench import bench, case_of, labels, on_disk, until
from tests.tui.monkey import Step, take

OPEN, CLICK, ESCAPE = Step("key", "ctrl+p"), Step("click", (100, 5)), Step("key", "escape")
HASTES = {
    "closed before it has opened": [OPEN, CLICK, Step("key", "8")],
    "escaped before it has opened": [OPEN, ESCAPE],
    "closed twice": [OPEN, Step("wait"), CLICK, ESCAPE, CLICK, ESCAPE],
    "clicked away twice": [OPEN, Step("wait"), CLICK, CLICK],
    "paged before it is laid out": [OPEN, Step("key", "pagedown"), Step("key", "pageup")],
    "opened twice": [OPEN, OPEN],
}


@pytest.mark.parametrize("hasty", HASTES)
async def test_haste_at_the_palette_does_no_harm(app: FactcheckApp, hasty: str) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        for step in HASTES[hasty]:
            await take(pilot, step)
        await pilot.pause()
        await back_to_the_bench(app, pilot)
        await pilot.press("2")
        assert labels(on_disk(app)) == {"C1": "refuted"}


async def test_a_page_key_may_come_before_the_list_is_laid_out(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)):
        palette = Palette()
        await app.push_screen(palette)
        commands = palette.query_one(CommandList)
        commands.add_option("a command")
        commands.highlighted = 0
        with pytest.raises(KeyError):
            commands.action_page_down()  # type: ignore[no-untyped-call]
        palette.action_page(1)
        palette.action_page(-1)


async def test_the_palette_of_themes_is_as_safe(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        app.search_themes()
        await pilot.pause()
        assert isinstance(app.screen, Palette)


async def test_what_is_pasted_into_the_palette_is_cleaned(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+p")
        await take(pilot, Step("paste", "re\x9b\u202efuted"))
        await until(pilot, lambda: app.screen.query_one("CommandInput").has_focus)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: bool(labels(case_of(app))))
        assert labels(on_disk(app)) == {"C1": "refuted"}


async def back_to_the_bench(app: FactcheckApp, pilot: Pilot[None]) -> None:
    """Close what is still open."""
    if not isinstance(app.screen, Workbench):
        await pilot.press("escape")
    assert bench(app).claim_list.has_keys


async def test_a_press_on_what_was_just_removed_is_ignored(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        text = Static("just removed")
        await app.screen.mount(text, before=0)
        await pilot.pause()
        x, y = text.region.offset
        await text.remove()
        assert not text.is_attached
        press = events.MouseDown(
            text, x, y, 0, 0, button=1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y
        )
        await app.on_event(press)
        await pilot.press("1")
        assert labels(on_disk(app)) == {"C1": "supported"}


@pytest.mark.parametrize("key", ["e", "f"])
async def test_a_screen_that_is_done_while_the_palette_covers_it_closes_when_that_goes(
    app: FactcheckApp, key: str
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, Workbench))
        covered = app.screen
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        covered.dismiss(None)
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
