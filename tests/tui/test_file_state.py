"""The case's file changes while the workbench is open: it is said at once, asked about, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from factcheck.errors import ForeignError
from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers import file_watch
from factcheck.tui.screens.conflict import FileStateScreen
from factcheck.tui.screens.form import Form
from factcheck.tui.screens.rationale import RationaleScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, case_of, labels, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_watch, "LOOK", 0.15)  # oftener the program would never be idle, for which each key waits


@pytest.fixture
def place(case_path: Path) -> Iterator[Path]:
    """The case in a directory of its own."""
    directory = case_path.parent / "desk"
    directory.mkdir()
    yield case_path.rename(directory / "db.json")


async def asked(pilot: Pilot[None], app: FactcheckApp) -> FileStateScreen:
    """Return the question that comes by itself."""
    await until(pilot, lambda: isinstance(app.screen, FileStateScreen) and app.screen.query_one(OptionList).has_focus)
    assert isinstance(app.screen, FileStateScreen)
    return app.screen


def label_on_disk(path: Path) -> dict[str, str | None]:
    with Workspace.open(path, "eve", write=False) as found:
        return labels(found.case)


@pytest.mark.parametrize(
    ("mishap", "title", "keys", "where"),
    [
        (Path.unlink, "was removed by another program", ["enter"], "db.json"),
        (lambda path: path.write_bytes(b""), "is no longer a case", ["enter"], "db.json"),
        (lambda path: path.write_bytes(b'{"case": {"1"'), "is no longer a case", ["down", "enter"], "db.mine.json"),
    ],
    ids=["removed", "emptied, keep mine", "garbled, save beside"],
)
async def test_it_is_asked_at_once_and_the_work_goes_on(
    build: Build, place: Path, mishap: Callable[[Path], None], title: str, keys: list[str], where: str
) -> None:
    app = build(place)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "2")
        assert app.workspace is not None
        app.workspace.store.fold()
        mishap(place)
        await asked(pilot, app)
        assert title in screen_text(app)
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert "yours is" in status(app)
        assert ("theirs" in status(app)) == place.with_name("db.theirs.json").exists()
        assert label_on_disk(place.with_name(where)) == {"C1": "refuted"}
        await pilot.press("g", "1")
        await pilot.press("q")
    app.close()
    assert label_on_disk(place.with_name(where)) == {"C1": "supported"}


async def test_a_directory_that_is_gone_is_said_and_another_place_asked_for(build: Build, place: Path) -> None:
    app = build(place)
    goal = place.parent.parent / "other" / "place.json"
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "2")
        shutil.rmtree(place.parent)
        await asked(pilot, app)
        assert "is gone, and its directory with it" in screen_text(app)
        await pilot.press("escape", "3")
        await asked(pilot, app)
        assert "NOT saved" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.query_one(Input).has_focus)
        assert app.screen.query_one(Input).value == str(place)
        app.screen.query_one(Input).value = str(goal)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert str(goal) in status(app)
        await pilot.press("g", "1")
    app.close()
    assert label_on_disk(goal) == {"C1": "supported"}


async def test_leaving_without_an_answer_keeps_the_whole_case_and_says_where(build: Build, place: Path) -> None:
    app = build(place)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "2")
        shutil.rmtree(place.parent)
        await asked(pilot, app)
        await pilot.press("ctrl+q")
    with pytest.raises(ForeignError, match="your whole case is saved in ") as raised:
        app.close()
    assert label_on_disk(Path(str(raised.value).split(" saved in ")[1])) == {"C1": "refuted"}


async def test_while_one_writes_it_is_only_said_and_the_draft_is_not_lost(build: Build, place: Path) -> None:
    app = build(place)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("g", "r", *"half")
        shutil.rmtree(place.parent)
        await until(pilot, lambda: "is gone, and its directory" in screen_text(app))
        assert isinstance(app.screen, RationaleScreen)
        await pilot.press(*" a", "ctrl+s")
        assert "NOT saved" in screen_text(app)
        await pilot.press("escape")
        await asked(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.query_one(Input).has_focus)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        await pilot.press("r")
        assert isinstance(app.screen, RationaleScreen)
        assert app.screen.rationale.text == "half a"
        await pilot.press("ctrl+s")
        assert [verdict.rationale for verdict in case_of(app).verdicts.values()] == ["half a"]
    app.close()
    assert place.exists()


async def test_what_was_answered_later_is_not_asked_again_by_itself(build: Build, place: Path) -> None:
    app = build(place)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g")
        place.unlink()
        await asked(pilot, app)
        await pilot.press("escape")
        for _ in range(10):
            await pilot.pause(file_watch.LOOK / 20)
        assert isinstance(app.screen, Workbench)
    with suppress(ForeignError):
        app.close()
    assert place.exists()


async def test_a_reader_is_offered_the_case_when_its_holder_has_left(build: Build, place: Path) -> None:
    holder = Workspace.open(place, "bob", clock=ticking())
    app = build(place)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "2")
        assert "held by bob" in status(app)
        holder.decide(holder.case.claim("C1").id, "supported")
        holder.close()
        await asked(pilot, app)
        assert "is not open elsewhere any more" in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)
        await pilot.press("2")
        await asked(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert "read-only" not in screen_text(app)
        assert labels(case_of(app)) == {"C1": "supported"}
        await pilot.press("g", "2")
        assert bench(app).workspace.case.verdicts.keys() == {
            f"{case_of(app).claim('C1').id}/{name}" for name in ("ada", "bob")
        }
    app.close()


async def test_another_holder_is_named_when_the_first_has_left(build: Build, place: Path) -> None:
    first = Workspace.open(place, "bob", clock=ticking())
    app = build(place)
    async with app.run_test(size=(120, 36)) as pilot:
        first.close()
        with Workspace.open(place, "carol", clock=ticking()):
            await until(pilot, lambda: "carol" in bench(app).workspace.read_only)
            if isinstance(app.screen, FileStateScreen):  # it was free for a moment
                await pilot.press("enter")
                assert "held by carol" in screen_text(app)
                await pilot.press("escape")
            await pilot.press("g", "2")
            assert "held by carol" in status(app)
    app.close()
