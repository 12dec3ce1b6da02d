"""Where there is no case: a copy of the sample, or a case of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.scale import PRESETS
from factcheck.tui.screens.documents import DocumentsScreen
from factcheck.tui.screens.draft import DraftScreen
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.welcome import Welcome
from factcheck.tui.widgets.form_fields import PathField
from factcheck.tui.widgets.guide_line import GuideLine
from tests.tui.bench import bench, case_of, labels, on_disk, refs, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A path without a case."""
    return tmp_path / "new" / "db.json"


@pytest.fixture(autouse=True)
def _directory(nowhere: Path) -> None:
    nowhere.parent.mkdir()


async def test_enter_begins_with_a_copy_of_the_sample(build: Build, nowhere: Path) -> None:
    app = build(nowhere)
    async with app.run_test(size=(120, 36)) as pilot:
        assert isinstance(app.screen, Welcome)
        assert "There is no case at" in screen_text(app)
        assert not nowhere.exists()
        await pilot.press("enter")
        assert len(refs(app)) == 76
        await pilot.press("2")
        assert labels(on_disk(app)) == {"C1": "refuted"}


async def test_the_sample_is_as_large_as_it_says(build: Build, nowhere: Path, case_path: Path) -> None:
    case = case_of(build(case_path))
    async with build(nowhere).run_test(size=(120, 36)) as pilot:
        shown = screen_text(pilot.app)
        assert f"{len(case.claims)} claims" in shown
        assert len(case.sources) == 5
        assert "five news articles" in shown


async def test_a_case_of_ones_own_has_a_title_and_a_scale(build: Build, nowhere: Path) -> None:
    app = build(nowhere)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "enter", *"quiz")
        screen = app.screen
        assert isinstance(screen, Welcome)
        screen.scale_select.value = "editor"
        await pilot.press("enter")
        assert (case_of(app).title, case_of(app).scale) == ("quiz", PRESETS["editor"])
        assert "No claims yet" in text_of(bench(app).claim_list)
        assert "a adds one; l opens the library" in text_of(bench(app).claim_list)
        await pilot.press(*"19jGvuhrsye", "escape", "plus", "tab", "slash", "a", "enter")
        assert len(case_of(app).history) == 1
        assert app.is_running


async def test_quit_and_q_leave_without_a_trace(build: Build, nowhere: Path) -> None:
    for keys in (("q",), ("end", "enter"), ("ctrl+q",)):
        app = build(nowhere)
        async with app.run_test() as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            assert not app.is_running, keys
    assert list(nowhere.parent.iterdir()) == []


async def test_help_and_the_way_back_from_the_form(build: Build, nowhere: Path) -> None:
    app = build(nowhere)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape", "down", "enter", "x")
        screen = app.screen
        assert isinstance(screen, Welcome)
        assert screen.form.display
        await pilot.press("escape")
        assert not screen.form.display
        assert screen.choices.has_focus
        await pilot.press("up", "enter")
        assert len(refs(app)) == 76


async def test_a_place_that_cannot_be_written_is_said(build: Build, tmp_path: Path) -> None:
    app = build(tmp_path / "missing" / "db.json")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        assert "NOT saved: the folder" in screen_text(app)
        assert isinstance(app.screen, Welcome)


async def test_a_case_that_came_meanwhile_is_not_overwritten(build: Build, nowhere: Path) -> None:
    app = build(nowhere)
    async with app.run_test(size=(120, 36)) as pilot:
        nowhere.write_text("mine", encoding="utf-8")
        await pilot.press("enter")
        assert "is there already" in screen_text(app)
        assert nowhere.read_text(encoding="utf-8") == "mine"


async def test_the_tour_is_taken_in_a_directory_of_its_own(build: Build, nowhere: Path) -> None:
    app = build(nowhere)
    async with app.run_test(size=(120, 36)) as pilot:
        assert "Take the tour" in screen_text(app)
        await pilot.press("end", "up", "enter")
        await until(pilot, lambda: bool(app.screen.query(GuideLine)))
        assert "Tour 1 of 8" in screen_text(app)
        await pilot.press("2")
        await until(pilot, lambda: app.guide is not None and app.guide.done == 1)
        assert labels(on_disk(app))["C1"] == "refuted"
    assert not nowhere.exists()
    assert app.path == nowhere.parent / "factcheck-tour" / "db.json"


async def test_a_tour_that_cannot_be_begun_says_why(build: Build, nowhere: Path) -> None:
    app = build(nowhere)
    nowhere.with_name("factcheck-tour").write_text("mine", encoding="utf-8")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("end", "up", "enter")
        await until(pilot, lambda: "NOT saved" in screen_text(app))
        assert isinstance(app.screen, Welcome)
        await pilot.press("up", "enter", *"bridge")
        assert app.screen.form.display


async def test_a_draft_is_checked_in_a_case_of_its_own(build: Build, nowhere: Path) -> None:
    article = nowhere.with_name("article.txt")
    article.write_text("The bridge cost 52 million euros.", encoding="utf-8")
    app = build(nowhere)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "down", "enter", *"bridge", "enter")
        await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        app.screen.query_one(PathField).value = str(article)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen) and app.screen.looking.is_prepared)
        assert "statements 0 of 1" in screen_text(app)
    assert [source.role for source in case_of(app).sources.values()] == ["draft"]
