"""The import screen: what a file would bring is seen row by row, and then taken, as one change."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from factcheck.imports.plan import PlanLine
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.import_ import ImportScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.merge_lines import MergeLine
from factcheck.workspace.shared_changes import share
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, case_of, on_disk, refs, status, until
from tests.tui.hostile import HOSTILE
from tests.tui.reading import text_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_text("claim,verdict\nIt rained.,Refuted\nIt snowed.,who knows\n,True\n")
    return path


@asynccontextmanager
async def opened(case_path: Path) -> AsyncIterator[tuple[Pilot[None], FactcheckApp]]:
    """Open the import screen on a copy of the shipped case."""
    app = FactcheckApp(case_path, checker="ada", settings=Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Workbench) and app.screen.ready)
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        yield pilot, app


def form(app: FactcheckApp) -> ImportScreen:
    assert isinstance(app.screen, ImportScreen)
    return app.screen


async def read(pilot: Pilot[None], app: FactcheckApp, path: object) -> None:
    """Name a file, and wait for what is said of it."""
    screen = form(app)
    screen.name_input.value = str(path)
    screen.name_input.focus()
    await pilot.press("enter")
    await until(pilot, lambda: not text_of(screen.hint).startswith(("reading", "enter reads")))


async def test_what_cannot_be_taken_comes_first_and_enter_takes_the_rest(
    case_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(case_path) as (pilot, app):
        before = len(case_of(app).claims)
        await read(pilot, app, file)
        screen = form(app)
        assert [line.place for line in screen.preview.items if isinstance(line, PlanLine)] == [
            "line 3",
            "line 4",
            "line 2",
            "line 2",
            "line 3",
        ]
        about = text_of(screen.about)
        for words in ("2 rejected: 1 verdict, 1 row", "new: 2 claims, 1 verdict", "who knows → no label"):
            assert words in about
        assert len(case_of(app).claims) == before
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert "imported: 2 claims added, 1 verdict" in status(app)
        assert "u undo" in status(app)
        claim = bench(app).claim
        assert claim is not None
        assert claim.text == "It rained."
        assert len(on_disk(app).claims) == before + 2
        await pilot.press("u")
        assert len(on_disk(app).claims) == before


async def test_what_differs_is_taken_over_line_by_line(case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "back.csv"
    async with opened(case_path) as (pilot, app):
        one, two = list(case_of(app).in_order())[:2]
        path.write_text(f"ref,text,tags\n{one.ref},It rained.,\n{two.ref},It snowed.,{'; '.join(two.tags)}\n")
        await read(pilot, app, path)
        screen = form(app)
        words = [line.words for line in screen.preview.items if isinstance(line, PlanLine)]
        assert [each.split(":")[0] for each in words] == ["C1 text", "C1 tags", "C2 text"]
        await pilot.press("enter")
        assert isinstance(app.screen, ImportScreen)  # nothing is chosen
        assert "keys act on the rows" in str(screen.query_one("#dialog").border_subtitle)
        await pilot.press("space")
        assert "1 of 3 differences" in text_of(screen.hint)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert "imported: 1 claim edited; 2 differences not taken" in status(app)
        assert [claim.text for claim in list(on_disk(app).in_order())[:2]] == ["It rained.", two.text]
        await pilot.press("u")
        assert on_disk(app).claims[one.id].text == one.text


async def test_a_takes_over_all_that_differs(case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "back.csv"
    async with opened(case_path) as (pilot, app):
        path.write_text("ref,text\nC1,It rained.\nC2,It snowed.\n")
        await read(pilot, app, path)
        await pilot.press("a", "a", "a", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert [claim.text for claim in list(on_disk(app).in_order())[:2]] == ["It rained.", "It snowed."]


async def test_escape_leaves_the_case_as_it_is(case_path: Path, file: Path) -> None:
    async with opened(case_path) as (pilot, app):
        await read(pilot, app, file)
        changes = len(case_of(app).history)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert len(case_of(app).history) == changes


async def test_a_file_that_cannot_be_read_is_told_and_another_can_be_named(
    case_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(case_path) as (pilot, app):
        os.mkfifo(file.with_name("pipe"))
        for name, words in (
            ("/nowhere/x.csv", "No such file"),
            (file.parent, "Is a directory"),
            (file.with_name("pipe"), "not a regular file"),
            ("~nobody-at-all/x", "nobody-at-all"),
            ("x" * 5_000, "File name too long"),
        ):
            await read(pilot, app, name)
            assert words in text_of(form(app).hint).replace("\n", " ")
            assert form(app).query_one("#take", Button).disabled
        await read(pilot, app, file)
        assert not form(app).query_one("#take", Button).disabled


async def test_a_file_that_brings_nothing_new_cannot_be_taken(
    case_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(case_path) as (pilot, app):
        file.write_text("claim\nIt rained.\n")
        await read(pilot, app, file)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        changes = len(case_of(app).history)
        await read(pilot, app, file)
        assert "Nothing new: the case has everything in this file" in text_of(form(app).hint)
        await pilot.press("enter")
        assert isinstance(app.screen, ImportScreen)
        assert len(case_of(app).history) == changes


async def test_another_name_forgets_what_was_read(case_path: Path, file: Path) -> None:
    async with opened(case_path) as (pilot, app):
        await read(pilot, app, file)
        form(app).name_input.value = "another.csv"
        await pilot.pause()
        assert not form(app).preview.items
        assert form(app).query_one("#take", Button).disabled


async def test_hostile_rows_are_seen_and_do_not_act(
    case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    path = tmp_path / "x.json"
    path.write_text(
        json.dumps([{"claim": f"[/foo] a{HOSTILE}", "label": HOSTILE, "justification": HOSTILE}, {"claim": 5}])
    )
    async with opened(case_path) as (pilot, app):
        await read(pilot, app, path)
        assert len(form(app).preview.items) >= 2
        drawn = "".join(form(app).preview.render_line(y).text for y in range(form(app).preview.size.height))
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn


async def test_a_case_that_is_read_only_says_so(case_path: Path) -> None:
    async with opened(case_path) as (pilot, app):
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        bench(app).workspace.store.read_only = "another has it"
        await pilot.press("I")
        assert "read-only" in status(app)


def copy_by_bob(case_path: Path, tmp_path: Path) -> Path:
    """Write a copy of the case, and change both: one field of one claim in both, and a claim of Bob's own."""
    theirs = tmp_path / "bob.json"
    theirs.write_bytes(case_path.read_bytes())
    for path, checker in ((case_path, "ada"), (theirs, "bob")):
        with Workspace.open(path, checker, clock=ticking()) as workspace:
            if checker == "bob":
                workspace.add_claim("A claim by bob.")
            workspace.edit("claims", "C4", text=f"The text of {checker}.")
            if checker == "ada":
                workspace.add_claim("A claim by ada.")
    return theirs


