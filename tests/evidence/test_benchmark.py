"""The benchmark of the comparison counts right, on files of the formats that it takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.evidence.comparison import Line, Pair, main, shipped

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
    assert lines[:5] == [
        "FEVER-Symmetric precision 1.000 (1 of 1) recall 0.500 (1 of 2)",
        "cardinals precision 1.000 (1 of 1) recall 1.000 (1 of 1)",
        "ordinals precision 0.000 (0 of 1) recall – (0 of 0)",
        "cardinals + ordinals precision 0.500 (1 of 2) recall 1.000 (1 of 1)",
        "false: differs: 9th / first: It is the first boat. | It is the 9th boat.",
    ]


def test_what_is_no_disagreement_of_the_case_is_false() -> None:
    head, *lines = shipped("case", [Pair("C1", "S1", "238 people died.", "225 people died.", "")])
    assert head.endswith("0 of 7 disagreements in figures found, 1 false")
    assert lines[0] == "  false: C1 S1 differs: 238 / 225 | 225 people died."
