"""Another program changes db.json while it is open: the user is asked, and neither version is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList
from tinydb import TinyDB

from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers import changes
from factcheck.tui.screens.conflict import FileStateScreen
from factcheck.workspace.workspace import Workspace
from tests.tui.bench import bench, case_of, labels, on_disk, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "IDLE", 0.001)


def change_title(path: Path, title: str) -> None:
    """Change the case as a script does that knows nothing of us."""
    with TinyDB(path) as plain:
        plain.table("case").update({"title": title})


def title_of(path: Path) -> str:
    with Workspace.open(path, "eve", write=False) as workspace:
        return workspace.case.title


async def asked(pilot: Pilot[None], app: FactcheckApp) -> FileStateScreen:
    """Decide while another program changes the title; return the question that follows."""
    change_title(app.path, "Theirs")
    await pilot.press("2")
    await until(pilot, lambda: isinstance(app.screen, FileStateScreen) and app.screen.query_one(OptionList).has_focus)
    assert isinstance(app.screen, FileStateScreen)
    return app.screen


@pytest.mark.parametrize(
    ("keys", "title", "label", "beside", "says"),
    [
        (("enter",), "Theirs", {"C1": "refuted"}, None, "reloaded"),
        (("down", "enter"), "Bloody January", {"C1": "refuted"}, ("db.theirs.json", "Theirs", {}), "theirs is kept"),
        (("down", "down", "enter"), "Theirs", {}, ("db.mine.json", "Bloody January", {"C1": "refuted"}), "yours is in"),
    ],
    ids=["reload", "keep mine", "save mine beside"],
)
async def test_three_ways_on_which_nothing_is_lost(
    app: FactcheckApp,
    keys: tuple[str, ...],
    title: str,
    label: dict[str, str],
    beside: tuple[str, str, dict[str, str]] | None,
    says: str,
) -> None:
    mine = case_of(app).title
    async with app.run_test(size=(120, 36)) as pilot:
        await asked(pilot, app)
        assert "db.json was changed by another program" in screen_text(app)
        await pilot.press(*keys)
        await until(pilot, lambda: app.screen is app.screen_stack[0])
        assert says in status(app)
        for case in (case_of(app), on_disk(app)):
            assert case.title == (title if title == "Theirs" else mine)
            assert labels(case) == label
        await pilot.press("g", "1")
        assert labels(on_disk(app))["C1"] == "supported"
    app.close()
    assert title_of(app.path) == (title if title == "Theirs" else mine)
    if beside:
        name, their_title, their_labels = beside
        with Workspace.open(app.path.with_name(name), "eve", write=False) as kept:
            assert kept.case.title == (their_title if their_title == "Theirs" else mine)
            assert labels(kept.case) == their_labels


async def test_what_does_not_fit_is_told_and_the_other_ways_stay_open(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.workspace is not None
        app.workspace.retitle("Mine")
        await asked(pilot, app)
        await pilot.press("enter")
        assert "Yours do not fit on theirs" in screen_text(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is app.screen_stack[0])
        assert on_disk(app).title == "Mine"
    assert title_of(app.path.with_name("db.theirs.json")) == "Theirs"


async def test_it_can_wait_and_is_asked_again(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await asked(pilot, app)
        await pilot.press("escape")
        assert "was changed by another program" in status(app)
        assert labels(case_of(app)) == labels(on_disk(app)) == {"C1": "refuted"}
        await pilot.press("1")
        await until(
            pilot, lambda: isinstance(app.screen, FileStateScreen) and app.screen.query_one(OptionList).has_focus
        )
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.screen_stack[0])


async def test_at_the_next_start_both_are_there(app: FactcheckApp, build: Build) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await asked(pilot, app)
    with pytest.raises(Exception, match="your changes are safe in"):
        app.close()
    again = build()
    async with again.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "recovered 1 change from the journal" in status(again)
        assert bench(again).workspace.case.title == "Theirs"
        assert labels(case_of(again)) == {"C1": "refuted"}
