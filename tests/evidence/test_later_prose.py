"""Eighty pairs in eight languages that were written after the rules: half of them was looked at, half was not.

When they were first run, 29 of 40 figures that differ were found, and 2 of 40 others were said to differ. Then what was
missed in the odd rows was mended; of the even ones 10 and then 11 of 16 were found, and 1 and then none falsely.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evidence.test_pairs import Pair, relation

PAIRS: list[Pair] = [
    json.loads(line) for line in (Path(__file__).parents[1] / "data/later_prose.jsonl").read_text("utf-8").splitlines()
]
LOOKED_AT, LEFT = PAIRS[1::2], PAIRS[::2]


@pytest.mark.parametrize("pair", LOOKED_AT, ids=lambda pair: pair["claim"])
def test_a_pair_that_was_looked_at_is_told_right(pair: Pair) -> None:
    assert relation(pair) == pair["want"]


def test_nothing_is_falsely_said_of_the_others() -> None:
    assert not [pair for pair in LEFT if relation(pair) not in {pair["want"], "nothing"}]


def test_most_of_the_others_are_found() -> None:
    pairs = [pair for pair in LEFT if pair["want"] != "nothing"]
    assert len([pair for pair in pairs if relation(pair) == pair["want"]]) >= 0.75 * len(pairs)


def test_what_something_was_to_cost_is_not_what_it_cost() -> None:
    claim = "The Wend Bridge cost 25 million euros."
    pair = {"claim": claim, "claim_language": "en", "passage_language": "en"}
    assert relation({**pair, "passage": "The bridge was to cost 40 million euros."}) == "nothing"
    assert relation({**pair, "passage": "The bridge cost 52 million euros."}) == "differs"
