"""`tour`: a copy of the invented case, in a terminal with a guide, at the prompt with the steps."""

from __future__ import annotations

from pathlib import Path

from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run


def test_without_a_terminal_it_copies_the_case_and_says_how_to_open_it(run: Run, tmp_path: Path) -> None:
    result = run("tour", str(tmp_path / "tour"))
    path = tmp_path / "tour" / "db.json"
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{path}: an invented case; `factcheck --db {path}` opens it in a terminal\n"
    with Workspace.open(path, "", write=False) as workspace:
        assert len(workspace.claims()) == 11


def test_at_the_prompt_the_steps_are_said_and_do_what_they_say(run: Run, tmp_path: Path) -> None:
    result = run("tour", "--plain", str(tmp_path / "tour"), given="2\nC3\nf\nx 1\nu\nq\n")
    assert result.exit_code == 0, result.output
    said = result.output
    assert "- C1 says 8 May, its source 18 May: 2 records “Refuted”." in said
    assert "saved: C1 ✗ Refuted" in said
    assert "21 votes to 14" in said
    assert "undone: E" in said


def test_another_case_is_refused_in_one_line(run: Run, case_path: Path) -> None:
    result = run("tour", str(case_path.parent))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "is another case; `factcheck tour DIRECTORY` begins a tour elsewhere" in result.stderr
