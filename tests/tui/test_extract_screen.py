"""Claims out of a source on the screen: ticked, edited, dropped, taken as one, and taken back."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from factcheck.errors import UnreadableError
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.tui.screens.extraction import ExtractionScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.state.proposals import ProposalState
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace import draft_text
from factcheck.workspace.extraction import Extraction
from factcheck.workspace.progress import Progress
from factcheck.workspace.source_library import Library
from factcheck.workspace.workspace import Workspace
from tests.tui.bench import case_of, on_disk, until
from tests.tui.conftest import Build
from tests.tui.monkey import together
from tests.tui.reading import screen_text, text_of
from tests.tui.screen_check import check_screen
from tests.tui.shelf import shelve

TEXT = """The old harbour

The strike in Port Selma ended on 3 May 2021, said Arlov. At least 238 dockers took part.

Who was asked? There Berg stood.

“Wages rose by 5 percent,” the ministry said."""


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    """The checker ada at work on a case with one source and two claims of something else."""
    return build(shelve(tmp_path / "shelf.json", TEXT, title="A strike"))


def front(app: FactcheckApp) -> ExtractionScreen:
    """Return the screen, which must be in front."""
    assert isinstance(app.screen, ExtractionScreen)
    return app.screen


def status(app: FactcheckApp) -> str:
    return text_of(app.screen.query_one(StatusLine))


def fates(app: FactcheckApp) -> list[ProposalState]:
    return [row.state for row in front(app).proposals.items]


def taken(app: FactcheckApp) -> list[tuple[str, str]]:
    return [(claim.ref, claim.text) for claim in on_disk(app).in_order()][2:]


async def opened(pilot: Pilot[None], app: FactcheckApp, ref: str = "S1") -> None:
    """Open the screen, and wait until the text was looked through."""
    assert app.workspace is not None
    await app.push_screen(ExtractionScreen(app.session(app.workspace), case_of(app).source(ref).id))
    await until(pilot, lambda: isinstance(app.screen, ExtractionScreen) and bool(front(app).proposals.items))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_proposals_stand_with_speaker_reasons_and_their_place(app: FactcheckApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        shown = screen_text(app)
        assert "Claims out of S1 · 4 statements · 0 ticked · 0 claims already" in shown
        assert "[ ] The strike in Port Selma ended on 3 May 2021. Arlov · date 3 May 2021 · reported speech" in shown
        await until(pilot, lambda: "paragraph 2, sentence 1" in screen_text(app))
        shown = screen_text(app)
        assert "3 May 2021, said Arlov. At least 238 dockers took part. " in shown
        assert "a Add ticked" in shown
        check_screen(app, "proposals")


async def test_what_is_ticked_is_taken_as_one_and_u_takes_it_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "j", "j", "space", "a")
        assert status(app) == "saved C3, C4 added u undo"
        assert taken(app) == [
            ("C3", "The strike in Port Selma ended on 3 May 2021."),
            ("C4", "Wages rose by 5 percent."),
        ]
        assert fates(app) == [ProposalState.CLAIM, ProposalState.OPEN, ProposalState.OPEN, ProposalState.CLAIM]
        await pilot.press("u")
        assert status(app) == "Undone: C3, C4 added ctrl+r redo"
        assert taken(app) == []
        assert fates(app) == [ProposalState.OPEN] * 4
        await pilot.press("ctrl+r")
        assert len(taken(app)) == 2


async def test_w_takes_that_it_was_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("w")
        assert front(app).proposals.items[0].text == "The strike in Port Selma ended on 3 May 2021, said Arlov."
        await pilot.press("space", "j", "n")
        assert "No name is suggested" in status(app)
        await pilot.press("w")
        assert "This sentence reports nothing" in status(app)
        await pilot.press("a")
        assert taken(app) == [("C3", "The strike in Port Selma ended on 3 May 2021, said Arlov.")]
        assert on_disk(app).claim("C3").speaker == ""


async def test_keys_wait_for_the_proposals(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, look = Event(), draft_text.text_of_source

    def look_later(*arguments: Any) -> Extraction:
        assert gate.wait(20)
        return look(*arguments)

    monkeypatch.setattr("factcheck.tui.screens.extraction.text_of_source", look_later)
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.workspace is not None
        app.push_screen(ExtractionScreen(app.session(app.workspace), case_of(app).source("S1").id))
        await together(pilot, ["j", "space", "a"])
        await pilot.pause()
        gate.set()
        await until(pilot, lambda: bool(taken(app)))
        assert taken(app) == [("C3", "At least 238 dockers took part.")]


async def test_an_undo_works_before_the_text_was_read(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, look = Event(), draft_text.text_of_source

    def look_later(*arguments: Any) -> Extraction:
        assert gate.wait(20)
        return look(*arguments)

    monkeypatch.setattr("factcheck.tui.screens.extraction.text_of_source", look_later)
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.workspace is not None
        app.push_screen(ExtractionScreen(app.session(app.workspace), case_of(app).source("S1").id))
        await pilot.pause()
        front(app).show_case()
        gate.set()
        await until(pilot, lambda: bool(front(app).proposals.items))


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_looking_through_a_text_is_stopped_at_once(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    def look_on(_library: Library, _source_id: str, progress: Progress) -> Extraction:
        while True:
            progress.check()
            sleep(0.005)

    monkeypatch.setattr("factcheck.tui.screens.extraction.text_of_source", look_on)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("E", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExtractionScreen))
        assert "esc stops" in screen_text(app)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert status(app) == "Stopped: S1 was not looked through for claims"
        await app.workers.wait_for_complete()


async def test_ctrl_c_does_not_leave_what_was_read(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("ctrl+c")
        assert isinstance(app.screen, ExtractionScreen)


async def test_a_text_that_cannot_be_read_holds_no_key(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Extraction:
        raise UnreadableError("the text is damaged")

    monkeypatch.setattr("factcheck.tui.screens.extraction.text_of_source", fail)
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.workspace is not None
        app.push_screen(ExtractionScreen(app.session(app.workspace), case_of(app).source("S1").id))
        await together(pilot, ["a", "escape"])
        await until(pilot, lambda: isinstance(app.screen, Workbench))


async def test_enter_edits_what_is_then_taken(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "enter")
        assert isinstance(app.screen, ClaimForm)
        app.screen.query_one("#text", TextArea).text = "At least 238 dockers of Port Selma took part."
        await pilot.press("ctrl+s")
        assert "Edited and ticked; a adds what is ticked." in status(app)
        assert fates(app)[1] is ProposalState.TICKED
        assert taken(app) == []
        await pilot.press("a")
        assert taken(app) == [("C3", "At least 238 dockers of Port Selma took part.")]
        assert fates(app)[1] is ProposalState.CLAIM


async def test_what_is_dropped_is_not_taken_and_comes_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("d", "A")
        assert fates(app) == [ProposalState.DROPPED, ProposalState.TICKED, ProposalState.TICKED, ProposalState.TICKED]
        await pilot.press("A")
        assert fates(app) == [ProposalState.DROPPED, ProposalState.OPEN, ProposalState.OPEN, ProposalState.OPEN]
        await pilot.press("g", "d")
        assert fates(app) == [ProposalState.OPEN] * 4
        await pilot.press("g", "d", "g", "space")
        assert fates(app)[0] is ProposalState.TICKED


async def test_a_claim_already_can_only_be_looked_at(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "a", "g")
        for key in ("space", "d", "enter"):
            await pilot.press(key)
            assert "This is C3 already." in status(app)
            assert fates(app)[0] is ProposalState.CLAIM
        await pilot.press("a")
        assert "Nothing is ticked: space ticks a sentence" in status(app)
        assert len(taken(app)) == 1


async def test_the_best_can_be_listed_first(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        in_text = [row.number for row in front(app).proposals.items]
        await pilot.press("o")
        best = [row.number for row in front(app).proposals.items]
        scores = [front(app).choices.extraction.proposals[number - 1].score for number in best]
        assert in_text == [1, 2, 3, 4]
        assert scores == sorted(scores, reverse=True)
        assert best != in_text
        await pilot.press("o")
        assert [row.number for row in front(app).proposals.items] == in_text


async def test_what_is_ticked_is_not_left_by_mistake(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "escape")
        assert "1 is ticked and not added: a adds, esc again leaves" in status(app)
        await pilot.press("j", "escape")
        assert isinstance(app.screen, ExtractionScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)
        assert taken(app) == []


async def test_a_source_without_its_text_says_so(app: FactcheckApp) -> None:
    assert app.workspace is not None
    source = app.workspace.add_source(title="A letter", sha256="0" * 64)[0].key
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(ExtractionScreen(app.session(app.workspace), source))
        await until(pilot, lambda: isinstance(app.screen, ExtractionScreen) and "no text for" in status(app))
        await pilot.press("space", "a", "d", "enter", "o", "A", "escape")
        assert isinstance(app.screen, Workbench)


async def test_a_text_with_nothing_to_check_says_so(build: Build, tmp_path: Path) -> None:
    app = build(shelve(tmp_path / "shelf.json", "What a shame! Who knew?"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.workspace is not None
        await app.push_screen(ExtractionScreen(app.session(app.workspace), case_of(app).source("S1").id))
        await until(pilot, lambda: "Nothing in this text states something" in screen_text(app))
        await pilot.press("space", "enter", "d", "a", "escape")
        assert isinstance(app.screen, Workbench)


async def test_a_case_that_is_read_only_is_only_looked_at(build: Build, tmp_path: Path) -> None:
    path = shelve(tmp_path / "shelf.json", TEXT)
    with Workspace.open(path, "bob"):
        app = build(path)
        async with app.run_test(size=(120, 36)) as pilot:
            await opened(pilot, app)
            await pilot.press("space", "a")
            assert "Nothing can be changed: the case is read-only" in status(app)


async def test_what_is_hostile_in_a_text_acts_on_nothing(build: Build, tmp_path: Path) -> None:
    evil = "At least 238 [b]dockers[/b] \x1b[2Jtook \u202epart in Selma."
    app = build(shelve(tmp_path / "shelf.json", evil, title="[red]Evil\x1b[2J"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "238 [b]dockers[/b] ␛[2Jtook" in screen_text(app)
        check_screen(app, "hostile")
        await pilot.press("space", "a")
        check_screen(app, "taken")
        assert len(taken(app)) == 1


async def test_the_palette_offers_what_the_keys_do(app: FactcheckApp) -> None:
    from tests.tui.bench import search_palette

    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app)
        await pilot.press("space")
        await search_palette(pilot, "Add ticked (a)")
        await pilot.press("enter")
        await until(pilot, lambda: len(taken(app)) == 1)


async def test_the_reader_leads_there_and_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, ExtractionScreen) and len(front(app).proposals.items) == 4)
        await pilot.press("space", "a", "escape")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert len(taken(app)) == 1
