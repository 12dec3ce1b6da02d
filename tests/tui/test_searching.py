"""A search over all sources: found as one types, walked to, read, filed for the claim one came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.search import SearchScreen
from factcheck.tui.screens.workbench import Workbench
from tests.tui import hostile
from tests.tui.bench import until
from tests.tui.conftest import Build
from tests.tui.lens import excerpts, flood, found, passages, places
from tests.tui.monkey import together
from tests.tui.reading import screen_text
from tests.tui.screen_check import check_screen
from tests.tui.shelf import opened, selected


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    """The checker ada at work on a case whose sources disagree."""
    return build(flood(tmp_path / "flood.json"))


async def test_hits_come_as_one_types_in_whatever_form(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await found(pilot, "ctrl+f", *"soldier")
        assert places(app) == ["S3 The flood killed 26 farmers and 18 soldiers, an officer said."]
        assert "S3 A telegram 1953-05-02 · paragraph 1" in screen_text(app)
        assert "for C1: The flood killed 44 people." in screen_text(app)
        assert "1 passage · ↓ goes there" in screen_text(app)
        await pilot.press(*["backspace"] * 7, *"flood")
        await until(pilot, lambda: len(places(app)) == 3)


async def test_what_stands_nowhere_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+f")
        await until(pilot, lambda: "Type words to search all sources." in screen_text(app))
        await pilot.press(*"zebra")
        await until(pilot, lambda: "No passage has a word of “zebra”." in screen_text(app))
        await pilot.press("down", "enter")
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.words.has_focus


async def test_letters_are_words_in_the_field_and_stances_on_a_hit(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        await found(pilot, "ctrl+f", *"sxc bridge")
        assert excerpts(app.workspace, "C2") == []
        await pilot.press("tab", "s")
        assert [(each.quote, each.stance) for each in excerpts(app.workspace, "C2")] == [
            ("The bridge closed in 1954.", Stance.SUPPORTS)
        ]
        await until(pilot, lambda: "✓ E1 supports" in screen_text(app))
        await pilot.press("u")
        assert excerpts(app.workspace, "C2") == []
        await pilot.press("slash")
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.words.has_focus


async def test_keys_wait_for_the_hits_of_what_was_typed(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await together(pilot, ["ctrl+f", *"bridge", "tab", "s", "slash", *"soldiers", "enter"])
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.source.ref == "S3")
        assert [each.quote for each in excerpts(app.workspace)] == ["The bridge closed in 1954."]


async def test_enter_reads_the_hit_and_escape_comes_back_to_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await found(pilot, "ctrl+f", *"flood")
        await opened(pilot)
        assert selected(app).startswith("The flood killed")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.words.value == "flood"
        await pilot.press("down", "j")
        text = passages(app).items[1].found.text
        await opened(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert selected(app) == text
        await pilot.press("escape", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))


async def test_no_claim_no_filing(build: Build, tmp_path: Path) -> None:
    path = flood(tmp_path / "flood.json")
    app = build(path)
    assert app.workspace is not None
    for claim in list(app.workspace.case.claims):
        app.workspace.remove("claims", claim)
    async with app.run_test(size=(100, 30)) as pilot:
        await found(pilot, "ctrl+f", *"flood")
        await pilot.press("tab", "s")
        assert "There is no claim to file it for" in screen_text(app)
        assert app.workspace.case.excerpts == {}


@pytest.mark.parametrize("size", [(80, 24), (52, 12)])
async def test_hostile_words_are_shown_as_text(app: FactcheckApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("ctrl+f")
        assert isinstance(app.screen, SearchScreen)
        app.screen.words.value = f"flood {hostile.MARKUP}"
        await until(pilot, lambda: bool(places(app)))
        check_screen(app, "found")
        app.screen.words.value = hostile.MARKUP
        await until(pilot, lambda: not places(app))
        check_screen(app, "nothing")
