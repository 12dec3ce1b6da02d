"""Settling what checkers differ on: what is due, what stands, when it is stale, and who was overruled."""

from __future__ import annotations

import pytest

from factcheck.case import edits
from factcheck.case.adjudication import agreed, claims_to_settle, is_due, overruled, settle_agreed, settle_as, unsettle
from factcheck.case.case import Case
from factcheck.case.changes import Edit, sign
from factcheck.case.describe import describe_change
from factcheck.case.records import SETTLED, Claim, Excerpt, Source, Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.case.staleness import is_stale, what_changed
from factcheck.case.statistics import Standing, standing
from factcheck.errors import InvalidError
from tests.strategies import begun

AT = "2026-11-22T09:00:00Z"
SUPPORTED, REFUTED, CONFLICTING = DEFAULT_SCALE.labels[:3]


@pytest.fixture
def case() -> Case:
    """Four claims: two checkers differ on a, agree on b, three differ on c, and one has judged d."""
    case = begun()
    do(case, edits.add(case, "claims", *(Claim(id=key, text=f"It is {key}.") for key in "abcd")))
    given = {"a": {"ada": SUPPORTED, "bob": REFUTED}, "b": {"ada": REFUTED, "bob": REFUTED}, "d": {"ada": SUPPORTED}}
    given["c"] = {"ada": SUPPORTED, "bob": REFUTED, "cy": CONFLICTING}
    for claim, labels in given.items():
        for checker, label in labels.items():
            do(case, edits.decide(case, claim, checker, label, AT, rationale=f"{checker} on {claim}"), checker)
    return case


def do(case: Case, wished: list[Edit], by: str = "dan") -> None:
    case.apply(sign(wished, by, AT, case.history))


def test_the_most_contested_comes_first_and_what_is_agreed_never(case: Case) -> None:
    assert claims_to_settle(case) == ["c", "a"]
    assert claims_to_settle(case, ["a", "b"]) == ["a"]
    assert agreed(case) == ["b"]


def test_what_settles_stands_beside_the_verdicts_and_changes_none_of_them(case: Case) -> None:
    before = {key: case.verdicts.row(key) for key in ("a/ada", "a/bob")}
    do(case, settle_as(case, "a", "dan", REFUTED, AT, reasons_of=["bob"], cause="slip"))
    assert {key: case.verdicts.row(key) for key in before} == before
    verdict = case.verdict_of("a")
    assert verdict is not None
    assert (verdict.role, verdict.checker, verdict.label, verdict.cause) == (SETTLED, "dan", "refuted", "slip")
    assert verdict.rationale == "bob on a"
    assert verdict.settled_labels == {"ada": "supported", "bob": "refuted"}
    assert standing(case, "a") == Standing("refuted", differ=False)
    assert not is_due(case, "a")
    assert not is_stale(case, "a")
    assert {each.checker for each in case.verdicts_of("a")} == {"ada", "bob"}
    assert "a" not in case.index.checked_by("dan")
    assert describe_change(case, [*case.history][-1]) == "C1 settled: ✗ Refuted, rationale written"


def test_who_was_overruled_is_who_gave_another_label(case: Case) -> None:
    do(case, settle_as(case, "a", "dan", REFUTED, AT))
    assert overruled(case, "a", "ada") == ("supported", "refuted")
    assert overruled(case, "a", "bob") is None
    assert overruled(case, "a", "cy") is None
    assert overruled(case, "c", "ada") is None


def test_the_reasons_of_several_are_named_and_none_can_be_taken_from_who_gave_no_verdict(case: Case) -> None:
    do(case, settle_as(case, "a", "dan", REFUTED, AT, reasons_of=["bob", "ada"]))
    assert case.verdicts["a"].rationale == "bob: bob on a\nada: ada on a"
    with pytest.raises(InvalidError, match="cy has given no verdict on C1"):
        settle_as(case, "a", "dan", REFUTED, AT, reasons_of=["cy"])
    with pytest.raises(InvalidError, match="no cause 'mood'; there are claim ambiguous"):
        settle_as(case, "a", "dan", REFUTED, AT, cause="mood")


def test_it_is_stale_once_a_checker_changes_his_label_but_not_if_another_comes_to_agree(case: Case) -> None:
    do(case, settle_as(case, "a", "dan", REFUTED, AT))
    do(case, edits.decide(case, "a", "cy", REFUTED, AT), "cy")
    do(case, edits.set_confidence(case, "a", "ada", None), "ada")
    assert not is_stale(case, "a")
    do(case, edits.decide(case, "a", "ada", CONFLICTING, AT), "ada")
    assert is_stale(case, "a")
    assert [change.words for change in what_changed(case, case.verdicts["a"])] == ["ada now says Conflicting evidence"]
    assert claims_to_settle(case) == ["c", "a"]
    do(case, settle_as(case, "a", "dan", REFUTED, AT))
    assert not is_stale(case, "a")
    do(case, edits.withdraw(case, "a", "bob", AT), "bob")
    assert [change.words for change in what_changed(case, case.verdicts["a"])] == ["bob withdrew Refuted"]


def test_it_is_stale_once_its_evidence_is_another(case: Case) -> None:
    do(case, settle_as(case, "a", "dan", REFUTED, AT))
    do(case, edits.add(case, "sources", Source(id="s")))
    do(case, edits.add(case, "excerpts", Excerpt(id="e", claim="a", source="s", stance=Stance.SUPPORTS, quote="It is")))
    assert [change.words for change in what_changed(case, case.verdicts["a"])] == ["E1 was added, supports"]


def test_settling_again_the_same_way_is_no_edit_and_taking_it_back_leaves_the_verdicts(case: Case) -> None:
    do(case, settle_as(case, "a", "dan", REFUTED, AT))
    assert settle_as(case, "a", "dan", REFUTED, "2027") == []
    do(case, unsettle(case, "a"))
    assert standing(case, "a") == Standing(None, differ=True)
    assert unsettle(case, "a") == []


def test_what_all_agree_on_is_settled_at_once(case: Case) -> None:
    do(case, settle_agreed(case, "dan", AT))
    assert set(case.index.settled) == {"b"}
    assert settle_agreed(case, "dan", AT) == []


def test_a_claim_that_nobody_judged_cannot_be_settled(case: Case) -> None:
    do(case, edits.add(case, "claims", Claim(id="e", text="It is e.")))
    with pytest.raises(InvalidError, match="C5 has no verdicts to settle"):
        settle_as(case, "e", "dan", REFUTED, AT)


def test_with_a_claim_what_settles_it_is_removed(case: Case) -> None:
    do(case, settle_as(case, "a", "dan", REFUTED, AT))
    do(case, edits.remove(case, "claims", "a"))
    assert "a" not in case.index.settled
    assert not [key for key in case.verdicts if key.partition("/")[0] == "a"]
