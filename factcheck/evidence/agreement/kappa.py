"""Cohen's kappa for two checkers, Fleiss' kappa for a fixed number of them, and plain agreement.

J. Cohen: A coefficient of agreement for nominal scales (1960); its standard error is that of J. Fleiss, J. Cohen and
B. Everitt (1969). J. Fleiss: Measuring nominal scale agreement among many raters (1971); its standard error, if there
were no agreement but by chance, is that of Fleiss, Nee and Landis (1979).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_Z = 1.959963984540054
"""Standard errors in half an interval of 95 %."""


class Kappa(NamedTuple):
    """Kappa of two checkers, None if both used one label only, on `claims` claims; `agreed` is the share they agree on.

    `error` is the standard error, `low` and `high` the interval of 95 %, which is not cut at -1 and 1.
    """

    claims: int
    agreed: float
    value: float | None
    error: float | None = None
    low: float | None = None
    high: float | None = None


class FleissKappa(NamedTuple):
    """Fleiss' kappa, None if one label only was used; `agreed` is the mean share of agreeing pairs in a claim.

    `labels` has the kappa of each label against all others, None for one that was not used. `error` is the standard
    error if there were no agreement but by chance.
    """

    claims: int
    agreed: float
    value: float | None
    labels: tuple[float | None, ...] = ()
    error: float | None = None


def confusion(one: NDArray[np.int64], other: NDArray[np.int64], labels: int) -> Floats:
    """Return how often one checker gave each label (row) where the other gave each (column); -1 is left out."""
    both = (one >= 0) & (other >= 0)
    cells = np.bincount(one[both] * labels + other[both], minlength=labels * labels)
    return np.asarray(cells.reshape(labels, labels), dtype=float)


def linear(labels: int) -> Floats:
    """Return weights for labels in an order: how near two labels are, from 0 to 1."""
    places = np.arange(labels)
    return np.asarray(1 - np.abs(places[:, None] - places[None, :]) / (labels - 1))


def quadratic(labels: int) -> Floats:
    """Return weights for labels in an order that forgive a step and punish a leap."""
    return np.asarray(1 - (1 - linear(labels)) ** 2)


def cohen(table: Floats, weights: Floats | None = None) -> Kappa:
    """Return kappa for a table of two checkers; `weights` tells how near two labels are, by default not at all."""
    total = float(table.sum())
    near = np.eye(len(table)) if weights is None else weights
    if not total:
        return Kappa(0, 0.0, None)
    shares = table / total
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    agreed, chance = float((near * shares).sum()), float((near * np.outer(rows, columns)).sum())
    if chance >= 1:
        return Kappa(int(total), agreed, None)
    value = (agreed - chance) / (1 - chance)
    by_row, by_column = near @ columns, near.T @ rows
    spread = (shares * (near - (by_row[:, None] + by_column[None, :]) * (1 - value)) ** 2).sum()
    variance = max(float(spread) - (value - chance * (1 - value)) ** 2, 0.0) / (total * (1 - chance) ** 2)
    error = float(np.sqrt(variance))
    return Kappa(int(total), agreed, value, error, value - _Z * error, value + _Z * error)


def fleiss(counts: Floats) -> FleissKappa:
    """Return Fleiss' kappa for label counts of claims that have equally many verdicts."""
    claims, verdicts = len(counts), float(counts.sum(axis=1)[0]) if len(counts) else 0.0
    if not claims:
        return FleissKappa(0, 0.0, None)
    pairs = verdicts * (verdicts - 1)
    agreed = float(((counts * (counts - 1)).sum(axis=1) / pairs).mean())
    shares = counts.sum(axis=0) / (claims * verdicts)
    chance, mixed = float((shares**2).sum()), shares * (1 - shares)
    if chance >= 1:
        return FleissKappa(claims, agreed, None)
    apart = (counts * (verdicts - counts)).sum(axis=0)
    labels = tuple(
        float(1 - apart[each] / (claims * pairs * mixed[each])) if mixed[each] > 0 else None
        for each in range(len(shares))
    )
    squares = mixed.sum() ** 2 - (mixed * (1 - 2 * shares)).sum()
    error = float(np.sqrt(2 * max(float(squares), 0.0) / (claims * pairs)) / mixed.sum())
    return FleissKappa(claims, agreed, (agreed - chance) / (1 - chance), labels, error)


def percent(counts: Floats) -> tuple[float, float]:
    """Return the share of agreeing pairs of verdicts: as the mean over claims, and over all pairs."""
    totals = counts.sum(axis=1)
    same, pairs = (counts * (counts - 1)).sum(axis=1), totals * (totals - 1)
    return float((same / pairs).mean()), float(same.sum() / pairs.sum())
