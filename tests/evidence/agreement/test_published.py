"""Agreement on tables that others published, to four decimals."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.evidence.agreement.alpha import Distances, alpha, alpha_with_interval, label_counts, nominal, ordinal
from factcheck.evidence.agreement.kappa import cohen, fleiss, linear, percent, quadratic

KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Krippendorff 2011: a line for each of four observers, twelve units."""

FLEISS = """
0 0 0 6 0|0 3 0 0 3|0 1 4 0 1|0 0 0 0 6|0 3 0 3 0|2 0 4 0 0|0 0 4 0 2|2 0 3 1 0|2 0 0 4 0|0 0 0 0 6|1 0 0 5 0
1 1 0 4 0|0 3 3 0 0|1 0 0 5 0|0 2 0 3 1|0 0 5 0 1|3 0 0 1 2|5 1 0 0 0|0 2 0 4 0|1 0 2 0 3|0 0 0 0 6|0 1 0 5 0
0 2 0 1 3|2 0 0 4 0|1 0 0 4 1|0 5 0 1 0|4 0 0 0 2|0 2 0 4 0|1 0 5 0 0|0 0 0 0 6
"""
"""Fleiss 1971: thirty patients, six ratings each, five categories."""


def observed(text: str) -> NDArray[np.int64]:
    rows = [[-1 if cell == "." else int(cell) - 1 for cell in line.split()] for line in text.split("\n") if line]
    return np.array(rows).T


def of_values(power: str) -> Distances:
    """Return the distances of interval or ratio data whose values are 1, 2, 3 and so on."""

    def distances(margins: NDArray[np.float64]) -> NDArray[np.float64]:
        values = np.arange(1.0, margins.size + 1)
        apart = values[:, None] - values[None, :]
        return np.asarray((apart / (values[:, None] + values[None, :]) if power == "ratio" else apart) ** 2)

    return distances


@pytest.mark.parametrize(
    ("distances", "expected"),
    [(nominal, 0.7434), (ordinal, 0.8154), (of_values("interval"), 0.8491), (of_values("ratio"), 0.7974)],
    ids=["nominal", "ordinal", "interval", "ratio"],
)
def test_krippendorffs_own_example(distances: Distances, expected: float) -> None:
    table = observed(KRIPPENDORFF)
    assert alpha(label_counts(table, 5), distances) == pytest.approx(expected, abs=5e-5)
    assert alpha(label_counts(table[:-1], 5), distances) == pytest.approx(expected, abs=5e-5)  # one verdict: no pair


def test_percent_is_told_over_claims_and_over_pairs() -> None:
    assert percent(label_counts(observed(KRIPPENDORFF), 5)) == pytest.approx((0.8182, 0.7818), abs=5e-5)


def test_fleiss_own_example() -> None:
    counts = np.array([[float(cell) for cell in row.split()] for row in FLEISS.replace("\n", "|").split("|") if row])
    found = fleiss(counts)
    assert (found.agreed, found.value) == pytest.approx((0.5556, 0.4302), abs=5e-5)
    assert found.labels == pytest.approx((0.2448, 0.2448, 0.5200, 0.4711, 0.5661), abs=5e-5)
    assert found.error == pytest.approx(0.0244, abs=5e-5)
    assert alpha(counts) == pytest.approx(0.4334, abs=5e-5)


@pytest.mark.parametrize(
    ("table", "agreed", "value", "error", "low", "high", "in_order"),
    [
        ([[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]],
         0.4295, 0.2079, 0.0505, 0.1091, 0.3068, (0.3797, 0.5246)),
        ([[5, 3, 0, 0], [3, 11, 4, 0], [2, 13, 3, 4], [1, 2, 4, 14]],
         0.4783, 0.2965, 0.0785, 0.1427, 0.4504, (0.4773, 0.6256)),
        ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.6842, 0.4842, 0.1380, 0.2137, 0.7547, None),
    ],
    ids=["Winnipeg", "New Orleans", "SAS"],
)  # fmt: skip
def test_cohens_kappa_with_its_error(
    table: list[list[int]], agreed: float, value: float, error: float, low: float, high: float,
    in_order: tuple[float, float] | None,
) -> None:  # fmt: skip
    counts = np.array(table, dtype=float)
    assert cohen(counts)[1:] == pytest.approx((agreed, value, error, low, high), abs=6e-5)
    if in_order:
        found = cohen(counts, linear(4)).value, cohen(counts, quadratic(4)).value
        assert found == pytest.approx(in_order, abs=6e-5)


def test_the_same_agreement_may_be_worth_little_where_one_label_prevails() -> None:
    tables = np.array([[[40.0, 9], [6, 45]], [[80, 10], [5, 5]]])
    assert [round(cohen(table).value or 0, 2) for table in tables] == [0.70, 0.32]
    assert [cohen(table).agreed for table in tables] == pytest.approx([0.85, 0.85])


def test_without_a_second_label_nothing_is_defined() -> None:
    counts = np.array([[2.0, 0]] * 5)
    assert (alpha(counts), fleiss(counts).value, cohen(np.array([[5.0, 0], [0, 0]])).value) == (None, None, None)
    assert alpha_with_interval(counts).value is None
    assert alpha(np.zeros((0, 2))) is None


def test_one_dissent_among_many_gives_nothing_beyond_chance() -> None:
    counts = np.array([[2.0, 0]] * 9 + [[1, 1]])
    found = alpha_with_interval(counts, draws=500)
    assert found.value == pytest.approx(0)
    assert found.undefined > 100  # draws without the dissent have one label only
