"""The process dies before, half way through or after any call to the system: nothing that was saved is lost."""

from __future__ import annotations

from pathlib import Path

from factcheck.beginning import begin_case
from factcheck.desk import Desk
from factcheck.scale import DEFAULT_SCALE
from tests.store.pictures import Photographer, check, opened


def test_from_every_moment_of_a_session_all_that_was_saved_is_there(small: Path, tmp_path: Path) -> None:
    photographer = Photographer(small.parent)
    states = photographer.work(small)
    assert len(photographer.pictures) > 30
    (tmp_path / "found").mkdir()
    check(photographer.pictures, states, tmp_path / "found")
