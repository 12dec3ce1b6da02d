"""How a case begins: empty or as the sample, and never over something that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.case.case_info import SCHEMA
from factcheck.case.scale import DEFAULT_SCALE, PRESETS
from factcheck.errors import ExistsError
from factcheck.workspace.create import begin_case, begin_sample, sample_path
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in, ticking
from tests.strategies import elsewhere
from tests.workspace.test_workspace import first


def test_a_new_case_has_a_sheet_and_its_beginning_in_the_history(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    begin_case(path, "  Bloody\nJanuary ", PRESETS["editor"], "ada", clock=ticking())
    assert names_in(path.parent) == ["db.json"]
    with Workspace.open(path, "ada") as workspace:
        assert (workspace.case.title, workspace.case.scale.name) == ("Bloody January", "editor")
        assert (workspace.case.info.schema, workspace.case.info.created) == (SCHEMA, "2026-11-22T09:00:00Z")
        (begun,) = workspace.case.history
        assert (begun.kind, begun.by, begun.at) == ("create", "ada", "2026-11-22T09:00:00Z")
        assert workspace.undo() == ()


def test_a_case_without_a_title_is_untitled(tmp_path: Path) -> None:
    begin_case(tmp_path / "db.json", " \x1b ", DEFAULT_SCALE, "ada")
    with Workspace.open(tmp_path / "db.json", "ada", write=False) as workspace:
        assert workspace.case.title == "Untitled case"


@pytest.mark.parametrize(
    "start",
    [lambda path: begin_case(path, "x", DEFAULT_SCALE, "ada"), begin_sample],
    ids=["new", "sample"],
)
def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path, start: Callable[[Path], None]) -> None:
    path = tmp_path / "db.json"
    path.write_text("mine")
    with pytest.raises(ExistsError, match="is there already; it was not overwritten"):
        start(path)
    assert path.read_text() == "mine"
    assert names_in(path.parent) == ["db.json"]


@pytest.mark.parametrize(
    "start",
    [lambda path: begin_case(path, "x", DEFAULT_SCALE, "ada"), begin_sample],
    ids=["new", "sample"],
)
def test_the_journal_of_a_case_that_is_gone_is_not_taken_for_the_new_ones(
    case_path: Path, tmp_path: Path, start: Callable[[Path], None]
) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        path = elsewhere(case_path, tmp_path / "crashed")
    path.unlink()
    with pytest.raises(ExistsError, match=r"db\.json\.journal is there"):
        start(path)
    assert names_in(path.parent) == ["db.json.journal"]


def test_the_sample_is_a_whole_case_nobody_has_decided(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    begin_sample(path)
    assert path.read_bytes() == sample_path().read_bytes()
    with Workspace.open(path, "ada") as workspace:
        assert len(workspace.case.claims) >= 60
        assert not workspace.case.verdicts
