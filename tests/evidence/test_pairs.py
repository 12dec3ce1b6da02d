"""Pairs of a claim and a passage in eight languages, of every kind of figure: what is said of them.

Of the first 294 pairs every third was put aside before the rules were tuned on the others.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

import pytest

from factcheck.workspace.text_checks import compare

Pair: TypeAlias = dict[str, str]

PAIRS: list[Pair] = [
    json.loads(line) for line in (Path(__file__).parents[1] / "data/pairs.jsonl").read_text("utf-8").splitlines()
]
HELD_OUT = PAIRS[:294:3]
TUNED = [pair for number, pair in enumerate(PAIRS) if number % 3 or number >= 294]
LANGUAGES = ("en", "de", "fr", "es", "ru", "kk", "tr", "ar")


def relation(pair: Pair) -> str:
    languages = {name: pair[name] for name in ("claim_language", "passage_language")}
    found = compare(pair["claim"], pair["passage"], **languages)
    return f"{found.relation} with a suggestion" if found.relation == "nothing" and found.suggestion else found.relation


def wrong(pairs: list[Pair]) -> list[tuple[str, str, str]]:
    return [(pair["claim"], pair["passage"], said) for pair in pairs if (said := relation(pair)) != pair["want"]]


@pytest.mark.parametrize("code", LANGUAGES)
def test_pairs_of_a_language(code: str) -> None:
    pairs = [pair for pair in TUNED if pair["claim_language"] == pair["passage_language"] == code]
    assert len(wrong(pairs)) <= 2 * (code == "en")


def test_pairs_of_two_languages() -> None:
    assert not wrong([pair for pair in TUNED if pair["claim_language"] != pair["passage_language"]])


def test_pairs_that_were_put_aside() -> None:
    mistakes = wrong(HELD_OUT)
    assert len(mistakes) <= len(HELD_OUT) * 0.07
    assert not [said for *_, said in mistakes if said == "nothing with a suggestion"]


def test_what_is_said_of_two_things_never_differs() -> None:
    assert not [pair for pair in PAIRS if pair["want"] == "nothing" and relation(pair) == "differs"]
