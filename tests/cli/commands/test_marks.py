"""The marks of a claim on the command line: listed, filtered, waived, reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = (
    "The bridge of Lund opened in 1932. “It is safe for heavy lorries,” said Ines Arlov. Anna Berg is a niece of Arlov."
)
CLAIMS = [
    "The bridge of Malby opened in 1933.",
    "“It is safe for heavy trains,” said Ines Arlov.",
    "Anna Berg is a sister of Arlov.",
    "The bridge of Lund opened in 1932.",
]


@pytest.fixture
def marked(run: Run, tmp_path: Path) -> Path:
    """Make a case with one text and four claims, three of which are wrong."""
    path = tmp_path / "marks.json"
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    assert run("--db", str(path), "init", "--title", "Bridges").exit_code == 0
    assert run("--db", str(path), "source", "add", str(tmp_path / "report.txt")).exit_code == 0
    for claim in CLAIMS:
        assert run("--db", str(path), "claim", "add", claim).exit_code == 0
    return path


def test_marks_are_listed_as_json(run: Run, marked: Path) -> None:
    rows = json.loads(run("--db", str(marked), "claim", "list", "--json").stdout)
    found = [[(mark["text"], mark["kind"], mark["source"]) for mark in row["marks"]] for row in rows]
    assert found[1:] == [[("trains", "misquoted", "S1")], [("sister", "word", "S1")], []]
    assert ("Malby", "unmentioned", "") in found[0]
    for row in rows:
        assert all(row["text"][mark["start"] : mark["end"]] == mark["text"] for mark in row["marks"])


def test_the_other_faces_say_the_same(run: Run, marked: Path) -> None:
    listed = json.loads(run("--db", str(marked), "claim", "list", "--json").stdout)[2]["marks"]
    assert json.loads(run("--db", str(marked), "claim", "show", "C3", "--json").stdout)["marks"] == listed
    suggested = json.loads(run("--db", str(marked), "suggest", "C3", "--json").stdout)
    assert [row["marks"] for row in suggested] == [listed] * len(suggested)
    assert "C3: S1: niece, not sister" in run("--db", str(marked), "suggest", "C3").stderr
    assert "mark\tsister\tS1: niece, not sister" in run("--db", str(marked), "claim", "show", "C3").stdout
    report = run("--db", str(marked), "export", "markdown", "--option", "unchecked=full").stdout
    assert "S1: niece, not sister" in report.replace("\\", "")
    assert "Quotations inside [C2](#c2) do not match the sources" in report


@pytest.mark.parametrize(
    ("words", "refs"),
    [("is:unmentioned", ["C1"]), ("is:misquoted", ["C2"]), ("is:marked", ["C1", "C2", "C3"]), ("-is:marked", ["C4"])],
)
def test_marks_are_filtered(run: Run, marked: Path, words: str, refs: list[str]) -> None:
    rows = run("--db", str(marked), "claim", "list", "--only", words).stdout.splitlines()
    assert [row.split("\t")[0] for row in rows] == refs


def test_a_mark_is_waived_and_comes_no_more(run: Run, marked: Path) -> None:
    waived = run("--db", str(marked), "waive", "C3", "sister", "--reason", "A half-sister, says the register: really.")
    assert waived.exit_code == 0
    assert json.loads(run("--db", str(marked), "claim", "show", "C3", "--json").stdout)["marks"] == []
    assert "waived: A half-sister, says the register: really." in run("--db", str(marked), "claim", "show", "C3").stdout
    assert run("--db", str(marked), "waive", "C3", "word sister", "--take-back").exit_code == 0
    assert json.loads(run("--db", str(marked), "claim", "show", "C3", "--json").stdout)["marks"]


def test_a_mark_that_is_not_there_is_not_waived(run: Run, marked: Path) -> None:
    result = run("--db", str(marked), "waive", "C3", "brother", "--reason", "why")
    assert result.exit_code == 2
    assert "C3 has no warning 'brother'; it has word sister" in result.stderr
