"""A choice that is removed at any moment: while it is mounted, opened, or while an option is chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import OptionList

from factcheck.tui.runtime.safe_app import SafeApp
from factcheck.tui.widgets.form_fields import Choice

TURNS = 30
"""Turns of the event loop within which a window with a choice is mounted, and removed."""


def choice() -> Choice:
    return Choice([("one", "1"), ("two", "2")], allow_blank=False)


class Window(ModalScreen[None]):
    """A window with a choice."""

    def compose(self) -> ComposeResult:
        yield choice()


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


def choose(opened: Choice) -> None:
    """Choose the second option, as enter does in the list."""
    if lists := opened.query(OptionList):
        lists.first().highlighted = 1
        lists.first().action_select()


async def test_a_window_may_close_while_a_choice_is_mounted() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        for count in range(TURNS):
            window = ModalScreen[None]()
            await app.push_screen(window)
            window.mount(choice())
            await turns(count)
            window.dismiss(None)
            await pilot.pause()
            assert app.screen is not window, f"after {count} turns"


@pytest.mark.parametrize("act", [Choice.action_show_overlay, choose])
async def test_a_choice_may_be_used_while_its_window_closes(act: Callable[[Choice], None]) -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        for count in range(TURNS):
            window = Window()
            await app.push_screen(window)
            used = window.query_one(Choice)
            window.dismiss(None)
            await turns(count)
            act(used)
            await pilot.pause()
            assert app.screen is not window, f"after {count} turns"


async def test_a_choice_is_opened_and_made() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        await app.mount(used := choice())
        assert used.value == "1"
        used.focus()
        await pilot.press("enter", "down", "enter")
        assert (used.value, used.expanded) == ("2", False)


@pytest.mark.parametrize("key", ["pageup", "pagedown"])
async def test_a_list_of_options_without_room_is_not_paged(key: str) -> None:
    app = SafeApp()
    async with app.run_test() as pilot:
        await app.mount(opened := choice())
        overlay = opened.query_one(OptionList)
        overlay.styles.max_height = 0
        opened.action_show_overlay()
        overlay.focus()
        overlay.highlighted = 1
        await pilot.press(key)
        assert opened.value == "1"
