"""The power goes: what was synced survives, the rest may or may not, and nothing that was saved is lost."""

from __future__ import annotations

from pathlib import Path

from tests.store.pictures import check
from tests.store.power import PowerLoss


def test_a_loss_of_power_at_any_moment_of_a_session_loses_nothing_that_was_saved(small: Path, tmp_path: Path) -> None:
    power = PowerLoss(small.parent)
    states = power.work(small)
    print(len(power.pictures))
    (tmp_path / "found").mkdir()
    check(power.pictures, states, tmp_path / "found")
