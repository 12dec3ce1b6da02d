"""A verdict until it is acknowledged: edits, check, journal, memory. Beside a bare append and stock TinyDB."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from factcheck.workspace.workspace import Workspace
from tests.benchmarks.apart import apart
from tests.benchmarks.cases import CHECKER, LABELS, SEED, Cases
from tests.benchmarks.figures import MS, Figure, Peer, Spread, Target, beside_smallest, by_name

NAME = "a verdict, until acknowledged"
BARE = "append and sync of the same bytes"
STOCK = "stock TinyDB, update"
THRICE = Target("p99", 3.0)
FLAT = Target("p50", 1.5)


@dataclass
class Seconds:
    """How long each save took, on the clock and of this process's work, and each of what stands beside it."""

    saves: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    appends: list[float] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)


def measure(cases: Cases, sizes: Sequence[int], rounds: int, stock_rounds: int) -> list[Figure]:
    """Measure at each size; a round of stock TinyDB takes seconds where there are many claims."""
    figures = []
    for size in sizes:
        taken = apart(decide, cases.copy(cases.of(size)), rounds)
        taken.updates = apart(update_stock, cases.copy(cases.of(size)), _stock_rounds(size, stock_rounds))
        figures += _figures(taken, size)
    return by_name(beside_smallest(figures, FLAT))


def decide(path: Path, rounds: int) -> Seconds:
    """Go round the claims of a case, each time with another label; append the bytes of each change elsewhere too."""
    taken = Seconds()
    journal = path.with_name(f"{path.name}.journal")
    bare = os.open(path.with_name("bare"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with Workspace.open(path, CHECKER) as workspace:
        claims = random.Random(SEED).sample(list(workspace.case.claims), len(workspace.case.claims))
        for number in range(rounds):
            again, place = divmod(number, len(claims))
            start = journal.stat().st_size if journal.exists() else 0
            _time(taken.saves, taken.work, workspace, claims[place], LABELS[again % len(LABELS)])
            _append(taken.appends, bare, _written(journal, start))
    os.close(bare)
    return taken


def _time(saves: list[float], work: list[float], workspace: Workspace, claim: str, label: str) -> None:
    work_began, began = time.thread_time(), time.perf_counter()
    workspace.decide(claim, label)
    saves.append(time.perf_counter() - began)
    work.append(time.thread_time() - work_began)


def _append(appends: list[float], handle: int, data: bytes) -> None:
    began = time.perf_counter()
    os.write(handle, data)
    getattr(os, "fdatasync", os.fsync)(handle)
    appends.append(time.perf_counter() - began)


def _written(journal: Path, start: int) -> bytes:
    with journal.open("rb") as file:
        file.seek(start)
        return file.read()


def update_stock(path: Path, rounds: int) -> list[float]:
    """Update one verdict of a case with TinyDB as it comes, and return the seconds of each update."""
    taken = []
    with TinyDB(path) as database:
        table = database.table("verdicts")
        numbers = [document.doc_id for document in table.all()]
        for number in range(rounds):
            fields: dict[str, Any] = {"label": LABELS[number % len(LABELS)]}
            began = time.perf_counter()
            table.update(fields, doc_ids=[numbers[number % len(numbers)]])
            taken.append(time.perf_counter() - began)
    return taken


def _stock_rounds(size: int, most: int) -> int:
    """Return as many rounds as take no more than some ten seconds; two at the least."""
    return max(2, min(most, 200_000 // size))


def _figures(taken: Seconds, size: int) -> list[Figure]:
    def spread(name: str, seconds: Sequence[float]) -> Spread:
        return Spread.of(name, [value * MS for value in seconds])

    peers = (Peer(spread(BARE, taken.appends), THRICE), Peer(spread(STOCK, taken.updates)))
    return [
        Figure("save", spread(NAME, taken.saves), size, peers=peers),
        Figure("save", spread("a verdict: cpu", taken.work), size),
    ]
