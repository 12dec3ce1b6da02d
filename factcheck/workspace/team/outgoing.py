"""Changes of the open case that the server does not have yet: which of them one may share, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind, batches_of
from factcheck.case.merging.links import parents
from factcheck.case.merging.parts import part_since
from factcheck.text import counted

EDITOR, CHECKER, READER = "editor", "checker", "reader"


class Outgoing(NamedTuple):
    """Changes to be sent, whole batches; `held` are those that the role of the sender does not let him share."""

    changes: list[Change]
    held: list[Change]


def why_held(count: int, checker: str, role: str) -> str:
    """Return a line that says how many changes are held back, and why."""
    kept = f"{counted(count, 'change')} not shared:"
    if role == CHECKER:
        return f"{kept} a checker shares what is signed {checker}, except the rules of the case; an editor shares all"
    return f"{kept} your role ({role}) does not let you share"


def outgoing(case: Case, ids: Collection[str], checker: str, role: str) -> Outgoing:
    """Return the changes with these ids as far as `checker` may share them, in their order, batch after batch.

    What builds on a change that is held back is held back, too: nobody could merge it.
    """
    wanted = _numbered(case, ids)
    held = _held(case, wanted, checker, role)
    batches = batches_of(change for change in wanted if change.id not in held)
    return Outgoing([*chain.from_iterable(batches)], [change for change in wanted if change.id in held])


def _numbered(case: Case, ids: Collection[str]) -> list[Change]:
    """Return changes in the order of the history, those of older versions with an `n`."""
    if not ids:
        return []
    changes = case.history.changes(ids)
    if all(change.n for change in changes):
        return changes
    return [change for change in part_since(case) if change.id in ids]


def _held(case: Case, changes: Iterable[Change], checker: str, role: str) -> set[str]:
    held: set[str] = set()
    batches: set[str] = set()
    rows: set[str] = set()
    waiting = [] if role == EDITOR else list(changes)
    while True:
        found = [
            change
            for change in waiting
            if not _may_share(case, change, checker, role)
            or change.batch in batches
            or not held.isdisjoint(filter(None, (*change.seen, change.undoes)))
            or not rows.isdisjoint((change.target, *parents(change.table, change.after or {})))
        ]
        if not found:
            return held
        held |= {change.id for change in found}
        batches |= {change.batch for change in found if change.batch}
        rows |= {change.target for change in found if change.before is None}
        waiting = [change for change in waiting if change.id not in held]


def _may_share(case: Case, change: Change, checker: str, role: str) -> bool:
    """Return whether the rights of the server let a member share a change: it decides by the same rule."""
    if role == EDITOR:
        return True
    if role != CHECKER or change.by != checker or change.table == "case":
        return False
    if change.kind == ChangeKind.FORGET:
        first = next(iter(case.history.changes_of([change.target])))
        return first.before is None and first.by == checker
    return change.table != "verdicts" or change.key.partition("/")[2] in {"", checker}
