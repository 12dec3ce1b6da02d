"""Folding the journal into db.json in a thread: how long it takes, and how long the screen stands still meanwhile."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from factcheck.workspace.workspace import Workspace
from tests.benchmarks.apart import apart
from tests.benchmarks.cases import CHECKER, LABELS, Cases
from tests.benchmarks.figures import MS, Figure, Peer, Spread, Target
from tests.benchmarks.pulse import tick_while

COPY = "the table of 600,000 rows is copied in one call, so that changes may go on; a call is not interrupted"
WAIT = Target("max", 16.0, COPY)


@dataclass
class Folds:
    """Seconds: of the folds, of writing the same bytes, and the longest wait of a thread during each."""

    folds: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    write_waits: list[float] = field(default_factory=list)


def measure(cases: Cases, sizes: Sequence[int], rounds: int) -> list[Figure]:
    """Measure at each size."""
    return [figure for size in sizes for figure in _figures(apart(fold, cases.copy(cases.of(size)), rounds), size)]


def fold(path: Path, rounds: int) -> Folds:
    """Fold a journal of one change, and write as many bytes, in turns; each in a thread beside one that ticks."""
    found = Folds()
    with Workspace.open(path, CHECKER) as workspace:
        claim = next(iter(workspace.case.claims))
        for number in range(rounds):
            workspace.decide(claim, LABELS[number % len(LABELS)])
            _beside_ticks(workspace.fold, found.folds, found.waits)
            data = path.read_bytes()
            _beside_ticks(partial(write, path.with_name("same"), data), found.writes, found.write_waits)
    return found


def write(path: Path, data: bytes) -> None:
    """Write a file anew and make it durable: the least that a fold has to do."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _beside_ticks(act: Callable[[], object], seconds: list[float], waits: list[float]) -> None:
    began = time.perf_counter()
    thread = threading.Thread(target=act)
    thread.start()
    pulse = tick_while(thread.is_alive)
    seconds.append(time.perf_counter() - began)
    waits.append(pulse.longest())


def _figures(found: Folds, size: int) -> list[Figure]:
    def spread(name: str, seconds: Sequence[float]) -> Spread:
        return Spread.of(name, [value * MS for value in seconds])

    writing = "writing the same bytes"
    return [
        Figure("fold", spread("a fold", found.folds), size, peers=(Peer(spread(writing, found.writes)),)),
        Figure(
            "fold",
            spread("longest wait of another thread", found.waits),
            size,
            target=WAIT,
            peers=(Peer(spread(writing, found.write_waits)),),
        ),
    ]
