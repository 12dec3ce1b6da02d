"""Giving claims out to checkers: a plan first, then a task for each claim and checker, as one change set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck.case.assignment import TASK, WORDS, Assignment, tasks_of
from factcheck.case.assignment import plan as make_plan
from factcheck.case.changes import ChangeSet
from factcheck.case.days import parse_day
from factcheck.case.ids import new_id
from factcheck.case.input import checker_name
from factcheck.case.records import Entry
from factcheck.errors import InvalidError
from factcheck.workspace.workspace import Workspace


def plan(
    workspace: Workspace, to: Sequence[str], *, each: int = 1, overlap: float = 1, seed: int = 0, only: str = ""
) -> list[Assignment]:
    """Return who is to judge which of the claims that match a filter. Raises InvalidError, UnknownError."""
    named = [name for name in to if name.strip()]
    checkers = list(dict.fromkeys(map(checker_name, named)))
    if not checkers:
        raise InvalidError("name the checkers: ada,bob,cy")
    if not 0 <= overlap <= 1:
        raise InvalidError(f"an overlap of {overlap:.0%}; it is between 0% and 100%")
    return make_plan(workspace.claims(only), checkers, each, overlap, seed)


def assign(workspace: Workspace, planned: Iterable[Assignment], due: str = "") -> ChangeSet:
    """Write a task for each claim and checker of a plan, to be done by the day `due`; who has one keeps it.

    Raises InvalidError if `due` is no day, NotSavedError.
    """
    day, now = parse_day(due, workspace.clock().astimezone().date()), workspace.now()
    entries = [
        Entry(id=new_id(), on=claim.id, kind=TASK, to=checker, words=WORDS, by=workspace.checker, at=now, due=day)
        for claim, checkers in planned
        for checker in checkers
        if not tasks_of(workspace.record, claim.id, checker)
    ]
    return workspace.add("entries", *entries)
