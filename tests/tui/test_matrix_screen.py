"""Claims by sources on the screen: a glyph for each cell, a cursor both ways, values below, the way to all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from factcheck.case.case import Case
from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.render.matrix import MatrixColumns
from factcheck.tui.screens.matrix import MatrixScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui import hostile
from tests.tui.bench import case_of, labels, ref, until
from tests.tui.conftest import Build
from tests.tui.lens import flood
from tests.tui.reading import lines_of, screen_text, text_of
from tests.tui.screen_check import check_screen
from tests.tui.shelf import selected

FILED = (
    ("C1", "S1", Stance.SUPPORTS, "The flood killed 44 people, the council said."),
    ("C1", "S2", Stance.CONTEXT, "The flood killed 41 people in the town."),
    ("C1", "S3", Stance.CONTEXT, "The flood killed 26 farmers and 18 soldiers, an officer said."),
    ("C2", "S1", Stance.SUPPORTS, "The bridge closed in 1954."),
    ("C3", "S1", Stance.SUPPORTS, "Bela Arlov"),
    ("C3", "S1", Stance.CONTRADICTS, "Bela Arlov was dismissed as mayor in May."),
    ("C3", "S2", Stance.CONTRADICTS, "Prices rose."),
)


def filed(path: Path) -> Path:
    """Begin the case of the flood, with excerpts on all sides."""
    flood(path)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for claim, source, stance, quote in FILED:
            text = workspace.texts.document(workspace.case.source(source).sha256)
            assert text is not None
            start = text.text.index(quote)
            place = {"start": start, "end": start + len(quote)}
            workspace.add_excerpt(
                workspace.case.claim(claim).id, workspace.case.source(source).id, quote, stance=stance, **place
            )
    return path


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    return build(filed(tmp_path / "filed.json"))


def matrix(app: FactcheckApp) -> MatrixScreen:
    """Return the matrix, which must be the screen in front."""
    assert isinstance(app.screen, MatrixScreen)
    return app.screen


def row(app: FactcheckApp, claim: str) -> str:
    """Return the glyphs of a claim's row, as they are drawn."""
    line = next((line for line in lines_of(matrix(app).rows) if claim in line.replace("▌", " ").split()[:1]), "")
    return "".join(sign for sign in line if sign in "✓✗◐≠·")


def below(app: FactcheckApp) -> str:
    """Return what is said of the place under the cursor."""
    return text_of(matrix(app).query_one("#cell", Static))


async def test_every_cell_says_what_a_source_does(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and row(app, "C1") == "✓≠··")
        assert row(app, "C2") == "✓···"
        assert row(app, "C3") == "◐✗··"
        assert "✓ supports ✗ contradicts ◐ both ≠ differs · neither" in screen_text(app)
        assert "S1 S2 S3 S4" in screen_text(app)


async def test_the_values_stand_below_by_source(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and "deaths" in below(app))
        assert "deaths: S1 44 · S2 41 · S3 26 + 18" in below(app).replace(" = 44 people", "")
        await pilot.press("right", "right")
        await until(pilot, lambda: "S2 ≠ differs A paper E2: “The flood killed 41 people in the town.”" in below(app))
        await pilot.press("j")
        await until(pilot, lambda: "S2 · no excerpt" in below(app))


async def test_enter_goes_to_the_claim_and_from_a_cell_to_its_excerpt(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("m", "j", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert ref(app) == "C3"
        await pilot.press("m", "right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and selected(app) == "Prices rose.")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen))
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert ref(app) == "C3"


async def test_escape_leaves_the_claim_where_it_was(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "m", "j", "escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert ref(app) == "C2"


async def test_the_most_disputed_come_first_and_then_the_order_of_the_case_again(app: FactcheckApp) -> None:
    def refs() -> list[str]:
        return [app.workspace.case.claims[key].ref for key in matrix(app).rows.items] if app.workspace else []

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("m", "o")
        await until(pilot, lambda: refs() == ["C3", "C1", "C2"])
        assert "most disputed first" in screen_text(app)
        await pilot.press("o")
        await until(pilot, lambda: refs() == ["C1", "C2", "C3"])


async def test_what_is_filed_in_the_reader_is_in_the_matrix_at_once(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("m", "right", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and "41 people" in selected(app))
        await pilot.press("x", "escape")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and row(app, "C1") == "✓✗··")


async def test_what_is_undone_in_the_matrix_is_seen_at_once(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and row(app, "C1").startswith("✓"))
        workspace = app.workspace
        assert workspace is not None
        workspace.set_stance(workspace.excerpts("C1")[0].id, "contradicts")
        await pilot.press("escape", "m")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and row(app, "C1").startswith("✗"))
        await pilot.press("u")
        await until(pilot, lambda: row(app, "C1").startswith("✓"))


async def test_a_claim_that_was_removed_while_one_read_is_listed_no_more(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert app.workspace is not None
        app.workspace.remove("claims", "C1")
        await pilot.press("escape")
        assert "C2" in text_of(matrix(app).rows)
        assert "C1" not in text_of(matrix(app).rows)


async def test_a_claim_is_decided_where_its_sources_stand(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "j", "2")
        assert "C2" in text_of(matrix(app).status_line)
        assert labels(case_of(app)) == {"C2": "refuted"}
        await pilot.press("plus", "u", "u")
        assert labels(case_of(app)) == {}


async def test_many_sources_scroll_with_the_cursor(build: Build, tmp_path: Path) -> None:
    path = flood(tmp_path / "wide.json")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for number in range(5, 15):
            workspace.add_source(title=f"Source {number}")
    app = build(path)
    async with app.run_test(size=(50, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and " S1 " in screen_text(app))
        assert "S14" not in screen_text(app)
        assert "›" in screen_text(app)
        await pilot.press(*["right"] * 15)
        await until(pilot, lambda: "S14" in screen_text(app))
        assert " S1 " not in screen_text(app)
        await pilot.press(*["left"] * 15)
        await until(pilot, lambda: " S1 " in screen_text(app))
        assert matrix(app).rows.source is None


async def test_a_case_without_claims_says_so(build: Build, tmp_path: Path) -> None:
    path = flood(tmp_path / "none.json")
    app = build(path)
    assert app.workspace is not None
    for claim in list(app.workspace.case.claims):
        app.workspace.remove("claims", claim)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "No claims yet." in screen_text(app))
        await pilot.press("right", "enter", "o", "escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (52, 12)])
async def test_a_hostile_case_is_shown_as_text(build: Build, tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "hostile.json"
    hostile.write_hostile_case(path)
    app = build(path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", "right")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen))
        await pilot.pause()
        check_screen(app, "matrix")
        await pilot.press("o")
        await app.workers.wait_for_complete()
        await pilot.pause()
        check_screen(app, "ordered")


@pytest.mark.parametrize("width", [1, 12, 30, 80, 200])
@pytest.mark.parametrize("count", [0, 1, 5, 40])
def test_the_columns_fit_and_the_wanted_one_is_seen(width: int, count: int) -> None:
    case = Case({"sources": {str(i): {"id": str(i), "ref": f"S{i}"} for i in range(count)}})
    columns = MatrixColumns.of(list(case.sources.values()), width)
    for column in (-1, 0, count // 2, count - 1):
        shown = columns.showing(column)
        assert shown.last - shown.first == columns.last - columns.first
        assert 0 <= shown.first <= shown.last <= max(count, shown.last)
        if 0 <= column < count:
            assert shown.first <= column < shown.last
            assert shown.at(shown.claim + (column - shown.first) * shown.cell) == column
