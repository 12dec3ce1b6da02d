"""Every call to the system is refused in turn: what was saved stays, what was refused never appears, and it is told."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

import pytest

from factcheck.errors import FactcheckError, NotFoldedError, NotSavedError, ReadOnlyError
from factcheck.workspace.workspace import Workspace
from tests.storage.conftest import first
from tests.storage.faulty import ERRORS, NONE, Fault, FaultyDisk, Lasting
from tests.storage.pictures import STEPS, State, Step, foreseen, opened, read, still
from tests.strategies import state

IN_DOUBT = "may be saved"
"""What is told of a change that was refused, and that could not be taken back from the disk either."""


class Trial:
    """A session on a disk that refuses: the case as it must be, and what the checker was told."""

    def __init__(self, path: Path, fault: Fault) -> None:
        self.path = path
        self.disk = FaultyDisk(path.parent, fault)
        self.told: list[str] = []
        self.possible: list[State] = []

    def run(self) -> None:
        """Open the case, do every step, close it; if the fault passes, go on before; and open it again."""
        with Workspace.open(self.path, "eve", write=False) as workspace:
            self.possible = [state(workspace.case)]
        with self.disk:
            working = self.open()
            if working is not None:
                self.session(working)
        assert opened(self.path) in self.possible

    def open(self) -> Workspace | None:
        try:
            return Workspace.open(self.path, "ada", clock=still)
        except FactcheckError as error:
            self.tell(error)
            return None

    def session(self, workspace: Workspace) -> None:
        assert [state(workspace.case)] == self.possible
        for step in STEPS:
            self.do(workspace, step)
        self.disk.mended = self.disk.fault.lasting is Lasting.UNTIL_MENDED
        if self.disk.refused and self.disk.fault.lasting is not Lasting.FOR_GOOD:
            self.go_on(workspace)
        self.do(workspace, Workspace.close)

    def do(self, workspace: Workspace, step: Step) -> None:
        """Do a step. If it is refused, the case is as it was; unless it was told so, it is that on the disk too."""
        before = state(workspace.case)
        try:
            done = step(workspace)
        except (NotSavedError, NotFoldedError, ReadOnlyError) as error:
            self.tell(error)
            assert state(workspace.case) == before
            if IN_DOUBT in str(error):
                self.possible = [before, foreseen(workspace.case, step)]
            with self.disk.aside():
                assert read(self.path) in self.possible
        else:
            if done:
                self.possible = [state(workspace.case)]

    def go_on(self, workspace: Workspace) -> None:
        """Work again now that the disk does, unless the case was opened for reading only."""
        told = len(self.told)
        self.do(workspace, lambda workspace: workspace.decide(first(workspace), "refuted"))
        self.do(workspace, lambda workspace: workspace.store.fold())
        if not workspace.read_only:
            assert not self.told[told:]
            assert not workspace.store.unfolded

    def tell(self, error: FactcheckError) -> None:
        assert self.disk.refused
        assert str(error).isprintable()
        self.told.append(str(error))


class Bench:
    """A case to be copied for every trial."""

    def __init__(self, path: Path, root: Path) -> None:
        self.content = path.read_bytes()
        self.places = (root / f"trial {number}" for number in range(100_000))

    def trial(self, fault: Fault) -> Trial:
        place = next(self.places)
        place.mkdir()
        (place / "db.json").write_bytes(self.content)
        return Trial(place / "db.json", fault)

    def calls(self) -> tuple[list[str], list[str]]:
        """Return the names of the calls of a session without a fault: those that alter, and those that look."""
        trial = self.trial(NONE)
        trial.run()
        assert not trial.told
        return trial.disk.calls, trial.disk.looks

    def run(self, faults: Iterable[Fault]) -> None:
        """Make a trial of each fault."""
        for fault in faults:
            trial = self.trial(fault)
            try:
                trial.run()
                assert trial.disk.refused or fault.lasting is Lasting.UNTIL_MENDED
            except BaseException as error:
                error.add_note(f"{fault}, refused: {trial.disk.refused}, told: {trial.told}")
                raise


@pytest.fixture
def bench(small: Path, tmp_path: Path) -> Bench:
    return Bench(small, tmp_path)


def test_every_call_that_alters_something_is_refused_in_turn(bench: Bench) -> None:
    calls, _ = bench.calls()
    assert len(calls) > 50
    bench.run(
        Fault(number, ERRORS[(number + turn) % len(ERRORS)], lasting)
        for number in range(len(calls))
        for turn, lasting in enumerate((Lasting.ONCE, (Lasting.UNTIL_MENDED, Lasting.FOR_GOOD)[number % 2]))
    )


def test_every_write_is_cut_short_in_turn(bench: Bench) -> None:
    calls, _ = bench.calls()
    writes = [number for number, name in enumerate(calls) if name == "write"]
    assert len(writes) > 5
    bench.run(Fault(number, errno.ENOSPC, lasting, half=True) for number in writes for lasting in Lasting)


def test_every_look_is_refused_in_turn(bench: Bench) -> None:
    _, looks = bench.calls()
    assert len(looks) > 10
    bench.run(
        Fault(number, errno.EIO, lasting, looks=True)
        for number in range(len(looks))
        for lasting in (Lasting.ONCE, Lasting.FOR_GOOD)
    )


@pytest.mark.slow
def test_every_call_is_refused_with_every_error(bench: Bench) -> None:
    calls, looks = bench.calls()
    faults = [
        *(Fault(number, error, lasting) for number in range(len(calls)) for error in ERRORS for lasting in Lasting),
        *(
            Fault(number, error, lasting, half=True)
            for number, name in enumerate(calls)
            if name == "write"
            for error in ERRORS
            for lasting in Lasting
        ),
        *(
            Fault(number, error, lasting, looks=True)
            for number in range(len(looks))
            for error in (errno.EIO, errno.EACCES)
            for lasting in Lasting
        ),
    ]
    bench.run(faults)
    print(f"\n{len(calls)} calls that alter, {len(looks)} that look: {len(faults)} sessions on a disk that refuses")
