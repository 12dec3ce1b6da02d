"""Pairs in eight languages that say one figure in other words, and pairs that only look so: what is said of them.

The pairs come two by two: one that differs, and a trap beside it. Every second two were put aside before the rules were
written: of these, 33 of 42 that differ were found, and 3 of 43 traps were said to differ. Then the rules were mended.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.evidence.figures.scan import fold_word
from factcheck.evidence.languages.lexicon import WITH_DATA
from factcheck.evidence.languages.measures import Measures, measures
from factcheck.workspace.text_checks import compare
from tests.evidence.test_pairs import Pair, relation

PAIRS: list[Pair] = [
    json.loads(line) for line in (Path(__file__).parents[1] / "data/prose.jsonl").read_text("utf-8").splitlines()
]
DIFFERENT = [pair for pair in PAIRS if pair["want"] == "differs"]
TRAPS = [pair for pair in PAIRS if pair["want"] == "nothing"]


def test_there_are_enough_pairs_and_traps() -> None:
    assert len(PAIRS) >= 150
    assert {pair["claim_language"] for pair in PAIRS} == set(WITH_DATA)
    assert 0.4 < len(TRAPS) / len(PAIRS) < 0.6


@pytest.mark.parametrize("code", WITH_DATA)
def test_figures_that_differ_in_other_words_are_found(code: str) -> None:
    pairs = [pair for pair in DIFFERENT if pair["claim_language"] == code]
    found = [pair for pair in pairs if relation(pair) == "differs"]
    assert len(found) >= 0.85 * len(pairs)


@pytest.mark.parametrize("code", WITH_DATA)
def test_figures_of_other_things_do_not_differ(code: str) -> None:
    pairs = [pair for pair in TRAPS if pair["claim_language"] == code]
    assert not [pair for pair in pairs if relation(pair) not in {"nothing", "same"}]


def test_what_is_measured_is_said() -> None:
    found = compare("The bridge cost 40 million euros.", "The final bill came to 52 million euros.")
    assert found.reasons[0].endswith("(both say it of one thing (cost), eur)")


@pytest.mark.parametrize(
    ("before", "want"),
    [("The bridge was finished late.", "differs"), ("The tunnel was finished late.", "nothing"), ("", "differs")],
)
def test_what_a_passage_refers_to_stands_before_it(before: str, want: str) -> None:
    claim, passage = "The bridge cost 40 million euros.", "The final bill came to 52 million euros."
    assert compare(claim, passage, before=before).relation == want


@pytest.mark.parametrize("code", WITH_DATA)
def test_every_language_has_words_for_what_is_measured(code: str) -> None:
    assert measures(code).neutral
    assert measures(code).begins


def test_words_are_looked_up_by_kind_and_by_how_they_begin() -> None:
    known = Measures({"clause": {"neutral": "final"}, "length": {"high": "tall, height*"}, "money": {"cost": "bill"}})
    assert known.of("length", "heights") == "high"
    assert known.of("money", "bill") == "cost"
    assert known.of("length", "bill") == ""


def test_an_arabic_word_is_known_with_its_article() -> None:
    assert measures("ar").of("money", fold_word("والتكلفة")) == "cost"
