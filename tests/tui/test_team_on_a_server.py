"""Two who work on one case by a real server: each sees what the other does."""

from __future__ import annotations

import pytest

from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers import team_messages
from factcheck.tui.widgets.header import Header
from tests.team import Team
from tests.tui.bench import bench, ref, status, until
from tests.tui.reading import text_of


async def test_two_workbenches_show_each_others_verdicts_and_places(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team_messages, "QUIET", 0.2)
    team.admit("bob")
    ada, bob = (FactcheckApp(team.path(name), checker=name, workspace=team.open[name]) for name in ("ada", "bob"))
    async with ada.run_test(size=(120, 30)) as one:
        await until(one, lambda: "shared" in text_of(bench(ada).query_one(Header)))
        team.open["bob"].decide("C3", "refuted")
        team.sync("bob")
        await until(one, lambda: status(ada).strip() == "bob: C3 ✗ Refuted")
        assert ref(ada) == "C1"
        await one.press("1")
        await until(one, lambda: not team.link("ada").unshared())
    async with bob.run_test(size=(120, 30)) as two:
        await until(two, lambda: "anyone 2" in text_of(bench(bob).query_one(Header)))
