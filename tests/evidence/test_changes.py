"""Changes beside levels: percentage and basis points, from 3 to 5 percent; relative dates; glued numbers."""

from __future__ import annotations

import pytest

from factcheck.evidence import Text
from factcheck.evidence.figures import read_figures
from factcheck.evidence.marks.corpus import Corpus, CorpusSource
from factcheck.workspace.text_checks import compare


@pytest.mark.parametrize(
    ("claim", "passage", "relation"),
    [
        ("The rate rose by 25 basis points.", "The rate rose by 0.25 percentage points.", "same"),
        ("The rate fell by 50 basis points.", "The rate fell by 0.75 percentage points.", "differs"),
        ("The rate rose by 2 percent.", "The rate rose by 2 percentage points.", "nothing"),
        ("The rate rose by 2 percent.", "The rate rose by 50 basis points.", "nothing"),
        ("The rate rose to 5 percent.", "The rate rose from 3 to 5 percent.", "same"),
        ("The rate rose to 3 percent.", "The rate rose from 3 to 5 percent.", "nothing"),
        ("The rate rose by 5 percent.", "The rate rose to 5 percent.", "nothing"),
        ("The share is 3 to 5 percent.", "The share rose from 3 to 5 percent.", "nothing"),
        ("The rate rose by 200 basis points.", "The rate rose from 3 to 5 percent.", "same"),
        ("The rate rose by 300 basis points.", "The rate rose from 3 to 5 percent.", "nothing"),
        ("The rate fell by 2 percentage points.", "The rate rose from 3 to 5 percent.", "nothing"),
        ("The town was buried in AD 79.", "The town was buried in 79 AD.", "same"),
        ("The town was buried in AD 79.", "The town was buried in AD 69.", "differs"),
        ("The temple dates from AD 79.", "The temple dates from 79 BC.", "differs"),
    ],
)
def test_a_change_is_no_level(claim: str, passage: str, relation: str) -> None:
    assert compare(claim, passage).relation == relation


def test_the_difference_of_both_ends_is_shown() -> None:
    found = compare("The rate rose by 200 basis points.", "The rate rose from 3 to 5 percent.")
    assert "5 - 3 = 2 percentage points" in found.reasons[0]


@pytest.mark.parametrize(
    ("text", "language", "normal"),
    [
        ("死者は238人だった。", "ja", "238 people"),
        ("地震造成二百三十八人死亡。", "zh", "238 people"),
        ("約1億2千万人が住む。", "ja", "120000000 people"),
        ("投资达5亿元。", "zh", "500000000 cny"),
        ("料金は1,200円です。", "ja", "1200 jpy"),
        ("3천만 명이 산다.", "ko", "30000000 people"),
        ("三万人が避難した。", "ja", "30000 people"),
        ("共有５０个国家参加。", "zh", "50"),
    ],
)
def test_numbers_that_are_written_in_one_with_what_they_count(text: str, language: str, normal: str) -> None:
    (figure,) = read_figures(text, language)
    assert figure.normal == normal
    assert text[figure.start : figure.end] == figure.text


def test_they_are_compared() -> None:
    found = compare("地震造成238人死亡。", "地震造成225人死亡。", claim_language="zh", passage_language="zh")
    assert found.relation == "differs"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Anna Berg left the bridge company two years ago.", "en"),
        ("Anna Berg left the bridge company last year.", "en"),
        ("Anna Berg verließ vor zwei Jahren die Firma.", "de"),
        ("Anna Berg a quitté la société il y a deux ans.", "fr"),
        ("Anna Berg dejó la empresa hace dos años.", "es"),
        ("Анна Берг ушла из компании два года назад.", "ru"),
        ("Anna Berg iki yıl önce şirketten ayrıldı.", "tr"),
    ],
)
def test_a_date_relative_to_the_text_is_not_called_absent(claim: str, language: str) -> None:
    corpus = Corpus([CorpusSource("S1", "Anna Berg left the bridge company in May.", "en")])
    marks = corpus.assess(Text(claim, language=language)).marks
    assert not [mark for mark in marks if any(figure.start == mark.start for figure in read_figures(claim, language))]


TABLE = "Line\tPassengers\tChange\nTraffic\t1,200\t-12 %"


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("Traffic fell by 12 percent.", TABLE, "en"),
        ("Traffic was down 12 %.", TABLE, "en"),
        ("A 12 percent fall in traffic was reported.", TABLE, "en"),
        ("Der Verkehr ist um 12 Prozent gefallen.", "Verkehr\t−12 %", "de"),
        ("Traffic: -12 percent.", "Traffic fell by 12 percent in May.", "en"),
    ],
)
def test_a_fall_and_the_amount_with_a_minus_sign_are_one_figure(claim: str, text: str, language: str) -> None:
    assert Corpus([CorpusSource("S1", text, language)]).assess(Text(claim, language=language)).marks == ()
    assert compare(claim, text, claim_language=language, passage_language=language).relation == "same"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Traffic rose by 12 percent.", TABLE),
        ("Traffic fell to 12 percent.", TABLE),
        ("Traffic fell by 15 percent.", TABLE),
        ("Traffic: -12 percent.", "Traffic rose by 12 percent in May."),
        ("The temperature fell by 12 °C.", "The temperature\t-12 °C"),
    ],
)
def test_a_minus_sign_is_no_rise_no_level_and_no_other_fall(claim: str, text: str) -> None:
    assert "not in S1" in Corpus([CorpusSource("S1", text)]).assess(Text(claim)).line
    assert compare(claim, text, claim_language="en").relation != "same"
