"""What is said of two texts without taking a side: figures of two things, and dates that have two readings."""

from __future__ import annotations

import pytest

from factcheck.evidence import Text
from factcheck.evidence.marks.corpus import Corpus, CorpusSource
from factcheck.workspace.text_checks import compare


@pytest.mark.parametrize(
    ("claim", "passage", "line"),
    [
        (
            "40 % of young voters backed the plan.",
            "61 % of all voters backed the plan.",
            "young voters 40 % · all voters 61 %",
        ),
        ("In Paris 5 people died in the flood.", "In Lyon 9 people died in the flood.", "Paris 5 · Lyon 9"),
        (
            "Net profit rose to 4 million euros in the quarter.",
            "Gross profit rose to 7 million euros in the quarter.",
            "Net profit 4 million euros · Gross profit 7 million euros",
        ),
        (
            "Die Arbeitslosigkeit unter Frauen lag bei 6 Prozent.",
            "Die Arbeitslosigkeit unter Männern lag bei 9 Prozent.",
            "Frauen lag 6 Prozent · Männern lag 9 Prozent",
        ),
    ],
)
def test_figures_of_two_things_stand_beside_each_other(claim: str, passage: str, line: str) -> None:
    found = compare(claim, passage)
    assert (found.relation, found.suggestion) == ("nothing", None)
    assert line in found.reasons


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("40 % of young voters backed the plan.", "The school was rebuilt for 61 % of the sum."),
        ("The fire killed 12 people.", "The fire killed 12 people in Lyon."),
        ("The fire killed 12 people.", "The fire killed 15 people."),
        ("Not 40 % of young voters backed the plan.", "61 % of all voters backed the plan."),
    ],
)
def test_nothing_is_noted_of_other_sentences_nor_of_figures_that_agree_or_differ(claim: str, passage: str) -> None:
    assert not [reason for reason in compare(claim, passage).reasons if "·" in reason]


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("12/05/2020", "12/05/2020: 12 May or 5 December 2020"),
        ("4/3/2021", "4/3/2021: 4 March or 3 April 2021"),
        ("5/5/2020", ""),
        ("25/12/2020", ""),
    ],
)
def test_a_date_with_two_readings_is_said_to_have_them(date: str, line: str) -> None:
    found = compare(f"She resigned on {date}.", "She resigned on 4 July.")
    assert [reason for reason in found.reasons if reason.startswith(date)] == ([line] if line else [])


def test_the_sheet_has_the_line_of_a_claim() -> None:
    corpus = Corpus([CorpusSource("S1", "61 % of all voters backed the plan in spring. The fair opened on Monday.")])
    found = corpus.assess(Text("40 % of young voters backed the plan."))
    assert found.notes == ("S1: young voters 40 % · all voters 61 %",)
    assert corpus.assess(Text("He resigned on 12/05/2020.")).notes == ("12/05/2020: 12 May or 5 December 2020",)
