"""The workbench under test: what it stands on, and the case as a second reader finds it on the disk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from textual import events
from textual.app import App
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkerCancelled

from factcheck.case.case import Case
from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.render.sheet import Section
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.workspace import Workspace
from tests.tui.reading import FRAME, text_of

PATIENCE = 6.0
"""Seconds after which what should come about by itself is given up."""


def bench(app: App[None]) -> Workbench:
    """Return the workbench, which must be the screen in front."""
    assert isinstance(app.screen, Workbench)
    return app.screen


def case_of(app: FactcheckApp) -> Case:
    """Return the case that is worked on."""
    assert app.workspace is not None
    return app.workspace.case


def ref(app: App[None]) -> str:
    """Return the ref of the claim under the cursor; nothing where there is none."""
    claim = bench(app).claim
    return claim.ref if claim else ""


def refs(app: App[None]) -> list[str]:
    """Return the refs of all claims that are listed."""
    return [bench(app).workspace.case.claims[claim].ref for claim in bench(app).claim_list.items]


def status(app: App[None]) -> str:
    """Return what the status line says."""
    return text_of(bench(app).query_one(StatusLine))


def sheet_text(app: App[None]) -> str:
    """Return all that the sheet has, also what is scrolled out, with runs of white space folded."""
    return " ".join(side_texts(app).values())


def side_text(app: App[None], stance: Stance) -> str:
    """Return what the sheet has under the heading of a stance, the heading included; empty if it has none."""
    return side_texts(app).get(stance.value, "")


def side_texts(app: App[None]) -> dict[str, str]:
    """Return what the sheet has, by stance where the two sides are not beside each other; the claim is under ""."""
    sheet, stance, lines = bench(app).sheet, "", dict[str, list[str]]()
    for index, item in enumerate(sheet.items):
        if isinstance(item, Section):
            stance = item.columns[0][0].value
        lines.setdefault(stance, []).extend(line.plain for line in sheet.laid_out(index))
    return {stance: " ".join(FRAME.sub(" ", " ".join(found)).split()) for stance, found in lines.items()}


def selected_excerpt(app: App[None]) -> str:
    """Return the ref of the excerpt that keys act upon; nothing where there is none."""
    excerpt = bench(app).sheet.selected
    return excerpt.ref if excerpt else ""


def on_disk(app: FactcheckApp) -> Case:
    """Return the case as somebody else reads it from the disk at this moment."""
    with Workspace.open(app.path, "reader", write=False) as reader:
        return reader.case


def labels(case: Case) -> dict[str, str | None]:
    """Return the label of every claim that has a verdict, by the claim's ref."""
    return {case.claims[verdict.claim].ref: verdict.label for verdict in case.verdicts.values()}


async def wheel(pilot: Pilot[None], widget: Widget, turns: int) -> None:
    """Turn the wheel of the mouse over a widget, down; up where `turns` is negative."""
    x, y = widget.region.x + 1, widget.region.y + 1
    kind = events.MouseScrollDown if turns > 0 else events.MouseScrollUp
    for _ in range(abs(turns)):
        pilot.app.post_message(
            kind(None, x, y, 0, 0, button=0, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        )
    await pilot.pause()


async def search_palette(pilot: Pilot[None], words: str) -> None:
    """Open the palette and type words; return when the first hit has them."""
    await pilot.press("ctrl+p")
    palette = pilot.app.screen
    assert isinstance(palette, CommandPalette)
    found = palette.query_one(CommandList)
    palette.query_one(Input).value = words

    def lists_it() -> bool:
        hits = [str(option.prompt) for option in found.options]
        return bool(hits and words.casefold() in hits[0].casefold() and text_of(found))

    await until(pilot, lists_it)


async def compared(pilot: Pilot[None]) -> None:
    """Wait until the workbench, which a dialog may cover, has compared the excerpts that it shows."""
    shown = [screen for screen in pilot.app.screen_stack if isinstance(screen, Workbench)]
    await until(pilot, lambda: all(screen.claim_sheet.comparisons.is_done for screen in shown))
    await pilot.pause()


async def marked(pilot: Pilot[None]) -> None:
    """Wait until the workbench shows all that it finds out later: comparisons, warnings and the marks of the list."""
    await compared(pilot)
    shown = [screen for screen in pilot.app.screen_stack if isinstance(screen, Workbench)]
    await until(pilot, lambda: all(screen.claims_panel.warned.is_known for screen in shown))
    await until(pilot, lambda: all(screen.claim_list.is_marked for screen in shown))
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds that comes about by itself: a timer, a thread, a layout."""
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        if holds():
            return
        with suppress(WorkerCancelled):  # a key, or its own screen that closes, may call a worker off
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    raise AssertionError("it did not come to hold")
