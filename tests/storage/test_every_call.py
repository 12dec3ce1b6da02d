"""The process dies before, half way through or after any call to the system: nothing that was saved is lost."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case
from tests.storage import disk
from tests.storage.pictures import Photographer, check, develop, opened
from tests.storage.power import PowerLoss


def test_from_every_moment_of_a_session_all_that_was_saved_is_there(small: Path, tmp_path: Path) -> None:
    photographer = Photographer(small.parent)
    possible = photographer.work(small)
    assert len(photographer.pictures) > 30
    check(photographer.pictures, possible, tmp_path / "found")
    print(f"\n{len(photographer.pictures)} ways to find the files when the process had died")


@pytest.mark.parametrize("kind", [Photographer, PowerLoss])
def test_a_case_that_is_begun_is_there_whole_or_not_at_all(tmp_path: Path, kind: type[Photographer]) -> None:
    place = tmp_path / "begun"
    place.mkdir()
    photographer = kind(place)
    with photographer:
        photographer.look()
        photographer.do(lambda: begin_case(place / "db.json", "A case", DEFAULT_SCALE, "ada"))
    for number, (picture, moments) in enumerate(photographer.pictures.items()):
        path = develop(picture, tmp_path / str(number))
        assert path.exists() or moments == {0}
        if path.exists():
            assert opened(path)["case"]


NO_FILES = {"getpid", "getcwd", "urandom", "fspath", "access"}
"""Functions of the system that neither alter nor read a file."""


def test_no_call_of_the_store_escapes_the_disk(small: Path) -> None:
    escaped: set[str] = set()

    def see(frame: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and called.__module__ == "posix" and frame.f_code.co_filename != disk.__file__:
            escaped.add(called.__name__)

    photographer = Photographer(small.parent)
    sys.setprofile(see)
    try:
        photographer.work(small)
    finally:
        sys.setprofile(None)
    assert {name for name in escaped if not name.startswith("_path_")} <= NO_FILES
