"""SIGKILL at random moments: every change that was acknowledged is there, and the next checker can go on."""

from __future__ import annotations

import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import orjson
import pytest
from tinydb import TinyDB

from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.at_work import Ack, start
from tests.storage.pictures import KEPT

A_CASE_LASTS = 25
"""Rounds until another copy of the case is taken, so that the history does not grow for ever."""


@dataclass
class Tally:
    """What was seen in some rounds."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    invalid: int = 0
    recovered: int = 0
    in_flight: int = 0
    leftovers: int = 0


class Rounds:
    """Lets a checker work at a case, kills it, and looks at what is there."""

    def __init__(self, case: Path, root: Path, seed: int) -> None:
        self.case = case
        self.root = root
        self.random = Random(seed)
        self.tally = Tally()

    def play(self, count: int) -> Tally:
        """Kill so many times, by turns from outside and in the middle of a call to the system."""
        for number in range(count):
            if number % A_CASE_LASTS == 0:
                self.begin(self.root / str(number))
            acks = self.killed_in_a_call() if number % 2 else self.killed_from_outside()
            self.tally.rounds += 1
            self.tally.acknowledged += len(acks)
            self.tally.leftovers += any(name.endswith(".tmp") for name in names_in(self.path.parent))
            self.look(acks, write=self.random.random() < 0.7)
        return self.tally

    def begin(self, place: Path) -> None:
        """Take a copy of the case."""
        place.mkdir()
        self.path = place / "db.json"
        shutil.copy(self.case, self.path)
        with Workspace.open(self.path, "eve", write=False) as workspace:
            self.last = Ack.of(workspace, [])

    def killed_from_outside(self) -> list[Ack]:
        """Wait for some acknowledgements and a little longer, and kill."""
        with start("alone", self.path, self.random.random()) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(self.random.randrange(1, 40))]
            time.sleep(self.random.random() * 0.003)
            process.kill()
            lines += process.stdout.readlines()
        assert process.returncode == -signal.SIGKILL
        return acks_in(lines)

    def killed_in_a_call(self) -> list[Ack]:
        """Let it kill itself at a call to the system, after the opening."""
        with start("alone", self.path, self.random.random(), self.random.randrange(1, 120)) as process:
            assert process.stdout is not None
            lines = process.stdout.readlines()
        assert process.returncode == -signal.SIGKILL
        return acks_in(lines)

    def look(self, acks: list[Ack], *, write: bool) -> None:
        """Open the file with plain TinyDB, and then the case."""
        try:
            with TinyDB(self.path, access_mode="r") as plain:
                assert len(plain.table("case")) == 1
        except ValueError:
            self.tally.invalid += 1
        with Workspace.open(self.path, "eve", write=write) as workspace:
            assert bool(workspace.read_only) != write
            self.tally.recovered += workspace.recovered
            self.compare(workspace, [self.last, *acks])
            self.last = Ack.of(workspace, [])
        if write:
            assert set(names_in(self.path.parent)) <= KEPT

    def compare(self, workspace: Workspace, acks: list[Ack]) -> None:
        """Hold what there is against what was acknowledged."""
        ids = [change.id for change in workspace.case.history]
        self.tally.lost += sum(not set(ack.newest) <= set(ids) for ack in acks)
        unconfirmed = list(workspace.case.history)[acks[-1].total :]
        assert len({change.batch for change in unconfirmed}) <= 1
        self.tally.in_flight += bool(unconfirmed)
        if not unconfirmed:
            assert Ack.of(workspace, acks[-1].newest) == acks[-1]


def acks_in(lines: list[bytes]) -> list[Ack]:
    """Return the acknowledgements in whole lines."""
    return [Ack(*orjson.loads(line)) for line in lines if line.endswith(b"\n")]


def test_a_killed_checker_loses_nothing_that_was_acknowledged(small: Path, tmp_path: Path) -> None:
    tally = Rounds(small, tmp_path, seed=76).play(16)
    assert (tally.lost, tally.invalid) == (0, 0)
    assert tally.acknowledged > 100
    assert tally.recovered > 0


@pytest.mark.slow
def test_a_checker_killed_a_thousand_times_loses_nothing(small: Path, tmp_path: Path) -> None:
    tally = Rounds(small, tmp_path, seed=1976).play(1000)
    print(f"\n{tally}")
    assert (tally.lost, tally.invalid) == (0, 0)
    assert tally.acknowledged > 5000
