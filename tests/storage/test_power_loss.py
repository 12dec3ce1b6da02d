"""The power goes: what was synced survives, the rest may or may not, and nothing that was saved is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from tests.storage.pictures import STEPS, State, Step, check, opened, read
from tests.storage.power import FailingPower, PowerLoss


def test_a_loss_of_power_at_any_moment_of_a_session_loses_nothing_that_was_saved(small: Path, tmp_path: Path) -> None:
    power = PowerLoss(small.parent)
    possible = power.work(small)
    assert len(power.pictures) > 100
    check(power.pictures, possible, tmp_path / "found")
    print(f"\n{len(power.pictures)} ways to find the files when the power had gone")


def fail_each_sync(case: Path, root: Path, steps: Sequence[Step], look: Callable[[Path], State]) -> int:
    """Let one sync after the other fail in a session, and the power go; return how many there are."""
    pictures = 0
    for number in count():
        place = root / f"sync {number}"
        place.mkdir()
        (place / "db.json").write_bytes(case.read_bytes())
        power = FailingPower(place, number)
        possible = power.work(place / "db.json", steps)
        if power.syncs <= number:
            print(f"\n{number} syncs that failed in turn: {pictures} ways to find the files when the power had gone")
            return number
        pictures += len(power.pictures)
        check(power.pictures, possible, place / "found", look)
    raise AssertionError


def test_a_sync_that_failed_before_the_power_went_loses_nothing_and_brings_nothing_back(
    small: Path, tmp_path: Path
) -> None:
    assert fail_each_sync(small, tmp_path, (STEPS[0], STEPS[2], STEPS[-1]), read) > 5


@pytest.mark.slow
def test_any_sync_of_a_session_that_failed_before_the_power_went(small: Path, tmp_path: Path) -> None:
    assert fail_each_sync(small, tmp_path, STEPS, opened) > 10
