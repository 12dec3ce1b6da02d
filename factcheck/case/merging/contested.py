"""A case whose copies were changed apart: what is not settled, how it is settled, and how a change is undone."""

from __future__ import annotations

from collections.abc import Iterator, Set

from factcheck.case.case import Case
from factcheck.case.changes import Batch, Change, ChangeKind, Edit, inverse
from factcheck.case.merging.fields import SHOWN_ONLY, whole_units
from factcheck.case.merging.ground import ground_of
from factcheck.case.merging.row_state import RowState, row_state
from factcheck.case.rows import unwritten


def state_of(case: Case, target: str, *further: Change) -> RowState:
    """Return a row, "table/key", as its changes made it, with `further` changes after those of the history."""
    table, _, key = target.partition("/")
    changes = case.history.rows_of(target)
    after = [*changes, *(change.to_row() for change in further)]
    return row_state(table, after, ground_of(changes, case.tables[table].row(key)))


def contested(case: Case, targets: Set[str] | None = None) -> dict[str, RowState]:
    """Return the rows in which something is not settled, as "table/key": of all, or of `targets`.

    A field has several values that stand, or the row was removed in one copy and changed in another.
    """
    found = {}
    branched = case.history.branched
    for target in sorted(branched if targets is None else branched & targets):
        table, _, key = target.partition("/")
        if key in case.tables[table]:
            state = state_of(case, target)
            if state.contested or state.removals:
                found[target] = state
    return found


def settle(case: Case, target: str) -> list[Edit]:
    """Return the edits that settle what is contested in a row: the values that are shown stand, and the row stays."""
    table, _, key = target.partition("/")
    state, row = state_of(case, target), {**unwritten(table), **(case.tables[table].row(key) or {})}
    shown = {name: row.get(name) for name in whole_units(table, state.contested)}
    if shown or state.removals:
        return [Edit(ChangeKind.SETTLE, target, shown, shown)]
    return []


def reversal(case: Case, batch: Batch) -> Iterator[tuple[Edit, str]]:
    """Yield the edits that undo `batch`, last first, each with the id of the change it undoes.

    In a row that was changed apart an undo is a mark: its change does not count any more, and the row becomes what the
    others made of it. Anywhere else that is the same as the values before.
    """
    simple = dict(zip([change.id for change in reversed(batch)], inverse(batch), strict=True))
    for change_id, (edit, _) in simple.items():
        if edit.target.partition("/")[0] not in case.tables:
            yield edit, change_id  # a damaged history; the edit is refused
            continue
        branched = edit.target in case.history.branched
        yield (_mark(case, edit, change_id) if branched else _of_row_as_shown(case, edit)), change_id


def _of_row_as_shown(case: Case, edit: Edit) -> Edit:
    """Return an edit of a row with the ref that a merge gave the row, since the edit takes away what is there now."""
    table, _, key = edit.target.partition("/")
    row = case.tables[table].row(key)
    if row is None or edit.before is None:
        return edit
    before = edit.before
    shown = {name: row[name] for name in SHOWN_ONLY if name in row and before.get(name, row[name]) != row[name]}
    return edit if not shown else edit._replace(before={**edit.before, **shown})


def _mark(case: Case, edit: Edit, undone: str) -> Edit:
    table, _, key = edit.target.partition("/")
    history = case.history
    mark = Change(
        id="",
        at="",
        by="",
        kind=edit.kind,
        target=edit.target,
        undoes=undone,
        n=history.clock + 1,
        seen=history.heads(edit.target),
    )
    after, before = state_of(case, edit.target, mark).row, case.tables[table].row(key)
    if before is None or after is None:
        return edit._replace(before=before, after=after)
    old, new = {**unwritten(table), **before}, {**unwritten(table), **after}
    changed = [name for name in new if name not in SHOWN_ONLY and new[name] != old.get(name)]
    return edit._replace(before={name: old.get(name) for name in changed}, after={name: new[name] for name in changed})
