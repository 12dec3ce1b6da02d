"""Make imported rows fit a case: validate lengths, characters and timestamps; assign refs and positions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from factcheck.case.case import Case
from factcheck.case.index import LETTERS
from factcheck.case.input import stamp
from factcheck.case.records import Row, ref_number
from factcheck.errors import InvalidError

_LONGEST = {"text": 10_000, "quote": 1_000_000}
_LONGEST_OTHER, _MOST_TAGS = 100_000, 100
_REQUIRED = {"text": "the claim is empty", "quote": "the quote is empty"}


def check_storable(row: Row) -> None:
    """Refuse a row that is to be stored and cannot be, or should not. Raises InvalidError."""
    for name, why in _REQUIRED.items():
        if name in row and not row[name]:
            raise InvalidError(why)
    for name, value in row.items():
        if isinstance(value, str):
            _check_text(name, value)
    tags = row.get("tags", ())
    if len(tags) > _MOST_TAGS:
        raise InvalidError(f"has {len(tags)} tags; {_MOST_TAGS} are taken")
    for tag in tags:
        _check_text("a tag", tag)


def _check_text(name: str, text: str) -> None:
    most = _LONGEST.get(name, _LONGEST_OTHER)
    if len(text) > most:
        raise InvalidError(f"{name} has {len(text):,} characters; {most:,} are taken")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidError(f"{name} holds half a character (a lone surrogate), which no file can keep") from error


def parse_time(text: str) -> str:
    """Return a date or time of ISO 8601 as it is stored, in UTC; empty for what is none. A day is its first second."""
    try:
        found = datetime.fromisoformat(text.strip())
        return stamp(found if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""


Rows = Mapping[str, Mapping[str, dict[str, Any]]]


class Numbering:
    """Gives refs and places that fit a case."""

    def __init__(self, case: Case) -> None:
        """Number on from where `case` ends."""
        self._case = case

    def number(self, rows: Rows, *, keep_places: bool) -> None:
        """Give each new row its ref, and each new claim its place behind those that are there.

        `keep_places` leaves the claims where they say that they stand.
        """
        for table, letter in LETTERS.items():
            self._give_refs(table, letter, rows[table])
        if not keep_places:
            claims = self._case.in_order()
            last = claims[-1].position if claims else 0
            for place, row in enumerate(sorted(rows["claims"].values(), key=_place), 1):
                row["position"] = last + place

    def _give_refs(self, table: str, letter: str, rows: Mapping[str, dict[str, Any]]) -> None:
        taken, blank = set(self._case.index.refs[table]), []
        for row in rows.values():
            ref = row["ref"].upper()
            if ref and ref not in taken:
                taken.add(ref)
            else:
                blank.append(row)
        highest = max([self._case.index.next_number(table) - 1, *(ref_number(ref, letter) for ref in taken)])
        free = (ref for number in count(highest + 1) if (ref := f"{letter}{number}") not in taken)
        for row, ref in zip(blank, free, strict=False):
            row["ref"] = ref


def _place(row: Mapping[str, Any]) -> float:
    """Where a claim stood in its own file; all that have no place stay in their order."""
    return float(row["position"])
