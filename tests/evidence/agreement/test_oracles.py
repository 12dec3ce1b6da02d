"""The coefficients beside those of two libraries, on random tables: `krippendorff` for alpha, `statsmodels` for kappa.

Neither is a dependency of the program: the one is under the GPL, the other brings scipy and pandas.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.evidence.agreement.alpha import alpha, label_counts, nominal, ordinal
from factcheck.evidence.agreement.kappa import cohen, confusion, fleiss, linear, quadratic

RUNS = [pytest.param(150, id="150"), pytest.param(10_000, id="10,000", marks=pytest.mark.slow)]
_CLOSE = 1e-9


def tables(count: int, *, gaps: bool) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield random tables of verdicts, a row for each claim and a column for each checker, with how many labels.

    Some have few labels in use, some much agreement; with `gaps` some verdicts are missing (-1).
    """
    random = np.random.default_rng(7)
    for _ in range(count):
        labels, checkers, claims = random.integers(2, 7), random.integers(2, 9), random.integers(1, 40)
        true = random.integers(0, labels, claims) if random.random() < 0.9 else np.zeros(claims, dtype=np.int64)
        strays = random.random((claims, checkers)) < random.random()
        table = np.where(strays, random.integers(0, labels, (claims, checkers)), true[:, None])
        if gaps:
            table = np.where(random.random((claims, checkers)) < random.random() / 2, -1, table)
        yield table, int(labels)


@pytest.mark.parametrize("count", RUNS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # where a coefficient is undefined, the libraries divide by zero
def test_alpha_is_that_of_krippendorff(count: int) -> None:
    oracle: Any = pytest.importorskip("krippendorff", reason="krippendorff is not installed: pip install '.[dev]'")
    compared = 0
    for table, labels in tables(count, gaps=True):
        counts = label_counts(table, labels)
        for level, distances in (("nominal", nominal), ("ordinal", ordinal)):
            found, expected = alpha(counts, distances), float("nan")
            with suppress(ValueError):  # no claim was judged twice, or one label was used
                expected = oracle.alpha(value_counts=counts, level_of_measurement=level)
            _same(found, expected)
            compared += found is not None
    assert compared > count


@pytest.mark.parametrize("count", RUNS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_kappa_is_that_of_statsmodels(count: int) -> None:
    pytest.importorskip("statsmodels", reason="statsmodels is not installed: pip install '.[dev]'")
    from statsmodels.stats import inter_rater

    compared = 0
    for table, labels in tables(count, gaps=False):
        counts = label_counts(table, labels)
        _same(fleiss(counts).value, inter_rater.fleiss_kappa(counts))
        crossed = confusion(table[:, 0], table[:, 1], labels)
        for weights, name in ((None, None), (linear(labels), "linear"), (quadratic(labels), "quadratic")):
            found, expected = cohen(crossed, weights), inter_rater.cohens_kappa(crossed, wt=name)
            _same(found.value, expected.kappa)
            if weights is None and found.value is not None and np.isfinite(expected.std_kappa):
                compared += 1
                assert found.error == pytest.approx(expected.std_kappa, abs=1e-6)
                assert (found.low, found.high) == pytest.approx((expected.kappa_low, expected.kappa_upp), abs=1e-6)
            elif weights is None and found.value is not None:  # the library took the root of -1e-17
                assert found.error == pytest.approx(0, abs=1e-6)
    assert compared > count / 2


def _same(found: float | None, expected: float) -> None:
    if found is None:
        assert not np.isfinite(expected)
    else:
        assert found == pytest.approx(expected, rel=_CLOSE, abs=_CLOSE)
