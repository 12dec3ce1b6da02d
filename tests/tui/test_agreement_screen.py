"""The agreement screen: the figures of the command, drawn, on all claims and on those of each tag."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.scale import PRESETS
from factcheck.evidence.agreement.report import agreement
from factcheck.tui.render.agreement import agreement_content
from factcheck.tui.screens.agreement import AgreementPage, AgreementScreen
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.strategies import begun, workspace_on
from tests.tui.bench import until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text


@pytest.fixture
def judged(case_path: Path) -> Path:
    """The shipped case, in which two checkers agree on C1 to C3, and differ on C4 in one way and on C5 in another."""
    for checker, labels in (("ada", ("supported", "refuted")), ("bob", ("refuted", "conflicting"))):
        with Workspace.open(case_path, checker, clock=ticking()) as workspace:
            for ref in ("C1", "C2", "C3"):
                workspace.decide(ref, "supported")
            for ref, label in zip(("C4", "C5"), labels, strict=True):
                workspace.decide(ref, label)
    return case_path


async def test_it_shows_the_figures_of_all_claims_and_of_each_tag(build: Build, judged: Path) -> None:
    app = build(judged)
    async with app.run_test(size=(110, 45)) as pilot:
        await pilot.press("percent_sign")
        await until(pilot, lambda: isinstance(app.screen, AgreementScreen) and "judged by" in screen_text(app))
        shown = screen_text(app)
        for words in ("5 claims judged by two or more · ada, bob", "60.0%", "ada and bob", "Cohen's kappa"):
            assert words in shown
        page = str(app.screen.query_one(AgreementPage).render())
        assert "✓ Supported              ████3 ░░░░1     ·     ·     4" in page
        assert "✗ Refuted                    ·     · ░░░░1     ·     1" in page
        assert isinstance(app.screen, AgreementScreen)
        place = app.screen.tags.items.index("number")
        await pilot.press(*["j"] * place)
        claims = [claim.id for claim in Workspace.open(judged, "x", write=False).claims("tag:number")]
        words = f"{agreement(Workspace.open(judged, 'x', write=False).case, claims).claims} claim"
        await until(pilot, lambda: words in screen_text(app))
        await pilot.press("escape")
        assert not isinstance(app.screen, AgreementScreen)


async def test_without_verdicts_it_says_so(build: Build, case_path: Path) -> None:
    app = build(case_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("percent_sign")
        await until(pilot, lambda: "judged by two" in screen_text(app))
        page = str(app.screen.query_one(AgreementPage).render())
        assert page.splitlines()[0].rstrip() == "0 claims judged by two or more"
        assert "agreement cannot be measured" in " ".join(page.split())
        await pilot.press("enter", "q")
        assert not isinstance(app.screen, AgreementScreen)


async def test_in_a_blind_case_it_measures_what_one_may_see(build: Build, judged: Path) -> None:
    with Workspace.open(judged, "ada", clock=ticking()) as ada:
        ada.set_rules(blind=True)
    app = build(judged, checker="cyd")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("percent_sign")
        await until(pilot, lambda: "judged by two" in screen_text(app))
        assert "0 claims judged" in screen_text(app)
        assert "bob" not in str(app.screen.query_one(AgreementPage).render())


@pytest.mark.parametrize("width", [20, 49, 74, 120])
@pytest.mark.parametrize("scale", ["averitec", "politifact"])
def test_it_is_drawn_in_any_width(width: int, scale: str) -> None:
    case = begun(PRESETS[scale])
    labels = case.scale.labels
    for number, checker in enumerate(("ada", "bob with a very long name indeed", "名前")):
        workspace = workspace_on(case, checker)
        for place in range(6):
            if not number:
                workspace.add_claim(f"Claim {place}.")
            workspace.decide(f"C{place + 1}", labels[(place * (number + 1)) % len(labels)].id)
    drawn = agreement_content(agreement(case), case.scale, width)
    assert max(line.cell_length for line in drawn.split("\n")) <= width
    assert ("labels in order" in drawn.plain) == (scale == "politifact")
