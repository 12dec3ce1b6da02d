"""What is counted, bound, ordered, shared or told from another date has one normal form, however it is written."""

from __future__ import annotations

import pytest

from factcheck.evidence import Bound, FigureKind
from factcheck.evidence.claims.claim_index import same_figure
from factcheck.evidence.languages.reader import English
from tests.evidence.languages.english.test_reader import only


@pytest.mark.parametrize(
    ("text", "kind", "normal"),
    [
        ("two hundred and thirty-eight people died", FigureKind.NUMBER, "238 people"),
        ("one thousand two hundred and six sheep", FigureKind.NUMBER, "1206"),
        ("three million five hundred thousand voters", FigureKind.NUMBER, "3500000 voter"),
        ("a hundred cars", FigureKind.NUMBER, "100 car"),
        ("a dozen cars", FigureKind.NUMBER, "about 12 car"),
        ("at least 238 people", FigureKind.NUMBER, "at least 238 people"),
        ("no fewer than 238 people", FigureKind.NUMBER, "at least 238 people"),
        ("238 people or more", FigureKind.NUMBER, "at least 238 people"),
        ("no more than 238 people", FigureKind.NUMBER, "at most 238 people"),
        ("nearly 238 people", FigureKind.NUMBER, "about 238 people"),
        ("a boy jumps over three others", FigureKind.NUMBER, "3 other"),
        ("15-20 people", FigureKind.NUMBER, "15/20 people"),
        ("aged 58", FigureKind.NUMBER, "58 year-old"),
        ("an 18-year sentence", FigureKind.DURATION, "18 year"),
        ("sentenced to eighteen years", FigureKind.DURATION, "18 year"),
        ("two decades", FigureKind.DURATION, "2 decade"),
        ("20–25%", FigureKind.PERCENT, "20/25 percent"),
        ("a third of the seats", FigureKind.PERCENT, "about 33.3 percent"),
        ("two-thirds voted", FigureKind.PERCENT, "about 66.7 percent"),
        ("half of them", FigureKind.PERCENT, "about 50 percent"),
        ("the first studio album", FigureKind.ORDINAL, "1 studio"),
        ("the twenty-first century", FigureKind.ORDINAL, "21 century"),
        ("the 3rd time", FigureKind.ORDINAL, "3 time"),
        ("US$46mn", FigureKind.MONEY, "46000000 usd"),
        ("EUR 5bn", FigureKind.MONEY, "5000000000 eur"),
        ("5 trillion KZT", FigureKind.MONEY, "5000000000000 kzt"),
        ("between ₸10 million and ₸20 million", FigureKind.MONEY, "10000000/20000000 kzt"),
        ("between USD 10 and USD 20", FigureKind.MONEY, "10/20 usd"),
        ("₹10–₹20 crore", FigureKind.MONEY, "100000000/200000000 inr"),
        ("US$10–US$20 million", FigureKind.MONEY, "10000000/20000000 usd"),
        ("a result of ₹-5 million", FigureKind.MONEY, "-5000000 inr"),
        ("12 Canadian dollars", FigureKind.MONEY, "12 cad"),
        ("nearly €1.5 million", FigureKind.MONEY, "about 1500000 eur"),
        ("January 5-6", FigureKind.DATE, "XXXX-01-05/XXXX-01-06"),
        ("in 2007-2012", FigureKind.DATE, "2007/2012"),
        ("25.04.2023", FigureKind.DATE, "2023-04-25"),
        ("April of 1866", FigureKind.DATE, "1866-04"),
        ("the 2009 Music Awards", FigureKind.DATE, "2009"),
        ("dozens of cars", FigureKind.VAGUE, "12 car"),
        ("hundreds of people", FigureKind.VAGUE, "100 people"),
    ],
)
def test_normal_forms(text: str, kind: FigureKind, normal: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.normal) == (kind, normal)


@pytest.mark.parametrize(
    ("text", "dated", "normal", "derivation"),
    [
        ("He left on January 6 and was held one day later.", "", "XXXX-01-07", "January 6 + 1 day"),
        ("He left on January 5, 2022. Three days later he was held.", "", "2022-01-08", "January 5, 2022 + 3 days"),
        ("He left on 31 December 2021; the following day he fled.", "", "2022-01-01", "31 December 2021 + 1 day"),
        ("He left on March 9, two weeks earlier than planned.", "", "XXXX-02-23", ""),
        ("He was held on January 6 last year.", "2023-04-25", "2022-01-06", "last year: 2022"),
        ("He was held on January 6 last year.", "", "XXXX-01-06", ""),
        ("He was held on Saturday.", "2022-01-09", "2022-01-08", "Saturday: 2022-01-08"),
        ("He was held on Saturday.", "2022-01-08", "2022-01-08", "Saturday: 2022-01-08"),
    ],
)
def test_dates_told_from_others(text: str, dated: str, normal: str, derivation: str) -> None:
    told = English().figures(text, dated)[-1]
    if not derivation and "weeks" in text:  # over the end of a February, in no year that is said
        assert told.kind is FigureKind.DURATION
    else:
        assert (told.normal, told.derivation) == (normal, derivation)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("He will be held on Saturday.", "2022-01-09"),
        ("He was held on Saturday.", "2022-01"),
        ("He was held on Saturday.", ""),
        ("He came on May 1 and on May 3; one day later he left.", ""),
        ("He came in May 2022; one day later he left.", ""),
        ("He came on May 1. It rained. It snowed. One day later he left.", ""),
    ],
)
def test_what_is_not_certain_is_not_worked_out(text: str, dated: str) -> None:
    assert not [figure for figure in English().figures(text, dated) if figure.derivation]


def test_durations_of_years_and_months_can_be_compared() -> None:
    year, months = only("one term of 2 years"), only("a term of 24 months")
    assert year.measure == months.measure
    assert year.amount == months.amount


def test_a_bound_belongs_to_its_figure() -> None:
    least, exact = English().figures("At least 200 people came and 30 cars.")
    assert (least.bound, exact.bound) == (Bound.AT_LEAST, Bound.EXACT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The path is 5–10 km long.", "The path is 5,000–10,000 m long."),
        ("The path is 0–10 km long.", "The path is 0–10,000 m long."),
        ("It was 5–10 °C there.", "It was 41–50 °F there."),
        ("It was 0–10 °C there.", "It was 32–50 °F there."),
    ],
)
def test_a_range_is_the_same_in_two_units(one: str, other: str) -> None:
    assert only(one).key == only(other).key
    assert same_figure(only(one), only(other))


def test_the_members_of_a_list_have_the_unit_after_it() -> None:
    listed = English().figures("It was 5 and 10 °C there.")
    assert [figure.key for figure in listed] == [only("5 °C").key, only("10 °C").key]
