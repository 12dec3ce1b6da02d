"""The agreement of a case: who counts, what is left out, and what is said of the figures."""

from __future__ import annotations

import pytest

from factcheck.case.case import Case
from factcheck.case.scale import PRESETS
from factcheck.evidence.agreement.report import agreement
from tests.strategies import begun, workspace_on

VERDICTS = {
    "C1": {"ada": "supported", "bob": "supported", "cy": "supported"},
    "C2": {"ada": "refuted", "bob": "refuted", "cy": "supported"},
    "C3": {"ada": "refuted", "bob": "conflicting"},
    "C4": {"ada": "supported"},
}


@pytest.fixture
def case() -> Case:
    """A case with four claims and three checkers, who differ on two of them."""
    case = begun()
    for number in range(len(VERDICTS)):
        workspace_on(case).add_claim(f"Claim {number}.", tags=("odd",) if number % 2 else ())
    for claim, labels in VERDICTS.items():
        for checker, label in labels.items():
            workspace_on(case, checker).decide(claim, label)
    return case


def test_only_claims_judged_twice_count(case: Case) -> None:
    report = agreement(case)
    assert (report.claims, report.checkers) == (3, ["ada", "bob", "cy"])
    assert report.over_claims == pytest.approx((1 + 1 / 3 + 0) / 3)
    assert report.over_pairs == pytest.approx((3 + 1 + 0) / 7)
    assert report.fleiss is not None
    assert (report.fleiss.claims, report.fleiss_verdicts) == (2, 3)
    assert any("leaves out 1 of 3 claims" in note for note in report.notes)


def test_each_pair_has_its_table(case: Case) -> None:
    (pair, *_) = agreement(case).pairs
    assert (pair.one, pair.other, pair.kappa.claims) == ("ada", "bob", 3)
    assert pair.table == [[1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_it_is_said_that_nothing_can_be_measured(case: Case) -> None:
    report = agreement(case, [case.claim("C4").id])
    assert (report.claims, report.nominal.value, report.over_claims) == (0, None, None)
    assert report.notes == ["No claim was judged by two checkers: agreement cannot be measured."]


def test_it_is_said_that_nobody_used_a_second_label(case: Case) -> None:
    report = agreement(case, [case.claim("C1").id])
    assert report.nominal.value is None
    assert "nobody used a second label" in report.notes[0]


def test_a_scale_in_order_counts_near_labels_as_nearer() -> None:
    case = begun(PRESETS["politifact"])
    for number, (one, other) in enumerate((("true", "mostly-true"), ("false", "mostly-false"), ("true", "true"))):
        workspace_on(case).add_claim(f"Claim {number}.")
        workspace_on(case, "ada").decide(f"C{number + 1}", one)
        workspace_on(case, "bob").decide(f"C{number + 1}", other)
    report = agreement(case)
    assert report.ordinal is not None
    assert (report.ordinal.value or 0) > (report.nominal.value or 0)
    assert agreement(begun()).ordinal is None
