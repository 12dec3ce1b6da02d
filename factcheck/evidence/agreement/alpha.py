"""Krippendorff's alpha: agreement of any number of checkers, with verdicts missing, beyond what chance would give.

K. Krippendorff: Computing Krippendorff's Alpha-Reliability (2011). The interval is a percentile bootstrap over claims,
which is what a reader takes it for: how much alpha would vary with other claims of the same kind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Distances = Callable[[Floats], Floats]
"""Returns the squared distance of every two labels, given how often each label was used."""

DRAWS = 2_000
_LEVEL = 95
_CELLS = 40_000_000
"""Numbers that the bootstrap draws at most: with very many claims it makes fewer draws."""


class Alpha(NamedTuple):
    """Alpha, None if nobody used a second label, with its interval of 95 %.

    `undefined` is how many of the `draws` of the bootstrap had one label only, and were left out of the interval.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    draws: int = 0
    undefined: int = 0


def nominal(margins: Floats) -> Floats:
    """Return distances for labels without an order: 1 for any two that differ."""
    return 1 - np.eye(margins.size)


def ordinal(margins: Floats) -> Floats:
    """Return distances for labels in their order: the verdicts that lie between two labels, squared."""
    upto = np.cumsum(margins) - margins / 2
    return np.asarray((upto[:, None] - upto[None, :]) ** 2)


def label_counts(table: NDArray[np.int64], labels: int) -> Floats:
    """Return how often each claim was given each label: a row for each claim with at least two verdicts."""
    counts = np.stack([(table == label).sum(axis=1) for label in range(labels)], axis=1).astype(float)
    return np.asarray(counts[counts.sum(axis=1) >= 2])  # noqa: PLR2004


def alpha(counts: Floats, distances: Distances = nominal) -> float | None:
    """Return alpha for label counts (see `label_counts`); None if no claim has two verdicts, or all are the same."""
    return _alpha(_coincidences(counts).sum(axis=0), distances)


def alpha_with_interval(counts: Floats, distances: Distances = nominal, *, draws: int = DRAWS, seed: int = 1) -> Alpha:
    """Return alpha with its interval; claims with the same label counts are drawn together."""
    value = alpha(counts, distances)
    if value is None or len(counts) == 1:
        return Alpha(value)
    patterns, weights = np.unique(counts, axis=0, return_counts=True)
    draws = max(100, min(draws, _CELLS // len(patterns)))
    parts = _coincidences(patterns)
    size = parts.shape[1]
    drawn = np.random.default_rng(seed).multinomial(weights.sum(), weights / weights.sum(), size=draws)
    sums = (drawn @ parts.reshape(len(patterns), size * size)).reshape(draws, size, size)
    values = [each for each in (_alpha(one, distances) for one in sums) if each is not None]
    if not values:
        return Alpha(value, draws=draws, undefined=draws)
    edges = [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2]
    low, high = np.percentile(values, edges)
    return Alpha(value, float(low), float(high), draws, draws - len(values))


def _coincidences(counts: Floats) -> Floats:
    """Return how often each two labels meet in each claim: claims x labels x labels."""
    pairs = counts[:, :, None] * counts[:, None, :]
    places = np.arange(counts.shape[1])
    pairs[:, places, places] -= counts
    return np.asarray(pairs / (counts.sum(axis=1) - 1)[:, None, None])


def _alpha(coincidences: Floats, distances: Distances) -> float | None:
    margins = coincidences.sum(axis=0)
    apart = distances(margins)
    expected = float((np.outer(margins, margins) * apart).sum())
    if expected <= 0:
        return None
    observed = float((coincidences * apart).sum())
    return 1 - (float(margins.sum()) - 1) * observed / expected
