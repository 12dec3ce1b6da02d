"""Passages that are not filed yet stand on the sheet once no key was pressed; a stance files one on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from factcheck.case.records import Source, Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.render.unfiled import ROWS, unfiled_lines
from factcheck.workspace.search import Hit
from tests.tui.bench import bench, case_of, ref, selected_excerpt, sheet_text, status, until
from tests.tui.conftest import Build
from tests.tui.shelf import BRIDGE, reader, shelve

COST = "The new bridge cost 52 million euros"


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    return build(shelve(tmp_path / "shelf.json", BRIDGE))


async def found(pilot: Pilot[None], app: FactcheckApp) -> None:
    """Wait until the passages of the claim are there."""
    await until(pilot, lambda: "not filed yet" in sheet_text(app))


async def test_a_passage_is_filed_on_the_spot_and_undo_brings_it_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await found(pilot, app)
        assert COST in sheet_text(app)
        await pilot.press("tab", "x")
        (excerpt,) = case_of(app).excerpts.values()
        assert (excerpt.stance, excerpt.start is not None) == (Stance.CONTRADICTS, True)
        assert COST in excerpt.quote
        assert status(app).startswith("saved E1 contradicts C1: S1, paragraph")
        assert sheet_text(app).count(COST) == 1
        await pilot.press("u")
        await until(pilot, lambda: COST in sheet_text(app) and not case_of(app).excerpts)


async def test_a_passage_is_dismissed_and_read_and_the_claim_stays(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await found(pilot, app)
        await pilot.press("tab")
        passage = bench(app).sheet.passage
        assert passage is not None
        await pilot.press("enter")
        assert reader(app).is_mounted
        await pilot.press("escape", "d")
        await until(pilot, lambda: passage.text not in sheet_text(app))
        assert (len(case_of(app).claims), ref(app)) == (2, "C1")


async def test_an_excerpt_that_was_chosen_while_a_passage_was_read_is_gone_to(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await found(pilot, app)
        await pilot.press("tab", "enter")
        assert reader(app).is_mounted
        await pilot.press("x", "enter", "enter")
        await until(pilot, lambda: selected_excerpt(app) == "E1")


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_long_passage_ends_in_a_mark(width: int) -> None:
    source = Source(id="s", ref="S1", title="A report")
    hit = Hit("s", 0, 600, "word " * 120, 1.0, ((0, 4),), "paragraph 3")
    *text, where = unfiled_lines(hit, source, width)
    assert len(text) == ROWS
    assert text[-1].plain.endswith("…")
    assert where.plain.startswith("  S1 A report")
    assert all(line.cell_length <= width for line in (*text, where))
