"""What a row was before any of its changes, found by taking them back; and what a script changed without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import orjson

from factcheck.case.changes import Change, ChangeKind
from factcheck.case.ids import sha256_of
from factcheck.case.merging.fields import SHOWN_ONLY
from factcheck.case.record import Row


def ground_of(changes: Sequence[Row], row: Row | None) -> dict[str, Any] | None:
    """Return a row as it was before `changes`, given as it is after them; None if one of them added it."""
    if changes and changes[0].get("before") is None:
        return None
    ground = dict(row or {})
    for change in reversed(changes):
        ground |= change.get("before") or {}
    return ground or None


class Ground(NamedTuple):
    """The row on which the changes of all copies stand, and the changes that stand for what no history tells."""

    row: dict[str, Any] | None
    unrecorded: list[Change]


def common_ground(target: str, grounds: Iterable[dict[str, Any] | None]) -> Ground:
    """Return one ground for a row of which copies may have different ones, though no change tells why.

    Then the values of each copy become changes that knew nothing of each other: their fields are contested.
    """
    found = [ground for ground in grounds if ground is not None]
    if not found:
        return Ground(None, [])
    if len({orjson.dumps(ground) for ground in found}) == 1:
        return Ground(found[0], [])
    names = list(dict.fromkeys(name for ground in found for name in ground))
    values = {name: {orjson.dumps(ground[name]): ground[name] for ground in found if name in ground} for name in names}
    row = {name: several[max(several)] for name, several in values.items()}
    differing = {name: several for name, several in values.items() if len(several) > 1 and name not in SHOWN_ONLY}
    return Ground(row, [_claimed(target, {name: value}) for name in differing for value in differing[name].values()])


def made_in_turn(changes: Sequence[Row], ground: Row | None) -> Row:
    """Return what changes, each of which was made on the one before, made of a row, or what it held if it is gone."""
    row = dict(ground or {})
    for change in changes:
        row |= change.get("after") or {}
    return row


def unrecorded_edit(target: str, changes: Sequence[Row], made: Row, row: Row) -> Change | None:
    """Return the change that a program made of a row without recording it; None if the row is what `changes` `made`."""
    names = [name for name in row if name not in SHOWN_ONLY and row[name] != made.get(name)]
    after = {name: row[name] for name in names if name in made or row[name] not in ("", False, None)}
    if not after:
        return None
    last = changes[-1]
    edit = _claimed(target, after, {name: made.get(name) for name in after})
    return replace(edit, at=last["at"], n=last["n"] + 1, seen=tuple(change["id"] for change in changes))


def _claimed(target: str, after: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> Change:
    """Return a change by nobody, with an id that every copy gives it."""
    change_id = sha256_of(orjson.dumps([target, after], option=orjson.OPT_SORT_KEYS))[:16]
    before = dict(after) if before is None else dict(before)
    return Change(
        id=change_id,
        at="",
        by="",
        kind=ChangeKind.EDIT,
        target=target,
        before=before,
        after=dict(after),
        batch=change_id,
        n=1,
    )
