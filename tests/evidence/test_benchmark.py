"""The benchmark of the comparison counts right, on files of the formats that it takes."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest

from factcheck.workspace.create import sample_path
from tests.benchmarks.evidence import marks
from tests.benchmarks.evidence.comparison import Line, Pair, main, shipped

TEXT = "The bridge of Lund opened in 1932. Anna Berg is a niece of Arlov."
SYMMETRIC: list[Line] = [
    {
        "claim": "Arlov was born in 1961 .",
        "evidence": "Arlov -LRB- born May 4 , 1962 -RRB- is a painter .",
        "label": "REFUTES",
    },
    {
        "claim": "Arlov was born in 1962 .",
        "evidence": "Arlov -LRB- born May 4 , 1962 -RRB- is a painter .",
        "label": "SUPPORTS",
    },
    {"claim": "Arlov was never married .", "evidence": "Arlov married in 1990 .", "label": "REFUTES"},
]
BREAKING: list[Line] = [
    {
        "sentence1": "Two men row a boat.",
        "sentence2": "Six men row a boat.",
        "gold_label": "contradiction",
        "category": "cardinals",
    },
    {
        "sentence1": "Two men row a boat.",
        "sentence2": "2 men row a boat.",
        "gold_label": "entailment",
        "category": "cardinals",
    },
    {
        "sentence1": "It is the first boat.",
        "sentence2": "It is the 9th boat.",
        "gold_label": "neutral",
        "category": "ordinals",
    },
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, lines in (("symmetric", SYMMETRIC), ("breaking", BREAKING)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return ["--symmetric", str(tmp_path / "symmetric"), "--breaking", str(tmp_path / "breaking")]


def test_counts_stand_beside_ratios(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*files, "--alarms"])
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[:6] == [
        "FEVER-Symmetric precision 1.000 (1 of 1) recall 0.500 (1 of 2)",
        "that lie in figures precision 1.000 (1 of 1) recall 1.000 (1 of 1)",
        "cardinals precision 1.000 (1 of 1) recall 1.000 (1 of 1)",
        "ordinals precision 0.000 (0 of 1) recall – (0 of 0)",
        "cardinals + ordinals precision 0.500 (1 of 2) recall 1.000 (1 of 1)",
        "false: differs: 9th / first: It is the first boat. | It is the 9th boat.",
    ]


AVERITEC: list[Line] = [
    {
        "claim": "The bridge of Lund cost 40 million euros.",
        "label": "Refuted",
        "claim_date": "25-8-2020",
        "questions": [
            {"question": "Who built it?", "answers": [{"answer": "No answer could be found."}]},
            {
                "question": "What did the bridge of Lund cost?",
                "answers": [
                    {"answer": "The bridge of Lund cost 52 million euros.", "answer_type": "Extractive"},
                    {"answer": "No", "answer_type": "Boolean", "boolean_explanation": "It cost more."},
                ],
            },
        ],
    },
    {
        "claim": "The town has 900 schools.",
        "label": "Refuted",
        "questions": [{"question": "How many?", "answers": [{"answer": "Of its schools, 12 were closed."}]}],
    },
    {
        "claim": "The bridge of Lund opened in 1932.",
        "label": "Supported",
        "questions": [{"question": "When?", "answers": [{"answer": "It opened in 1932, and 3 people came."}]}],
    },
    {"claim": "Nobody was asked.", "label": "Not Enough Evidence", "questions": []},
]


def test_claims_with_questions_and_answers_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(AVERITEC), "utf-8")
    main(["--averitec", str(path), "--alarms"])
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[:2] == [
        "AVeriTeC precision 1.000 (1 of 1) recall 0.500 (1 of 2)",
        "that lie in figures precision 1.000 (1 of 1) recall 0.500 (1 of 2)",
    ]


def test_what_is_no_disagreement_of_the_case_is_false() -> None:
    head, *lines = shipped("case", [Pair("C1", "S1", "238 people died.", "225 people died.", "")])
    assert head.endswith("0 of 7 disagreements in figures found, 1 false")
    assert lines[0] == "  false: C1 S1 differs: 238 / 225 | 225 people died."


def test_marks_are_counted_on_drafts_and_on_supported_claims(tmp_path: Path) -> None:
    articles, draft, supported = tmp_path / "articles", tmp_path / "draft.tsv", tmp_path / "claims.jsonl"
    articles.mkdir()
    sources = json.loads(sample_path().read_text("utf-8"))["sources"].values()
    for row in sources:
        (articles / row["file"]).write_text(
            "The bridge of Lund opened in 1932. Anna Berg is a niece of Arlov.", "utf-8"
        )
    rows = [
        "kinship\tsister\tAnna Berg is a sister of Arlov.",
        "figure\t1942\tThe bridge of Lund opened in 1942.",
        "fuel\tbridge\tThe bridge of Lund opened.",
        "\t\tThe bridge opened in 1932.",
        "\t\tThe bridge of Malby opened in 1932.",
    ]
    draft.write_text("\n".join(rows), "utf-8")
    evidence = ["(meta data) TITLE: Lund", "The bridge of Lund opened in 1932."]
    claims = [
        {"claim": "The bridge of Lund opened in 1932.", "evidence": evidence, "label": "supported"},
        {"claim": "The bridge of Malby opened in 1932.", "evidence": evidence, "label": "not_supported"},
    ]
    supported.write_text("\n".join(map(json.dumps, claims)), "utf-8")
    parser = argparse.ArgumentParser()
    marks.add_options(parser)
    parser.add_argument("--articles", type=Path)
    asked = ["--articles", str(articles), "--draft", str(draft), "--supported", str(supported)]
    lines = list(marks.report(parser.parse_args(asked)))
    assert lines[0].startswith(
        "marks, draft.tsv: 2 of 3 errors marked on the right words, 0 misplaced marks; 1 of 2 true"
    )
    assert lines[1].strip() == "figure 1/1, fuel 0/1, kinship 1/1"
    assert "0 of 1 supported (0%), 1 of 1 not_supported (100%)" in lines[2]


@pytest.mark.parametrize(
    ("name", "true"), [("court.tsv", 60), ("unrest.tsv", 60), ("reservoir.tsv", 45), ("gallery.tsv", 40)]
)
def test_the_drafts_have_errors_of_many_kinds_and_true_statements(name: str, true: int) -> None:
    statements = marks.read_draft(marks.DRAFTS / name)
    assert all(each.wrong in each.text for each in statements)
    assert len([each for each in statements if each.kind]) >= 30
    assert len([each for each in statements if not each.kind]) >= true
    assert len({each.kind for each in statements}) >= 15


def test_a_draft_about_invented_articles_needs_no_option() -> None:
    parser = argparse.ArgumentParser()
    marks.add_options(parser)
    parser.add_argument("--articles", type=Path)
    lines = list(marks.report(parser.parse_args([])))
    assert [line.partition(":")[0] for line in lines[::2]] == ["marks, gallery.tsv", "marks, reservoir.tsv"]
    for line in lines[::2]:
        found = re.search(r": (\d+) of (\d+) errors.* (\d+) of (\d+) true", line)
        assert found is not None
        hits, errors, marked, true = map(int, found.groups())
        assert hits >= 0.75 * errors
        assert marked <= 0.05 * true