async def test_a_copy_of_the_case_is_merged_after_a_look_at_its_rows(case_path: Path, tmp_path: Path) -> None:
    theirs = copy_by_bob(case_path, tmp_path)
    before = case_path.read_bytes()
    async with opened(case_path) as (pilot, app):
        await read(pilot, app, theirs)
        screen = form(app)
        lines = [line for line in screen.preview.items if isinstance(line, MergeLine)]
        assert [line.what for line in lines] == ["contested", "renamed", "changed", "added"]
        drawn = "".join(screen.preview.render_line(y).text for y in range(screen.preview.size.height))
        for words in ("text: “The text of ada.” (ada)", "“The text of bob.” (bob)", "C77", "added by bob"):
            assert words in " ".join(drawn.replace("▌", "").split())
        assert "1 contested" in text_of(screen.about)
        assert str(screen.query_one("#take", Button).label) == "Merge (enter)"
        assert case_path.read_bytes() == before
        await pilot.press("space", "a", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert "merged: 3 rows of others, 1 contested" in status(app)
        assert {change.by for change in on_disk(app).history} >= {"ada", "bob"}
        assert {each.partition("-")[0] for each in refs(app)[-2:]} == {"C77"}
        assert [claim.ref for claim in bench(app).workspace.claims("is:contested")] == ["C4"]
        await pilot.press("u")
        assert "A claim by ada." not in [claim.text for claim in on_disk(app).claims.values()]
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await read(pilot, app, theirs)
        assert "Nothing new" in text_of(form(app).hint)
        await pilot.press("enter")
        assert isinstance(app.screen, ImportScreen)


async def test_a_file_of_changes_is_merged(case_path: Path, tmp_path: Path) -> None:
    theirs, part = tmp_path / "bob.json", tmp_path / "bob.changes"
    theirs.write_bytes(case_path.read_bytes())
    with Workspace.open(theirs, "bob", clock=ticking()) as workspace:
        workspace.decide("C9", "refuted")
        share(workspace, part)
    async with opened(case_path) as (pilot, app):
        await read(pilot, app, part)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert [verdict.checker for verdict in on_disk(app).verdicts.values()] == ["bob"]


async def test_a_copy_that_was_altered_or_a_case_that_changed_meanwhile_is_not_merged(
    case_path: Path, tmp_path: Path
) -> None:
    theirs, part = copy_by_bob(case_path, tmp_path), tmp_path / "cut.changes"
    with Workspace.open(theirs, "bob") as workspace:
        share(workspace, part)
    part.write_bytes(part.read_bytes()[:-20])
    async with opened(case_path) as (pilot, app):
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        workspace = bench(app).workspace
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await read(pilot, app, part)
        assert "is not a change: it is cut off" in text_of(form(app).hint)
        await read(pilot, app, theirs)
        workspace.decide("C2", "supported")
        await pilot.press("enter")
        await until(pilot, lambda: "the case has changed" in text_of(form(app).hint))
        assert isinstance(app.screen, ImportScreen)
