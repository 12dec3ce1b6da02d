"""The refs and places of rows that come in: those that they bring where these are free, else the next, in order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from factcheck.case.case import Case
from factcheck.case.index import LETTERS
from factcheck.case.records import ref_number

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
