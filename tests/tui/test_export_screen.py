"""Exports from the screen: the format and its options, where it goes, what is in it, and what stands in the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from factcheck.exports import FORMATS
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.browser import BrowserScreen
from factcheck.tui.screens.export import ALL, LISTED, TYPED, ExportScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.state.export_request import ExportRequest
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.progress import Progress
from tests.tui.bench import bench, case_of, labels, ref, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of

pytestmark = pytest.mark.usefixtures("no_browser")


def form(app: FactcheckApp) -> ExportScreen:
    """Return the form, which must be in front."""
    assert isinstance(app.screen, ExportScreen)
    return app.screen


async def written(pilot: Pilot[None]) -> None:
    """Wait until the form is gone."""
    await until(pilot, lambda: not isinstance(pilot.app.screen, ExportScreen))


async def says(pilot: Pilot[None], words: str) -> None:
    """Wait until the form says something."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, ExportScreen) and words in text_of(app.screen.hint))


async def choose(app: FactcheckApp, pilot: Pilot[None], name: str) -> None:
    """Choose a format, and wait until all is known of the export."""
    form(app).formats.move_to([*FORMATS].index(name))
    await until(pilot, lambda: form(app).request.format == name and form(app).work.known == form(app).request)


async def known(app: FactcheckApp, pilot: Pilot[None]) -> None:
    """Wait until what is wished was looked at to the end."""
    await until(pilot, lambda: form(app).work.known == form(app).request)


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser would have been asked to open."""
    opened: list[str] = []

    def note(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", note)
    monkeypatch.setattr("webbrowser.get", lambda: None)
    return opened


async def test_enter_writes_the_report_beside_the_case_and_says_where(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "e")
        await says(pilot, "76 of 76 claims")
        await pilot.press("enter")
        await written(pilot)
        report = tmp_path / "bloody-january.md"
        assert status(app) == f"written {report}"
        text = report.read_text(encoding="utf-8")
        assert "Karim Masimov was sentenced to 18 years in prison." in text
        assert "Refuted" in text
        assert (ref(app), bench(app).claim_list.has_keys) == ("C2", True)


async def test_what_is_seen_is_what_is_exported(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("v", "v", "e")
        assert (form(app).scope.value, form(app).only) == (LISTED, "is:disputed")
        await says(pilot, "8 of 76 claims")
        assert "is:disputed" in screen_text(app)
        await pilot.press("enter")
        await written(pilot)
        text = (tmp_path / "bloody-january.md").read_text(encoding="utf-8")
        assert "extract: 8 of 76 claims, those that match the filter “is:disputed”" in text
        assert "Unchecked, and not printed in full: C3, " in text
        assert "Karim Masimov was sentenced to 18 years in prison." not in text


async def test_all_can_be_exported_while_few_are_listed(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "v", "v", "e")
        form(app).scope.value = ALL
        await says(pilot, "76 of 76 claims")


async def test_each_format_is_written_as_the_command_line_writes_it(
    build: Build, start: Callable[..., Path], tmp_path: Path
) -> None:
    app = build(start("The bridge cost 52 million euros.", "It opened in 1933."))
    assert app.workspace is not None
    article = tmp_path / "article.txt"
    article.write_text("The bridge cost 52 million euros.", encoding="utf-8")
    app.workspace.add_draft(article)
    source = app.workspace.add_source(title="The audit")[0].key
    app.workspace.add_excerpt("C1", source, "25 million euros", stance="contradicts")
    for name in FORMATS:
        written_by_screen = b"".join(ExportRequest(name).job(app.workspace, Progress()).chunks())
        assert written_by_screen == b"".join(ExportJob(app.workspace.documents, name).chunks()), name
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        for name in ("markdown", "html", "xlsx", "bibtex", "draft-docx"):
            target = tmp_path / f"a-case-of-its-own{FORMATS[name].suffix}"
            await pilot.press("e")
            await choose(app, pilot, name)
            assert form(app).name_input.value == str(target)
            assert "loading" not in text_of(form(app).preview)
            await pilot.press("enter")
            await written(pilot)
            if name == "html":
                await until(pilot, lambda: isinstance(app.screen, BrowserScreen))
                await pilot.press("escape")
            assert target.read_bytes() == b"".join(ExportJob(app.workspace.documents, name).chunks()), name


async def test_the_preview_is_the_beginning_of_the_file(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("e")
        await choose(app, pilot, "csv")
        shown = str(form(app).preview.page.content).split("\n")
        await pilot.press("enter")
        await written(pilot)
        lines = (tmp_path / "bloody-january.csv").read_text(encoding="utf-8").split("\n")
        assert shown[:3] == lines[:3]
        assert shown[-1] == "…"


async def test_a_workbook_says_what_it_holds(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("e")
        await choose(app, pilot, "xlsx")
        assert "claims: ref, text, speaker" in text_of(form(app).preview)


async def test_what_the_case_lacks_is_said_and_what_is_required_comes_first(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1", "1", "e")
        await choose(app, pilot, "claimreview")
        told = text_of(form(app).lacking)
        assert told.index("required · the case: missing: the page of the fact-check (url)") < told.index("advised")
        assert "advised · 74 claims: no verdict; left out" in told
        assert "claimreview requires 1 that the case lacks" in text_of(form(app).hint)
        await choose(app, pilot, "json")
        assert "Ready to export" in text_of(form(app).lacking)


async def test_options_are_asked_for_and_what_is_wrong_with_one_is_said(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await choose(app, pilot, "csv")
        assert form(app).query_one("#csv-table").value == "claims"  # type: ignore[attr-defined]
        form(app).query_one("#csv-table").value = "sources"  # type: ignore[attr-defined]
        await known(app, pilot)
        assert "ref,title,publisher" in text_of(form(app).preview)
        await choose(app, pilot, "markdown")
        form(app).query_one("#markdown-template").value = str(tmp_path / "none.jinja")  # type: ignore[attr-defined]
        await says(pilot, "No such file")
        await pilot.press("enter")
        await until(pilot, lambda: form(app).work.writing is None)
        assert "No such file" in text_of(form(app).hint)
        assert not (tmp_path / "bloody-january.md").exists()
        template = tmp_path / "house.jinja"
        template.write_text("HOUSE OF {{ nobody.at.home }}", encoding="utf-8")
        form(app).query_one("#markdown-template").value = str(template)  # type: ignore[attr-defined]
        await says(pilot, "nobody")
        template.write_text("HOUSE STYLE\n", encoding="utf-8")
        await pilot.press("enter")
        await written(pilot)
        assert (tmp_path / "bloody-january.md").read_text(encoding="utf-8").startswith("HOUSE STYLE")


async def test_the_name_keeps_what_was_typed_and_its_ending_follows_the_format(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        form(app).name_input.value = "/tmp/mine.md"
        await choose(app, pilot, "csv")
        assert form(app).name_input.value == "/tmp/mine.csv"
        form(app).name_input.value = "/tmp/mine.txt"
        await choose(app, pilot, "html")
        assert form(app).name_input.value == "/tmp/mine.txt"


async def test_a_file_that_is_there_is_overwritten_at_a_second_enter_only(app: FactcheckApp, tmp_path: Path) -> None:
    report = tmp_path / "bloody-january.md"
    report.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("e", "enter")
        assert "bloody-january.md is there already. Enter again overwrites it" in screen_text(app)
        await known(app, pilot)
        assert "Enter again overwrites it" in screen_text(app)
        await pilot.press("escape")
        assert report.read_text(encoding="utf-8") == "mine"
        await pilot.press("e", "enter")
        form(app).name_input.value = str(tmp_path / "other.md")
        await pilot.pause()
        form(app).name_input.value = str(report)
        await pilot.press("enter")
        await says(pilot, "is there already")
        assert report.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        await written(pilot)
        assert report.read_text(encoding="utf-8").startswith("# ")
        assert isinstance(app.screen, Workbench)


async def test_a_wrong_filter_says_so_and_writes_nothing(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("e")
        form(app).scope.value = TYPED
        await pilot.pause()
        form(app).only_input.focus()
        await pilot.press(*"f:")
        await says(pilot, "no field f: in a filter")
        await pilot.press("enter")
        await until(pilot, lambda: form(app).work.writing is None)
        assert "no field f: in a filter" in screen_text(app)
        assert not (tmp_path / "bloody-january.md").exists()
        form(app).only_input.value = "is:unchecked tag:money"
        await says(pilot, "of 76 claims")


OBSTACLES = {
    "": "The export needs a file name.",
    "{tmp}/missing/report.md": "NOT saved: the folder",
    "{tmp}/db.json/report.md": "Not a directory",
    "{tmp}": "not an ordinary file",
    "{tmp}/db.json": "is a file of the case itself",
    "~nobody-of-this-name/report.md": "Could not determine home directory",
    "{tmp}/" + "x" * 300: "File name too long",
    "{tmp}/a\0b": "null byte",
}


async def test_what_stands_in_the_way_is_said(app: FactcheckApp, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    async with app.run_test() as pilot:
        await pilot.press("e")
        form(app).name_input.focus()
        for name, why in OBSTACLES.items():
            form(app).name_input.value = name.format(tmp=tmp_path)
            await known(app, pilot)
            await pilot.press("enter", "enter")
            await says(pilot, why)
        assert form(app).name_input.has_focus
        await pilot.press("escape")
        assert isinstance(app.screen, Workbench)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path in before} == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_directory_that_may_not_be_written_is_said(app: FactcheckApp, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    async with app.run_test() as pilot:
        await pilot.press("e")
        form(app).name_input.value = str(closed / "report.md")
        await pilot.press("enter")
        await says(pilot, "no permission")
    assert list(closed.iterdir()) == []


async def test_letters_in_the_form_are_no_commands_and_enter_pressed_often_writes_once(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("e")
        form(app).name_input.focus()
        await pilot.press(*"2uq")
        assert form(app).name_input.value.endswith("2uq")
        assert labels(case_of(app)) == {}
        screen = form(app)
        for _ in range(3):
            screen.query_one("#write", Button).press()
        await written(pilot)
        assert isinstance(app.screen, Workbench)
        assert "written" in status(app)
        assert labels(case_of(app)) == {}


async def test_the_buttons_write_and_close(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await pilot.click("#close")
        assert not (tmp_path / "bloody-january.md").exists()
        await pilot.press("e")
        await pilot.click("#write")
        await written(pilot)
        assert (tmp_path / "bloody-january.md").exists()


async def test_a_page_that_was_written_opens_in_the_browser_at_o(
    app: FactcheckApp, tmp_path: Path, no_browser: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await choose(app, pilot, "html")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BrowserScreen))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert no_browser == [(tmp_path / "bloody-january.html").as_uri()]
        assert status(app).startswith("written /")
