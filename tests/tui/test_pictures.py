"""A key costs one picture, and lays out nothing anew; marks that take longer come in a later picture."""

from __future__ import annotations

import pytest

from factcheck.tui.app import FactcheckApp
from tests.tui.bench import bench, compared
from tests.tui.counted import counting_pictures

KEYS = ("down", "pagedown", "end", "home", "tab", "j", "tab", "2", "up")


async def test_a_key_is_one_picture_and_no_layout(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await compared(pilot)
        await pilot.press("2", "home")  # the line of messages has had its first message
        workbench = bench(app)
        monkeypatch.setattr(workbench.claim_list, "mark", lambda: None)
        monkeypatch.setattr(workbench.claim_sheet.comparisons, "compare", lambda *_: None)
        monkeypatch.setattr(workbench.claim_sheet.quote_checks, "check", lambda *_: None)
        await pilot.pause(0.5)
        seen = {}
        for key in KEYS:
            with counting_pictures(monkeypatch) as drawing:
                await pilot.press(key)
                await pilot.pause(0.05)
            seen[key] = (drawing.pictures, drawing.reflows)
        assert seen == dict.fromkeys(KEYS, (1, 0))
