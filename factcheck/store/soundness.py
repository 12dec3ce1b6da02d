"""Whether a change leaves a case that can be read again.

What db.json must be is checked when it is read. What a change would make of it is held to the same rules
before the change is made durable, so that nothing is ever written which this program itself would refuse:
by an undo of rows that another program has built upon, by a damaged history, by a wrong field.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.case import SHEET, Case, Sheet
from factcheck.changes import Batch, Change
from factcheck.errors import InvalidError, UnreadableError
from factcheck.model import Row
from factcheck.scale import read_scale
from factcheck.store.schema import check_row, check_sheet
from factcheck.store.tables import LINKS, row_key


def check_batch(case: Case, batch: Batch) -> None:
    """Raise ConflictError if `batch` does not fit the case, InvalidError if the outcome could not be read again."""
    case.check(batch)
    outcome = _Outcome(case, batch)
    try:
        for change in batch:
            row = outcome.row(change.table, change.key)
            if row is None:
                _check_nothing_hangs_on(outcome, change)
            else:
                _check_row(outcome, change, row)
        _check_refs(outcome)
        _check_labels(outcome)
    except UnreadableError as error:
        raise InvalidError(str(error)) from error


class _Outcome:
    """The rows as a batch would leave them: those that it touches, over those that the case has."""

    def __init__(self, case: Case, batch: Batch) -> None:
        self.batch = batch
        self._tables = case.tables
        self._touched = {(change.table, change.key): self._after(change) for change in batch}

    def _after(self, change: Change) -> Row | None:
        if change.before is None or change.after is None:
            return change.after
        return {**(self._tables[change.table].row(change.key) or {}), **change.after}

    def row(self, table: str, key: str) -> Row | None:
        """Return one row; None where there will be none."""
        if (table, key) in self._touched:
            return self._touched[table, key]
        return self._tables[table].row(key)

    def rows(self, table: str) -> Iterator[tuple[str, Row]]:
        """Yield every row of a table with its key."""
        for key, row in self._tables[table].rows().items():
            if (table, key) not in self._touched:
                yield key, row
        yield from self.touched(table)

    def touched(self, table: str) -> Iterator[tuple[str, Row]]:
        """Yield the rows of a table that the batch adds or alters."""
        for (name, key), row in self._touched.items():
            if name == table and row is not None:
                yield key, row


def _check_row(outcome: _Outcome, change: Change, row: Row) -> None:
    """Refuse a row that is none, that stands under another's key, or that hangs on what is not there."""
    for field in check_row(change.table, change.key, row).keys() - row.keys():
        raise UnreadableError(f"{change.target}: {field} is missing")
    if change.table == "case":
        check_sheet(change.key, row)
    if row_key(change.table, row) != change.key:
        raise UnreadableError(f"{change.target}: is the row of {row_key(change.table, row)}")
    for field in dict(LINKS).get(change.table, ()):
        if outcome.row(f"{field}s", row[field]) is None:
            raise UnreadableError(f"{change.target}: its {field} {row[field]!r} is not in the case")


def _check_nothing_hangs_on(outcome: _Outcome, change: Change) -> None:
    """Refuse to remove a row while an excerpt or a verdict is of it."""
    for table, fields in LINKS:
        for field in fields:
            if f"{field}s" != change.table:
                continue
            for key, row in outcome.rows(table):
                if row[field] == change.key:
                    raise UnreadableError(f"{change.target} cannot go: {table} {row.get('ref') or key} is of it")


def _check_refs(outcome: _Outcome) -> None:
    """Refuse a row without a ref, and two rows of a table with one."""
    for table in {change.table for change in outcome.batch if "ref" in (change.after or {})}:
        seen: dict[str, str] = {}
        for key, row in outcome.rows(table):
            if not row["ref"]:
                raise UnreadableError(f"{table}/{key}: ref must not be empty")
            if seen.setdefault(row["ref"].upper(), key) != key:
                raise UnreadableError(f"{table}: two rows would have the ref {row['ref']}")


def _check_labels(outcome: _Outcome) -> None:
    """Refuse a verdict whose label is not in the scale, where the verdict or the scale changes."""
    tables = {change.table for change in outcome.batch}
    if not tables & {"verdicts", "case"}:
        return
    sheet = outcome.row("case", SHEET)
    scale = read_scale(Sheet().scale if sheet is None else sheet["scale"])
    known = {label.id for label in scale.labels} | {None}
    for key, row in outcome.rows("verdicts") if "case" in tables else outcome.touched("verdicts"):
        if row["label"] not in known:
            raise UnreadableError(f"verdicts {key}: label {row['label']!r} is not in the scale ({scale.ids})")
