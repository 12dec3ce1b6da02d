"""From key to picture: what walking costs, in a case of any size and beside claims with very many excerpts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.line_list import LineList
from tests.benchmarks.apart import apart
from tests.benchmarks.cases import CROWD, CROWDED_CLAIMS, Cases
from tests.benchmarks.figures import MS, Figure, Spread, Target, beside_smallest, by_name
from tests.benchmarks.glass import Answer, Glass
from tests.benchmarks.workbench import at_work

GROUP = "key to picture"
KEYS = {"down": ("down",), "page down": ("pagedown",), "end, home": ("end", "home")}
MOST = 10.0
"""Milliseconds of work that a key may cost."""

TWICE = Target("p99", 2.0)
DRAWING = "the sheet shows another claim, and lays out its lines"
TICK = "a picture waits for the next tick of the screen's clock too, up to 8 ms, and for its turn of the processor"

Answers = dict[str, list[Answer]]

CPU, CPU_FIRST, WALL_FIRST = "cpu", "cpu, first picture", "wall, first picture"
KINDS: dict[str, tuple[Callable[[Answer], float], Target, Target | None]] = {
    CPU: (lambda answer: answer.whole.cpu, Target("p99", MOST, DRAWING), TWICE),
    CPU_FIRST: (lambda answer: answer.first.cpu, Target("p99", MOST, DRAWING), TWICE),
    WALL_FIRST: (lambda answer: answer.first.wall, Target("p99", 16.0, TICK), None),
}
"""What of an answer is a figure, its target, and the one beside few claims. All panes may follow the first picture."""


def measure(cases: Cases, sizes: Sequence[int], rounds: int) -> list[Figure]:
    """Measure each key at each size, and on claims with very many excerpts."""
    walked = {size: apart(walk, cases.copy(cases.of(size)), size, rounds) for size in sizes}
    crowded = apart(walk_crowded, cases.copy(cases.crowded()), rounds)
    figures: list[Figure] = []
    for kind, (_, _, beside) in KINDS.items():
        found = [figure for size, answers in walked.items() for figure in _figures(answers, size, kind)]
        figures += by_name(beside_smallest(found, beside))
        figures += _figures(crowded, CROWDED_CLAIMS, kind)
    return figures


def walk(path: Path, claims: int, rounds: int) -> Answers:
    """Walk the list of a case with each key."""
    answers: Answers = {}

    async def act(glass: Glass, workbench: Workbench) -> None:
        for name, keys in KEYS.items():
            answers[name] = await _press(glass, workbench.claim_list, keys, rounds)

    asyncio.run(at_work(path, claims, act))
    return answers


def walk_crowded(path: Path, rounds: int) -> Answers:
    """Walk from one claim with very many excerpts to the next, and then within the pane of one."""
    answers: Answers = {}

    async def act(glass: Glass, workbench: Workbench) -> None:
        many = f"{len(CROWD)} excerpts"
        answers[f"down, onto {many}"] = await _press(glass, workbench.claim_list, KEYS["down"], rounds)
        workbench.sheet.enter()
        await glass.settle()
        for name, keys in KEYS.items():
            answers[f"{name}, within {many}"] = await _press(glass, workbench.sheet, keys, rounds)

    asyncio.run(at_work(path, CROWDED_CLAIMS, act))
    return answers


async def _press(glass: Glass, listed: LineList[Any], keys: Sequence[str], rounds: int) -> list[Answer]:
    """Press keys in turn, from the top, and from there again whenever the end is reached."""
    answers = []
    for number in range(rounds):
        key = keys[number % len(keys)]
        at_end = listed.cursor == len(listed.items) - 1
        if (number == 0 and listed.cursor > 0) or (at_end and key != "home"):
            await glass.press("home")
        answers.append(await glass.press(key))
    return answers


def _figures(answers: Answers, size: int, kind: str) -> list[Figure]:
    value, target, _ = KINDS[kind]
    return [
        Figure(GROUP, Spread.of(f"{name}: {kind}", [value(answer) * MS for answer in found]), size, target=target)
        for name, found in answers.items()
    ]
