"""Where a case lies: links, modes, odd names, places that may not be written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from factcheck.errors import ReadOnlyError
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.conftest import first, journal_of, label_in


def test_a_link_to_a_case_is_kept_and_the_journal_lies_beside_the_file(case_path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "my.json"
    link.symlink_to(case_path)
    with Workspace.open(link, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        assert journal_of(case_path).exists()
        with Workspace.open(case_path, "bob") as second:
            assert "held by ada" in second.read_only
    assert link.is_symlink()
    assert names_in(tmp_path / "links") == ["my.json"]
    assert label_in(case_path) == "refuted"


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o660])
def test_the_mode_of_the_file_is_kept_and_what_is_new_is_private(case_path: Path, mode: int) -> None:
    case_path.chmod(mode)
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        for name in ("db.json.journal", "db.json.lock"):
            assert stat.S_IMODE(case_path.with_name(name).stat().st_mode) == 0o600
    assert stat.S_IMODE(case_path.stat().st_mode) == mode


def test_a_new_case_is_private(small: Path) -> None:
    assert stat.S_IMODE(small.stat().st_mode) == 0o600


def test_a_file_that_may_not_be_written_is_opened_for_reading(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.read_only == f"{case_path} may not be written"
    assert names_in(case_path.parent) == ["db.json"]


def test_a_directory_that_may_not_be_written_is_opened_for_reading(case_path: Path) -> None:
    case_path.with_name("db.json.lock").mkdir()
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.read_only == f"{case_path.parent} may not be written (Is a directory)"


def test_names_with_odd_characters_are_names(case_path: Path) -> None:
    path = case_path.with_name("ünï côde \n\x1b[2J.json")
    case_path.rename(path)
    with Workspace.open(path, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        with pytest.raises(ReadOnlyError) as raised, Workspace.open(path, "bob") as second:
            second.decide(first(second), "supported")
        assert str(raised.value).isprintable()
    assert names_in(path.parent) == [path.name]
    assert label_in(path) == "refuted"
