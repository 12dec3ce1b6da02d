"""Three checkers on the shipped case: handed out, judged blind, merged, settled by a fourth, reported."""

from __future__ import annotations

from pathlib import Path

from factcheck.case.adjudication import claims_to_settle
from factcheck.case.statistics import standing
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.adjudication import AdjudicationScreen
from factcheck.workspace.assign import assign, plan
from factcheck.workspace.hand_out import hand_out
from factcheck.workspace.merge_copies import apply_merge, plan_merge
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, ref, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text

KEYS = {"ada": "12341", "bob": "12312", "cyd": "22311"}
"""The labels that each gives to C1 to C5: they agree on C3, differ on C1, C4 and C5, and two to one on C1."""


def prepare(path: Path) -> dict[str, Path]:
    """Give the claims out, and write a copy for each checker; return the copies."""
    copies = {name: path.parent / f"{name}.json" for name in KEYS}
    with Workspace.open(path, "dan", clock=ticking()) as dan:
        dan.set_rules(blind=True)
        assign(dan, plan(dan, list(KEYS), each=3, only="C1 OR C2 OR C3 OR C4 OR C5"), "+3")
        for name, copy in copies.items():
            assert hand_out(dan, name, copy).left_out == 0
    return copies


async def judge(app: FactcheckApp, name: str) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"is:mine", "enter")
        await until(pilot, lambda: ref(app) == "C1")
        for key in KEYS[name]:
            await pilot.press(key)
        assert len(case_of(app).index.checked_by(name)) == len(KEYS[name])
        assert "5 of 76 checked" in screen_text(app)


async def test_from_the_handing_out_to_the_settled_report(build: Build, case_path: Path) -> None:
    copies = prepare(case_path)
    for name, copy in copies.items():
        await judge(build(copy, checker=name), name)
        with Workspace.open(copy, name, write=False) as workspace:
            assert workspace.case.index.checkers == [name]
    with Workspace.open(case_path, "dan", clock=ticking()) as dan:
        apply_merge(dan, plan_merge(dan, [*copies.values()]))
        assert dan.case.index.checkers == []  # he has decided nothing, and the case is blind
        dan.set_rules(blind=False)
        assert dan.case.index.checkers == ["ada", "bob", "cyd"]
        assert "Settled" not in dan.export("markdown").decode()
    app = build(case_path, checker="dan")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("A")
        await until(pilot, lambda: isinstance(app.screen, AdjudicationScreen))
        count = len(claims_to_settle(case_of(app)))
        assert count == 3
        for _ in range(count):
            await pilot.press("1")
        assert claims_to_settle(case_of(app)) == []
        await pilot.press("equals_sign")
        assert len(case_of(app).index.settled) == 5
    app.close()
    with Workspace.open(case_path, "cyd", clock=ticking()) as cyd:
        assert [claim.ref for claim in cyd.claims("is:overruled")] == ["C1"]
        report = cyd.export("markdown").decode()
        assert report.count("Settled: **") == 5
        assert "Checkers differ" not in report
        stands = [standing(cyd.case, claim.id).label for claim in cyd.claims()[:5]]
        assert stands == ["supported", "refuted", "conflicting", "supported", "supported"]
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.decide("C1", "conflicting")
        assert [claim.ref for claim in bob.claims("is:stale")] == ["C1"]
