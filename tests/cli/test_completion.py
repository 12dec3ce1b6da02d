"""Shell completion: the scripts, and the names they offer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Start


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_the_shell(program: Start, shell: str) -> None:
    done = program(_FACTCHECK_COMPLETE=f"{shell}_source")
    assert done.returncode == 0
    assert b"_FACTCHECK_COMPLETE=%s_complete" % shell.encode() in done.stdout


def offered(program: Start, line: str) -> list[str]:
    """Return what is offered for the last word of `line`."""
    place = str(len(line.split(" ")) - 1)
    done = program(COMP_WORDS=line, COMP_CWORD=place, _FACTCHECK_COMPLETE="bash_complete")
    assert (done.returncode, done.stderr) == (0, b"")
    return [found.partition(",")[2] for found in done.stdout.decode().split("\n") if found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("factcheck de", ["decide"]),
        ("factcheck decide c12", ["C12"]),
        ("factcheck decide C5 re", ["refuted"]),
        ("factcheck decide C5 refuted --confidence h", ["high"]),
        ("factcheck excerpt add C5 ", ["S1", "S2", "S3", "S4", "S5"]),
        ("factcheck excerpt add C5 S1 x --stance con", ["contradicts", "context"]),
        ("factcheck history C12", ["C12"]),
        ("factcheck export ma", ["markdown"]),
        ("factcheck --db /nowhere/db.json decide C", []),
    ],
)
def test_names_are_offered(program: Start, line: str, expected: list[str]) -> None:
    assert offered(program, line) == expected


def test_the_case_may_be_named_on_the_line(program: Start, case_path: Path) -> None:
    other = case_path.with_name("other.json")
    case_path.rename(other)
    assert offered(program, "factcheck decide C12") == []
    assert offered(program, f"factcheck --db {other} decide C12") == ["C12"]
    assert offered(program, f"factcheck decide --db {other} C12") == ["C12"]
