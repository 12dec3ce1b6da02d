"""What was measured: the spread of a figure, what stands beside it, and the target it has to reach."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

MS = 1000.0
"""Milliseconds in a second: clocks give seconds, figures are in milliseconds."""

LARGE = 100_000
"""The number of claims from which on the targets for a large case hold."""

SHIPPED = 0
"""The size by which the case that is shipped goes."""


@dataclass(frozen=True)
class Spread:
    """The values of one thing that was measured many times; of a single value all three are the same."""

    name: str
    p50: float
    p99: float
    max: float
    rounds: int

    @classmethod
    def of(cls, name: str, values: Iterable[float]) -> Spread:
        """Sum up `values`, of which there must be one at least."""
        ordered = sorted(values)
        return cls(name, quantile(ordered, 0.5), quantile(ordered, 0.99), ordered[-1], len(ordered))

    def at(self, statistic: str) -> float:
        """Return `p50`, `p99` or `max`."""
        return float(getattr(self, statistic))


@dataclass(frozen=True)
class Target:
    """A limit for one statistic of a figure, and why it cannot be reached, where that is known.

    The limit counts in the figure's unit; beside a peer it is a ratio to the peer's same statistic.
    """

    statistic: str
    limit: float
    reason: str = ""


@dataclass(frozen=True)
class Peer:
    """What was measured in the same run to be compared with."""

    spread: Spread
    target: Target | None = None


@dataclass(frozen=True)
class Figure:
    """One thing that was measured at one size (in claims), with what stands beside it."""

    group: str
    spread: Spread
    size: int
    unit: str = "ms"
    target: Target | None = None
    peers: tuple[Peer, ...] = ()

    def ratio(self, peer: Peer) -> float:
        """Return how many times the peer's this is, in the statistic of the target, else at the median."""
        statistic = peer.target.statistic if peer.target else "p50"
        theirs = peer.spread.at(statistic)
        return self.spread.at(statistic) / theirs if theirs else math.inf

    def reached(self, peer: Peer | None = None) -> bool:
        """Tell whether the target is reached: the figure's own, or the one beside `peer`. Without one it is."""
        target = peer.target if peer else self.target
        return target is None or (self.ratio(peer) if peer else self.spread.at(target.statistic)) <= target.limit

    def targets(self) -> Iterator[tuple[Target, Peer | None]]:
        """Yield each target, with the peer that it is about; None where it is the figure's own."""
        if self.target:
            yield self.target, None
        yield from ((peer.target, peer) for peer in self.peers if peer.target)

    def to_row(self) -> dict[str, Any]:
        """Return plain JSON values."""
        peers = [
            {
                **vars(peer.spread),
                "ratio": _finite(self.ratio(peer)),
                "target": _target(peer.target, self.reached(peer)),
            }
            for peer in self.peers
        ]
        return {
            "group": self.group,
            **vars(self.spread),
            "claims": self.size or None,
            "unit": self.unit,
            "target": _target(self.target, self.reached()),
            "peers": peers,
        }


def quantile(ordered: Sequence[float], part: float) -> float:
    """Return the value that `part` of the ordered values do not exceed (nearest rank)."""
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def beside_smallest(figures: Sequence[Figure], target: Target | None = None) -> list[Figure]:
    """Put beside each figure the one of its name at the smallest size, with the target for their ratio."""
    smallest: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda figure: figure.size):
        smallest.setdefault(figure.spread.name, figure)
    return [_beside(figure, smallest[figure.spread.name], target) for figure in figures]


def _beside(figure: Figure, first: Figure, target: Target | None) -> Figure:
    if figure is first:
        return figure
    return replace(figure, peers=(*figure.peers, Peer(replace(first.spread, name=f"at {first.size:,} claims"), target)))


def by_name(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures of one name one below the other, in their order: so it is seen whether they are flat."""
    return sorted(figures, key=lambda figure: figure.spread.name)


def _target(target: Target | None, reached: bool) -> dict[str, Any] | None:
    return vars(target) | {"reached": reached} if target else None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
