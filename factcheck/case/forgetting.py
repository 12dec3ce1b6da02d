"""Removing an excerpt or an entry for good: its text leaves the case and the history."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.history import FORGOTTEN
from factcheck.case.ids import ref_number
from factcheck.case.index import LETTERS

TEXTS = {"excerpts": "quote", "entries": "words"}
"""The tables whose rows can be forgotten, each with the field that has the text of a row."""


class Forgettable(NamedTuple):
    """A row that can be forgotten; it may be removed already."""

    table: str
    key: str

    @property
    def target(self) -> str:
        """The row as a change names it."""
        return f"{self.table}/{self.key}"


def find(case: Case, name: str) -> Forgettable:
    """Return an excerpt or an entry by its ref or id, even if it was removed. Raises UnknownError."""
    removed = (change for change in case.history if change.table in TEXTS and change.after is None)
    gone = {str((change.before or {}).get("ref", "")).upper(): change for change in removed}
    if last := gone.get(name.strip().upper()):
        return Forgettable(last.table, last.key)
    is_entry = name in case.entries or ref_number(name.strip(), LETTERS["entries"])
    table = "entries" if is_entry else "excerpts"
    return Forgettable(table, case.key(table, name))


def forget(case: Case, row: Forgettable) -> list[Edit]:
    """Remove a row and its text for good, from its table and from the history."""
    values = case.tables[row.table].row(row.key)
    left = None if values is None else {name: value for name, value in values.items() if name not in FORGOTTEN}
    return [Edit(ChangeKind.FORGET, row.target, left, None)]


def texts_of(case: Case, target: str, *fields: str) -> set[str]:
    """Return every text that the row "table/key" has had in one of its `fields`."""
    table, _, key = target.partition("/")
    changes = case.history.changes_of([target])
    rows = [case.tables[table].row(key), *(side for change in changes for side in (change.before, change.after))]
    return {row[field] for row in rows if row for field in fields if row.get(field)}
