"""`factcheck assign`: the plan first, then tasks as one change, found by the filter."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run

GIVEN = ("--to", "ada,bob,cy", "--each", "2", "--overlap", "20%", "--seed", "7")


def refs(run: Run, *words: str) -> list[str]:
    return [claim["ref"] for claim in json.loads(run("claim", "list", "--json", *words).stdout)]


def test_the_plan_is_shown_and_nothing_saved(run: Run) -> None:
    told = run("assign", *GIVEN, "--dry-run")
    assert told.exit_code == 0
    assert told.stdout.startswith("ada\t3")
    assert "shared\t15 claims\tof 76" in told.stdout
    assert refs(run, "--only", "is:mine") == []
    assert run("assign", *GIVEN, "--dry-run").stdout == told.stdout


def test_each_finds_what_was_given_to_him_and_what_is_late(run: Run) -> None:
    planned = json.loads(run("assign", *GIVEN, "--dry-run", "--json").stdout)
    run("assign", *GIVEN, "--due", "2020-01-01", "--yes")
    for checker in ("ada", "bob", "cy"):
        expected = [each["ref"] for each in planned if checker in each["checkers"]]
        assert refs(run, "--only", "is:mine", "--checker", checker) == expected
    mine = refs(run, "--only", "is:mine")
    assert refs(run, "--only", "is:overdue") == mine
    run("decide", mine[0], "refuted")
    assert refs(run, "--only", "is:overdue") == mine[1:]
    assert "They have these tasks already" in run("assign", *GIVEN, "--yes").stderr
    run("undo")
    run("undo")
    assert refs(run, "--only", "is:mine") == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--to", ",", "--yes"], "name the checkers"),
        (["--to", "ada", "--each", "2", "--yes"], "2 checkers for each claim of 1"),
        (["--to", "ada,bob", "--overlap", "lots", "--yes"], "no share like 20%"),
        (["--to", "ada,bob", "--overlap", "120%", "--yes"], "an overlap of 120%"),
        (["--to", "ada,bob", "--due", "someday", "--yes"], "someday"),
        (["--to", "ada,bob", "--due", "someday", "--dry-run"], "someday"),
        (["--to", "ada,bob"], "--yes is needed"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, words: list[str], fault: str) -> None:
    told = run("assign", *words)
    assert told.exit_code == 2
    assert fault in told.stderr
    assert refs(run, "--only", "is:mine") == []
