"""A journal knows on which version of the file it was begun, and is not replayed on another."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from factcheck.cli.app import app
from factcheck.errors import ConflictError, UnreadableError
from factcheck.storage.paths import CasePaths
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking


@pytest.fixture
def branches(case_path: Path) -> tuple[bytes, bytes, bytes]:
    """Two versions of a case with a common past, and a journal that was begun on the first of them."""
    common = case_path.read_bytes()
    versions = []
    for claim in ("C1", "C2"):
        case_path.write_bytes(common)
        with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
            workspace.decide(claim, "supported")
        versions.append(case_path.read_bytes())
    case_path.write_bytes(versions[0])
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        workspace.decide("C3", "refuted")
        journal = CasePaths.of(case_path).journal.read_bytes()
    return versions[0], versions[1], journal


def put(path: Path, case: bytes, journal: bytes) -> None:
    path.write_bytes(case)
    CasePaths.of(path).journal.write_bytes(journal)


def test_a_journal_is_replayed_on_the_version_it_was_begun_on(case_path: Path, branches: tuple[bytes, ...]) -> None:
    put(case_path, branches[0], branches[2])
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.recovered == 1


def test_a_journal_of_another_branch_is_asked_about(case_path: Path, branches: tuple[bytes, ...]) -> None:
    put(case_path, branches[1], branches[2])
    with pytest.raises(UnreadableError, match=r"changes were made on another version of the file.*`factcheck recover`"):
        Workspace.open(case_path, "ada")
    assert CasePaths.of(case_path).journal.read_bytes() == branches[2]
    recovered = CliRunner().invoke(app, ["--db", str(case_path), "recover", "--yes"])
    assert recovered.exit_code == 0, recovered.output
    with Workspace.open(case_path, "ada") as workspace:
        assert {workspace.case.claims[key].ref for key in workspace.case.index.checked} == {"C2", "C3"}


def test_a_journal_whose_changes_are_all_there_is_of_any_version(case_path: Path, branches: tuple[bytes, ...]) -> None:
    put(case_path, branches[0], branches[2])
    with Workspace.open(case_path, "ada"):
        pass
    put(case_path, case_path.read_bytes(), branches[2])
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.recovered == 0


def test_only_the_first_change_says_so(case_path: Path, branches: tuple[bytes, ...]) -> None:
    put(case_path, branches[0], b"")
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        last = workspace.case.history.last_id
        workspace.decide("C4", "refuted")
        workspace.decide("C5", "refuted")
        rows = [orjson.loads(line[9:]) for line in CasePaths.of(case_path).journal.read_bytes().splitlines()]
    assert [row[0].get("begun_on") for row in rows] == [last, None]


def test_a_journal_of_an_earlier_version_is_replayed_wherever_it_fits(
    case_path: Path, branches: tuple[bytes, ...]
) -> None:
    body = re.sub(rb'"begun_on":"[^"]*",', b"", branches[2][9:].rstrip(b"\n"))
    put(case_path, branches[1], b"%08x %b\n" % (zlib.crc32(body), body))
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.recovered == 1


def test_a_branch_that_is_checked_out_below_an_open_case_is_not_given_its_changes(
    case_path: Path, branches: tuple[bytes, ...]
) -> None:
    put(case_path, branches[0], branches[2])
    with pytest.raises(ConflictError), Workspace.open(case_path, "ada") as workspace:
        case_path.write_bytes(branches[1])
        try:
            workspace.store.conflicts.reload()
        finally:
            case_path.write_bytes(branches[0])
