"""In reader, suggestions, matrix and library a key costs one picture, and lays out nothing anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens import matrix
from factcheck.tui.screens.matrix import MatrixScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.source_library import LibraryScreen
from factcheck.tui.screens.suggestions import SuggestionsScreen
from tests.tui.bench import until
from tests.tui.conftest import Build
from tests.tui.counted import counting_pictures
from tests.tui.lens import flood, found

KEYS = {
    "m": (MatrixScreen, ("down", "right", "left", "end", "home", "pagedown", "pageup")),
    "l": (LibraryScreen, ("down", "up", "end", "home")),
    "f": (SuggestionsScreen, ("down", "up", "end", "home")),
    "enter": (ReaderScreen, ("down", "J", "K", "right", "left", "end", "home", "up")),
}


@pytest.mark.parametrize("opening", KEYS)
async def test_a_key_is_one_picture_and_no_layout(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opening: str
) -> None:
    monkeypatch.setattr(matrix, "REST", 30)  # what the sources give comes in one later picture
    app: FactcheckApp = build(flood(tmp_path / "flood.json"))
    kind, keys = KEYS[opening]
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f")
        await found(pilot)
        if opening == "enter":
            await pilot.press("enter")
        elif opening != "f":
            await pilot.press("escape", opening)
        await until(pilot, lambda: isinstance(app.screen, kind))
        await app.workers.wait_for_complete()
        await pilot.press(keys[0])
        await pilot.pause(0.6)
        seen = {}
        for key in keys:
            with counting_pictures(monkeypatch) as drawing:
                await pilot.press(key)
                await pilot.pause(0.05)
            seen[key] = (drawing.pictures, drawing.reflows)
        assert all(pictures <= 1 and not reflows for pictures, reflows in seen.values()), seen
