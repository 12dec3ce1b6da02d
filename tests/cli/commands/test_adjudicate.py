"""`factcheck adjudicate`: the disputes as a list, each settled by letter and label, mistakes in one line."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def differing(run: Run) -> Run:
    run("decide", "C1", "supported", "--rationale", "It says so.")
    run("decide", "C2", "refuted")
    run("decide", "C1", "refuted", "--rationale", "It does not.", "--checker", "bob")
    run("decide", "C2", "refuted", "--checker", "bob")
    return run


def test_what_is_to_be_settled_is_listed_without_names(differing: Run) -> None:
    told = differing("adjudicate")
    assert told.stdout.startswith("C1\t")
    assert "bob" not in told.stdout
    assert "bob" in differing("adjudicate", "--names").stdout
    assert "1 claim agreed and not settled" in told.stderr
    (found,) = json.loads(differing("adjudicate", "--json").stdout)
    assert [each["letter"] for each in found["verdicts"]] == ["a", "b"]
    assert {each["label"] for each in found["verdicts"]} == {"supported", "refuted"}


def test_a_claim_is_settled_with_the_reasons_of_a_letter_and_a_cause(differing: Run) -> None:
    (found,) = json.loads(differing("adjudicate", "--json").stdout)
    letter = next(each["letter"] for each in found["verdicts"] if each["label"] == "refuted")
    told = differing("adjudicate", "C1", "refuted", "--rationale-of", letter, "--cause", "slip", "--checker", "cy")
    assert told.exit_code == 0
    assert "C1 settled: ✗ Refuted, rationale written" in told.stderr + told.stdout
    shown = json.loads(differing("claim", "show", "C1", "--json").stdout)
    assert (shown["settled"]["checker"], shown["settled"]["cause"]) == ("cy", "slip")
    assert shown["settled"]["rationale"] == "It does not."
    assert len(shown["verdicts"]) == 2
    listed = json.loads(differing("claim", "list", "--only", "is:overruled", "--json").stdout)
    assert [claim["ref"] for claim in listed] == ["C1"]
    assert json.loads(differing("claim", "list", "--only", "is:overruled", "--checker", "bob", "--json").stdout) == []
    assert "Nothing to settle" in differing("adjudicate").stderr
    differing("adjudicate", "C1", "--withdraw")
    assert differing("adjudicate").stdout.startswith("C1\t")


def test_what_all_agree_on_is_settled_and_undone_as_one(differing: Run) -> None:
    differing("adjudicate", "--agreed")
    assert json.loads(differing("status", "--json").stdout)["settled"] == 1
    differing("undo")
    assert json.loads(differing("status", "--json").stdout)["settled"] == 0


def test_status_counts_ones_own_and_everybodys(differing: Run) -> None:
    differing("decide", "C3", "refuted")
    told = json.loads(differing("status", "--checker", "bob", "--json").stdout)
    assert (told["checked"], told["mine"], told["checker"], told["differing"], told["to_settle"]) == (3, 2, "bob", 1, 1)
    assert ["mine", "2", "bob"] in [
        row.split("\t") for row in differing("status", "--checker", "bob").stdout.split("\n")
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["C1"], "give CLAIM and LABEL"),
        (["C1", "refuted", "--withdraw"], "give CLAIM and LABEL, or CLAIM --withdraw"),
        (["--cause", "slip"], "need a CLAIM"),
        (["C1", "refuted", "--rationale-of", "q"], "no verdict 'q' on C1; there are a, b"),
        (["C5", "refuted"], "C5 has no verdicts to settle"),
        (["C1", "green"], "green"),
        (["--agreed", "C1"], "--agreed takes no CLAIM"),
        (["--agreed", "--only", "C2"], "--only and --names are for the list"),
        (["C1", "refuted", "--names"], "--only and --names are for the list"),
    ],
)
def test_what_cannot_be_done_is_one_line(differing: Run, words: list[str], fault: str) -> None:
    told = differing("adjudicate", *words)
    assert told.exit_code == 2
    assert fault in told.stderr
