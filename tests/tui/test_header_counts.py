"""The header counts warnings and disagreements; a click on a count, or a key, lists their claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.widgets.header import Header
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, refs, sheet_text, status, until
from tests.tui.conftest import Build


def header_text(app: FactcheckApp) -> str:
    """Return the header as it is drawn."""
    return app.screen.query_one(Header).render_line(0).text


@pytest.fixture
def disagreed(case_path: Path) -> Path:
    """A case in which two checkers disagree on C4, and C1 is refuted though its excerpts support it."""
    for checker, label in (("bob", "refuted"), ("carol", "supported")):
        with Workspace.open(case_path, checker, clock=ticking()) as workspace:
            workspace.decide("C4", label)
    with Workspace.open(case_path, "carol", clock=ticking()) as workspace:
        workspace.decide("C1", "refuted")
    return case_path


@pytest.mark.parametrize("width", [80, 120, 200])
async def test_they_are_counted_and_follow_a_decision(build: Build, disagreed: Path, width: int) -> None:
    app = build(disagreed)
    async with app.run_test(size=(width, 36)) as pilot:
        warned = [claim.ref for claim in bench(app).workspace.claims("is:warned")]
        await until(pilot, lambda: f"⚠ {len(warned)}  ⇄ 1" in header_text(app))
        assert "C1" in warned
        bench(app).go_to_claim(bench(app).workspace.claims("C5")[0].id)
        await pilot.press("2")
        more = len(bench(app).workspace.claims("is:warned"))
        assert more == len(warned) + 1
        assert f"⚠ {more}  ⇄ 1" in header_text(app)
        await pilot.press("u")
        assert f"⚠ {len(warned)}  ⇄ 1" in header_text(app)


async def test_progress_is_shown_where_there_is_no_room_for_that_of_anyone(build: Build, disagreed: Path) -> None:
    with Workspace.open(disagreed, "ada", clock=ticking()) as workspace:
        workspace.retitle("A case with a long title")
    app = build(disagreed, checker="Somebody with a long name")
    async with app.run_test(size=(80, 24)):
        assert f"0 of {len(bench(app).workspace.claims())} checked" in header_text(app)
        assert "anyone" not in header_text(app)


@pytest.mark.parametrize(("sign", "words"), [("⚠", "is:warned"), ("⇄", "is:disagreed")])
async def test_a_click_on_a_count_lists_its_claims(build: Build, disagreed: Path, sign: str, words: str) -> None:
    app = build(disagreed)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: bench(app).claims_panel.warned.is_known and sign in header_text(app))
        header = app.screen.query_one(Header)
        await pilot.click(header, offset=(header.content_region.x + header_text(app).index(sign), 0))
        wanted = [claim.ref for claim in bench(app).workspace.claims(words)]
        await until(pilot, lambda: refs(app) == wanted)


async def test_a_key_goes_round_them(build: Build, disagreed: Path) -> None:
    app = build(disagreed)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "⚠" in header_text(app))
        seen = []
        for _ in range(4):
            await pilot.press("L")
            seen.append(bench(app).claims_panel.listing.words)
        left = app.screen.query_one(Header).left
        assert left[:2] == ["is:warned", "is:disagreed"]
        assert seen[: len(left) + 1] == [*left, ""][:4]


async def test_the_key_says_that_nothing_is_left(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        bench(app).header.quotes.clear()
        await pilot.press("L")
        assert status(app) == "Nothing is left to look at: no warnings, disagreements or notes."


async def test_a_case_that_is_too_large_is_not_counted(
    build: Build, disagreed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.workspace.warned_claims.COUNTED_AT_MOST", 75)
    app = build(disagreed)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.4)
        assert bench(app).claims_panel.warned.count == 0


@pytest.mark.parametrize("is_asked", [False, True])
async def test_the_setting_warns_of_every_single_source(
    build: Build, start: Callable[..., Path], is_asked: bool
) -> None:
    path = start("It rained.")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        workspace.add_source(title="A diary")
        workspace.add_excerpt("C1", "S1", "Rain all day", stance="supports")
        workspace.decide("C1", "supported")
    app = build(path, settings=Settings(single_source=is_asked))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: bench(app).claims_panel.warned.is_known)
        assert ("⚠ 1" in header_text(app)) == is_asked
        assert ("single source" in sheet_text(app)) == is_asked
        assert [claim.ref for claim in bench(app).workspace.claims("is:warned")] == ["C1"] * is_asked
