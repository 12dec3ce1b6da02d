"""`history`, `undo` and `redo`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, rows


def test_the_history_says_who_did_what(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted")
    run("decide", "C7", "supported", "--checker", "ben")
    lines = [line.split("\t") for line in run("history").stdout.splitlines()]
    assert [row[1:] for row in lines][-2:] == [["ada", "decide", "C5 ✗ Refuted"], ["ben", "decide", "C7 ✓ Supported"]]
    assert json.loads(run("history", "--json").stdout) == rows(case_path, "history")


def test_the_history_can_be_of_one_claim(run: Run) -> None:
    run("decide", "C5", "refuted")
    run("decide", "C7", "supported")
    run("excerpt", "add", "C5", "S1", "a quote", "--stance", "context")
    changes = json.loads(run("history", "c5", "--json").stdout)
    assert [change["kind"] for change in changes] == ["decide", "add"]


def test_undo_and_redo_go_back_and_forth(run: Run, case_path: Path) -> None:
    untouched = rows(case_path, "verdicts")
    run("decide", "C5", "refuted")
    decided = rows(case_path, "verdicts")
    back = run("undo")
    assert (back.exit_code, back.stdout) == (0, "")
    assert "C5 ✗ Refuted" in back.stderr
    assert rows(case_path, "verdicts") == untouched
    forth = run("redo")
    assert forth.exit_code == 0
    assert "C5 ✗ Refuted" in forth.stderr
    assert rows(case_path, "verdicts") == decided


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_where_there_is_no_step_the_answer_is_no(run: Run, case_path: Path, step: str) -> None:
    before = case_path.read_bytes()
    result = run(step)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert case_path.read_bytes() == before
