"""Identifiers of the rows of a case in other formats: IRIs made of the row's id, and whole numbers made of its ref."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote

from factcheck.case.case import Case
from factcheck.case.index import LETTERS
from factcheck.case.records import Source, ref_number
from factcheck.exports.dates import is_web

_SPACE = "urn:x-factcheck"


def urn(noun: str, row_id: str) -> str:
    """Return the name of a row, `urn:x-factcheck:excerpt:9f86d081884c7d65`: its id, escaped as in addresses."""
    return f"{_SPACE}:{noun}:{quote(row_id, safe='')}"


def source_iri(source: Source) -> str:
    """Return the address of a source; its name where it has none on the web."""
    return source.url if is_web(source.url) else urn("source", source.id)


class Referred(Protocol):
    """A record that has a ref."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def ref(self) -> str:
        """What people call it."""


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
