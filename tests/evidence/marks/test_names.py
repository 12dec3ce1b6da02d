"""Names in no source, in eight languages: by capitals and in all forms, and no common noun of German is one.

`later_names.jsonl` was written when the rules were done, and run once: 19 of 19 wrong names were marked, and 2 of 43
true statements. Those were mended then.
"""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from factcheck.evidence import Text
from factcheck.evidence.languages.names import find_names, is_form, is_latin
from factcheck.evidence.marks.assessment import ClaimAssessment
from factcheck.evidence.marks.corpus import Corpus, CorpusSource

DATA = Path(__file__).parents[2] / "data"
CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in chain.from_iterable(
        (DATA / f"{name}.jsonl").read_text("utf-8").splitlines() for name in ("names", "later_names")
    )
]


def assess(claim: str, source: str, language: str, source_language: str = "") -> ClaimAssessment:
    corpus = Corpus([CorpusSource("S1", source, source_language or language)])
    return corpus.assess(Text(claim, language=language))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["language"])
def test_wrong_names_are_marked_and_true_ones_are_not(case: dict[str, Any]) -> None:
    for claim in case["claims"]:
        marks = assess(claim["text"], case["source"], case["language"]).marks
        assert [mark.text for mark in marks if mark.text not in claim["wrong"]] == []
        assert bool(marks) == bool(claim["wrong"]), claim["text"]


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("ru", "назарбаева", "назарбаев"), ("ru", "орловой", "орлова"), ("ru", "еву", "ева"),
        ("kk", "ораловқа", "оралов"),
        ("kk", "назарбаевтың", "назарбаев"), ("tr", "brandalının", "brandalı"), ("de", "tarrs", "tarr"),
    ],
)  # fmt: skip
def test_forms_of_a_name(code: str, one: str, other: str) -> None:
    assert is_form(one, other, code)
    assert is_form(other, one, code)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("ru", "иванов", "ивашкевич"),
        ("ru", "кирсанова", "киров"),
        ("fr", "garnaud", "garnauds"),
    ],
)
def test_other_names_are_no_forms(code: str, one: str, other: str) -> None:
    assert not is_form(one, other, code)


def test_a_particle_belongs_to_a_name_and_a_title_does_not() -> None:
    found = find_names("Hier, M. Otto van Lund a vu Mme Arlov le 3 mai.", "fr")
    assert [[part.text for part in name] for name in found] == [["Otto", "Lund"], ["Arlov"]]


def test_names_are_silent_across_scripts_and_languages() -> None:
    assert is_latin("de")
    assert not is_latin("ru")
    assert not is_latin("ar")
    russian = "Мэр города Елена Орлова открыла мост в Лирне."
    assert not assess("Elena Orlova opened the bridge at Brodice.", russian, "en", "ru").has("unmentioned")
    assert not assess("Brandis arbeitet künftig in Malwenau.", "Brandis moves to Lirna.", "de", "en").has("unmentioned")


def test_countries_have_other_names_in_other_languages() -> None:
    german = "Arlov verlässt Deutschland und zieht nach Lund."
    assert not assess("Arlov leaves Germany.", german, "en", "de").has("unmentioned")
    assert assess("Arlov leaves Malby.", german, "en", "de").has("unmentioned")
