"""The workbench as it is measured: opened on a case, and asked how far it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import orjson

from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.create import sample_path
from tests.benchmarks.cases import CHECKER
from tests.benchmarks.glass import Glass


def shipped_claims() -> int:
    """Return how many claims the case has that is shipped."""
    return len(orjson.loads(sample_path().read_bytes())["claims"])


Act: TypeAlias = Callable[[Glass, Workbench], Awaitable[None]]


def build(path: Path) -> FactcheckApp:
    """Return the program on the case at `path`, not yet started."""
    return FactcheckApp(path, checker=CHECKER)


def bench(app: FactcheckApp) -> Workbench | None:
    """Return the workbench, where it is the screen in front."""
    screen = app.screen_stack[-1] if app.is_running and app.screen_stack else None
    return screen if isinstance(screen, Workbench) and screen.is_mounted else None


def loaded(app: FactcheckApp, claims: int) -> bool:
    """Tell whether all of a case of `claims` claims is there and listed: everything is loaded."""
    workbench = bench(app)
    return workbench is not None and workbench.ready and len(workbench.claim_list.items) == claims


def drawn(app: FactcheckApp) -> bool:
    """Tell whether the sheet shows the claim under the cursor: some may come later than the list."""
    workbench = bench(app)
    if workbench is None or workbench.claim is None:
        return True
    return workbench.sheet.claim == workbench.claim


async def at_work(path: Path, claims: int, act: Act) -> None:
    """Open the workbench on a case of `claims` claims, and have `act` done once all is loaded."""
    app = build(path)
    glass = Glass(app, lambda: drawn(app))

    async def do() -> None:
        await glass.until(lambda: loaded(app, claims))
        workbench = bench(app)
        assert workbench is not None
        await act(glass, workbench)

    try:
        await glass.drive(do)
    finally:
        app.close()
