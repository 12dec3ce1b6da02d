"""On the workbench: how excerpts stand to the claim, in words below them, and what the sources give, once keys rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.tui.app import FactcheckApp
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, ref, side_text, side_texts, until
from tests.tui.conftest import Build
from tests.tui.test_matrix_screen import filed


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    return build(filed(tmp_path / "filed.json"))


def claim(app: FactcheckApp) -> str:
    return side_texts(app)[""]


async def test_the_claim_says_what_its_sources_give_where_they_disagree(app: FactcheckApp) -> None:
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: "≠ deaths: S1 44 · S2 41 · S3 26 + 18" in claim(app))
        await pilot.press("j")
        await until(pilot, lambda: ref(app) == "C2" and "≠" not in claim(app))
        await pilot.press("k")
        assert "≠ deaths: S1 44 · S2 41" in claim(app)


async def test_the_reasons_stand_below_the_excerpts(app: FactcheckApp) -> None:
    async with app.run_test(size=(140, 60)) as pilot:
        await until(pilot, lambda: "reported speech: an officer said" in lines(app, Stance.CONTEXT))
        assert "≠ differs: 44 / 41" in lines(app, Stance.CONTEXT)
        assert "= equal after arithmetic: 26 + 18 = 44" in lines(app, Stance.CONTEXT)
        drawn = (line for index in range(len(bench(app).sheet.items)) for line in bench(app).sheet.laid_out(index))
        sums = next(line for line in drawn if "farmers" in line.plain)
        assert any("underline" in str(span.style) for span in sums.spans)
        await pilot.press("j", "j")
        await until(pilot, lambda: "▲ opposites: resigned / dismissed" in lines(app, Stance.CONTRADICTS))


async def test_a_claim_is_drawn_before_it_is_compared_and_compared_once_keys_rest(app: FactcheckApp) -> None:
    async with app.run_test(size=(140, 40)) as pilot:
        results = bench(app).claim_sheet.comparisons.results
        await pilot.press("j", "k")
        assert "The flood killed 41 people" in lines(app, Stance.CONTEXT)
        await until(pilot, lambda: "≠ differs: 44 / 41" in lines(app, Stance.CONTEXT))
        assert results.known(*first(app)) is not None


async def test_a_claim_that_is_edited_is_compared_anew(app: FactcheckApp) -> None:
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: "≠ deaths" in claim(app))
        workspace = app.workspace
        assert workspace is not None
        workspace.edit("claims", workspace.case.claim("C1").id, text="The flood killed 41 people.")
        bench(app).show_case()
        await until(pilot, lambda: "≠ deaths: S1 44 · S2 41" in claim(app))
        assert "differs" not in lines(app, Stance.CONTEXT)


async def test_a_claim_with_very_many_excerpts_is_compared_in_part(build: Build, tmp_path: Path) -> None:
    path = filed(tmp_path / "many.json")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for number in range(80):
            quote = f"The flood killed {100 + number} people in the town."
            workspace.add_excerpt(
                workspace.case.claim("C1").id, workspace.case.source("S2").id, quote, stance=Stance.CONTEXT
            )
    app = build(path)
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: "≠ deaths: S1 44" in claim(app))
        assert ref(app) == "C1"


def lines(app: FactcheckApp, stance: Stance) -> str:
    """Return all that is shown of the excerpts of a stance, whether there is room for it or not."""
    return side_text(app, stance)


def first(app: FactcheckApp) -> tuple[Claim, Excerpt, Source]:
    """Return the first claim, its first excerpt, and the source of that."""
    case = bench(app).workspace.case
    found = case.excerpts_of(case.claim("C1").id)[0]
    return case.claim("C1"), found, case.sources[found.source]
