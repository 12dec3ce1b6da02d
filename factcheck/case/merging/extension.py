"""A row that one copy changed further, while the others have it as it was before: the changes add up, nothing is open.

Most rows of a merge are of this kind. They need no account of which change knew which.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.case.merging.ancestry import head_of
from factcheck.case.merging.copies import Copy
from factcheck.case.merging.row_state import RowState
from factcheck.case.merging.union import Union
from factcheck.case.record import Row
from factcheck.case.rows import unwritten


def extended(union: Union, copies: Sequence[Copy], target: str) -> RowState | None:
    """Return the state of a row that one copy alone changed since all copies had the same; None for any other."""
    changes = union.by_target.get(target)
    if not changes or target in union.forgotten:
        return None
    holders = [union.holders[change["id"]] for change in changes]
    count = holders.count(union.everyone)
    last = holders[-1]
    if last == union.everyone or holders != [union.everyone] * count + [last] * (len(holders) - count):
        return None
    number = last.bit_length() - 1
    if last != 1 << number or number >= len(copies):
        return None
    table, _, key = target.partition("/")
    starts = [copy.rows[table].get(key) for place, copy in enumerate(copies) if place != number]
    if len({*starts}) != 1:
        return None
    start = copies[number - 1].row(table, key)
    return extension(table, head_of(changes[:count]), changes[count:], start, copies[number].row(table, key))


def extension(
    table: str, head: list[str] | None, fresh: Sequence[Row], start: Row | None, row: Row | None
) -> RowState | None:
    """Return the state of a row that was `start` and became `row` by the `fresh` changes, each made on the one before.

    `head` is what the first of them must have seen, None if the changes before branch. Returns None if the changes do
    not explain what the row is now, and if it is gone.
    """
    if head is None or row is None or (start is None and (head or fresh[0]["before"] is not None)):
        return None
    absent = unwritten(table)
    state = {**absent, **(start or {})}
    for change in fresh:
        before, after = change["before"], change["after"]
        if change["seen"] != head or after is None:
            return None
        for name in before or ():
            if name not in state or state[name] != before[name]:
                return None
        state |= after
        head = [change["id"]]
    return RowState(dict(row), dict(row)) if state == {**absent, **row} else None
