"""Whether a change leaves a case that can be read again.

What db.json must be is checked when it is read. What a change would make of it is held to the same rules
before the change is made durable, so that nothing is ever written which this program itself would refuse:
by an undo of rows that another program has built upon, by a damaged history, by a wrong field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from factcheck.case.case import Case, StagedChange
from factcheck.case.case_info import CASE_KEY, CaseInfo
from factcheck.case.changes import Batch, Change
from factcheck.case.merging.links import LINKS, OPTIONAL_LINKS, hanging_on
from factcheck.case.record import Row
from factcheck.case.scale import read_scale
from factcheck.errors import InvalidError, UnreadableError
from factcheck.storage.schema import check_row, check_sheet
from factcheck.storage.tables import row_key


def check_batch(case: Case, batch: Batch) -> list[StagedChange]:
    """Check the changes of `batch` and the rows that they would leave; return them for `Case.apply_staged`.

    Raises ConflictError if it does not fit, InvalidError if the outcome could not be read again.
    """
    staged = case.stage(batch)
    outcome = _Outcome(case, staged)
    try:
        for each in staged:
            if each.after is None:
                _check_nothing_hangs_on(outcome, each.change)
            else:
                _check_row(outcome, each.change, each.after)
        _check_refs(outcome)
        _check_labels(outcome)
    except UnreadableError as error:
        raise InvalidError(str(error)) from error
    return staged


class _Outcome:
    """The rows as a batch would leave them: those that it touches, over those that the case has."""

    def __init__(self, case: Case, staged: Iterable[StagedChange]) -> None:
        self.case = case
        self.after: dict[tuple[str, str], Row | None] = {}
        for each in staged:
            table, _, key = each.change.target.partition("/")
            self.after[table, key] = each.after

    def has(self, table: str, key: str) -> bool:
        """Return whether there will be a row under `key`."""
        if (table, key) in self.after:
            return self.after[table, key] is not None
        return key in self.case.tables[table]

    def touched(self, table: str) -> Iterator[tuple[str, Row]]:
        """Yield the rows of a table that the batch adds or changes."""
        for (name, key), row in self.after.items():
            if name == table and row is not None:
                yield key, row

    @cached_property
    def hanging(self) -> dict[tuple[str, str], str]:
        """The rows to which rows of the batch refer, each with the name of one of these."""
        return {
            (other, row.get(field, "")): f"{table} {row.get('ref') or key}"
            for table, fields in LINKS.items()
            for key, row in self.touched(table)
            for field, others in fields.items()
            for other in others
        }


def _check_row(outcome: _Outcome, change: Change, row: Row) -> None:
    """Refuse an invalid row, one under a wrong key, and one that refers to a missing row."""
    table, _, key = change.target.partition("/")
    if (whole := check_row(table, key, row)) is not row:
        for field in whole.keys() - row.keys():
            raise UnreadableError(f"{change.target}: {field} is missing")
    if table == "case":
        check_sheet(key, row)
    if row_key(table, row) != key:
        raise UnreadableError(f"{change.target}: is the row of {row_key(table, row)}")
    for field, others in LINKS.get(table, {}).items():
        if field in OPTIONAL_LINKS and not row.get(field):
            continue  # an entry about the case, a source that repeats none
        if not any(outcome.has(other, row[field]) for other in others):
            raise UnreadableError(f"{change.target}: its {field} {row[field]!r} is not in the case")


def _check_nothing_hangs_on(outcome: _Outcome, change: Change) -> None:
    """Refuse to remove a row to which an excerpt, a verdict, an entry or a source refers."""
    for target in hanging_on(outcome.case, change.target):
        table, _, key = target.partition("/")
        if (table, key) not in outcome.after:
            left = outcome.case.tables[table].row(key) or {}
            raise UnreadableError(f"{change.target} cannot go: {table} {left.get('ref') or key} is of it")
    if new := outcome.hanging.get((change.table, change.key)):
        raise UnreadableError(f"{change.target} cannot go: {new} is of it")


def _check_refs(outcome: _Outcome) -> None:
    """Refuse an empty ref, and one that two rows of a table have."""
    for table, refs in outcome.case.index.refs.items():
        new: dict[str, str] = {}
        for key, row in outcome.touched(table):
            ref = row["ref"].upper()
            if not ref:
                raise UnreadableError(f"{table}/{key}: ref must not be empty")
            other = refs.get(ref, key)
            taken = other != key and (table, other) not in outcome.after
            if taken or new.setdefault(ref, key) != key:
                raise UnreadableError(f"{table}: two rows would have the ref {row['ref']}")


def _check_labels(outcome: _Outcome) -> None:
    """Refuse a verdict whose label is not in the scale, where the verdict or the scale changes."""
    case, labels = outcome.case, {key: row["label"] for key, row in outcome.touched("verdicts")}
    scale = case.scale
    if ("case", CASE_KEY) in outcome.after:
        sheet = outcome.after["case", CASE_KEY]
        scale = read_scale(CaseInfo().scale if sheet is None else sheet["scale"])
        labels = {key: label for found in case.index.verdicts.values() for key, label in found.items()} | labels
    known = {label.id for label in scale.labels} | {None}
    for key, label in labels.items():
        if label not in known and outcome.has("verdicts", key):
            raise UnreadableError(f"verdicts {key}: label {label!r} is not in the scale ({scale.ids})")
