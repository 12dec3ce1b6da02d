"""The command line: `status` beside importing what it needs, and an export beside writing the same bytes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace
from tests.benchmarks.apart import apart
from tests.benchmarks.cases import CHECKER, Cases
from tests.benchmarks.figures import MS, SHIPPED, Figure, Peer, Spread, Target
from tests.benchmarks.fold import write
from tests.benchmarks.moment import Moment
from tests.benchmarks.processes import factcheck, run

GROUP = "command line"
EXPORTED_AT_MOST = 10_000
"""Claims of the case that is exported."""

TWICE = Target("p50", 2.0, "the case is read and checked as well, and what does that is imported")
IMPORTS = 'python -c "import click, orjson"'


def measure(cases: Cases, sizes: Sequence[int], rounds: int, export_rounds: int) -> list[Figure]:
    """Measure `status` on the shipped case, and the export of the largest that is not too large."""
    size = max((size for size in sizes if size <= EXPORTED_AT_MOST), default=min(sizes))
    return [*_status(cases.shipped(), rounds), _export(cases.copy(cases.of(size)), size, export_rounds)]


def _status(path: Path, rounds: int) -> list[Figure]:
    least = [sys.executable, "-c", "import click, orjson"]
    pairs = [(run(factcheck(path, "status")), run(least)) for _ in range(rounds)]
    return [
        Figure(GROUP, _spread(f"status{kind}", ours), SHIPPED, peers=(Peer(_spread(IMPORTS, theirs), target),))
        for kind, ours, theirs, target in (
            ("", [our.wall for our, _ in pairs], [their.wall for _, their in pairs], TWICE),
            (": cpu", [our.cpu for our, _ in pairs], [their.cpu for _, their in pairs], None),
        )
    ]


def _export(path: Path, size: int, rounds: int) -> Figure:
    taken = apart(export, path, rounds)
    written = Peer(_spread("writing the same bytes", [write.wall for _, write in taken]))
    return Figure(GROUP, _spread("export to Markdown", [ours.wall for ours, _ in taken]), size, peers=(written,))


def export(path: Path, rounds: int) -> list[tuple[Moment, Moment]]:
    """Export an open case to a file and write the same bytes to another, in turns; return how long each took."""
    report, same = path.with_name("report.md"), path.with_name("same.md")
    taken = []
    with Workspace.open(path, CHECKER) as workspace:
        for _ in range(rounds):
            began = Moment.now()
            ExportJob(workspace.documents, "markdown").to(report, overwrite=True)
            exported = Moment.now()
            data = report.read_bytes()
            writing = Moment.now()
            write(same, data)
            taken.append((exported.since(began), Moment.now().since(writing)))
    return taken


def _spread(name: str, seconds: Sequence[float]) -> Spread:
    return Spread.of(name, [value * MS for value in seconds])
