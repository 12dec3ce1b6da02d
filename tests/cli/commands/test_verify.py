"""`factcheck verify`: every quote held against its source."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, rows
from tests.quotes.cases import QUOTES, STATES, TEXT, harbour


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """A case with an excerpt for each state."""
    return harbour(tmp_path)


def excerpts(path: Path) -> dict[str, Any]:
    return {row["ref"]: dict(row) for row in rows(path, "excerpts")}


def test_piped_it_is_a_line_for_each_excerpt_and_faults_make_the_answer_no(run: Run) -> None:
    result = run("verify")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert {line[0]: line[3] for line in lines} == STATES
    words = {line[0]: line[6] for line in lines}
    said = {"E3": "the gap hides “not”", "E4": "238 → 283", "E5": "found in S2"}
    assert words == {ref: said.get(ref, "") for ref in STATES}
    assert [TEXT[int(start) : int(end)] for ref, *_, start, end, _ in lines if ref == "E1"] == [QUOTES["E1"]]
    assert result.exit_code == 1
    assert result.stderr.strip() == (
        "7 excerpts: 1 exact, 1 typographic, 1 elided, 1 altered, 1 elsewhere, 1 not found, 1 no text"
    )


@pytest.mark.parametrize(
    ("names", "status", "refs"),
    [
        (("E1", "e2"), 0, ["E1", "E2"]),
        (("E3",), 0, ["E3"]),
        (("E7",), 0, ["E7"]),
        (("E4",), 1, ["E4"]),
        (("E5",), 1, ["E5"]),
        (("E6",), 1, ["E6"]),
        (("E2", "C1"), 1, ["E2", "E1", "E3", "E4", "E5", "E6", "E7"]),
    ],
)
def test_claims_and_excerpts_can_be_named(run: Run, names: tuple[str, ...], status: int, refs: list[str]) -> None:
    result = run("verify", *names)
    assert result.exit_code == status
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == refs


def test_what_the_case_does_not_have_is_refused(run: Run) -> None:
    result = run("verify", "X9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip() == "factcheck: no claim or excerpt 'X9' in this case"


def test_json_has_all_that_was_found(run: Run) -> None:
    found = {row["ref"]: row for row in json.loads(run("verify", "--json").stdout)}
    assert {ref: row["state"] for ref, row in found.items()} == STATES
    altered = found["E4"]
    assert (altered["quote"], altered["text"]) == ("At least 283 people came", "At least 238 people came")
    assert altered["differences"] == [{"quote": "283", "text": "238", "at": [9, 12], "weight": "figure"}]
    assert 0.7 < altered["score"] < 1
    assert TEXT[altered["start"] : altered["end"]] == altered["text"]
    assert (found["E5"]["source_ref"], found["E5"]["found_in"]) == ("S1", "S2")
    assert (found["E3"]["gap"], found["E3"]["warning"]) == ("not", "the gap hides “not”")
    assert [TEXT[start:end] for start, end in found["E3"]["parts"]] == ["The mayor did", "resign"]
    assert (found["E6"]["start"], found["E6"]["found_in"], found["E6"]["text"]) == (None, None, "")


def test_a_text_that_was_changed_since_it_was_stored_is_said_and_the_answer_is_no(run: Run, case_path: Path) -> None:
    assert run("verify", "E1").exit_code == 0
    (text,) = (path for path in case_path.parent.glob("*.sources/*.txt") if TEXT in path.read_text())
    text.write_text(TEXT.replace("238", "283"))
    result = run("verify", "E1", "E4")
    assert result.exit_code == 1
    assert [line.split("\t")[3] for line in result.stdout.splitlines()] == ["no text", "no text"]
    assert [line.startswith("S1 CANNOT be compared: ") for line in result.stderr.splitlines()] == [False, True]
    assert "is not the text that was kept: altered since, or damaged" in result.stderr


def test_nothing_is_changed_by_looking(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    run("verify")
    assert case_path.read_bytes() == before


def test_typography_is_fixed_on_request_and_as_one_change(run: Run, case_path: Path) -> None:
    before = excerpts(case_path)
    result = run("verify", "--fix-typography", "--yes")
    after = excerpts(case_path)
    assert result.exit_code == 1
    assert after["E2"]["quote"] == "the mayor’s office said"
    assert TEXT[after["E2"]["start"] : after["E2"]["end"]] == after["E2"]["quote"]
    changed = {name for name, value in after["E2"].items() if value != before["E2"][name]}
    assert changed == {"quote", "prefix", "suffix", "start", "end"}
    assert {ref: row for ref, row in after.items() if ref != "E2"} == {
        ref: row for ref, row in before.items() if ref != "E2"
    }
    assert "`factcheck undo` undoes it" in result.stderr
    assert json.loads(run("verify", "E2", "--json").stdout)[0]["state"] == "exact"
    run("undo")
    assert excerpts(case_path) == before
    assert run("verify", "E1", "--fix-typography", "--yes").stderr.count("No quote differs") == 1


def test_json_has_the_changes_beside_each_excerpt(run: Run) -> None:
    told = {row["ref"]: row for row in json.loads(run("verify", "--fix-typography", "--yes", "--json").stdout)}
    assert {ref: row["state"] for ref, row in told.items()} == STATES
    assert {ref: [change["kind"] for change in row["changes"]] for ref, row in told.items() if row["changes"]} == {
        "E2": ["edit"]
    }
    assert told["E2"]["changes"][0]["after"]["quote"] == "the mayor’s office said"
    assert told["E2"]["batch"] is not None
    assert (told["E1"]["batch"], told["E1"]["changes"]) == (None, [])
    placed = json.loads(run("verify", "--store-places", "--json").stdout)
    assert [row["ref"] for row in placed if row["changes"]] == ["E1"]


@pytest.mark.parametrize(("answer", "fixed"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_it_asks(
    run: Run, case_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, fixed: bool
) -> None:
    monkeypatch.setattr("factcheck.cli.commands.verify.can_ask", lambda: True)
    result = run("verify", "E2", "--fix-typography", given=answer)
    assert "Change 1 quote to the wording of the source?" in result.stderr
    assert (excerpts(case_path)["E2"]["quote"] == "the mayor’s office said") is fixed
    assert result.exit_code == 0


def test_without_a_terminal_it_wants_to_be_told(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    result = run("verify", "--fix-typography")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--yes" in result.stderr
    assert case_path.read_bytes() == before


def test_places_are_stored_on_request_and_as_one_change(run: Run, case_path: Path) -> None:
    before = excerpts(case_path)
    run("verify", "--store-places")
    after = excerpts(case_path)
    for ref, row in after.items():
        changed = {name for name, value in row.items() if value != before[ref][name]}
        assert changed == ({"prefix", "suffix", "start", "end"} if ref in {"E1", "E2"} else set())
        if changed:
            place = TEXT.index(row["prefix"]) + len(row["prefix"])
            assert (place, TEXT[row["end"] : row["end"] + 32]) == (row["start"], row["suffix"])
    assert "Every quote that matches its source has its position already" in run("verify", "--store-places").stderr
    run("undo")
    assert excerpts(case_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal")
def test_on_a_terminal_it_is_a_table_with_the_worst_last(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.cli.output.for_people", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    lines = [line.split() for line in run("verify").stdout.splitlines()]
    assert [line[0] for line in lines[1:]] == ["E7", "E1", "E2", "E3", "E4", "E5", "E6"]
    assert [line[3] for line in lines[1:]] == ["–", "✓", "≈", "…", "≠", "→", "✗"]
    assert lines[5][4:] == ["altered", "238", "→", "283"]


def test_the_brackets_of_an_editor_are_not_taken_out(run: Run, case_path: Path) -> None:
    run("excerpt", "edit", "E1", "--quote", "[a]t least 238 people came")
    run("verify", "--fix-typography", "--yes")
    quotes = {ref: row["quote"] for ref, row in excerpts(case_path).items()}
    assert quotes["E1"] == "[a]t least 238 people came"
    assert quotes["E2"] == "the mayor’s office said"
