"""Runs of the monkey: the program under its hands, what must hold whatever it does, and the shortest way to a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from textual import events
from textual.app import ScreenStackError
from textual.pilot import Pilot
from textual.widget import Widget

from factcheck.case.record import Row
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.strategies import elsewhere, redo_last, state, undo_last
from tests.tui.bench import case_of, on_disk, until
from tests.tui.monkey import Step, take
from tests.tui.screen_check import check_screen

Rows: TypeAlias = dict[str, dict[str, Row]]

CHECKED_EVERY = 50
SIZE = (120, 36)


async def play(path: Path, given: Sequence[Step]) -> None:
    """Play steps on the case at `path`: start the program, and anew whenever they have left it. Check all the while."""
    beginning = _rows_taken_back(path)
    rest = list(given)
    while rest:
        workspace = Workspace.open(path, "ada", clock=ticking())
        app = FactcheckApp(path, checker="ada", workspace=workspace)
        try:
            async with app.run_test(size=SIZE, notifications=True) as pilot:
                rest = rest[await _session(app, pilot, rest, beginning) :]
        finally:
            app.close()
        assert _rows_at(path) == state(workspace.case), "what was left is not what is found"


async def _session(app: FactcheckApp, pilot: Pilot[None], given: Sequence[Step], beginning: Rows) -> int:
    """Take steps until the program is left, and return how many were taken."""
    await pilot.pause()
    at_first, number = _at_rest(app), 0
    try:
        for number, step in enumerate(given, 1):
            await take(pilot, step)
            if number % CHECKED_EVERY == 0:
                await pilot.pause()
                check(app)
            if not app.is_running:
                return number
        await pilot.pause()
    except ScreenStackError:  # left between a step and the next
        assert not app.is_running
        return number
    if app.is_running:
        check_undo(app, beginning)
        await check_rest(app, pilot, at_first)
        await check_leaving(app, pilot)
    return len(given)


def check(app: FactcheckApp) -> None:
    """Hold the case in memory to be the one on the disk, and the screen to show no character that acts."""
    if app.is_running:
        assert state(case_of(app)) == state(on_disk(app)), "the case on the disk is another"
        check_screen(app, "the monkey")


def check_undo(app: FactcheckApp, beginning: Rows) -> None:
    """Take everything back and make it again: the rows of the beginning, and those of now."""
    assert app.workspace is not None
    workspace, now, count = app.workspace, state(case_of(app)), 0
    while undo_last(workspace):
        count += 1
    assert state(workspace.case) == beginning, "undo does not lead to the beginning"
    for _ in range(count):
        assert redo_last(workspace), "not all can be Redone"
    assert state(workspace.case) == now, "redo does not lead back"
    check(app)


async def check_rest(app: FactcheckApp, pilot: Pilot[None], at_first: tuple[int, int]) -> None:
    """Go back to the claims, and hold the program to have no more widgets and tasks than at first."""
    await pilot.resize_terminal(*SIZE)
    for _ in range(20):
        if isinstance(app.screen, Workbench):
            break
        app.post_message(events.Key("escape", None))
        await pilot.pause()
    assert isinstance(app.screen, Workbench), f"no way back from {app.screen}"
    app.clear_notifications()
    app.action_hide_help_panel()
    await until(pilot, lambda: _at_rest(app)[0] == at_first[0])
    bars = 3 * at_first[0]  # a widget gets its scroll bars when it needs them, and keeps them
    await until(pilot, lambda: _at_rest(app)[1] <= at_first[1] + bars)


def _at_rest(app: FactcheckApp) -> tuple[int, int]:
    """Return how many widgets and tasks there are, but for the keys in the footer and what messages leave behind."""
    widgets = len(list(app.screen.walk_children(Widget)))
    passing = sum(len(list(place.walk_children(Widget))) for place in app.screen.query("Footer, ToastRack"))
    return widgets - passing, len(asyncio.all_tasks()) - passing


async def check_leaving(app: FactcheckApp, pilot: Pilot[None]) -> None:
    """Leave: by ctrl+q, which works on every screen."""
    app.post_message(events.Key("ctrl+q", None))
    for _ in range(200):
        if not app.is_running:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"the program cannot be left from {app.screen}")


def _rows_at(path: Path) -> Rows:
    with Workspace.open(path, "reader", write=False) as reader:
        return state(reader.case)


def _rows_taken_back(path: Path) -> Rows:
    """Return the rows of a case when everything is taken back; done on a copy."""
    with Workspace.open(elsewhere(path, path.parent / "taken back"), "reader") as workspace:
        while undo_last(workspace):
            pass
        return state(workspace.case)


async def shrink(given: Sequence[Step], fails: Callable[[Sequence[Step]], Awaitable[bool]], tries: int) -> list[Step]:
    """Return a shorter sequence that fails too: leave out a half, a quarter and so on, for so many tries."""
    kept, parts = list(given), 2
    while tries > 0 and parts <= 2 * len(kept):
        size = max(len(kept) // parts, 1)
        for start in range(0, len(kept), size):
            shorter, tries = kept[:start] + kept[start + size :], tries - 1
            if shorter and await fails(shorter):
                kept = shorter
                break
        else:
            parts *= 2
    return kept
