"""Which sources belong to a selection, and the numbers by which formats know rows that have refs here."""

from __future__ import annotations

from typing import Protocol

from factcheck.case.case import Case
from factcheck.case.index import LETTERS
from factcheck.case.records import Source, ref_number
from factcheck.exports.selection import Selection


class Referred(Protocol):
    """A record that has a ref."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def ref(self) -> str:
        """What people call it."""


def is_whole(selection: Selection) -> bool:
    """Tell whether a selection is the whole case, with what no claim of it quotes."""
    return not selection.only.strip() and len(selection.claims) == len(selection.case.claims)


def sources_of(selection: Selection) -> list[Source]:
    """Return the sources of a selection by their refs: of the whole case all, of an extract those that it quotes."""
    case = selection.case
    if is_whole(selection):
        keys = set(case.sources)
    else:
        filed = (case.index.excerpts.get(claim.id, {}).values() for claim in selection.claims)
        keys = {how.source for found in filed for how in found}
    return sorted((case.sources[key] for key in keys), key=lambda source: (len(source.ref), source.ref))


class RefNumbers:
    """Whole numbers for the rows of a table: 12 for C12; beyond all of these for a ref of another make."""

    def __init__(self, case: Case, table: str) -> None:
        """Number the rows of `table`, "claims" say."""
        self._letter = LETTERS[table]
        self._next = case.index.next_number(table)
        self._others: dict[str, int] = {}

    def of(self, record: Referred) -> int:
        """Return the number of a row, always the same."""
        number = ref_number(record.ref, self._letter)
        if record.ref.upper() == f"{self._letter}{number}":
            return number
        return self._others.setdefault(record.id, self._next + len(self._others))
