"""A checker at work whose machine crashes: every state is the one that should be, and undo crosses a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tinydb import TinyDB

from factcheck.case.records import Confidence
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in, ticking
from tests.strategies import OPENING, Wish, elsewhere, redo_last, state, undo_last, wishes
from tests.workspace.test_workspace import first

# The reason for another label is kept as a draft, and what a crash left of a line is set aside.
BESIDE = {"db.json", "db.json.drafts", "db.json.journal.damaged"}


class WorkspaceMachine(RuleBasedStateMachine):
    """A checker at work, who undoes, quits, and whose machine crashes; beside it, every state there should be."""

    def __init__(self) -> None:
        super().__init__()
        self.root = TemporaryDirectory()
        self.places = (Path(self.root.name) / str(number) for number in range(10_000))
        self.path = self.new_place() / "db.json"
        self.clock = ticking()
        begin_case(self.path, "A case", DEFAULT_SCALE, "ada", clock=self.clock)
        self.workspace = self.open()
        self.line, self.here = [state(self.workspace.case)], 0
        for wish in OPENING:
            self.wish(wish)

    def new_place(self) -> Path:
        place = next(self.places)
        place.mkdir()
        return place

    def open(self) -> Workspace:
        return Workspace.open(self.path, "ada", clock=self.clock)

    def teardown(self) -> None:
        try:
            self.workspace.close()
            assert set(names_in(self.path.parent)) <= BESIDE
        finally:
            self.root.cleanup()

    @property
    def journal(self) -> Path:
        return self.path.with_name("db.json.journal")

    @rule(wish=wishes)
    def wish(self, wish: Wish) -> None:
        if wish.at(self.workspace):
            self.line[self.here + 1 :] = [state(self.workspace.case)]
            self.here += 1

    @rule(checker=st.sampled_from(["ada", "bob"]))
    def undo(self, checker: str) -> None:
        self.workspace.checker = checker
        assert bool(undo_last(self.workspace)) == (self.here > 0)
        self.here = max(self.here - 1, 0)

    @rule()
    def redo(self) -> None:
        last = len(self.line) - 1
        assert bool(redo_last(self.workspace)) == (self.here < last)
        self.here = min(self.here + 1, last)

    @rule()
    def fold(self) -> None:
        self.workspace.store.fold()
        assert not self.workspace.store.unfolded

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        assert set(names_in(self.path.parent)) <= BESIDE
        self.workspace = self.open()
        assert self.workspace.store.recovered == 0

    def crash(self, prepare: Callable[[Path], object] = lambda path: None) -> None:
        """Go on with what was on the disk at this moment, in another directory."""
        left_behind, copied = self.workspace, elsewhere(self.path, self.new_place())
        prepare(copied)
        left_behind.close()
        self.path = copied
        self.workspace = self.open()
        assert not self.workspace.read_only

    @rule()
    def crash_between_two_steps(self) -> None:
        self.crash()

    @rule(torn=st.sampled_from([b"0", b"00000000 [", b'deadbeef [{"id": "x"}]\n', bytes(40), b"\n"]))
    def crash_in_an_append(self, torn: bytes) -> None:
        def tear(path: Path) -> None:
            journal = path.with_name("db.json.journal")
            whole = journal.read_bytes()[: self.workspace.store.unfolded] if journal.exists() else b""
            journal.write_bytes(whole + torn)

        self.crash(tear)

    @rule()
    def crash_before_the_rename_of_a_fold(self) -> None:
        self.crash(lambda path: path.with_name(".db.json.0123456789ab.tmp").write_bytes(b'{"case": {'))

    @precondition(lambda self: self.journal.exists())
    @rule()
    def crash_between_the_rename_of_a_fold_and_the_emptying_of_the_journal(self) -> None:
        journal = self.journal.read_bytes()
        self.workspace.store.fold()
        self.crash(lambda path: path.with_name("db.json.journal").write_bytes(journal))

    @invariant()
    def the_state_is_the_one_that_should_be(self) -> None:
        assert state(self.workspace.case) == self.line[self.here]

    @invariant()
    def a_copy_of_the_two_files_is_the_same_case_with_the_same_ways_on(self) -> None:
        copied = elsewhere(self.path, self.new_place())
        with Workspace.open(copied, "eve", write=False) as other:
            assert state(other.case) == self.line[self.here]
            assert list(other.case.history) == list(self.workspace.case.history)
            assert other.case.history.undoable == self.workspace.case.history.undoable
            assert other.case.history.redoable == self.workspace.case.history.redoable

    @invariant()
    def plain_tinydb_reads_the_file(self) -> None:
        with TinyDB(self.path, access_mode="r") as plain:
            for table in ("case", "sources", "claims", "excerpts", "verdicts", "history"):
                plain.table(table).all()
            assert len(plain.table("case")) == 1


class TestWorkspaceMachine(WorkspaceMachine.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=20, stateful_step_count=25, deadline=None)


@pytest.mark.slow
class TestWorkspaceMachineLong(WorkspaceMachine.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=300, stateful_step_count=50, deadline=None)


def test_undo_and_redo_cross_a_restart(case_path: Path) -> None:
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        claim = first(workspace)
        states = [state(workspace.case)]
        workspace.decide(claim, "refuted")
        states.append(state(workspace.case))
        workspace.set_confidence(claim, Confidence.HIGH)
        states.append(state(workspace.case))
        workspace.remove("claims", claim)
        states.append(state(workspace.case))
    for before in reversed(states[:-1]):
        with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
            assert workspace.undo()
            assert state(workspace.case) == before
    for after in states[1:]:
        with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
            assert workspace.redo()
            assert state(workspace.case) == after
