"""Each format beside the time to write the same bytes, and the memory it takes beside that of the loaded case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from factcheck.exports import FORMATS
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace
from tests.benchmarks.apart import apart
from tests.benchmarks.cases import CHECKER, Cases
from tests.benchmarks.figures import MS, Figure, Peer, Spread
from tests.benchmarks.fold import write
from tests.benchmarks.moment import Moment
from tests.benchmarks.opening import memory

GROUP = "exports"
EXPORTED_AT_MOST = 10_000
"""Claims of the case that is exported."""

_MB = 1e6
_RESET_PEAK = Path("/proc/self/clear_refs")


class Taken(NamedTuple):
    """Seconds of each export and of each write of the same bytes; bytes of memory before, and at most meanwhile."""

    exports: list[float]
    writes: list[float]
    loaded: int
    peak: int


def measure(cases: Cases, sizes: Sequence[int], rounds: int) -> list[Figure]:
    """Measure every format at the largest size that is not too large, each in a process of its own."""
    size = max((size for size in sizes if size <= EXPORTED_AT_MOST), default=min(sizes))
    path = cases.copy(cases.of(size))
    taken = {
        name: apart(export, path, name, rounds) for name, chosen in FORMATS.items() if "draft" not in chosen.options
    }
    times = [_time(name, found, size) for name, found in taken.items()]
    return [*times, *(_memory(name, found, size) for name, found in taken.items())]


def export(path: Path, name: str, rounds: int) -> Taken:
    """Export an open case to a file and write the same bytes to another, in turns."""
    written, same = path.with_name("written"), path.with_name("same")
    exports, writes = [], []
    with Workspace.open(path, CHECKER) as workspace:
        loaded = _forget_peak()
        for _ in range(rounds):
            began = Moment.now()
            ExportJob(workspace.documents, name).to(written, overwrite=True)
            exports.append(Moment.now().since(began).wall)
        peak = memory()[1]
        data = written.read_bytes()
        for _ in range(rounds):
            began = Moment.now()
            write(same, data)
            writes.append(Moment.now().since(began).wall)
    return Taken(exports, writes, loaded, peak)


def _forget_peak() -> int:
    """Return the memory that is taken now, and let the peak be counted from here where the system can do that."""
    if _RESET_PEAK.exists():
        _RESET_PEAK.write_text("5")
    return memory()[0]


def _time(name: str, taken: Taken, size: int) -> Figure:
    ours, theirs = (
        Spread.of(words, [value * MS for value in seconds])
        for words, seconds in ((f"to {name}", taken.exports), ("writing the same bytes", taken.writes))
    )
    return Figure(GROUP, ours, size, peers=(Peer(theirs),))


def _memory(name: str, taken: Taken, size: int) -> Figure:
    loaded = Spread.of("the loaded case", [taken.loaded / _MB])
    return Figure(
        GROUP, Spread.of(f"to {name}: memory, at most", [taken.peak / _MB]), size, "MB", peers=(Peer(loaded),)
    )
