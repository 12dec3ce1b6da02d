"""`claim list` and `claim add`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run, rows


def test_the_list_has_every_claim_in_order_with_its_exact_row(run: Run, case_path: Path) -> None:
    listed = json.loads(run("claim", "list", "--json").stdout)
    stored = rows(case_path, "claims")
    assert [row["ref"] for row in listed] == [row["ref"] for row in stored]
    assert all(listed_row.items() >= dict(row).items() for listed_row, row in zip(listed, stored, strict=True))


def test_the_list_counts_excerpts_and_carries_the_verdict(run: Run) -> None:
    run("decide", "C5", "refuted", "--confidence", "low")
    excerpts = json.loads(run("excerpt", "list", "C5", "--json").stdout)
    claim = next(row for row in json.loads(run("claim", "list", "--json").stdout) if row["ref"] == "C5")
    for stance in ("supports", "contradicts", "context"):
        assert claim[stance] == sum(excerpt["stance"] == stance for excerpt in excerpts)
    assert (claim["verdict"]["label"], claim["verdict"]["checker"]) == ("refuted", "ada")


def test_piped_the_list_is_a_line_for_each_claim(run: Run) -> None:
    run("decide", "C5", "refuted")
    lines = [line.split("\t") for line in run("claim", "list").stdout.splitlines()]
    listed = json.loads(run("claim", "list", "--json").stdout)
    assert [(row[0], row[5]) for row in lines] == [(claim["ref"], claim["text"]) for claim in listed]
    assert {row[0]: row[1] for row in lines}["C5"] == "refuted"
    assert {row[0]: row[1] for row in lines}["C6"] == "unchecked"


@pytest.mark.parametrize("words", ["is:checked", "tag:date", "has:both -source:S3", "prison", "zzzz"])
def test_only_lists_what_the_filter_lets_pass(run: Run, case_path: Path, words: str) -> None:
    run("decide", "C5", "refuted")
    with Workspace.open(case_path, "ada", write=False) as workspace:
        expected = [claim.ref for claim in workspace.claims(words)]
    result = run("claim", "list", "--only", words, "--json")
    assert [row["ref"] for row in json.loads(result.stdout)] == expected
    assert ("zzzz" in result.stderr) == (not expected)


def test_a_claim_is_added_with_what_is_known_of_it(run: Run, case_path: Path) -> None:
    result = run(
        "claim", "add", " The bridge\nopened  in 1932. ", "--speaker", "A. Mayor", "--date", "1931-12",
        "--origin", "a speech", "--tag", "date", "--tag", "bridge",
    )  # fmt: skip
    row = rows(case_path, "claims")[-1]
    assert result.exit_code == 0
    assert result.stdout == f"{row['ref']}\n"
    assert row["ref"] in result.stderr
    assert (row["text"], row["speaker"], row["date"]) == ("The bridge opened in 1932.", "A. Mayor", "1931-12")
    assert (row["origin"], row["tags"]) == ("a speech", ["date", "bridge"])


def test_standard_input_gives_a_claim_for_each_line(run: Run, case_path: Path) -> None:
    before = len(rows(case_path, "claims"))
    result = run("claim", "add", "-", given="\ufeffFirst claim.\r\n\n   \nSecond – claim.\n".encode())
    lines = rows(case_path, "claims")[before:]
    assert [row["text"] for row in lines] == ["First claim.", "Second – claim."]
    assert result.stdout.split() == [row["ref"] for row in lines]


def test_nothing_on_standard_input_adds_nothing(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    result = run("claim", "add", "-", given=" \n\n")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing" in result.stderr
    assert case_path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "given", "named"),
    [
        (("", "--tag", "x"), None, "a claim needs a text"),
        (("A.", "--date", "25 April 2023"), None, "25 April 2023"),
        (("A.", "--date", "2023-02-30"), None, "2023-02-30"),
        (("-",), b"caf\xe9\n", "standard input"),
    ],
)
def test_what_is_no_claim_is_refused(
    run: Run, case_path: Path, words: tuple[str, ...], given: bytes | None, named: str
) -> None:
    before = case_path.read_bytes()
    result = run("claim", "add", *words, given=given)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
    assert case_path.read_bytes() == before


def test_a_claim_that_is_there_already_is_added_and_remarked(run: Run) -> None:
    first = run("claim", "add", "The bridge opened in 1932.").stdout.strip()
    again = run("claim", "add", " The bridge  opened in 1932. ")
    assert again.exit_code == 0
    assert f"{again.stdout.strip()} added; {first} says the same\n" in again.stderr
    two = run("claim", "add", "-", given="One more.\nOne more.\n")
    refs = two.stdout.split()
    assert f"{refs[1]} added; {refs[0]} says the same" in two.stderr
    assert f"{refs[0]} added;" not in two.stderr
    assert "says the same" not in run("claim", "add", "the bridge opened in 1932.").stderr


def test_a_claim_is_shown_with_all_that_is_known_of_it(run: Run, case_path: Path) -> None:
    run("decide", "C3", "refuted", "--rationale", "The count is off.")
    lines = [line.split("\t") for line in run("claim", "show", "C3").stdout.splitlines()]
    named: dict[str, list[list[str]]] = {}
    for name, *cells in lines:
        named.setdefault(name, []).append(cells)
    shown = json.loads(run("claim", "show", "C3", "--json").stdout)
    assert named["claim"] == [["C3", shown["text"]]]
    assert "Refuted" in named["verdict"][0][0]
    assert "The count is off." in named["verdict"][0]
    assert [row[0] for row in named["excerpt"]] == [each["ref"] for each in shown["excerpts"]]
    assert {each["state"] for each in shown["excerpts"]} == {"no text"}
    assert [row[0] for row in named["warning"]] == [each["guard"] for each in shown["warnings"]]
    assert shown["verdicts"][0]["label"] == "refuted"
    assert shown["history"] == json.loads(run("history", "C3", "--json").stdout)
    with Workspace.open(case_path, "", write=False) as workspace:
        assert shown["id"] == workspace.case.claim("C3").id
    assert run("claim", "show", shown["id"]).stdout == run("claim", "show", "C3").stdout


def test_showing_a_claim_that_is_not_there_says_so(run: Run) -> None:
    result = run("claim", "show", "C999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "C999" in result.stderr


def test_a_shown_claim_says_which_figure_an_excerpt_has_otherwise(run: Run) -> None:
    shown = [line.split("\t") for line in run("claim", "show", "C3").stdout.splitlines()]
    assert [cells[1] for cells in shown if cells[0] == "excerpt" and cells[-1] == "differs: 238 / 225"] == ["E10"]
