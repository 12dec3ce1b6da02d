"""`suggest` and `search`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.document import Document
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run, rows

TEXT = (
    "The capital had a quiet year.\n\nAt least 900 lanterns were lit in the harbour.\n\n"
    "Officials counted 850 lanterns \x1b[2Jin the harbour [bold]later[/bold].\n\nNobody was told."
)
CLAIM = "900 lanterns were lit in the harbour"


@pytest.fixture
def ref(case_path: Path) -> str:
    """The claim that the text of S1 is about; the texts of the others are not here."""
    with Workspace.open(case_path, "ada") as workspace:
        sha256 = workspace.texts.keep(b"html", Document(text=TEXT), ".html")
        workspace.edit("sources", workspace.case.source("S1").id, sha256=sha256)
        added = workspace.add_claim(CLAIM)[0].key
        return workspace.case.claims[added].ref


def suggested(run: Run, *words: str) -> list[Any]:
    return list(json.loads(run("suggest", *words, "--json").stdout))


def test_the_best_are_listed_with_number_source_and_place(run: Run, ref: str) -> None:
    result = run("suggest", ref)
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [line[:5] for line in lines] == [
        [ref, "1", "S1", "paragraph 2", ""],
        [ref, "2", "S1", "paragraph 3", ""],
    ]
    assert lines[0][5] == "At least 900 lanterns were lit in the harbour."
    assert "\x1b" not in result.stdout
    assert result.exit_code == 0


def test_sources_without_a_text_are_said_once(run: Run, ref: str) -> None:
    result = run("suggest", ref, "C1", "C2")
    (line,) = [line for line in result.stderr.splitlines() if "No text for" in line]
    assert "S1" not in line
    assert "S2, S3, S4, S5" in line


def test_as_json_with_everything(run: Run, ref: str) -> None:
    first = suggested(run, ref)[0]
    assert (first["claim_ref"], first["number"], first["source_ref"]) == (ref, 1, "S1")
    assert TEXT[first["start"] : first["end"]] == first["text"]
    assert first["words"] == ["900", "lanterns", "lit", "harbour"]
    assert (first["known"], first["dismissed"]) == (False, False)


def test_without_a_claim_those_that_are_not_checked_are_meant(run: Run, ref: str) -> None:
    assert ref in {row["claim_ref"] for row in suggested(run)}
    run("decide", ref, "supported")
    assert ref not in {row["claim_ref"] for row in suggested(run)}


def test_accepting_adds_an_excerpt_that_undo_takes_back(run: Run, ref: str, case_path: Path) -> None:
    result = run("suggest", ref, "--accept", "2", "--as", "contradicts")
    added = rows(case_path, "excerpts")[-1]
    assert (result.exit_code, result.stdout) == (0, f"{added['ref']}\n")
    assert TEXT[added["start"] : added["end"]] == added["quote"]
    assert added["stance"] == "contradicts"
    assert [row["known"] for row in suggested(run, ref)] == [False, True]
    again = run("suggest", ref, "--accept", "2", "--as", "supports")
    assert (again.exit_code, rows(case_path, "excerpts")[-1]) == (2, added)
    run("undo")
    assert not any(row["known"] for row in suggested(run, ref))


def test_dismissing_is_remembered_and_undone(run: Run, ref: str) -> None:
    first = suggested(run, ref)[0]
    assert run("suggest", ref, "--dismiss", "1").exit_code == 0
    assert first["text"] not in {row["text"] for row in suggested(run, ref)}
    assert [row["dismissed"] for row in suggested(run, ref, "--all")] == [True, False]
    assert "passage dismissed" in run("history").stdout
    run("undo")
    assert suggested(run, ref)[0] == first


def test_numbers_do_not_depend_on_which_source_is_shown(run: Run, ref: str) -> None:
    assert suggested(run, ref, "--source", "S1") == suggested(run, ref)
    assert suggested(run, ref, "--source", "S2") == []
    assert len(suggested(run, ref, "--best", "1")) == 1


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("C99",), "C99"),
        (("C1", "--source", "S99"), "S99"),
        (("C1", "--accept", "99", "--as", "supports"), "99"),
        (("C1", "--accept", "1"), "--as"),
        (("C1", "--as", "supports"), "--accept"),
        (("C1", "C2", "--dismiss", "1"), "one CLAIM"),
        (("--dismiss", "1"), "one CLAIM"),
        (("C1", "--dismiss", "1", "--accept", "1", "--as", "supports"), "one CLAIM"),
        (("C1", "--dismiss", "0"), "0"),
    ],
)
def test_wrong_use_is_told_in_a_line_and_changes_nothing(
    run: Run, ref: str, case_path: Path, words: tuple[str, ...], named: str
) -> None:
    before = rows(case_path, "history")
    result = run("suggest", *words)
    assert result.exit_code == 2
    assert named in (result.stderr or str(result.exception))
    assert rows(case_path, "history") == before


def test_without_any_text_that_is_said(run: Run) -> None:
    result = run("suggest", "C1")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "S1, S2, S3, S4, S5" in result.stderr
    assert run("search", "lanterns").exit_code == 1


def test_a_search_shows_where_words_stand(run: Run, ref: str) -> None:
    lines = [line.split("\t") for line in run("search", "lantern", "officials").stdout.splitlines()]
    assert [line[:2] for line in lines] == [["S1", "paragraph 3"], ["S1", "paragraph 2"]]
    (hit,) = json.loads(run("search", "lanterns", "--most", "1", "--json").stdout)
    assert hit["words"] == ["lanterns"]
    nothing = run("search", "zeppelin")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "zeppelin" in nothing.stderr
