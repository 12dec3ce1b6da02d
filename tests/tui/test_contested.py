"""What two copies set differently: counted in the header, listed by the filter, shown on the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.workspace.merge_copies import apply_merge, plan_merge, settle
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, sheet_text, until
from tests.tui.conftest import Build
from tests.tui.test_header_counts import header_text


@pytest.fixture
def merged(case_path: Path, tmp_path: Path) -> Path:
    """A case in which ada and bob gave C4 different texts, merged."""
    theirs = tmp_path / "bob.json"
    theirs.write_bytes(case_path.read_bytes())
    for path, checker in ((case_path, "ada"), (theirs, "bob")):
        with Workspace.open(path, checker, clock=ticking()) as workspace:
            workspace.edit("claims", "C4", text=f"The text of {checker}.")
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        apply_merge(workspace, plan_merge(workspace, [theirs]))
    return case_path


async def test_a_contested_claim_is_counted_listed_and_shown_until_it_is_settled(build: Build, merged: Path) -> None:
    app = build(merged)
    async with app.run_test(size=(140, 36)) as pilot:
        await until(pilot, lambda: "⇅ 1" in header_text(app))
        bench(app).go_to_claim(bench(app).workspace.claims("is:contested")[0].id)
        await until(pilot, lambda: "C4 contested: text" in sheet_text(app))
        assert "“The text of ada.” (ada)" in sheet_text(app)
        assert "“The text of bob.” (bob)" in sheet_text(app)


def test_the_filter_and_the_counts_follow_a_settlement_and_its_undo(merged: Path) -> None:
    with Workspace.open(merged, "ada", clock=ticking()) as workspace:
        assert [claim.ref for claim in workspace.claims("is:contested")] == ["C4"]
        settle(workspace, ["C4"])
        assert not workspace.claims("is:contested")
        workspace.undo()
        assert [claim.ref for claim in workspace.claims("is:contested")] == ["C4"]
