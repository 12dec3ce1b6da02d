"""The memory that the workbench takes once a case is loaded, beside the size of its file."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.cases import Cases
from tests.benchmarks.figures import LARGE, Figure, Peer, Spread, Target, by_name
from tests.benchmarks.opening import open_apart

MB = 1e6
FOUR_TIMES = Target("p50", 4.0)


def measure(cases: Cases, sizes: Sequence[int]) -> list[Figure]:
    """Measure at each size; the target is for a large case, beside which the program itself weighs little."""
    return by_name(figure for size in sizes for figure in _at(cases, size))


def _at(cases: Cases, size: int) -> list[Figure]:
    path = cases.copy(cases.of(size))
    opened = open_apart(path, size)
    file = Spread.of("the file", [path.stat().st_size / MB])
    loaded = Spread.of("memory, everything loaded", [opened.resident / MB])
    most = Spread.of("memory, at most", [opened.peak / MB])
    return [
        Figure("memory", loaded, size, unit="MB", peers=(Peer(file, FOUR_TIMES if size >= LARGE else None),)),
        Figure("memory", most, size, unit="MB", peers=(Peer(file),)),
    ]
