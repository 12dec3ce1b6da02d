"""Figures are found where they stand, in a form that can be compared; what only looks like one is passed over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.languages.reader import English

SAMPLES = """
238 4,500 4.5 18-year 81-year-old $46mn 46m €5 10% per cent seven ſeven SİX twenty-five hundred million one January Jan.
6, 2022 2007-2012 2023-04-25 24th 10:30 1990s covid-19 Article 175 people officers dollars and to respectively toll died
died. ( ) ’s – ٣ ½ 1,1,1 99999999999999999999
"""
LOOKALIKES = """
covid-19; SU-95; NRK95100; 24/7; one of them; no one; Part 3; paragraph 3; Apollo 11 landed; at first;
12345678901234567890; version 1.2.3; a 5G mast; page 1990; a second later
"""
PIECES = st.sampled_from(SAMPLES.split())
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map(" ".join))


def only(text: str) -> Figure:
    figures = English().figures(text)
    assert len(figures) == 1, figures
    return figures[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "said"),
    [
        ("225 people died", 225, "people", "225"),
        ("225 persons died", 225, "people", "225"),
        ("225 dead", 225, "people", "225"),
        ("the death toll rose to 225.", 225, "people", "225"),
        ("more than 4,500 protesters", 4500, "protester", "4,500"),
        ("19 law enforcement officers died", 19, "officer", "19"),
        ("18 law-enforcement officers died", 18, "officer", "18"),
        ("the 81-year-old ruler", 81, "year-old", "81"),
        ("twenty-five women", 25, "woman", "twenty-five"),
        ("Two hundred cities", 200, "city", "Two hundred"),
        ("1.5 million churches", 1500000, "church", "1.5 million"),
        ("2bn people", 2 * 10**9, "people", "2bn"),
        ("2000 people", 2000, "people", "2000"),
        ("guilty under Article 175", 175, "article", "175"),
        ("19 U.S. judges", 19, "judge", "19"),
        ("a score of 4.5", Decimal("4.5"), "", "4.5"),
    ],
)
def test_numbers(text: str, value: Decimal, unit: str, said: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.value, figure.unit, figure.text) == (FigureKind.NUMBER, value, unit, said)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "said"),
    [
        ("up to $46mn was found", FigureKind.MONEY, 46 * 10**6, "usd", "$46mn"),
        ("24 million US dollars", FigureKind.MONEY, 24 * 10**6, "usd", "24 million US dollars"),
        ("10 billion tenge", FigureKind.MONEY, 10**10, "kzt", "10 billion tenge"),
        ("20 million euros", FigureKind.MONEY, 20 * 10**6, "eur", "20 million euros"),
        ("$2000", FigureKind.MONEY, 2000, "usd", "$2000"),
        ("2000 euros", FigureKind.MONEY, 2000, "eur", "2000 euros"),
        ("by 7.5% in all", FigureKind.PERCENT, Decimal("7.5"), "percent", "7.5%"),
        ("three per cent", FigureKind.PERCENT, 3, "percent", "three per cent"),
    ],
)
def test_money_and_percentages(text: str, kind: FigureKind, value: Decimal, unit: str, said: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.value, figure.unit, figure.text) == (kind, value, unit, said)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("January 6, 2022", (2022, 1, 6), "day"),
        ("6 January 2022", (2022, 1, 6), "day"),
        ("June 26th , 1980", (1980, 6, 26), "day"),
        ("2023-04-25", (2023, 4, 25), "day"),
        ("Sept 5", (0, 9, 5), "day"),
        ("Jan. 6", (0, 1, 6), "day"),
        ("April 24", (0, 4, 24), "day"),
        ("January 2022", (2022, 1, 0), "month"),
        ("April of 1866", (1866, 4, 0), "month"),
        ("2022", (2022, 0, 0), "year"),
    ],
)
def test_dates(text: str, value: tuple[int, int, int], unit: str) -> None:
    figure = only(f"It was on {text}.")
    assert (figure.kind, figure.value, figure.unit, figure.text) == (FigureKind.DATE, value, unit, text)


@pytest.mark.parametrize("text", LOOKALIKES.split(";"))
def test_what_only_looks_like_a_figure(text: str) -> None:
    assert English().figures(f"it was {text.strip()}") == []


def test_a_year_is_told_from_a_number() -> None:
    assert only("in 2011 protests broke out").kind == FigureKind.DATE
    assert only("killed 2011 protesters").kind == FigureKind.NUMBER


def test_the_members_of_a_list_share_their_unit_and_are_linked() -> None:
    text = "They got 16, 15 and three years; then 20 officers left."
    figures = English().figures(text)
    assert [(str(figure.value), figure.unit) for figure in figures[:3]] == [
        ("16", "year"),
        ("15", "year"),
        ("3", "year"),
    ]
    assert English().linked(text, *figures[:2])
    assert English().linked(text, *figures[1:3])
    assert not English().linked(text, *figures[2:])


def test_a_date_and_the_number_after_it_are_no_list() -> None:
    text = "In 2022, 225 people died."
    assert not English().linked(text, *English().figures(text))


@given(TEXTS)
def test_any_text_can_be_read_and_figures_lie_in_it_in_order(text: str) -> None:
    end = 0
    for figure in English().figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        assert isinstance(figure.value, tuple) == (figure.kind == FigureKind.DATE)
        end = figure.end
