"""`factcheck merge`, `share` and `settle`, on copies of the shipped case."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli.app import app
from tests.cli.conftest import rows


@pytest.fixture
def copies(case_path: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of the shipped case: ada's and bob's. Both reworded C4, and added a claim."""
    own, theirs = tmp_path / "ada.json", tmp_path / "bob.json"
    for path, checker, number in ((own, "ada", 27), (theirs, "bob", 28)):
        shutil.copy(case_path, path)
        run(path, checker, "claim", "edit", "C4", "--text", f"Security forces killed {number} demonstrators.")
        run(path, checker, "claim", "add", f"A claim by {checker}.")
    return own, theirs


def run(path: Path, checker: str, *words: str) -> Result:
    result = CliRunner().invoke(app, ["--db", str(path), "--checker", checker, *words])
    assert result.exit_code == 0, result.output
    return result


def test_a_merge_lists_what_comes_and_what_is_contested(copies: tuple[Path, Path]) -> None:
    own, theirs = copies
    before = own.read_bytes()
    planned = run(own, "ada", "merge", str(own), str(theirs), "--dry-run")
    assert own.read_bytes() == before
    made = run(own, "ada", "merge", str(own), str(theirs))
    assert planned.stdout == made.stdout
    assert "C4 contested: text" in made.stdout
    assert "(ada)" in made.stdout
    assert "(bob)" in made.stdout
    assert len(rows(own, "claims")) == 78
    assert "Nothing to merge: 0 rows of others, 1 contested" in run(own, "ada", "merge", str(own), str(theirs)).stderr


def test_both_ways_and_gits_way_come_to_the_same_rows(copies: tuple[Path, Path], tmp_path: Path) -> None:
    own, theirs = copies
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    run(own, "ada", "merge", str(own), str(theirs), "-o", str(one))
    run(own, "ada", "merge", str(theirs), str(own), "-o", str(other))
    run(own, "ada", "merge", "--git", str(own), str(own), str(theirs))
    for table in ("claims", "history"):
        found = [sorted(map(json.dumps, rows(path, table))) for path in (one, other, own)]
        assert found[0] == found[1] == found[2]


def test_changes_by_mail_are_merged_as_a_copy_is(copies: tuple[Path, Path], tmp_path: Path) -> None:
    own, theirs = copies
    part = tmp_path / "bob.changes"
    run(theirs, "bob", "share", "-o", str(part))
    found = json.loads(run(own, "ada", "merge", str(own), str(part), "--json").stdout)
    assert (found["merged"], found["waiting"]) == (True, [])
    assert {row["what"] for row in found["rows"]} >= {"added", "contested"}
    assert len(rows(own, "claims")) == 78


def test_what_is_contested_is_listed_and_settled(copies: tuple[Path, Path]) -> None:
    own, theirs = copies
    run(own, "ada", "merge", str(own), str(theirs))
    assert "C4 contested: text" in run(own, "ada", "settle").stdout
    run(own, "ada", "settle", "C4")
    assert run(own, "ada", "settle").stderr == "Nothing is contested\n"


def test_another_case_is_refused_in_one_line(copies: tuple[Path, Path], tmp_path: Path) -> None:
    own, _ = copies
    other = tmp_path / "other.json"
    run(other, "ada", "init", "--title", "Another case")
    result = CliRunner().invoke(app, ["merge", str(own), str(other)])
    assert result.exit_code == 2
    assert "not copies of one case" in result.stderr
