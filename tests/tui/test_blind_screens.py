"""In a blind case no screen shows what another made of a claim that one has not decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.case.blinding import BlindView, veiled
from factcheck.case.case import Case
from factcheck.workspace.create import sample_path
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.strategies import cases
from tests.tui.conftest import Build
from tests.tui.reading import screen_text

SECRET = "Zanzibar"
ADA = "ada"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A blind case in which bob and cyd have judged C1 to C3, with reasons and notes, and taken some of it back."""
    path = tmp_path_factory.mktemp("blind") / "db.json"
    path.write_bytes(sample_path().read_bytes())
    for checker, label in (("bob", "conflicting"), ("cyd", "not-enough-evidence")):
        with Workspace.open(path, checker, clock=ticking()) as workspace:
            workspace.set_rules(blind=True)
            for ref in ("C1", "C2", "C3"):
                workspace.decide(ref, label, rationale=f"{SECRET}, says {checker}")
                workspace.entries.add(ref, f"{SECRET} note")
            for subject in ("S1", ""):
                workspace.entries.add(subject, f"{SECRET} note")
            workspace.edit("excerpts", "E1", note=f"{SECRET} note, by {checker}")
            workspace.decide("C4", label, rationale=SECRET)
            workspace.undo()
    return path.read_bytes()


@pytest.fixture
def blind(case_path: Path, judged: bytes) -> Path:
    """That case, for one test."""
    case_path.write_bytes(judged)
    return case_path


WALKS = [
    ["", "h"], ["A"], ["Q", "v", "v"], ["m"], ["L"], ["v", "v"], ["o", "o", "o"],
    ["H"], ["slash b y : b o b enter"], ["slash i s : d i s a g r e e d enter"], ["slash Z a n z enter"], ["C"],
    ["u", "y"], ["f"], ["e"], ["percent_sign", "enter"], ["tab", "i"],
    ["tab", "enter"], ["l", "enter"], ["question_mark"], ["N"], ["r"], ["w"], ["U"], ["X"],
]  # fmt: skip
"""Keys from the list of claims, looked at after each step."""


@pytest.mark.parametrize("walk", WALKS, ids=" ".join)
async def test_no_screen_shows_it(build: Build, blind: Path, walk: list[str]) -> None:
    app = build(blind, checker=ADA)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("g")
        for keys in walk:
            await pilot.press(*keys.split())
            await pilot.pause()
            shown = screen_text(app)
            assert f"{SECRET}," not in shown
            assert f"{SECRET} note" not in shown
            assert "· bob" not in shown
            assert "· cyd" not in shown
            assert "⇄" not in shown.replace("⇄ Checkers differ", "") or "question_mark" in walk


@pytest.mark.parametrize("walk", [["g"], ["g", "h"], ["Q"]], ids=" ".join)
async def test_whose_it_is_sees_it(build: Build, blind: Path, walk: list[str]) -> None:
    app = build(blind, checker="bob")
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("g", *walk)
        await pilot.pause()
        assert SECRET in screen_text(app)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases(), checker=st.sampled_from(["ada", "bob", "nobody"]))
def test_a_veiled_case_has_only_ones_own_verdicts_and_changes_on_undecided_claims(case: Case, checker: str) -> None:
    shown = veiled(case, checker)
    decided = shown.index.checked_by(checker)
    for verdict in shown.verdicts.values():
        assert verdict.checker == checker or verdict.claim in decided
    for change in shown.history:
        if change.table == "verdicts":
            claim = change.key.partition("/")[0]
            assert claim in decided or change.key == f"{claim}/{checker}"
    assert {*shown.claims} == {*case.claims}
    for claim in decided:
        assert shown.verdicts_of(claim) == case.verdicts_of(claim)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases(), checker=st.sampled_from(["ada", "bob"]))
def test_a_view_that_follows_the_changes_is_the_one_that_is_made_anew(case: Case, checker: str) -> None:
    """Each change in turn, on a case that begins with the first."""
    changes = [*case.history]
    grown, view = Case(), BlindView()
    for change in changes:
        grown.apply((change,))
        seen, anew = view.of(grown, checker), veiled(grown, checker)
        assert {name: table.rows() for name, table in seen.tables.items()} == {
            name: table.rows() for name, table in anew.tables.items()
        }
        assert [*seen.history.stored()] == [*anew.history.stored()]
        assert seen.index.checked == anew.index.checked
        assert seen.index.order() == anew.index.order()
