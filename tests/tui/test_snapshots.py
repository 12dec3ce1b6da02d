"""How the screens look: pictures held against those that were looked at and found good.

After a change that is meant: `pytest -n 0 tests/tui/test_snapshots.py --snapshot-update`, and look at them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from factcheck.case.records import Confidence
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from tests.tui.bench import case_of, marked
from tests.tui.conftest import Build

Snap = Callable[..., bool]
WIDE, NORMAL, NARROW = (200, 60), (120, 36), (80, 24)


def frozen() -> datetime:
    """Return the one time at which all pictures are taken."""
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def press(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Return what leads to a picture: press keys, then stop what blinks."""

    async def run(pilot: Pilot[Any]) -> None:
        await pilot.press(*keys)
        for field in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
            field.cursor_blink = False
        await marked(pilot)

    return run


@pytest.fixture
def worked_on(build: Build) -> Callable[[str], FactcheckApp]:
    """The program, in a theme, over the shipped case with a few verdicts."""

    def make(theme: str = "textual-dark") -> FactcheckApp:
        app = build(settings=Settings(theme=theme), clock=frozen)
        assert app.workspace is not None
        for ref, label in (("C1", "supported"), ("C2", "refuted"), ("C3", "conflicting"), ("C6", "refuted")):
            app.workspace.decide(case_of(app).claim(ref).id, label)
        app.workspace.set_confidence(case_of(app).claim("C3").id, Confidence.MEDIUM)
        app.workspace.set_rationale(
            case_of(app).claim("C3").id, "Two counts, both called official.", "only those of January count"
        )
        return app

    return make


PICTURES = {
    "main": (NORMAL, ("g", "j", "j"), "textual-dark"),
    "narrow": (NARROW, ("g", "j", "j"), "textual-dark"),
    "wide": (WIDE, ("g", "j", "j"), "textual-dark"),
    "light": (NORMAL, ("g", "j", "j"), "textual-light"),
    "rationale": (NORMAL, ("g", "j", "j", "r"), "textual-dark"),
    "filter": (NORMAL, ("slash", *"has:both"), "textual-dark"),
    "evidence": (NORMAL, ("g", "j", "j", "tab", "tab"), "textual-dark"),
    "help": (NORMAL, ("question_mark",), "textual-dark"),
    "history": (NORMAL, ("g", "j", "j", "h"), "textual-dark"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(worked_on: Callable[[str], FactcheckApp], snap_compare: Snap, name: str) -> None:
    size, keys, theme = PICTURES[name]
    assert snap_compare(worked_on(theme), terminal_size=size, run_before=press(*keys))


def test_welcome(build: Build, snap_compare: Snap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = build(Path("new.json"), clock=frozen)
    assert snap_compare(app, terminal_size=NARROW, run_before=press("down", "enter"))
