"""Ranges of dates and numbers in a filter, exact or not, and while they are being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import UnknownError
from factcheck.workspace.filter_ranges import Extent, days_of, parse_dates, parse_numbers


def has(value: str, date: str) -> bool:
    days = days_of(date)
    return days is not None and parse_dates(value, "date").has(days)


@pytest.mark.parametrize(
    ("value", "inside", "outside"),
    [
        ("2020", ["2020", "2020-01", "2020-12-31"], ["2019-12-31", "2021", "", "unknown", "12"]),
        ("2020-05", ["2020-05", "2020-05-31"], ["2020", "2020-06-01"]),
        (">2020", ["2021", "2021-01-01"], ["2020", "2020-12-31", "2019"]),
        (">=2020", ["2020", "2020-01-01", "2021"], ["2019", "2019-12"]),
        ("<2020-05", ["2019", "2020-04-30"], ["2020", "2020-05", "2021"]),
        ("<=2020-05", ["2020-05-31", "2020-05"], ["2020", "2020-06"]),
        ("2019..2021", ["2019", "2020-07-04", "2021-12-31"], ["2018-12-31", "2022"]),
        ("2019..", ["2019-01-01", "2050"], ["2018"]),
        ("..2019", ["2019-12-31", "0800"], ["2020"]),
        ("20", ["2000", "2099-12-31"], ["1999", "2100"]),
        ("2020-1", ["2020-10", "2020-12-31"], ["2020-09", "2020"]),
        ("2020-", ["2020"], ["2021"]),
        ("2019.", ["2019", "2020"], ["2018"]),
        (">", ["2020", "1999"], [""]),
        ("2020-05-01", ["2020-05-01", "2020-05-01T09:00:00Z"], ["2020-05-02", "2020-05"]),
    ],
)
def test_dates_are_in_a_range_as_a_whole_or_not_at_all(value: str, inside: list[str], outside: list[str]) -> None:
    assert [has(value, date) for date in inside] == [True] * len(inside)
    assert [has(value, date) for date in outside] == [False] * len(outside)


@pytest.mark.parametrize("value", ["x", ">soon", "2020..x", "2020-005", "2.5", "<>2", "2020...2021"])
def test_what_is_no_date_is_told_with_what_is_taken(value: str) -> None:
    with pytest.raises(UnknownError, match=r"no date:.* in a filter; it takes 2020, >2020-05"):
        parse_dates(value, "date")


@pytest.mark.parametrize("value", ["x1x", "2..x", "--1", "2.5"])
def test_what_is_no_number_is_told_with_what_is_taken(value: str) -> None:
    with pytest.raises(UnknownError, match=r"no supports:.* in a filter; it takes 2, >2"):
        parse_numbers(value, "supports")


numbers = st.integers(0, 30)


@given(numbers, numbers, numbers)
def test_numbers_are_compared_as_numbers(low: int, high: int, number: int) -> None:
    span = Extent(number, number)
    for value, expected in (
        (f"{low}", number == low),
        (f">{low}", number > low),
        (f">={low}", number >= low),
        (f"<{low}", number < low),
        (f"<={low}", number <= low),
        (f"C{low}..c{high}", low <= number <= high),
        (f"{low}..", number >= low),
        (f"..{high}", number <= high),
        ("..", True),
    ):
        assert parse_numbers(value, "ref").has(span) is expected, value
