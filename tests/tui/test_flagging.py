"""`!` flags a claim: a mark in the list, a word on the sheet, a tab of its own."""

from __future__ import annotations

from factcheck.tui.app import FactcheckApp
from tests.tui.bench import bench, on_disk, refs, sheet_text, status
from tests.tui.reading import screen_text, text_of


async def test_a_claim_is_flagged_listed_and_unflagged(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "exclamation_mark")
        assert status(app).startswith("saved C2 flagged")
        assert "! flagged" in sheet_text(app)
        assert "Flagged 1" in screen_text(app)
        assert "!" in text_of(bench(app).claim_list)
        assert [claim.ref for claim in on_disk(app).claims.values() if claim.flagged] == ["C2"]
        await pilot.press("v", "v", "v")
        assert refs(app) == ["C2"]
        await pilot.press("exclamation_mark")
        assert refs(app) == []
        await pilot.press("u")
        assert refs(app) == ["C2"]
