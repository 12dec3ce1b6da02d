"""Quotes that stand in another source than they are filed under, texts that are not here, and what selecting says."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.tui.screens.documents import DocumentsScreen
from factcheck.tui.screens.missing_text import MissingTextScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.source_library import LibraryScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import on_disk, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of
from tests.tui.shelf import BRIDGE, opened, prose, reader, selected, shelve
from tests.web import page, serving

MEMO = "To whom it may concern. The cables were never tested. Nobody answered this memo."
QUOTE = "The cables were never tested."


def said(app: FactcheckApp) -> str:
    """Return what the status line of the screen in front says."""
    return text_of(app.screen.query_one(StatusLine))


@pytest.fixture
def astray(build: Build, tmp_path: Path) -> FactcheckApp:
    """The program on a case in which E1 is filed under S1 and stands in S2."""
    path = shelve(tmp_path / "shelf.json", BRIDGE)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        name = workspace.texts.keep(MEMO.encode(), Document(text=MEMO, language="en"), ".txt")
        workspace.add_source(title="A memo", sha256=name)
        start = MEMO.index(QUOTE)
        claim, first = workspace.case.claim("C1").id, workspace.case.source("S1").id
        workspace.add_excerpt(claim, first, QUOTE, stance=Stance.SUPPORTS, start=start, end=start + len(QUOTE))
    return build(path)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_quote_from_another_source_is_not_marked_and_enter_opens_it_there(
    astray: FactcheckApp, size: tuple[int, int]
) -> None:
    async with astray.run_test(size=size) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "E1 was not found in this text." in screen_text(astray))
        assert "It is in S2: enter opens it there" in screen_text(astray)
        await pilot.pause()
        assert reader(astray).quotes.marks.after(-1) is None
        assert reader(astray).quotes.marks.within(0, len(BRIDGE)) == []
        here = reader(astray)
        await pilot.press("enter")
        await until(pilot, lambda: astray.screen is not here and isinstance(astray.screen, ReaderScreen))
        await until(pilot, lambda: selected(astray) == QUOTE)
        assert reader(astray).source.ref == "S2"
        assert "E1 is in this text, but filed under S1: i on the excerpt changes its source" in screen_text(astray)
        await pilot.press("escape")
        assert astray.screen is here
        await pilot.press("escape")
        assert isinstance(astray.screen, Workbench)


async def test_a_text_is_brought_where_it_is_missing_and_read_at_once(build: Build, tmp_path: Path) -> None:
    path = shelve(tmp_path / "shelf.json", BRIDGE)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        source = workspace.add_source(title="A memo")[0].key
        workspace.add_excerpt(workspace.case.claim("C1").id, source, QUOTE, stance=Stance.SUPPORTS)
    (tmp_path / "memo.txt").write_text(MEMO)
    app = build(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MissingTextScreen))
        assert "T attaches it" in screen_text(app)
        await pilot.press("T")
        assert isinstance(app.screen, DocumentsScreen)
        app.screen.query_one(Input).value = str(tmp_path / "memo.txt")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and prose(app).page.height > 0)
        assert selected(app) == QUOTE
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)
        assert "S2: full text attached; 1 of its 1 excerpts found in it" in said(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_selecting_is_said_and_how_it_ends(build: Build, tmp_path: Path, size: tuple[int, int]) -> None:
    app = build(shelve(tmp_path / "shelf.json", BRIDGE, (("C1", Stance.SUPPORTS, "52 million euros"),)))
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        assert "selecting" not in screen_text(app)
        await pilot.press("g", "v", "j")
        await until(pilot, lambda: "selecting · esc ends" in screen_text(app))
        assert said(app).startswith("selecting every movement selects more · esc ends it")
        await pilot.press("escape")
        await until(pilot, lambda: "selecting · esc ends" not in screen_text(app))
        assert "selecting" not in said(app)


async def test_the_claim_that_is_added_in_the_reader_is_read_for_and_that_is_said(build: Build, tmp_path: Path) -> None:
    app = build(shelve(tmp_path / "shelf.json", BRIDGE, (("C1", Stance.SUPPORTS, "52 million euros"),)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ClaimForm))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert said(app) == "saved C3 added; selections go to C3 · p picks another u undo"


async def test_an_address_of_this_machine_is_asked_at_a_second_enter(build: Build, tmp_path: Path) -> None:
    app = build(shelve(tmp_path / "shelf.json", BRIDGE))
    memo = f"<html><body><p>{MEMO}</p></body></html>".encode()
    with serving({"/memo": page(memo)}) as server:
        url = server.url("/memo")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("l", "a")
            assert isinstance(app.screen, DocumentsScreen)
            app.screen.query_one(Input).value = url
            await pilot.press("enter")
            await until(pilot, lambda: "enter again asks it all the same" in screen_text(app))
            assert "127.0.0.1 is an address of this machine or network" in screen_text(app)
            assert "--allow-private" not in screen_text(app)
            assert (server.asked, len(on_disk(app).sources)) == ([], 1)
            await pilot.press("enter")
            await until(pilot, lambda: len(on_disk(app).sources) == 2)
            await pilot.press("escape")  # so short a page is doubted: the dialog stays, and says so
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
            assert [source.url for source in on_disk(app).sources.values()] == ["", url]
