"""How the excerpts stand to their sources, beside each of them and counted for the case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.render.sheet import SheetExcerpts
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.quotes.cases import harbour, keep
from tests.tui.bench import bench, case_of, refs, sheet_text, side_text, until
from tests.tui.conftest import Build
from tests.tui.reading import text_of

COUNTS = "quotes 2 ✓ 1 … 1 ≠ 1 → 1 ✗ 1 –"


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    """The checker ada at work on a case with an excerpt for each state."""
    return build(harbour(tmp_path))


def counts(app: FactcheckApp) -> str:
    """Return the counts in the header."""
    found = re.search(r"quotes( \d+ \S)+", text_of(bench(app).header))
    return found[0] if found else ""


def said(app: FactcheckApp, ref: str) -> list[str]:
    """Return what stands under the quote of an excerpt."""
    lines = [line.plain for line in bench(app).sheet.lines(SheetExcerpts((case_of(app).excerpt(ref),)), 100)]
    return [line.strip() for line in lines if line.strip() and not line.startswith(" ▌")]


async def counted(pilot: Pilot[None], app: FactcheckApp, words: str = COUNTS) -> None:
    await until(pilot, lambda: counts(app) == words)


async def test_every_excerpt_says_how_it_stands(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 60)) as pilot:
        assert said(app, "E1") == ["S1 The Harbour Times · E1"]
        await counted(pilot, app)
        assert said(app, "E1") == ["S1 The Harbour Times · E1 · ✓ exact"]
        assert said(app, "E2")[0] == "S1 The Harbour Times · E2 · ≈ typographic"
        assert said(app, "E3") == ["S1 The Harbour Times · E3", "… elided: the gap hides “not”"]
        assert said(app, "E4")[-1] == "≠ altered: 238 → 283"
        assert said(app, "E5")[-1] == "→ elsewhere: found in S2"
        assert said(app, "E6")[-1] == "✗ not found"
        assert said(app, "E7") == ["S3 A lost letter · E7 · – no text"]


async def test_it_is_on_the_screen_without_a_key(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 60)) as pilot:
        await until(pilot, lambda: "≠ altered: 238 → 283" in side_text(app, Stance.SUPPORTS))
        await counted(pilot, app)
        assert "0 of 1 checked" in text_of(bench(app).header)


async def test_the_words_that_differ_are_marked_in_the_quote(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 60)) as pilot:
        await counted(pilot, app)
        quote = bench(app).sheet.lines(SheetExcerpts((case_of(app).excerpt("E4"),)), 100)[0]
        marked = [quote.plain[span.start : span.end] for span in quote.spans if "$text-error" in str(span.style)]
        assert marked == ["283"]


async def test_a_change_is_counted_and_so_is_taking_it_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 60)) as pilot:
        await counted(pilot, app)
        screen, workspace = bench(app), app.workspace
        assert workspace is not None
        altered = workspace.case.excerpt("E4").id
        screen.changes.attempt(lambda: workspace.edit("excerpts", altered, quote="At least 238 people came"))
        screen.show_case()
        await counted(pilot, app, "quotes 3 ✓ 1 … 1 → 1 ✗ 1 –")
        assert said(app, "E4") == ["S1 The Harbour Times · E4 · ✓ exact"]
        await pilot.press("u")
        await counted(pilot, app)


async def test_a_text_that_comes_without_a_change_is_looked_at_when_told(build: Build, tmp_path: Path) -> None:
    path = harbour(tmp_path)
    with Workspace.open(path, "ada", write=False) as workspace:
        cover = workspace.texts.path(workspace.case.source("S2").sha256, ".json")
    away = cover.rename(tmp_path / "away.json")
    app = build(path)
    async with app.run_test(size=(160, 60)) as pilot:
        await counted(pilot, app, "quotes 2 ✓ 1 … 1 ≠ 2 ✗ 1 –")
        away.rename(cover)
        bench(app).claim_sheet.quote_checks.check_again()
        await counted(pilot, app)
        assert said(app, "E5")[-1] == "→ elsewhere: found in S2"


async def test_a_text_that_cannot_be_read_says_so_in_a_line(build: Build, tmp_path: Path) -> None:
    path = harbour(tmp_path)
    with Workspace.open(path, "ada", write=False) as workspace:
        workspace.texts.path(workspace.case.source("S1").sha256, ".json").write_bytes(b"{")
    app = build(path)
    async with app.run_test(size=(160, 60)) as pilot:
        words = "– no text: unreadable; `factcheck verify` shows the reason"
        await until(pilot, lambda: said(app, "E1")[-1] == words)
        assert str(tmp_path) not in side_text(app, Stance.SUPPORTS)


async def test_a_case_without_texts_is_as_it_was(build: Build, case_path: Path) -> None:
    app = build(case_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "j", "1")
        await app.workers.wait_for_complete()
        screen = bench(app)
        assert counts(app) == ""
        assert not any(worker.group == "anchors" for worker in app.workers)
        assert not any(word in sheet_text(app) for word in ("exact", "no text", "not found"))
        assert "quotes" not in text_of(screen.header)


@pytest.mark.parametrize(("size", "words"), [((80, 24), "quotes 3 ✓ 3 ✗"), ((120, 36), COUNTS)])
async def test_the_title_keeps_its_room(build: Build, tmp_path: Path, size: tuple[int, int], words: str) -> None:
    app = build(harbour(tmp_path))
    async with app.run_test(size=size) as pilot:
        await counted(pilot, app, words)
        top = text_of(bench(app).header)
        assert words in top
        assert "The h" in top


async def test_what_is_hostile_in_a_text_acts_on_nothing(build: Build, tmp_path: Path) -> None:
    path = harbour(tmp_path)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        evil = "The [b]mayor[/b] \x1b[2Jsaid so \u202eand 5 of us left"
        source = workspace.add_source(title="Evil", sha256=keep(workspace, evil))[0].key
        workspace.add_excerpt(
            next(iter(workspace.case.claims)), source, evil.replace("\x1b", "\x07"), stance=Stance.CONTRADICTS
        )
    app = build(path)
    async with app.run_test(size=(160, 60)) as pilot:
        await counted(pilot, app, "quotes 2 ✓ 1 … 2 ≠ 1 → 1 ✗ 1 –")
        assert said(app, "E8")[-1].startswith("≠ altered: ")
        assert "\x1b" not in said(app, "E8")[-1]


async def test_a_verdict_on_misquotes_is_warned_of_once_that_is_known(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 60)) as pilot:
        bench(app).workspace.decide(case_of(app).in_order()[0].id, "supported")
        bench(app).show_case()
        await until(pilot, lambda: "misquoted: E4 is altered; E5 is in another" in sheet_text(app))
        await counted(pilot, app)
        await pilot.press("slash", *"is:misquoted")
        await until(pilot, lambda: bench(app).claims_panel.listing.words == "is:misquoted")
        assert refs(app) == ["C1"]
        bench(app).claims_panel.filter_input.value = "-is:misquoted"
        await until(pilot, lambda: not bench(app).claim_list.items)


async def test_how_an_edited_quote_stands_is_said_with_what_was_done(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 60)) as pilot:
        await counted(pilot, app)
        excerpt = case_of(app).excerpt("E1")
        batch = bench(app).changes.attempt(
            lambda: bench(app).workspace.edit("excerpts", excerpt.id, quote="At least 239 people came")
        )
        assert batch
        bench(app).editing._show_excerpt(batch)
        await until(pilot, lambda: "E1 quote edited · ≠ altered: 238 → 239" in text_of(bench(app).status_line))
