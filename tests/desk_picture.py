"""Draws two workbenches side by side that share a case, as one SVG: for `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.widgets.header import Header
from tests.tui.bench import bench, compared, status, until
from tests.tui.desk import At, Colleague, FakeDesk, copy_for, link, use
from tests.tui.reading import text_of

SIZE = (104, 30)
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def draw_desk(prepare: Callable[[Path], None]) -> str:
    """Return the picture: ada on the left sees what bob, on the right, has just decided."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        path = Path(name) / "db.json"
        prepare(path)
        desk = FakeDesk()
        use(desk, patch)
        bob = copy_for("bob", path, desk)
        link(path)
        link(bob.case.path, "bob")
        return beside(*asyncio.run(_draw(desk, bob, path)))


async def _draw(desk: FakeDesk, bob: Colleague, path: Path) -> tuple[str, str]:
    bob.goes_to("C5")

    async def left(pilot: Pilot[None]) -> None:
        await pilot.press("g", "j", "j", "j")
        bob.decides("C4", "refuted")
        await until(pilot, lambda: status(pilot.app).strip() == "bob: C4 ✗ Refuted")

    async def right(pilot: Pilot[None]) -> None:
        desk.people["ada"] = At("ada", bob.case.key("claims", "C4"))
        await pilot.press("g", *"jjjj")

    first = await _picture(path, "ada", left)
    bob.case.close()
    return first, await _picture(bob.case.path, "bob", right)


async def _picture(path: Path, checker: str, act: Callable[[Pilot[None]], Awaitable[None]]) -> str:
    app = FactcheckApp(path, checker=checker, settings=Settings(theme="textual-dark"))
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await until(pilot, lambda: "shared" in text_of(bench(app).query_one(Header)))
        await act(pilot)
        await compared(pilot)
        await until(pilot, lambda: "saved · shared" in text_of(bench(app).query_one(Header)))
        await until(pilot, lambda: bool(bench(app).session.colleagues.places()))
        await pilot.pause()
        drawn = app.export_screenshot(title=checker)
    app.close()
    return drawn


def beside(left: str, right: str) -> str:
    """Return two pictures as one, the second at the right of the first."""
    sizes = [tuple(float(side) for side in found.groups()) for each in (left, right) if (found := _VIEW.search(each))]
    width, height = sum(size[0] for size in sizes), max(size[1] for size in sizes)
    parts = "".join(
        each.replace("<svg ", f'<svg x="{x:g}" width="{size[0]:g}" height="{size[1]:g}" ', 1)
        for each, x, size in zip((left, right), (0, sizes[0][0]), sizes, strict=True)
    )
    return f'<svg viewBox="0 0 {width:g} {height:g}" xmlns="http://www.w3.org/2000/svg">\n{parts}\n</svg>\n'
