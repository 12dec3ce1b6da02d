"""What is forgotten is in no file of the case any more, and undo goes on around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.case.records import Stance
from factcheck.errors import UnknownError
from factcheck.workspace.workspace import Desk
from tests.conftest import ticking
from tests.strategies import state, wishes

SECRET = "the minister's private telephone number"


def files_with(directory: Path, text: str) -> list[str]:
    return [path.name for path in directory.iterdir() if text.encode() in path.read_bytes()]


@pytest.fixture
def told(desk: Desk) -> str:
    """An excerpt with a secret in it, which stands in the journal, in db.json and in the copies; its ref."""
    case = desk.case
    (change,) = desk.add_excerpt(case.claim("C1").id, case.source("S1").id, Stance.CONTEXT, SECRET, note=SECRET)
    desk.fold()
    desk.edit("excerpts", change.key, note=f"{SECRET}!")
    desk.fold()
    desk.set_stance(change.key, Stance.SUPPORTS)
    return case.excerpts[change.key].ref


def test_a_text_is_in_no_file_after_it_was_forgotten(desk: Desk, told: str, case_path: Path) -> None:
    assert len(files_with(case_path.parent, SECRET)) > 2
    desk.forget(told)
    assert files_with(case_path.parent, SECRET) == []
    with pytest.raises(UnknownError):
        desk.case.excerpt(told)
    with Desk.open(case_path, "eve", write=False) as reader:
        assert state(reader.case) == state(desk.case)
        assert [change.kind for change in reader.case.history][-1] == "forget"


def test_one_that_was_removed_before_can_be_forgotten_too(desk: Desk, told: str, case_path: Path) -> None:
    desk.remove("excerpts", desk.case.excerpt(told).id)
    desk.fold()
    desk.forget(told.lower())
    assert files_with(case_path.parent, SECRET) == []


def test_with_its_claim_it_goes_and_the_claim_comes_back_without_it(desk: Desk, told: str, case_path: Path) -> None:
    claim = desk.case.claim("C1").id
    others = [excerpt.ref for excerpt in desk.case.excerpts_of(claim) if excerpt.ref != told]
    desk.remove("claims", claim)
    desk.forget(told)
    assert desk.undo()
    assert [excerpt.ref for excerpt in desk.case.excerpts_of(claim)] == others
    assert files_with(case_path.parent, SECRET) == []


def test_undo_goes_on_to_what_was_done_before(desk: Desk, told: str, case_path: Path) -> None:
    case = desk.case
    desk.decide(case.claim("C2").id, "refuted")
    desk.forget(told)
    assert [change.table for change in desk.undo()] == ["verdicts"]
    assert desk.undo() == ()
    assert desk.redo()
    with Desk.open(case_path, "ada", clock=ticking()) as _reader:
        assert files_with(case_path.parent, SECRET) == []


def test_what_never_was_is_told(desk: Desk) -> None:
    with pytest.raises(UnknownError, match="no excerpt 'E99999'"):
        desk.forget("E99999")


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
    with Desk.open(path, "ada", clock=ticking()) as desk:
        for wish in (*OPENING, *before):
            assert isinstance(wish, Wish)
            wish.at(desk)
        if desk.case.excerpts:
            desk.forget(next(iter(desk.case.excerpts)))
        for wish in after:
            assert isinstance(wish, Wish)
            wish.at(desk)
        while desk.undo():
            pass
        while desk.redo():
            pass
        last = state(desk.case), list(desk.case.history)
    with Desk.open(path, "ada", write=False) as again:
        assert (state(again.case), list(again.case.history)) == last
