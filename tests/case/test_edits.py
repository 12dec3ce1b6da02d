"""What a checker can do: each wish as the edits that would do it, and none where nothing would change."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.changes import ChangeKind, Edit, sign
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import InvalidError
from tests.strategies import begun

AT = "2026-11-22T09:00:00Z"
SUPPORTED, REFUTED = DEFAULT_SCALE.labels[:2]


@pytest.fixture
def case() -> Case:
    """A case with a claim, a source and an excerpt that supports it."""
    case = begun()
    do(case, edits.add(case, "claims", Claim(id="a", text="It rained.", tags=("weather",))))
    do(case, edits.add(case, "sources", Source(id="s", title="A diary")))
    do(case, edits.add(case, "excerpts", Excerpt(id="x", claim="a", source="s", stance=Stance.SUPPORTS, quote="Rain.")))
    return case


def do(case: Case, wished: list[Edit]) -> None:
    case.apply(sign(wished, "ada", AT, case.history))


def verdict(case: Case) -> Verdict:
    return case.verdicts["a/ada"]


def test_a_decision_makes_a_verdict_on_the_basis_of_what_is_there(case: Case) -> None:
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    assert verdict(case) == Verdict(claim="a", checker="ada", label="refuted", at=AT, basis=case.basis("a"))


def test_the_same_decision_again_is_no_edit_until_the_evidence_is_another(case: Case) -> None:
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    assert edits.decide(case, "a", "ada", REFUTED, "later") == []
    do(case, edits.set_stance(case, "x", Stance.CONTRADICTS))
    (judged_anew,) = edits.decide(case, "a", "ada", REFUTED, "later")
    assert set(judged_anew.after or {}) == {"basis", "at"}


def test_a_decision_is_repeated_when_another_checkers_has_come_to_stand(case: Case) -> None:
    case.newest_by_default = True
    do(case, edits.decide(case, "a", "ada", REFUTED, "2026-01-01"))
    do(case, edits.decide(case, "a", "bob", SUPPORTED, "2026-01-02"))
    do(case, edits.decide(case, "a", "ada", REFUTED, "2026-01-03"))
    assert case.verdict_of("a") == verdict(case)
    assert edits.decide(case, "a", "ada", REFUTED, "2026-01-04") == []


def test_a_decision_is_not_repeated_where_that_settles_nothing(case: Case) -> None:
    do(case, edits.decide(case, "a", "ada", REFUTED, "2026-01-01"))
    do(case, edits.decide(case, "a", "bob", SUPPORTED, "2026-01-02"))
    assert edits.decide(case, "a", "ada", REFUTED, "2026-01-03") == []


def test_a_decision_may_come_with_all_that_is_written_to_it(case: Case) -> None:
    written: dict[str, Any] = {"confidence": Confidence.LOW, "rationale": "Seen.", "condition": "if in May"}
    do(case, edits.decide(case, "a", "ada", REFUTED, AT, **written))
    assert (verdict(case).confidence, verdict(case).rationale, verdict(case).condition) == tuple(written.values())
    (edit,) = edits.decide(case, "a", "ada", REFUTED, AT, rationale="Seen twice.")
    assert edit.after == {"rationale": "Seen twice."}


def test_words_do_not_change_when_or_that_something_was_decided(case: Case) -> None:
    do(case, edits.set_rationale(case, "a", "ada", "Wait.", "", "2026-01-01"))
    assert verdict(case).at == "2026-01-01"
    do(case, edits.decide(case, "a", "ada", REFUTED, "2026-01-02"))
    do(case, edits.set_rationale(case, "a", "ada", "Seen.", "", "2026-01-03"))
    do(case, edits.set_confidence(case, "a", "ada", Confidence.LOW))
    assert (verdict(case).at, verdict(case).label) == ("2026-01-02", "refuted")


def test_a_rationale_that_waited_goes_with_the_first_decision_and_not_with_another(case: Case) -> None:
    do(case, edits.set_rationale(case, "a", "ada", "Seen.", "if in May", AT))
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    assert (verdict(case).rationale, verdict(case).condition) == ("Seen.", "if in May")
    do(case, edits.set_confidence(case, "a", "ada", Confidence.HIGH))
    do(case, edits.decide(case, "a", "ada", SUPPORTED, AT))
    assert verdict(case) == Verdict(claim="a", checker="ada", label="supported", at=AT, basis=case.basis("a"))


def test_a_decision_may_bring_its_reasons(case: Case) -> None:
    written = {"rationale": "Seen.", "condition": "if in May", "confidence": Confidence.LOW}
    (made,) = edits.decide(case, "a", "ada", REFUTED, AT, **written)
    do(case, [made])
    assert (verdict(case).rationale, verdict(case).confidence) == ("Seen.", Confidence.LOW)


def test_an_edit_holds_only_what_changes(case: Case) -> None:
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    (edit,) = edits.decide(case, "a", "ada", SUPPORTED, AT)
    assert edit == Edit(ChangeKind.DECIDE, "verdicts/a/ada", {"label": "refuted"}, {"label": "supported"})


def test_two_checkers_have_a_verdict_each(case: Case) -> None:
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    do(case, edits.decide(case, "a", "bob", SUPPORTED, AT))
    assert {found.checker: found.label for found in case.verdicts_of("a")} == {"ada": "refuted", "bob": "supported"}


def test_a_verdict_that_is_withdrawn_leaves_nothing(case: Case) -> None:
    assert edits.withdraw(case, "a", "ada", AT) == []
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    do(case, edits.set_confidence(case, "a", "ada", Confidence.LOW))
    do(case, edits.withdraw(case, "a", "ada", AT))
    assert dict(case.verdicts) == {}
    assert edits.withdraw(case, "a", "ada", AT) == []


def test_a_verdict_that_is_withdrawn_leaves_what_was_written(case: Case) -> None:
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    do(case, edits.set_rationale(case, "a", "ada", "Seen.", "", AT))
    do(case, edits.set_confidence(case, "a", "ada", Confidence.LOW))
    do(case, edits.withdraw(case, "a", "ada", AT))
    assert verdict(case) == Verdict(claim="a", checker="ada", rationale="Seen.", at=AT)
    assert case.verdict_of("a") is None


def test_confidence_needs_a_verdict_to_be_sure_of(case: Case) -> None:
    with pytest.raises(InvalidError, match="C1 has no verdict of ada's yet"):
        edits.set_confidence(case, "a", "ada", Confidence.LOW)
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    do(case, edits.set_confidence(case, "a", "ada", Confidence.LOW))
    assert verdict(case).confidence is Confidence.LOW
    assert edits.set_confidence(case, "a", "ada", Confidence.LOW) == []


def test_a_rationale_may_come_before_the_decision_and_go_without_a_trace(case: Case) -> None:
    assert edits.set_rationale(case, "a", "ada", "", "", AT) == []
    do(case, edits.set_rationale(case, "a", "ada", "Seen.", "", AT))
    assert verdict(case).label is None
    assert edits.set_rationale(case, "a", "ada", "Seen.", "", AT) == []
    do(case, edits.set_rationale(case, "a", "ada", "", "", AT))
    assert dict(case.verdicts) == {}


def test_a_stance_is_filed_once(case: Case) -> None:
    (edit,) = edits.set_stance(case, "x", Stance.CONTEXT)
    assert edit == Edit(ChangeKind.STANCE, "excerpts/x", {"stance": "supports"}, {"stance": "context"})
    assert edits.set_stance(case, "x", Stance.SUPPORTS) == []


def test_what_is_added_has_a_ref_and_a_claim_its_place_at_the_end(case: Case) -> None:
    do(case, edits.add(case, "claims", Claim(id="b", text="It snowed.")))
    assert (case.claims["b"].ref, case.claims["b"].position) == ("C2", 2)
    assert case.sources["s"].ref == "S1"
    assert case.excerpts["x"].ref == "E1"


def test_a_ref_and_a_place_that_are_given_stay(case: Case) -> None:
    do(case, edits.add(case, "claims", Claim(id="b", ref="C40", text="It snowed.", position=0.5)))
    assert [claim.ref for claim in case.in_order()] == ["C40", "C1"]
    assert case.next_ref("claims") == "C41"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [({"claim": "gone", "source": "s"}, "no claim"), ({"claim": "a", "source": "gone"}, "no source")],
)
def test_an_excerpt_of_what_is_not_there_is_refused(case: Case, fields: dict[str, Any], fault: str) -> None:
    with pytest.raises(InvalidError, match=fault):
        edits.add(case, "excerpts", Excerpt(id="y", stance=Stance.CONTEXT, quote="q", **fields))


@pytest.mark.parametrize(
    ("table", "key", "values"),
    [
        ("claims", "a", {"text": "It rained."}),
        ("claims", "a", {"tags": ("weather",)}),
        ("claims", "a", {"tags": ["weather"]}),
        ("claims", "a", {}),
        ("excerpts", "x", {"stance": Stance.SUPPORTS}),
        ("excerpts", "x", {"start": None}),
        ("case", CASE_KEY, {"title": "A case"}),
    ],
    ids=str,
)
def test_a_field_that_stays_is_no_edit(case: Case, table: str, key: str, values: dict[str, Any]) -> None:
    assert edits.edit(case, table, key, **values) == []


def test_an_edit_holds_plain_values_of_the_fields_that_change(case: Case) -> None:
    (edit,) = edits.edit(case, "claims", "a", text="It rained.", tags=("weather", "date"), position=3)
    assert edit == Edit(
        ChangeKind.EDIT, "claims/a", {"tags": ["weather"], "position": 1}, {"tags": ["weather", "date"], "position": 3}
    )


def test_a_case_is_retitled_with_and_without_a_cover_sheet(case: Case) -> None:
    do(case, edits.retitle(case, "Rain"))
    assert case.title == "Rain"
    bare = Case()
    do(bare, edits.retitle(bare, "Rain"))
    assert bare.title == "Rain"
    assert bare.scale is DEFAULT_SCALE


def test_a_claim_goes_with_all_that_hangs_on_it(case: Case) -> None:
    do(case, edits.decide(case, "a", "ada", REFUTED, AT))
    gone = edits.remove(case, "claims", "a")
    assert [edit.target for edit in gone] == ["excerpts/x", "verdicts/a/ada", "claims/a"]
    do(case, gone)
    assert not (case.claims or case.excerpts or case.verdicts)


def test_a_source_that_is_quoted_stays(case: Case) -> None:
    with pytest.raises(InvalidError, match="S1 is still quoted, by E1"):
        edits.remove(case, "sources", "s")
    do(case, edits.remove(case, "excerpts", "x"))
    do(case, edits.remove(case, "sources", "s"))
    assert not case.sources


def test_a_removal_holds_the_whole_row_with_fields_that_are_not_ours() -> None:
    row = {**Source(id="s", ref="S1").to_row(), "colour": "blue"}
    (edit,) = edits.remove(Case({"sources": {"s": row}}), "sources", "s")
    assert (edit.before, edit.after) == (row, None)
