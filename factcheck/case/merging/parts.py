"""A part of a history: the changes that a checker sends by mail, and which of them can be merged already."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.merging.copies import changes_of
from factcheck.case.merging.links import parents
from factcheck.case.rows import RECORDS


def part_since(case: Case, since: str = "", checker: str = "") -> list[Change]:
    """Return the changes at or after `since`, a time in ISO 8601, all or those of a checker, in their order."""
    changes = (Change.from_row(row) for row, _ in changes_of(case))
    return [change for change in changes if change.at >= since and checker in {"", change.by}]


def split_waiting(case: Case, part: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """Return the changes of a part that can be merged into a case, and those that name a change or a row it lacks."""
    ready = list(part)
    while True:
        known = {change.id for change in ready}
        rows = {change.target for change in ready if change.before is None}
        batches = {change.batch for change in ready if not _is_known(case, change, known, rows)}
        if not batches:
            kept = {change.id for change in ready}
            return ready, [change for change in part if change.id not in kept]
        ready = [change for change in ready if change.batch not in batches]  # batches come whole, or not at all


def _is_known(case: Case, change: Change, known: set[str], rows: set[str]) -> bool:
    named = {*change.seen, *filter(None, [change.undoes])}
    if any(each not in known and each not in case.history for each in named):
        return False
    if change.before is not None and change.kind != ChangeKind.FORGET and not _has(case, change.target, rows):
        return False
    needed = list(parents(change.table, change.after or {}))
    return not needed or any(_has(case, target, rows) for target in needed)


def _has(case: Case, target: str, rows: set[str]) -> bool:
    table, _, key = target.partition("/")
    return target in rows or key in case.tables[table] or bool(case.history.changes_of([target]))


def fault_of(change: Change) -> str:
    """Return what is wrong with a change that another copy sent: it is of no table, or of another row than it says."""
    table, _, key = change.target.partition("/")
    if table not in RECORDS or table == "history" or not key:
        return f"it is of {change.target!r}, which this factcheck does not know"
    claim, _, checker = key.partition("/")
    for side in (change.before, change.after):
        if not side:
            continue
        is_other = side.get("id", key) != key
        if table == "verdicts":
            is_other = side.get("claim", claim) != claim or (checker != "" and side.get("checker", checker) != checker)
        if is_other:
            return f"it is of {change.target}, and names another row"
    return ""
