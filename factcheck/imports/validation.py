"""Make imported rows fit a case: validate lengths, characters and timestamps; assign refs and positions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from factcheck.case.case import Case
from factcheck.case.ids import ref_number
from factcheck.case.index import LETTERS
from factcheck.case.input import stamp
from factcheck.case.record import Row
from factcheck.errors import InvalidError

_LONGEST = {"text": 10_000, "quote": 1_000_000}
_LONGEST_OTHER, _MOST_TAGS = 100_000, 100
_REQUIRED = {"text": "the claim is empty", "quote": "the quote is empty"}


def check_storable(row: Row) -> None:
    """Raise InvalidError for a row that cannot be stored: a required text is empty, or a text or list is too long."""
    for name, why in _REQUIRED.items():
        if name in row and not row[name]:
            raise InvalidError(why)
    for name, value in row.items():
        if isinstance(value, str):
            _check_text(name, value)
    tags = row.get("tags", ())
    if len(tags) > _MOST_TAGS:
        raise InvalidError(f"has {len(tags)} tags; at most {_MOST_TAGS} are allowed")
    for tag in tags:
        _check_text("a tag", tag)


def _check_text(name: str, text: str) -> None:
    most = _LONGEST.get(name, _LONGEST_OTHER)
    if len(text) > most:
        raise InvalidError(f"{name} has {len(text):,} characters; at most {most:,} are allowed")
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidError(f"{name} contains half a character (a lone surrogate), which cannot be stored") from error


def parse_time(text: str) -> str:
    """Return an ISO 8601 date or time as it is stored, in UTC; a date is its first second; "" if it is neither."""
    try:
        time = datetime.fromisoformat(text.strip())
        return stamp(time if time.tzinfo else time.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""


Rows = Mapping[str, Mapping[str, dict[str, Any]]]


class Numbering:
    """Assigns refs and positions that are free in a case."""

    def __init__(self, case: Case) -> None:
        """Continue after the last ref and position of `case`."""
        self._case = case

    def number(self, rows: Rows, *, keep_positions: bool) -> None:
        """Set the ref of each new row that has none or a taken one, and the position of each new claim.

        New claims follow those of the case, in the order of the file. `keep_positions` keeps the positions they have.
        """
        for table, letter in LETTERS.items():
            self._set_refs(table, letter, rows[table])
        if not keep_positions:
            claims = self._case.in_order()
            last = claims[-1].position if claims else 0
            in_order = sorted(rows["claims"].values(), key=lambda row: float(row["position"]))
            for number, row in enumerate(in_order, 1):
                row["position"] = last + number

    def _set_refs(self, table: str, letter: str, rows: Mapping[str, dict[str, Any]]) -> None:
        taken, without_ref = set(self._case.index.refs[table]), []
        for row in rows.values():
            ref = row["ref"].upper()
            if ref and ref not in taken:
                taken.add(ref)
            else:
                without_ref.append(row)
        begin = self._case.next_number(table)
        if begin == self._case.index.next_number(table):  # no range of one's own: above those in the file, too
            begin = max([begin, *(ref_number(ref, letter) + 1 for ref in taken)])
        free = (ref for number in count(begin) if (ref := f"{letter}{number}") not in taken)
        for row, ref in zip(without_ref, free, strict=False):
            row["ref"] = ref
