"""What is forgotten is in no file of the case any more, and undo goes on around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.case.records import Stance
from factcheck.errors import UnknownError
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.strategies import redo_last, state, undo_last, wishes

SECRET = "the minister's private telephone number"


def files_with(directory: Path, text: str) -> list[str]:
    return [path.name for path in directory.iterdir() if text.encode() in path.read_bytes()]


@pytest.fixture
def told(workspace: Workspace) -> str:
    """An excerpt with a secret in it, which stands in the journal, in db.json and in the copies; its ref."""
    case = workspace.case
    (change,) = workspace.add_excerpt(
        case.claim("C1").id, case.source("S1").id, SECRET, stance=Stance.CONTEXT, note=SECRET
    )
    workspace.store.fold()
    workspace.edit("excerpts", change.key, note=f"{SECRET}!")
    workspace.store.fold()
    workspace.set_stance(change.key, Stance.SUPPORTS)
    return case.excerpts[change.key].ref


def test_a_text_is_in_no_file_after_it_was_forgotten(workspace: Workspace, told: str, case_path: Path) -> None:
    assert len(files_with(case_path.parent, SECRET)) > 2
    workspace.forget(told)
    assert files_with(case_path.parent, SECRET) == []
    with pytest.raises(UnknownError):
        workspace.case.excerpt(told)
    with Workspace.open(case_path, "eve", write=False) as reader:
        assert state(reader.case) == state(workspace.case)
        assert [change.kind for change in reader.case.history][-1] == "forget"


def test_one_that_was_removed_before_can_be_forgotten_too(workspace: Workspace, told: str, case_path: Path) -> None:
    workspace.remove("excerpts", workspace.case.excerpt(told).id)
    workspace.store.fold()
    workspace.forget(told.lower())
    assert files_with(case_path.parent, SECRET) == []


def test_with_its_claim_it_goes_and_the_claim_comes_back_without_it(
    workspace: Workspace, told: str, case_path: Path
) -> None:
    claim = workspace.case.claim("C1").id
    others = [excerpt.ref for excerpt in workspace.case.excerpts_of(claim) if excerpt.ref != told]
    workspace.remove("claims", claim)
    workspace.forget(told)
    assert workspace.undo()
    assert [excerpt.ref for excerpt in workspace.case.excerpts_of(claim)] == others
    assert files_with(case_path.parent, SECRET) == []


def test_undo_goes_on_to_what_was_done_before(workspace: Workspace, told: str, case_path: Path) -> None:
    case = workspace.case
    workspace.decide(case.claim("C2").id, "refuted")
    workspace.forget(told)
    assert [change.table for change in workspace.undo()] == ["verdicts"]
    assert workspace.undo() == ()
    assert workspace.redo()
    with Workspace.open(case_path, "ada", clock=ticking()) as _reader:
        assert files_with(case_path.parent, SECRET) == []


def test_what_never_was_is_told(workspace: Workspace) -> None:
    with pytest.raises(UnknownError, match="no excerpt 'E99999'"):
        workspace.forget("E99999")


@given(before=st.lists(wishes, max_size=6), after=st.lists(wishes, max_size=6))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_the_case_reads_as_it_was_written_and_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory, before: list[object], after: list[object]
) -> None:
    from factcheck.case.scale import DEFAULT_SCALE
    from factcheck.workspace.create import begin_case
    from tests.strategies import OPENING, Wish

    path = tmp_path_factory.mktemp("case") / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for wish in (*OPENING, *before):
            assert isinstance(wish, Wish)
            wish.at(workspace)
        if workspace.case.excerpts:
            workspace.forget(next(iter(workspace.case.excerpts)))
        for wish in after:
            assert isinstance(wish, Wish)
            wish.at(workspace)
        while undo_last(workspace):
            pass
        while redo_last(workspace):
            pass
        last = state(workspace.case), list(workspace.case.history)
    with Workspace.open(path, "ada", write=False) as again:
        assert (state(again.case), list(again.case.history)) == last
