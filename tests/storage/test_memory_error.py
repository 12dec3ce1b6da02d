"""Memory runs out at any moment of a save or a fold: nothing is lost, and the store goes on or says that it cannot."""

from __future__ import annotations

from functools import partial
from itertools import count
from pathlib import Path

import pytest

from factcheck.case.changes import Change
from factcheck.errors import NotFoldedError, NotSavedError
from factcheck.workspace.workspace import Workspace
from tests.storage.conftest import first
from tests.storage.disk import Disk
from tests.storage.pictures import State, Step, foreseen, still
from tests.storage.starved import Starved, places
from tests.strategies import elsewhere, state

STEPS: dict[str, tuple[Step, ...]] = {
    "decide": (
        lambda workspace: workspace.decide(first(workspace), "refuted"),
        lambda workspace: workspace.decide(first(workspace), "supported"),
    ),
    "undo": (lambda workspace: workspace.decide(first(workspace), "refuted"), Workspace.undo),
    "remove": (
        lambda workspace: workspace.decide(first(workspace), "refuted"),
        lambda workspace: workspace.remove("claims", first(workspace)),
    ),
    "fold": (lambda workspace: workspace.decide(first(workspace), "refuted"), Workspace.fold),
    "close": (lambda workspace: workspace.decide(first(workspace), "refuted"), Workspace.close),
}
"""What is done, and then starved."""


class Trials:
    """Starves a step at one call after the other, each time at another copy of a case."""

    def __init__(self, case: Path, root: Path, name: str) -> None:
        self.content = case.read_bytes()
        self.roots = (root / f"trial {number}" for number in count())
        (self.earlier, self.step) = STEPS[name]
        self.changes = name not in {"fold", "close"}

    def run(self, *, all_of_them: bool = False) -> int:
        """Starve at every site, at its first and its last call, or at every call; return how often."""
        self.step(self.workspace())  # so that what is made once for all is made
        numbers = places(partial(self.step, self.workspace()), all_of_them=all_of_them)
        assert len(numbers) > 40
        for number in numbers:
            self.trial(number)
        return len(numbers)

    def workspace(self) -> Workspace:
        path = next(self.roots) / "db.json"
        path.parent.mkdir()
        path.write_bytes(self.content)
        workspace = Workspace.open(path, "ada", clock=still)
        self.earlier(workspace)
        return workspace

    def trial(self, number: int) -> None:
        workspace = self.workspace()
        starved = Starved(number)
        before = state(workspace.case)
        after = foreseen(workspace.case, self.step) if self.changes else before
        try:
            with starved:
                self.step(workspace)
        except (NotSavedError, NotFoldedError):
            assert state(workspace.case) == before
        except MemoryError:
            pass  # what became of it shows
        try:
            self.look(workspace, [before, after])
        except BaseException as error:
            error.add_note(f"starved at {starved.calls[number]}")
            raise

    def look(self, workspace: Workspace, possible: list[State]) -> None:
        """See that the case is what it was or was to be, here and in the files, and that it can be gone on with."""
        if not workspace.read_only:
            assert state(workspace.case) in possible
            workspace.retitle("And on it goes")
            assert found(workspace) == (state(workspace.case), list(workspace.case.history))
            workspace.store.fold()
            assert not workspace.store.unfolded
            possible = [state(workspace.case)]
        assert found(workspace)[0] in possible


def found(workspace: Workspace) -> tuple[State, list[Change]]:
    """Return what another finds who opens a copy of the case's files."""
    with Workspace.open(elsewhere(workspace.path, workspace.path.parent / "found"), "eve", write=False) as other:
        return state(other.case), list(other.case.history)


@pytest.mark.parametrize("name", ["decide", "undo", "fold"])
def test_memory_that_runs_out_loses_nothing(small: Path, tmp_path: Path, name: str) -> None:
    with Disk(tmp_path):
        Trials(small, tmp_path, name).run()


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
def test_memory_that_runs_out_at_any_call_loses_nothing(small: Path, tmp_path: Path, name: str) -> None:
    with Disk(tmp_path):
        print(f"\n{name}: starved {Trials(small, tmp_path, name).run(all_of_them=True)} times")
