"""The start: from the process to the first picture, and until everything is loaded. Needs a pseudo-terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import orjson

from factcheck.workspace.create import sample_path
from tests.benchmarks import one_static
from tests.benchmarks.apart import apart
from tests.benchmarks.cases import Cases
from tests.benchmarks.figures import LARGE, MS, SHIPPED, Figure, Peer, Spread, Target
from tests.benchmarks.opening import FRAME, open_apart
from tests.benchmarks.processes import factcheck
from tests.benchmarks.terminal import Sighting, watch

A = TypeVar("A")

GROUP = "start"
SEEN_CPU = "first claim seen: cpu"
PEER = "an app of one Static"
FIRST_CLAIM = r"\bC1\b"
MODULES = (
    "some 145 modules of ours are imported, nine widgets styled, the case is read and locked; the peer has one widget"
)
PAINT_SHIPPED = Target("p50", 1.4, MODULES)
PAINT_LARGEST = Target("p50", 1.5, f"{MODULES}; of a large case the rest is read meanwhile")
CHECKS = "every row is also checked, indexed and kept as its JSON, which the parser alone does not do"
TURNS = (
    "the first claims are drawn meanwhile, which takes 75 ms of the loop in the smallest case too; and a table that"
    " grows in the thread which reads holds the interpreter for as long as one call takes"
)
LOAD = Target("p50", 2.0, CHECKS)
WAIT = Target("max", 20.0, TURNS)


def measure(cases: Cases, sizes: Sequence[int], rounds: int) -> list[Figure]:
    """Measure with the shipped case and with the largest; all programs take turns, so that noise hits each."""
    wanted = {SHIPPED: cases.shipped(), max(sizes): cases.copy(cases.of(max(sizes)))}
    figures = _painting(wanted, rounds)
    for size, path in wanted.items():
        figures += _loading(size, path, rounds)
    return figures


def _painting(wanted: dict[int, Path], rounds: int) -> list[Figure]:
    """Start the program on each case, and the smallest program there is, and see when each draws."""
    smallest = [sys.executable, "-m", one_static.__name__]
    theirs, ours = [], []
    for _ in range(rounds):
        theirs.append(watch(smallest, [one_static.TEXT]))
        ours.append({size: watch(factcheck(path), [FRAME, FIRST_CLAIM]) for size, path in wanted.items()})
    return [figure for size in wanted for figure in _paints(size, [found[size] for found in ours], theirs)]


def _paints(size: int, ours: Sequence[Sighting], theirs: Sequence[Sighting]) -> list[Figure]:
    first = _spread(PEER, theirs, lambda seen: seen.seconds[0])
    until = _spread(PEER, theirs, lambda seen: seen.worked[0])
    work = _spread(PEER, theirs, lambda seen: seen.cpu)
    target = PAINT_SHIPPED if size == SHIPPED else PAINT_LARGEST
    return [
        Figure(GROUP, _spread(SEEN_CPU, ours, lambda seen: seen.worked[1]), size, peers=(Peer(until, target),)),
        Figure(GROUP, _spread("first picture", ours, lambda seen: seen.seconds[0]), size, peers=(Peer(first),)),
        Figure(GROUP, _spread("first claim seen", ours, lambda seen: seen.seconds[1]), size, peers=(Peer(first),)),
        Figure(GROUP, _spread("start and leave: cpu", ours, lambda seen: seen.cpu), size, peers=(Peer(work),)),
    ]


def _loading(size: int, path: Path, rounds: int) -> list[Figure]:
    """Open a case and parse its file in turns, each in a process of its own."""
    claims = size or len(orjson.loads(sample_path().read_bytes())["claims"])
    opened, parsed = zip(*((open_apart(path, claims), apart(parse, path)) for _ in range(rounds)), strict=True)
    loads = Peer(_spread("orjson.loads of the file", parsed, lambda seconds: seconds), LOAD if size >= LARGE else None)
    whole = _spread("everything loaded", opened, lambda opening: opening.loaded)
    wait = _spread("longest wait of the loop while it loads", opened, lambda opening: opening.wait)
    return [
        Figure(GROUP, whole, size, peers=(loads,)),
        Figure(GROUP, wait, size, target=WAIT if size >= LARGE else None),
    ]


def _spread(name: str, found: Sequence[A], seconds: Callable[[A], float]) -> Spread:
    return Spread.of(name, [seconds(value) * MS for value in found])


def parse(path: Path) -> float:
    """Return how many seconds it takes to read and parse a file."""
    began = time.perf_counter()
    orjson.loads(path.read_bytes())
    return time.perf_counter() - began
