"""FEVER, AVeriTeC and SciFact: imports, by the fields and types of their descriptions."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.errors import UnreadableError
from factcheck.imports import read
from factcheck.imports.candidates import Candidates, ClaimCandidate, ImportOptions
from tests.imports.files import AVERITEC, FEVER, PAGES, PAPERS, SCIFACT, dumped, lines


def labels(found: Candidates) -> list[tuple[str | None, LabelKind | None]]:
    return [(verdict.label, verdict.kind) for claim in found.claims for verdict in claim.verdicts]


def evidence(claim: ClaimCandidate) -> list[tuple[str, Stance, str]]:
    return [(str(found.source.get("title")), found.stance, found.quote) for found in claim.excerpts]


def test_fever_with_its_pages() -> None:
    found = read(lines(FEVER), options=ImportOptions(corpus=lines(PAGES)))
    assert (found.format, found.problems) == ("fever", ())
    assert labels(found) == [
        ("SUPPORTS", LabelKind.FOR),
        ("REFUTES", LabelKind.AGAINST),
        ("NOT ENOUGH INFO", LabelKind.OPEN),
    ]
    supports, contradicts = Stance.SUPPORTS, Stance.CONTRADICTS
    assert list(map(evidence, found.claims)) == [
        [
            ("Old_Bridge", supports, "It opened in 1932."),
            ("Old_Bridge", supports, "Ships pass."),
            ("Harbour", supports, "It never froze."),
        ],
        [("Harbour", contradicts, "It never froze.")],
        [],
    ]
    assert [excerpt.row.get("note", "") for excerpt in found.claims[0].excerpts] == [
        "",
        "Evidence only together with Harbour.",
        "Evidence only together with Old_Bridge.",
    ]


def test_without_the_corpus_claims_and_labels_are_read_and_it_is_reported_once() -> None:
    found = read(lines(FEVER))
    assert [bool(claim.verdicts) and not claim.excerpts for claim in found.claims] == [True] * 3
    ((place, why),) = found.problems
    assert (place, "--corpus" in why) == ("line 1 and 1 more", True)


def test_scifact_with_its_corpus() -> None:
    found = read(lines(SCIFACT), options=ImportOptions(corpus=lines(PAPERS)))
    assert (found.format, found.problems) == ("scifact", ())
    assert labels(found) == [
        ("SUPPORT", LabelKind.FOR),
        ("SUPPORT and CONTRADICT", LabelKind.MIXED),
        ("NEI", LabelKind.OPEN),
    ]
    supports, contradicts = Stance.SUPPORTS, Stance.CONTRADICTS
    assert [evidence(claim) for claim in found.claims[:2]] == [
        [("On salt", supports, "Salt melts. Frost stops."), ("On salt", supports, "Salt melts. […] Sand does not.")],
        [("On salt", contradicts, "Sand does not."), ("On sand", supports, "Sand helps.")],
    ]
    assert found.claims[3].verdicts == ()


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([99], "no sentence 99"), ([], "gives no sentence numbers"), ([0, 50, 60], "no sentence 50, 60")],
)
def test_a_sentence_that_is_not_in_the_corpus_is_a_problem(numbers: list[int], words: str) -> None:
    row = {**SCIFACT[0], "evidence": {"7": [{"label": "SUPPORT", "sentences": numbers}]}}
    found = read(lines([row]), options=ImportOptions(corpus=lines(PAPERS)))
    assert (len(found.claims), found.claims[0].excerpts) == (1, ())
    assert words in found.problems[0].why


def test_an_invalid_corpus_is_reported_in_one_line() -> None:
    with pytest.raises(UnreadableError, match="the corpus: line 1"):
        read(lines(FEVER), options=ImportOptions(corpus=b"[1]"))


def test_averitec() -> None:
    found = read(dumped(AVERITEC))
    (claim,) = found.claims
    assert (found.format, found.problems) == ("averitec", ())
    fields = {name: value for name, value in claim.row.items() if name != "averitec"}
    assert (claim.text, fields) == (
        "The tower is 90 metres high.",
        {
            "speaker": "B. Builder",
            "date": "2020-08-25",
            "origin": "https://example.org/said",
            "tags": ("Numerical Claim", "Written Evidence"),
        },
    )
    assert [(*verdict[1:3], dict(verdict.row)) for verdict in claim.verdicts] == [
        ("Refuted", LabelKind.AGAINST, {"rationale": "It is 80 metres high."})
    ]
    assert [(excerpt.source["url"], excerpt.stance, excerpt.quote) for excerpt in claim.excerpts] == [
        ("https://example.org/tower", Stance.CONTEXT, "80 metres"),
        ("https://example.org/measured", Stance.CONTEXT, "No"),
    ]
    assert [excerpt.row["note"] for excerpt in claim.excerpts] == [
        "How high is it?",
        "It was measured.\nBoolean answer, in the annotators' words.\nHow high is it?",
    ]


@pytest.mark.parametrize("label", ["Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking"])
def test_each_label_of_averitec_is_known(label: str) -> None:
    found = read(dumped([{**AVERITEC[0], "label": label}]))
    assert found.claims[0].verdicts[0].kind is not None


@pytest.mark.parametrize(
    ("rows", "field", "value", "words"),
    [
        (FEVER, "label", "MAYBE", "label must be"),
        (FEVER, "label", 3, "label must be a text, not a number"),
        (FEVER, "claim", None, "claim must be a text, not null"),
        (FEVER, "claim", "  ", "claim is empty"),
        (FEVER, "evidence", [[["a"]]], "evidence must be lists of"),
        (FEVER, "evidence", [[[1, 2, "Page", "x"]]], "a sentence must be a number"),
        (FEVER, "evidence", [[[1, 2, {}, 1]]], "a document must be named"),
        (SCIFACT, "evidence", [], "evidence must be an object"),
        (SCIFACT, "evidence", {"7": [{"label": "MAYBE", "sentences": [0]}]}, "SUPPORT or CONTRADICT"),
        (SCIFACT, "evidence", {"7": [{"label": "SUPPORT", "sentences": [-1]}]}, "a sentence must be a number from 0"),
        (SCIFACT, "claim", ["x"], "claim must be a text, not a list"),
    ],
)
def test_a_wrong_field_is_a_problem_and_the_other_rows_are_read(
    rows: list[dict[str, Any]], field: str, value: object, words: str
) -> None:
    given = [{**rows[0], field: value}, *rows[1:]]
    found = read(lines(given), format_name="fever" if rows is FEVER else "scifact")
    assert len(found.claims) == len(rows) - 1
    assert any(problem.place == "line 1" and words in problem.why for problem in found.problems)


def test_an_answer_without_a_source_is_a_problem_and_the_claim_is_read() -> None:
    answer = {"answer": "x", "answer_type": "Extractive", "source_url": "", "cached_source_url": ""}
    questions = [{"question": "?", "answers": [answer]}, {"question": "?", "answers": 3}, 4]
    found = read(dumped([{**AVERITEC[0], "questions": questions}, 5]))
    assert [claim.excerpts for claim in found.claims] == [()]
    assert [problem.place for problem in found.problems] == [
        *(f"claim 1, question {number}" for number in (1, 2, 3)),
        "claim 2",
    ]
