"""Changes of others, brought into an open case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.workspace.create import begin_sample
from factcheck.workspace.team import incoming
from factcheck.workspace.workspace import Workspace


def test_a_known_change_that_lost_its_device_on_the_way_needs_no_merge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_sample(tmp_path / "db.json")
    monkeypatch.setattr(incoming, "plan_changes", None)
    with Workspace.open(tmp_path / "db.json", "ada") as ada:
        changes = ada.decide("C1", "refuted")
        assert changes[0].device
        came = incoming.take(ada, [replace(change, device="") for change in changes])
    assert came == incoming.Incoming([], [], [])
