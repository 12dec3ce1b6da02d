"""What a key costs beside a bare app of two widgets that draw the same lines, in one run, in turns.

Both are driven alike, key by key, each in a process of its own, with the texts of the sources beside the case.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from factcheck.evidence.readiness import is_prepared
from factcheck.tui.screens.workbench import Workbench
from tests.benchmarks.apart import apart
from tests.benchmarks.bare_lines import BareLines
from tests.benchmarks.cases import Cases, attach_texts
from tests.benchmarks.figures import MS, SHIPPED, Figure, Peer, Spread, Target, by_name
from tests.benchmarks.glass import Glass
from tests.benchmarks.workbench import at_work, shipped_claims

GROUP = "a key beside a bare app of two line-drawing widgets"
PEER = "the bare app"
OWN = "its own p50"
KEYS = {
    "down": ("down",),
    "page down": ("pagedown",),
    "end, home": ("end", "home"),
    "a label": ("1",),
    "tab": ("tab",),
}
TURNS = 3
"""How often both programs are started."""

WARM = 5
"""Keys that are pressed first, and not counted."""

SHEET = "the sheet lays out its excerpts with values, stances and marks, the header counts, and a label is saved"
CHEAPER = Target("p50", 0.8, SHEET)
EVEN = Target("p99", 3.0, "some keys move to a claim whose lines are laid out for the first time")

Seconds = dict[str, list[float]]


def measure(cases: Cases, sizes: Sequence[int], rounds: int) -> list[Figure]:
    """Measure with the shipped case and with those of `sizes`."""
    wanted = {SHIPPED: cases.shipped(), **{size: cases.of(size) for size in sizes}}
    figures: list[Figure] = []
    turns = min(TURNS, rounds)
    each = rounds // turns
    for size, case in wanted.items():
        path = cases.copy(case)
        attach_texts(path)
        ours: Seconds = {name: [] for name in KEYS}
        theirs: Seconds = {name: [] for name in KEYS}
        for _ in range(turns):
            _add(theirs, apart(press_bare, path, each))
            _add(ours, apart(press, path, size or shipped_claims(), each))
        figures += _figures(ours, theirs, size)
    return by_name(figures)


def press(path: Path, claims: int, rounds: int) -> Seconds:
    """Press each key `rounds` times in the workbench; return the seconds that this process worked for each."""
    taken: Seconds = {}

    async def act(glass: Glass, workbench: Workbench) -> None:
        await glass.until(is_prepared)
        listed = workbench.claim_list
        taken.update(await _press_all(glass, rounds, claims - 1, lambda: listed.cursor))

    asyncio.run(at_work(path, claims, act))
    return taken


def press_bare(path: Path, rounds: int) -> Seconds:
    """Press each key `rounds` times in the bare app; return the seconds that this process worked for each."""
    taken: Seconds = {}
    app = BareLines(path)
    glass = Glass(app, lambda: True)

    async def act() -> None:
        await glass.settle()
        last = len(app.shown.claims) - 1
        taken.update(await _press_all(glass, rounds, last, lambda: app.listed.cursor))

    asyncio.run(glass.drive(act))
    return taken


async def _press_all(glass: Glass, rounds: int, last: int, cursor: Callable[[], int]) -> Seconds:
    """Press all keys, from the first claim on, and from there again whenever the `last` is reached."""
    taken: Seconds = {}
    for name, keys in KEYS.items():
        answers = []
        for number in range(min(WARM, rounds) + rounds):
            key = keys[number % len(keys)]
            if cursor() and (number == 0 or (cursor() == last and key != "home")):
                await glass.press("home")
            answers.append(await glass.press(key))
        taken[name] = [answer.whole.cpu for answer in answers[min(WARM, rounds) :]]
    return taken


def _add(all_taken: Seconds, taken: Seconds) -> None:
    for name, seconds in taken.items():
        all_taken[name] += seconds


def _figures(ours: Seconds, theirs: Seconds, size: int) -> list[Figure]:
    figures = []
    for name in KEYS:
        spread = Spread.of(name, [seconds * MS for seconds in ours[name]])
        peer = Peer(Spread.of(PEER, [seconds * MS for seconds in theirs[name]]), CHEAPER)
        own = Peer(Spread(OWN, spread.p50, spread.p50, spread.p50, spread.rounds), EVEN)
        figures.append(Figure(GROUP, spread, size, peers=(peer, own)))
    return figures
