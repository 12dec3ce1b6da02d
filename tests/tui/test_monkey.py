"""Whatever keys, pastes, clicks and sizes come in whatever order: no exception, nothing lost, always a way out."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Sequence
from itertools import count, islice
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from factcheck.errors import NotSavedError
from factcheck.workspace.create import begin_sample
from factcheck.workspace.export_job import ExportJob
from tests.tui.hostile import write_hostile_case
from tests.tui.monkey import Step, steps
from tests.tui.monkey_runs import play, shrink

Begin = Callable[[Path], None]

SEED = int(os.environ.get("FACTCHECK_MONKEY_SEED", "1"))
SECONDS = float(os.environ.get("FACTCHECK_MONKEY_SECONDS", "3600"))
"""How long the long form goes on."""
SHORT, LONG = 150, 1000
"""Steps of a run."""
WARM_UP = 12
"""Programs after which the memory of the process has settled."""
TRIES = 40
"""How often a run that failed is played again, shorter."""
STATM = Path("/proc/self/statm")


@pytest.fixture(autouse=True)
def cage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the monkey write reports nowhere but here, whatever it types for a name, and open no browser."""
    monkeypatch.chdir(tmp_path)
    to = ExportJob.to

    def export_inside(delivery: ExportJob, path: Path, *args: Any, **options: Any) -> Path:
        if not path.resolve().is_relative_to(tmp_path):
            raise NotSavedError("NOT saved: it lies outside of the cage")
        return to(delivery, path, *args, **options)

    monkeypatch.setattr(ExportJob, "to", export_inside)
    monkeypatch.setattr("webbrowser.open", lambda _: True)


async def run(directory: Path, begin: Begin, given: Sequence[Step]) -> None:
    """Play steps on a case of their own; when they fail, say which steps are enough for that."""
    numbers = count(1)

    async def fault(some: Sequence[Step]) -> str:
        place = directory / f"run {next(numbers)}"
        place.mkdir(parents=True)
        begin(place / "db.json")
        try:
            await play(place / "db.json", some)
        except Exception as error:  # noqa: BLE001 (whatever it is: it is told)
            return f"{type(error).__name__}: {error}"
        return ""

    async def fails(some: Sequence[Step]) -> bool:
        return bool(await fault(some))

    found = await fault(given)
    if found:
        enough = await shrink(given, fails, TRIES)
        raise AssertionError(f"{found}\nafter {len(enough)} steps of {len(given)}; play them again:\n{enough!r}")


@pytest.mark.parametrize("begin", [begin_sample, write_hostile_case], ids=["the sample", "a hostile case"])
async def test_a_monkey_breaks_nothing(tmp_path: Path, begin: Begin) -> None:
    await run(tmp_path, begin, list(islice(steps(SEED), SHORT)))


@pytest.mark.slow
async def test_a_monkey_breaks_nothing_in_an_hour(tmp_path: Path) -> None:
    end = time.monotonic() + SECONDS
    memory: list[float] = []
    for seed in count(SEED):
        begin = (begin_sample, write_hostile_case)[seed % 2]
        await run(tmp_path / f"seed {seed}", begin, list(islice(steps(seed), LONG)))
        gc.unfreeze()  # each of the many programs in this process has put its case out of the collector's reach
        gc.collect()
        memory.append(pages())
        left = max(end - time.monotonic(), 0)
        print(f"seed {seed}: {LONG} steps, {memory[-1] / 2**20:.0f} MB, {left:.0f} s left", flush=True)
        if not left:
            break
    settled = memory[WARM_UP:]
    quarter = len(settled) // 4
    if quarter:  # a run that is shorter says nothing about memory
        assert mean(settled[-quarter:]) <= 1.1 * mean(settled[:quarter])


def pages() -> float:
    """Return the memory of this process in bytes; nothing where the system does not tell it so."""
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if STATM.exists() else 0.0
