"""`factcheck team`, `hand-out` and `agreement`: what several checkers share, and a copy for one of them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_rules_of_a_team_are_set_and_shown(run: Run) -> None:
    assert run("team", "--blind", "yes").exit_code == 0
    assert run("team").stdout.splitlines()[:2] == ["blind\tyes", "verdict\tsettled"]
    assert run("team", "--blind", "yes").stderr == "It is so already; nothing to save\n"


def test_a_copy_is_handed_out_to_somebody_by_name(run: Run, tmp_path: Path) -> None:
    copy = str(tmp_path / "bob.json")
    run("decide", "C1", "supported")
    nobody = run("hand-out", "--to", " ", "-o", copy)
    assert (nobody.exit_code, "--to needs the name of a checker" in nobody.stderr) == (2, True)
    assert run("hand-out", "--to", "bob", "-o", copy).stderr.endswith(
        "written for bob, without 1 verdict of others; what bob adds there is numbered from 1001\n"
    )
    assert run("hand-out", "--to", "bob", "-o", copy).exit_code == 2


def test_agreement_is_shown_for_each_tag(run: Run) -> None:
    run("decide", "C3", "supported")
    run("decide", "C3", "refuted", "--checker", "bob")
    found = json.loads(run("agreement", "--by-tag", "--json").stdout)
    assert found["number"]["checkers"] == ["ada", "bob"]
    assert run("agreement", "--only", "tag:number").stdout.startswith("claims judged by two or more\t1\n")
