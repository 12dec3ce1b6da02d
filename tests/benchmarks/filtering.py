"""Typing in the filter: how long the program looks at nothing else, by the pulse of its event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from factcheck.tui.screens.workbench import Workbench
from tests.benchmarks.apart import apart
from tests.benchmarks.cases import Cases
from tests.benchmarks.figures import MS, Figure, Peer, Spread, Target, beside_smallest
from tests.benchmarks.glass import Glass
from tests.benchmarks.pulse import BEAT, Pulse, beating
from tests.benchmarks.workbench import at_work

WORDS = ("court of Harrow", "is:unchecked", "votes -Lindale", "source:S7 grain")
PACE = 0.1
"""Seconds from one key to the next: as fast as a person types."""

NEVER_OVER = Target("max", 50.0)


def measure(cases: Cases, sizes: Sequence[int], rounds: int) -> list[Figure]:
    """Measure the longest wait of the event loop after each key, at each size."""
    figures = []
    for size in sizes:
        typing, idle = apart(type_filters, cases.copy(cases.of(size)), size, rounds)
        spread = Spread.of("filter, a key: longest wait of the loop", typing)
        still = Peer(Spread.of("while nothing is typed", idle))
        figures.append(Figure("filter", spread, size, target=NEVER_OVER, peers=(still,)))
    return beside_smallest(figures)


def type_filters(path: Path, claims: int, rounds: int) -> tuple[list[float], list[float]]:
    """Type `rounds` keys into the filter of a case; return the longest wait after each, and of as long without keys."""
    found: list[list[float]] = []

    async def act(glass: Glass, workbench: Workbench) -> None:
        async with beating() as pulse:
            found.append(await _waits(pulse, [None] * (rounds // 3 + 1), glass))
        workbench.action_run("claims.filter")
        await glass.settle()
        async with beating() as pulse:
            found.append(await _waits(pulse, _keys(rounds), glass))

    asyncio.run(at_work(path, claims, act))
    idle, typing = found
    return typing, idle


def _keys(rounds: int) -> list[str]:
    """Return keys that type some filters, each taken away again from its end."""
    return list(islice(cycle(key for words in WORDS for key in (*words, *["backspace"] * len(words))), rounds))


async def _waits(pulse: Pulse, keys: Sequence[str | None], glass: Glass) -> list[float]:
    """Press a key at every pace (None: only wait), and return the longest wait after each, in milliseconds."""
    began = []
    for key in keys:
        began.append(time.perf_counter())
        if key is not None:
            glass.send(key)
        await asyncio.sleep(PACE)
        await asyncio.sleep(2 * BEAT)  # so that the beat that came late is this key's
    await glass.settle()
    ends = [*began[1:], time.perf_counter()]
    return [pulse.longest(start, end) * MS for start, end in zip(began, ends, strict=True)]
