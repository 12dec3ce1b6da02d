"""Laws of the coefficients, over random tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.agreement.alpha import alpha, label_counts, ordinal
from factcheck.evidence.agreement.kappa import cohen, confusion, fleiss

LABELS = 4
full = st.integers(2, 6).flatmap(
    lambda checkers: st.lists(
        st.lists(st.integers(0, LABELS - 1), min_size=checkers, max_size=checkers), min_size=1, max_size=30
    )
)


@given(full)
def test_alpha_follows_from_fleiss_kappa_where_no_verdict_is_missing(rows: list[list[int]]) -> None:
    counts = label_counts(np.array(rows), LABELS)
    found, kappa, verdicts = alpha(counts), fleiss(counts).value, len(rows) * len(rows[0])
    assert (found is None) == (kappa is None)
    if found is not None and kappa is not None:
        assert found == pytest.approx(1 - (1 - kappa) * (verdicts - 1) / verdicts)


@given(full, st.permutations(range(LABELS)))
def test_names_of_labels_and_order_of_checkers_do_not_matter(rows: list[list[int]], names: list[int]) -> None:
    counts = label_counts(np.array(rows), LABELS)
    renamed = label_counts(np.array([[names[label] for label in reversed(row)] for row in rows]), LABELS)
    assert alpha(counts) == pytest.approx(alpha(renamed))


@given(full)
def test_full_agreement_is_one_and_never_less_than_any_other(rows: list[list[int]]) -> None:
    agreed = label_counts(np.array([[row[0]] * len(row) for row in rows]), LABELS)
    if len({row[0] for row in rows}) > 1:
        assert (alpha(agreed), alpha(agreed, ordinal)) == pytest.approx((1, 1))
    value = alpha(label_counts(np.array(rows), LABELS))
    assert value is None or value <= 1 + 1e-12


@given(full)
def test_kappa_of_two_does_not_depend_on_who_is_first(rows: list[list[int]]) -> None:
    table = confusion(np.array(rows)[:, 0], np.array(rows)[:, 1], LABELS)
    one, other = cohen(table), cohen(table.T)
    assert one.value == (None if other.value is None else pytest.approx(other.value))
    assert table.sum() == len(rows)
