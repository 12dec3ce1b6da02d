"""The history: what was done, undone and done again is a line of states that one walks along."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.changes import Batch, Change, ChangeKind, inverse
from factcheck.case.history import History
from factcheck.case.records import Stance
from factcheck.workspace.workspace import Workspace
from tests.strategies import Wish, begun, redo_last, sequences, state, undo_last, wishes, workspace_on

UNDO, REDO = "undo", "redo"
STEPS = {UNDO: undo_last, REDO: redo_last}
walks: st.SearchStrategy[list[Wish | str]] = st.lists(wishes | st.sampled_from([UNDO, UNDO, REDO]), max_size=30)


def batches(history: Iterable[Change]) -> list[Batch]:
    """Return the batches of a history, in order."""
    return [tuple(batch) for _, batch in groupby(history, key=lambda change: change.batch)]


def replayed(case: Case) -> Case:
    """Return an empty case after all the changes of `case`."""
    twin = Case()
    for batch in batches(case.history):
        twin.apply(batch)
    return twin


def stacks(case: Case) -> tuple[Batch, Batch, list[str]]:
    return case.history.undoable, case.history.redoable, [change.id for change in case.history.in_force()]


def walk(workspace: Workspace, steps: Iterable[Wish | str]) -> None:
    for step in steps:
        if isinstance(step, Wish):
            step.at(workspace)
        else:
            STEPS[step](workspace)


@given(sequences())
def test_undoing_goes_back_through_every_state_and_redoing_forth_through_them(drawn: list[Wish]) -> None:
    workspace = workspace_on(begun())
    states = [state(workspace.case), *(state(workspace.case) for wish in drawn if wish.at(workspace))]
    for before in reversed(states[:-1]):
        assert undo_last(workspace)
        assert state(workspace.case) == before
    assert undo_last(workspace) == ()
    for after in states[1:]:
        assert redo_last(workspace)
        assert state(workspace.case) == after
    assert redo_last(workspace) == ()


@given(sequences(8), walks)
def test_undo_and_redo_between_edits_walk_along_one_line_of_states(drawn: list[Wish], steps: list[Wish | str]) -> None:
    workspace = workspace_on(begun())
    line, here = [state(workspace.case)], 0
    for step in [*drawn, *steps]:
        if isinstance(step, Wish):
            if step.at(workspace):
                line[here + 1 :] = [state(workspace.case)]
                here += 1
        elif step == UNDO:
            assert bool(undo_last(workspace)) == (here > 0)
            here = max(here - 1, 0)
        else:
            assert bool(redo_last(workspace)) == (here < len(line) - 1)
            here = min(here + 1, len(line) - 1)
        assert state(workspace.case) == line[here]
        assert bool(workspace.case.history.undoable) == (here > 0)
        assert bool(workspace.case.history.redoable) == (here < len(line) - 1)


@given(sequences(8), walks)
def test_an_empty_case_replays_to_the_same_state_and_the_same_ways_on(
    drawn: list[Wish], steps: list[Wish | str]
) -> None:
    workspace = workspace_on(begun())
    walk(workspace, [*drawn, *steps])
    twin = workspace_on(replayed(workspace.case))
    assert state(twin.case) == state(workspace.case)
    assert stacks(twin.case) == stacks(workspace.case)
    while redo_last(workspace):
        assert redo_last(twin)
        assert state(twin.case) == state(workspace.case)
    while undo_last(workspace):
        assert undo_last(twin)
        assert state(twin.case) == state(workspace.case)
    assert undo_last(twin) == ()


@given(sequences(10))
def test_a_history_that_was_written_as_rows_is_the_same_history(drawn: list[Wish]) -> None:
    case = begun()
    walk(workspace_on(case), [*drawn, UNDO])
    read = History(Change.from_row(change.to_row()) for change in case.history)
    assert list(read) == list(case.history)
    assert (read.undoable, read.redoable) == (case.history.undoable, case.history.redoable)
    assert list(read.in_force()) == list(case.history.in_force())


def test_the_beginning_of_a_case_cannot_be_taken_back() -> None:
    workspace = workspace_on(begun())
    assert undo_last(workspace) == ()
    assert [change.kind for change in workspace.case.history] == [ChangeKind.CREATE]


def test_a_new_edit_drops_what_could_be_redone() -> None:
    workspace = workspace_on(begun())
    workspace.retitle("one")
    undo_last(workspace)
    workspace.retitle("two")
    assert redo_last(workspace) == ()
    assert workspace.case.title == "two"


def test_nothing_is_ever_taken_out_of_the_history() -> None:
    workspace = workspace_on(begun())
    workspace.retitle("one")
    undo_last(workspace)
    redo_last(workspace)
    kinds = [change.kind for change in workspace.case.history]
    assert kinds == [ChangeKind.CREATE, ChangeKind.EDIT, ChangeKind.UNDO, ChangeKind.REDO]
    ids = [change.id for change in workspace.case.history]
    assert [change.undoes for change in workspace.case.history] == [None, None, ids[1], ids[2]]


def test_changes_in_force_are_those_that_stand() -> None:
    workspace = workspace_on(begun())
    workspace.retitle("one")
    workspace.retitle("two")
    undo_last(workspace)
    assert [(change.after or {}).get("title") for change in workspace.case.history.in_force()] == ["one"]


def test_a_batch_is_undone_as_one_last_change_first() -> None:
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    workspace.add_source(title="A diary")
    claim, source = next(iter(workspace.case.claims)), next(iter(workspace.case.sources))
    workspace.add_excerpt(claim, source, "It did rain.", stance=Stance.SUPPORTS)
    removed = workspace.remove("claims", claim)
    assert [change.table for change in removed] == ["excerpts", "claims"]
    assert undo_last(workspace) == removed
    assert [(edit.target, undone) for edit, undone in inverse(removed)] == [
        (change.target, change.id) for change in reversed(removed)
    ]
    assert [change.undoes for change in workspace.case.history.redoable] == [change.id for change in reversed(removed)]


def test_an_inverse_turns_before_and_after_round() -> None:
    change = Change(id="1", at="t", by="ada", kind="edit", target="claims/a", before={"text": "x"}, after={"text": "y"})
    ((edit, undone),) = inverse((change,))
    assert edit == (ChangeKind.UNDO, "claims/a", {"text": "y"}, {"text": "x"})
    assert undone == "1"


def test_a_key_may_have_slashes_in_it() -> None:
    change = Change(id="1", at="t", by="ada", kind="edit", target="verdicts/a/AC/DC")
    assert (change.table, change.key) == ("verdicts", "a/AC/DC")


def _change(number: int, **fields: Any) -> Change:
    return Change(
        **{"id": str(number), "at": f"t{number}", "by": "ada", "kind": "edit", "target": "case/case", **fields}
    )


def test_rows_that_another_program_wrote_without_batches_are_changes_of_their_own() -> None:
    history = History([_change(1), _change(2), _change(3, kind="undo", undoes="2")])
    assert [change.id for change in history.undoable] == ["1"]
    assert [change.id for change in history.redoable] == ["3"]


def test_kinds_that_are_not_known_can_be_undone_like_any_other() -> None:
    history = History([_change(1, kind="merge")])
    assert [change.id for change in history.undoable] == ["1"]


@pytest.mark.parametrize("undoes", ["gone", None])
def test_an_undo_of_what_is_not_there_is_a_change_like_any_other(undoes: str | None) -> None:
    workspace = workspace_on(begun())
    workspace.retitle("one")
    for title, kind in (("two", "undo"), ("three", "redo")):
        row = {"title": workspace.case.title}, {"title": title}
        workspace.store.save(
            (_change(len(workspace.case.history), kind=kind, undoes=undoes, before=row[0], after=row[1]),)
        )
    titles = [workspace.case.title]
    while undo_last(workspace):
        titles.append(workspace.case.title)
        assert len(titles) < 9
    assert titles == ["three", "two", "one", "A case"]
    while redo_last(workspace):
        pass
    assert workspace.case.title == "three"


def test_a_change_is_known_by_its_id() -> None:
    history = History([_change(1), _change(2)])
    assert ("2" in history, "3" in history) == (True, False)
    assert (len(history), history.last_at) == (2, "t2")


def test_the_changes_of_some_rows_are_found_in_their_order() -> None:
    history = History([_change(1), _change(2, target="claims/a"), _change(3), _change(4, target="claims/b")])
    assert [change.id for change in history.changes_of(["case/case", "claims/b"])] == ["1", "3", "4"]
    assert History().last_at == ""
