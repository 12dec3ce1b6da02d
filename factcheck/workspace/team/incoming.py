"""Changes of others that come from a server, brought into an open case by the merge of `factcheck merge`.

Those that were made on just what the case has are saved as they are: then a merge would do no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Batch, Change, ChangeKind, batches_of
from factcheck.case.history import History
from factcheck.case.merging.union import is_same
from factcheck.errors import ConflictError, InvalidError
from factcheck.workspace.merge_copies import apply_merge, plan_changes
from factcheck.workspace.merge_lines import MergeLine
from factcheck.workspace.open_case import OpenCase

MANY = 2_000
"""Batches from which on a merge is made at once, with one writing of the file."""
TOGETHER = 200
"""Batches that are saved at a time at most."""


class Incoming(NamedTuple):
    """What came of changes: which are in the case now, which wait for others, and what a merge says of the rest."""

    taken: list[Change]
    waiting: list[Change]
    lines: list[MergeLine]


def take(open_case: OpenCase, changes: Iterable[Change]) -> Incoming:
    """Bring changes of others into the case, durably. Those that it has are passed over.

    Raises ConflictError for a change that is not the same here, UnreadableError, InvalidError for one that would make
    the case unreadable; what fitted before is kept.
    """
    came = list(changes)
    fresh = list({change.id: change for change in came if change.id not in open_case.record.history}.values())
    batches = batches_of(fresh)
    left = batches if len(batches) > MANY else _save_fitting(open_case, batches)
    remaining = [change for batch in left for change in batch]
    known = [change for change in came if change.id in open_case.record.history]
    if not remaining and not _is_altered(open_case.record, known):
        return Incoming(fresh, [], [])
    plan = plan_changes(open_case, [*known, *remaining])
    if not plan.is_empty:
        apply_merge(open_case, plan)
    waiting = {change.id for change in plan.waiting}
    return Incoming([change for change in fresh if change.id not in waiting], plan.waiting, plan.lines)


def needs_merge(case: Case, changes: Iterable[Change]) -> bool:
    """Return whether bringing changes into a case takes a merge, and so the longer the larger the case is."""
    batches = batches_of([change for change in changes if change.id not in case.history])
    return len(batches) > MANY or not all(map(_Heads(case.history).take, batches))


def _save_fitting(open_case: OpenCase, batches: Sequence[Batch]) -> list[Batch]:
    """Save the batches up to the first that does not continue what the case has; return the others."""
    fitting = list(takewhile(_Heads(open_case.record.history).take, batches))
    saved = 0
    for group in _groups(fitting):
        try:
            open_case.store.save(tuple(change for batch in group for change in batch))
        except (ConflictError, InvalidError):  # a merge finds out what of it stands
            break
        saved += len(group)
    return list(batches[saved:])


def _groups(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Yield the batches in groups that are saved at a time: each changes a row once."""
    group: list[Batch] = []
    rows: set[str] = set()
    for batch in batches:
        targets = {change.target for change in batch}
        if group and (len(group) == TOGETHER or not rows.isdisjoint(targets)):
            yield group
            group, rows = [], set()
        group.append(batch)
        rows |= targets
    if group:
        yield group


class _Heads:
    """The last changes of rows, as a history has them and as further batches make them."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._newest: dict[str, tuple[str, ...]] = {}

    def take(self, batch: Batch) -> bool:
        """Go on with a batch; return whether each change was made with knowledge of its whole row, and nothing else."""
        return all(self._continue(change) for change in batch)

    def _continue(self, change: Change) -> bool:
        target, heads = change.target, self._newest.get(change.target)
        fits = (
            change.n
            and change.kind != ChangeKind.FORGET
            and target not in self._history.branched
            and change.seen == (self._history.heads(target) if heads is None else heads)
        )
        self._newest[target] = (change.id,)
        return bool(fits)


def _is_altered(case: Case, known: Sequence[Change]) -> bool:
    """Return whether a change that the case has came with other values."""
    if not known:
        return False
    own = {change.id: change for change in case.history.changes_of({change.target for change in known})}
    return not all(is_same(own[change.id].to_row(), change.to_row()) for change in known)
