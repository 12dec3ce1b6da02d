"""The report: a table for people with every ratio and target, and the same as JSON for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from tests.benchmarks.figures import SHIPPED, Figure, Peer, Target

WIDTH = 150
"""Columns of the table where it does not go to a terminal."""

_COLUMNS = ("", "claims", "p50", "p99", "max", "beside", "its p50", "its p99", "ratio", "target", "")
_LEFT = {"", "beside", "target"}
_LINKS = ("textual", "rich", "tinydb", "orjson", "click")


def machine() -> dict[str, Any]:
    """Return what the figures depend on beside the program: the machine, its load, and the versions."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        **{name: version(name) for name in _LINKS},
    }


def to_json(figures: Sequence[Figure], before: dict[str, Any]) -> dict[str, Any]:
    """Return all figures as plain JSON values; `before` is what was known of the machine before the run."""
    load = machine()["load"]
    return {"machine": before | {"load_after": load}, "figures": [figure.to_row() for figure in figures]}


def show(figures: Sequence[Figure], before: dict[str, Any], console: Console) -> None:
    """Print the table, the targets that are not reached with their reasons, and what the figures depend on."""
    for (name, unit), group in groupby(figures, key=lambda figure: (figure.group, figure.unit)):
        console.print(_table(f"{name} ({unit})", group))
    outcomes = [figure.reached(peer) for figure in figures for _, peer in figure.targets()]
    console.print(f"{sum(outcomes)} of {len(outcomes)} targets are reached.", style="bold")
    for line in _missed(figures):
        console.print(Text(f"  not reached: {line}"), soft_wrap=True)
    words = [f"{key} {value}" for key, value in before.items() if key != "load"]
    load = ", ".join(f"{value:.2f}" for value in before["load"] or ())
    console.print(Text(f"{' · '.join(words)} · load before {load}"), style="dim", soft_wrap=True)


def _table(title: str, figures: Iterable[Figure]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in _COLUMNS:
        table.add_column(column, justify="left" if column in _LEFT else "right", no_wrap=column not in _LEFT)
    for figure in figures:
        for row in _rows(figure):
            table.add_row(*row)
    return table


def _rows(figure: Figure) -> Iterator[list[RenderableType]]:
    """Yield the figure with what stands beside it: a line for each peer, and one for a target of its own."""
    own = figure.spread
    start = [own.name, _size(figure), _number(own.p50), _number(own.p99), _number(own.max)]
    peers: list[Peer | None] = [*figure.peers]
    if figure.target or not peers:
        peers.insert(0, None)
    for peer in peers:
        yield [*start, *_beside(figure, peer), *_aim(figure, peer)]
        start = [""] * len(start)


def _beside(figure: Figure, peer: Peer | None) -> list[str]:
    if peer is None:
        return [""] * 4
    spread = peer.spread
    return [spread.name, _number(spread.p50), _number(spread.p99), f"{_number(figure.ratio(peer))}×"]


def _aim(figure: Figure, peer: Peer | None) -> list[RenderableType]:
    target = peer.target if peer else figure.target
    if target is None:
        return ["", ""]
    outcome = Text("✓ reached", "green") if figure.reached(peer) else Text("✗ missed", "bold red")
    return [_words(figure, peer, target), outcome]


def _words(figure: Figure, peer: Peer | None, target: Target) -> str:
    return f"{target.statistic} ≤ {target.limit:g}{'×' if peer else f' {figure.unit}'}"


def _missed(figures: Sequence[Figure]) -> list[str]:
    """Return a line for each target that is not reached, with what was found at which sizes, and the reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for figure in figures:
        for target, peer in figure.targets():
            if not figure.reached(peer):
                wanted = f"{_words(figure, peer, target)}{f' beside {peer.spread.name}' if peer else ''}"
                key = f"{figure.group} · {figure.spread.name}, wanted {wanted}", target.reason or "no reason is known"
                value = f"{_number(figure.ratio(peer))}×" if peer else _number(figure.spread.at(target.statistic))
                found.setdefault(key, []).append(f"{value} ({_size(figure)})")
    return [f"{words}: {', '.join(values)}; {reason}" for (words, reason), values in found.items()]


def _size(figure: Figure) -> str:
    return "shipped" if figure.size == SHIPPED else f"{figure.size:,}"


def _number(value: float) -> str:
    """Return a value with three digits that count, and none that do not."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def console_for(file: Any) -> Console:
    """Return a console on `file`, wide enough for the table where that is no terminal."""
    console = Console(file=file)
    return console if console.is_terminal else Console(file=file, width=WIDTH)
