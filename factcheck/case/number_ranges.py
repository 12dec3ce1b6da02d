"""The ranges of numbers that checkers were given for the refs of what they add, so that copies do not give one twice.

A case names the first number of each range with its checker: "1001 bob". Who has none counts on below all ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.case.index import LETTERS, Index

WIDTH = 1000
_DIGITS = 15


class NumberRange(NamedTuple):
    """The numbers from `first` to `last`, of a checker."""

    first: int
    last: int
    checker: str


def number_ranges(written: Iterable[str]) -> Iterator[NumberRange]:
    """Yield the ranges that a case names; what is none is left out."""
    for words in written:
        first, _, checker = words.partition(" ")
        if first.isdecimal() and first.isascii() and len(first) <= _DIGITS and checker:
            yield NumberRange(int(first), int(first) + WIDTH - 1, checker)


def next_number(index: Index, table: str, written: Iterable[str], checker: str) -> int:
    """Return the number for the next row of a table that a checker adds."""
    ranges = [*number_ranges(written)]
    if not ranges:
        return index.next_number(table)
    begin, end = 1, min(each.first for each in ranges) - 1
    for own in (each for each in ranges if each.checker == checker):
        begin, end = own.first, own.last
    number = index.highest_in(table, begin, end) + 1
    return number if number <= end else max(index.next_number(table), max(each.last for each in ranges) + 1)


def new_range(index: Index, written: Iterable[str], checker: str) -> str:
    """Return a range for a checker as a case names it: above all numbers that are in use or given."""
    used = [index.next_number(table) - 1 for table in LETTERS] + [each.last for each in number_ranges(written)]
    return f"{(max(used) - 1) // WIDTH * WIDTH + WIDTH + 1} {checker}"
