"""The README is what a newcomer has: its commands run as they stand, and each step of its tour does what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot
from textual.widgets import TextArea

from factcheck.case.case import Case
from factcheck.cli.app import app as command_line
from factcheck.documents import loader
from factcheck.documents.web import Fetched
from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers.guide import Guide
from factcheck.tui.screens.draft import DraftScreen
from factcheck.tui.screens.export import ExportScreen
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.report import ReportScreen
from factcheck.tui.screens.suggestions import SuggestionsScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.documents.documents import pdf_bytes, pdf_page
from tests.tui.bench import bench, until
from tests.tui.lens import passages
from tests.tui.reading import screen_text, text_of

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def section(head: str) -> str:
    return README.split(f"\n## {head}\n")[1].split("\n## ")[0]


def commands(text: str) -> list[list[str]]:
    """Return the commands of the first block of a section, each in words, from its first option or argument on."""
    lines = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)[0].splitlines()
    found = [shlex.split(line) for line in lines]
    assert {Path(words[0]).name for words in found} == {"factcheck"}
    return [words[1:] for words in found]


STEPS = [" ".join(step.split()) for step in re.split(r"\n\d\. ", section("One-minute tour").split("\n\n`")[0])[1:]]


def keys_of(number: int) -> list[str]:
    """Return the keys that a step names, from 1, without the words that are typed into a field."""
    return [key for key in re.findall(r"`([^`]+)`", STEPS[number - 1]) if ":" not in key]


@pytest.fixture
def tour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FactcheckApp]:
    """The workbench on the case that the command of the tour begins."""
    monkeypatch.chdir(tmp_path)
    (words,) = commands(section("One-minute tour"))
    done = CliRunner().invoke(command_line, words)
    assert (done.exit_code, "factcheck-tour/db.json: an invented case" in done.output) == (0, True)
    path, clock = tmp_path / "factcheck-tour" / "db.json", ticking()
    workspace = Workspace.open(path, "me", clock=clock)
    app = FactcheckApp(path, checker="me", clock=clock, workspace=workspace, guide=Guide)
    yield app
    app.close()


def case_of(app: FactcheckApp) -> Case:
    assert app.workspace is not None
    return app.workspace.case


def selected(app: FactcheckApp) -> str:
    claim = bench(app).claim
    return claim.ref if claim else ""


async def go(pilot: Pilot[None], key: str, screen: type) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def _decide(pilot: Pilot[None], app: FactcheckApp) -> None:
    decide, down, up = keys_of(1)
    assert selected(app) == "C1"
    await until(pilot, lambda: "differs" in screen_text(app) or "≠" in screen_text(app))
    await pilot.press(decide)
    assert case_of(app).verdicts_of(case_of(app).claim("C1").id)[0].label == "refuted"
    following = selected(app)
    assert following != "C1"
    await pilot.press(down)
    assert selected(app) != following
    await pilot.press(up)
    assert selected(app) == following


async def _read(pilot: Pilot[None], app: FactcheckApp) -> None:
    read, back = keys_of(2)
    await go(pilot, read, ReaderScreen)
    await go(pilot, back, Workbench)


async def _find(pilot: Pilot[None], app: FactcheckApp) -> None:
    find, *file = keys_of(3)
    assert file == ["s", "x", "c"]
    await pilot.press("j")
    claim = bench(app).claim
    assert claim is not None
    await go(pilot, find, SuggestionsScreen)
    await until(pilot, lambda: len(passages(app).items) > 0)
    await pilot.press(file[1])
    await until(pilot, lambda: bool(case_of(app).excerpts_of(claim.id)))
    assert case_of(app).excerpts_of(claim.id)[-1].stance == "contradicts"
    await go(pilot, "escape", Workbench)


async def _verify(pilot: Pilot[None], app: FactcheckApp) -> None:
    (verify,) = keys_of(4)
    await go(pilot, verify, ReportScreen)
    await until(pilot, lambda: "altered" in screen_text(app))
    assert "1 altered" in screen_text(app)
    await go(pilot, "escape", Workbench)


async def _open_draft(pilot: Pilot[None], app: FactcheckApp) -> None:
    (draft,) = keys_of(5)
    await go(pilot, draft, DraftScreen)
    await until(pilot, lambda: isinstance(app.screen, DraftScreen) and app.screen.looking.is_prepared)
    await go(pilot, "escape", Workbench)


async def _undo(pilot: Pilot[None], app: FactcheckApp) -> None:
    undo, redo = keys_of(6)
    before = len(case_of(app).excerpts)
    await pilot.press(undo)
    await until(pilot, lambda: len(case_of(app).excerpts) == before - 1)
    await pilot.press(redo)
    await until(pilot, lambda: len(case_of(app).excerpts) == before)


async def _write(pilot: Pilot[None], app: FactcheckApp) -> None:
    rationale, search = keys_of(7)
    (typed,) = re.findall(r"`([^`]+:[^`]+)`", STEPS[6])
    await pilot.press(rationale)
    await until(pilot, lambda: len(app.screen.query(TextArea)) > 0)
    await go(pilot, "escape", Workbench)
    await pilot.press(search)
    await pilot.press(*(key if key.isalnum() else {":": "colon", " ": "space"}[key] for key in typed), "enter")
    await until(pilot, lambda: " of 11 claims shown" in screen_text(app) or typed in screen_text(app))
    source = case_of(app).source("S3")
    shown = text_of(bench(app).claim_list)
    wanted = [
        claim.ref
        for claim in case_of(app).in_order()
        if not case_of(app).verdicts_of(claim.id)
        and any(excerpt.source == source.id for excerpt in case_of(app).excerpts_of(claim.id))
    ]
    assert [ref for ref in re.findall(r"\bC\d+\b", shown) if ref in wanted] == wanted
    await pilot.press("escape")


async def _export(pilot: Pilot[None], app: FactcheckApp) -> None:
    (export,) = keys_of(8)
    await go(pilot, export, ExportScreen)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, Workbench))
    written = next(Path.cwd().rglob("*.md")).read_text(encoding="utf-8")
    for each in ("## Finding", "Contradicts", "Supports", "## Sources"):
        assert each.lower() in written.lower(), each


DONE: tuple[Callable[[Pilot[None], FactcheckApp], Awaitable[None]], ...] = (
    *(_decide, _read, _find, _verify, _open_draft, _undo, _write, _export),
)


async def test_each_step_of_the_tour_does_what_it_says(tour: FactcheckApp) -> None:
    assert len(STEPS) == len(DONE)
    async with tour.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(tour.screen, Workbench))
        for step in DONE:
            await step(pilot, tour)
        (leave,) = re.findall(r"\n`\?` shows all keys\. `(.)` quits; everything is saved already\.\n", README)
        await go(pilot, "question_mark", HelpScreen)
        await go(pilot, "escape", Workbench)
        await pilot.press(leave)
        await pilot.pause()
        assert not tour.is_running


def test_the_commands_of_a_case_of_ones_own_run_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["The bridge at Oldmill opened late.", "The auditors counted a final account of 52 million euros for it."]
    Path("report.pdf").write_bytes(pdf_bytes([pdf_page(words)]))
    Path("articles").mkdir()
    Path("articles", "one.txt").write_text("The mayor cut the ribbon in May.", encoding="utf-8")
    page = b"<html><body><p>The bridge was closed again after a week, the council said on Monday.</p></body></html>"
    asked = list[str]()

    def fetch(url: str, **_: object) -> Fetched:
        asked.append(url)
        return Fetched(page, url, "page.html", "text/html")

    monkeypatch.setattr(loader, "fetch", fetch)
    for line in commands(section("Your own case")):
        done = CliRunner().invoke(command_line, line)
        assert done.exit_code == 0, (line, done.output)
    assert asked == ["https://example.org/page"]
    report = Path("report.md").read_text(encoding="utf-8")
    assert "The final account says 52 million." in report
    assert "a final account of 52 million" in report
