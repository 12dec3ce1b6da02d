"""What is being written where the case's directory takes no draft: it is kept elsewhere, or the program stays open."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.form import Form
from factcheck.tui.screens.rationale import RationaleScreen
from tests.tui.bench import case_of, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text
from tests.tui.terminal import program


@pytest.fixture
def no_room(case_path: Path) -> Path:
    """A case beside which no draft can be written."""
    case_path.with_name("db.json.drafts").mkdir()
    case_path.with_name("db.json.drafts.damaged").touch()  # so it cannot be set aside
    return case_path


@pytest.fixture
def no_room_at_all(no_room: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case whose drafts cannot be written into the state directory either."""
    monkeypatch.setenv("FACTCHECK_STATE", str(no_room / "state.json"))
    return no_room


@pytest.mark.parametrize("last", ["escape", "ctrl+q"])
async def test_a_rationale_is_kept_elsewhere_and_is_there_again(build: Build, no_room: Path, last: str) -> None:
    first = build()
    async with first.run_test() as pilot:
        await pilot.press("r", *"half", last)
        await pilot.pause()
        assert first.is_running == (last == "escape")
    first.close()
    again = build()
    async with again.run_test() as pilot:
        await pilot.press("r")
        assert isinstance(again.screen, RationaleScreen)
        assert again.screen.rationale.text == "half"
        no_room.with_name("db.json.drafts.damaged").unlink()
        await pilot.press("x", "ctrl+s", "r", "escape")
        assert [verdict.rationale for verdict in case_of(again).verdicts.values()] == ["halfx"]
        assert again.workspace is not None
        assert again.workspace.unsaved.of(case_of(again).claim("C1").id) is None


@pytest.mark.parametrize("key", ["a", "i", "t"], ids=["new claim", "edited claim", "tags"])
async def test_a_form_is_kept_elsewhere_when_the_program_is_left(build: Build, no_room: Path, key: str) -> None:
    first = build()
    async with first.run_test() as pilot:
        await pilot.press(key, *"half", "ctrl+q")
        await pilot.pause()
        assert not first.is_running
    first.close()
    again = build()
    async with again.run_test() as pilot:
        await pilot.press(key)
        assert "This is your draft" in screen_text(again)
        assert "half" in screen_text(again)


async def test_a_case_that_became_read_only_keeps_the_draft_elsewhere(build: Build, case_path: Path) -> None:
    first = build()
    async with first.run_test() as pilot:
        await pilot.press("r")
        assert first.workspace is not None
        first.workspace.store.read_only = "another process has it"
        await pilot.press(*"half", "ctrl+q")
    first.close()
    assert not case_path.with_name("db.json.drafts").exists()
    again = build()
    async with again.run_test():
        assert again.workspace is not None
        assert again.workspace.unsaved.of(case_of(again).claim("C1").id) == ("half", "")


@pytest.mark.parametrize("key", ["r", "a"], ids=["rationale", "form"])
async def test_where_no_place_takes_it_the_program_stays_open_until_it_is_asked_again(
    app: FactcheckApp, no_room_at_all: Path, key: str
) -> None:
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press(key, *"half", "ctrl+q")
        await pilot.pause()
        assert app.is_running
        assert isinstance(app.screen, RationaleScreen | Form)
        await until(pilot, lambda: "The draft cannot be stored" in screen_text(app))
        assert "NOT saved" in screen_text(app)
        await pilot.press("x", "ctrl+q")
        await pilot.pause()
        assert app.is_running, "what was written since was not refused yet"
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running
    assert [text.removeprefix("Claim: ") for text in app.unsaved] == ["halfx"]


def write(terminal_path: Path, ending: signal.Signals | None) -> bytes:
    """Write half a thought in a terminal, leave by a signal or ctrl+q twice; return what was written from then on."""
    with program(terminal_path) as terminal:
        terminal.type("", until="Karim Masimov was sentenced")
        terminal.type("r", until="Nothing is lost")
        terminal.type("half a thought", until="thought")
        if ending is None:
            terminal.type("\x11", until="The draft cannot be stored")
            before = len(terminal.written)
            assert terminal.leave("\x11") == 0
        else:
            before = len(terminal.written)
            terminal.send(ending)
            assert terminal.ends() == 128 + ending
        assert terminal.changed() == set()
        assert b"Traceback" not in terminal.written
        return terminal.written[before:]


@pytest.mark.parametrize("ending", [signal.SIGTERM, None], ids=["TERM", "ctrl+q"])
def test_what_no_place_takes_is_printed_when_the_program_ends(
    no_room_at_all: Path, ending: signal.Signals | None
) -> None:
    last = write(no_room_at_all, ending).split(b"\x1b[?1049l")[-1]
    assert b"the unsaved text is" in last
    assert b"half a thought" in last


def test_a_signal_leaves_the_draft_in_the_other_place(no_room: Path) -> None:
    write(no_room, signal.SIGHUP)
    with program(no_room) as terminal:
        terminal.type("", until="Karim Masimov was sentenced")
        terminal.type("r", until="half a thought")
        assert terminal.leave("\x11") == 0


def test_a_terminal_that_is_closed_leaves_the_draft_in_the_other_place(no_room: Path) -> None:
    with program(no_room) as terminal:
        terminal.type("", until="Karim Masimov was sentenced")
        terminal.type("r", until="Nothing is lost")
        terminal.type("half a thought", until="thought")
        terminal.hang_up()
        assert terminal.ends() == 129
    with program(no_room) as terminal:
        terminal.type("", until="Karim Masimov was sentenced")
        terminal.type("r", until="half a thought")
        assert terminal.leave("\x11") == 0
