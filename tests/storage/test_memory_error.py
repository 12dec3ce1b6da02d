"""Memory runs out at any moment of a save or a fold: nothing is lost, and the store goes on or says that it cannot."""

from __future__ import annotations

from functools import partial
from itertools import count
from pathlib import Path

import pytest

from factcheck.case.changes import Change
from factcheck.errors import NotFoldedError, NotSavedError
from factcheck.workspace.workspace import Desk
from tests.storage.conftest import first
from tests.storage.disk import Disk
from tests.storage.pictures import State, Step, foreseen, still
from tests.storage.starved import Starved, places
from tests.strategies import elsewhere, state

STEPS: dict[str, tuple[Step, ...]] = {
    "decide": (lambda desk: desk.decide(first(desk), "refuted"), lambda desk: desk.decide(first(desk), "supported")),
    "undo": (lambda desk: desk.decide(first(desk), "refuted"), Desk.undo),
    "remove": (lambda desk: desk.decide(first(desk), "refuted"), lambda desk: desk.remove("claims", first(desk))),
    "fold": (lambda desk: desk.decide(first(desk), "refuted"), Desk.fold),
    "close": (lambda desk: desk.decide(first(desk), "refuted"), Desk.close),
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
        self.step(self.desk())  # so that what is made once for all is made
        numbers = places(partial(self.step, self.desk()), all_of_them=all_of_them)
        assert len(numbers) > 40
        for number in numbers:
            self.trial(number)
        return len(numbers)

    def desk(self) -> Desk:
        path = next(self.roots) / "db.json"
        path.parent.mkdir()
        path.write_bytes(self.content)
        desk = Desk.open(path, "ada", clock=still)
        self.earlier(desk)
        return desk

    def trial(self, number: int) -> None:
        desk = self.desk()
        starved = Starved(number)
        before = state(desk.case)
        after = foreseen(desk.case, self.step) if self.changes else before
        try:
            with starved:
                self.step(desk)
        except (NotSavedError, NotFoldedError):
            assert state(desk.case) == before
        except MemoryError:
            pass  # what became of it shows
        try:
            self.look(desk, [before, after])
        except BaseException as error:
            error.add_note(f"starved at {starved.calls[number]}")
            raise

    def look(self, desk: Desk, possible: list[State]) -> None:
        """See that the case is what it was or was to be, here and in the files, and that it can be gone on with."""
        if not desk.read_only:
            assert state(desk.case) in possible
            desk.retitle("And on it goes")
            assert found(desk) == (state(desk.case), list(desk.case.history))
            desk.fold()
            assert not desk.store.unfolded
            possible = [state(desk.case)]
        assert found(desk)[0] in possible


def found(desk: Desk) -> tuple[State, list[Change]]:
    """Return what another finds who opens a copy of the case's files."""
    with Desk.open(elsewhere(desk.path, desk.path.parent / "found"), "eve", write=False) as other:
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
