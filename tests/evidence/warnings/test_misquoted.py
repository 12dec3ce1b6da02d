"""Quotes under a verdict that are not as in their sources."""

from __future__ import annotations

import pytest

from factcheck.case.records import Claim
from factcheck.evidence.warnings import is_misquoted, is_warned, warnings
from factcheck.quotes import Anchor, AnchorLookup, State
from factcheck.workspace.claim_facts import ClaimFacts
from factcheck.workspace.filter import select
from tests.evidence.warnings.conftest import Evidence
from tests.exports.cases import small_case

FINE = Anchor(State.EXACT)
ALTERED, ELSEWHERE, GONE = Anchor(State.ALTERED), Anchor(State.ELSEWHERE, source="s2"), Anchor(State.NOT_FOUND)
HIDING = Anchor(State.ELIDED, hidden=("but", "not"))
OPEN = Anchor(State.ELIDED, hidden=("but",))


def anchors(*found: Anchor | None) -> AnchorLookup:
    return {f"e{number}": anchor for number, anchor in enumerate(found, 1)}.get


@pytest.mark.parametrize(
    ("label", "excerpts", "found", "words"),
    [
        ("supported", "+S1 +S2", [FINE, FINE], ""),
        ("supported", "+S1 +S2", [None, Anchor(State.NO_TEXT)], ""),
        ("supported", "+S1 +S2", [OPEN, Anchor(State.TYPOGRAPHIC)], ""),
        ("supported", "+S1 +S2", [ALTERED, FINE], "E1 is altered"),
        ("supported", "+S1 +S2", [ALTERED, ALTERED], "E1 and E2 are altered"),
        ("supported", "+S1 -S2 ~S3", [FINE, ALTERED, ALTERED], ""),
        ("refuted", "+S1 -S2", [ALTERED, GONE], "E2 is not found in its source"),
        ("refuted", "-S1 -S2", [HIDING, ELSEWHERE], "E2 is in another source; the gap in E1 hides a negation"),
        ("conflicting", "+S1 -S2", [GONE, GONE], "E1 and E2 are not found in their source"),
        ("not-enough-evidence", "+S1", [ALTERED], ""),
        (None, "+S1", [ALTERED], ""),
    ],
)
def test_a_verdict_that_rests_on_misquotes_is_warned_of(
    evidence: Evidence, label: str | None, excerpts: str, found: list[Anchor | None], words: str
) -> None:
    case = evidence.case(label, *excerpts.split())
    said = {warning.name: warning.words for warning in warnings(case, "c", anchor_of=anchors(*found))}
    assert said.get("misquoted", "") == words
    assert "misquoted" not in {warning.name for warning in warnings(case, "c")}


def test_is_warned_hears_of_anchors_that_come_later(evidence: Evidence) -> None:
    evidence.sources = {"S1": {"publisher": "A"}, "S2": {"publisher": "B"}}
    case = evidence.case("supported", "+S1", "+S2")
    assert not is_warned(case, "c")
    assert is_warned(case, "c", anchors(ALTERED, FINE))
    assert not is_warned(case, "c", anchors(FINE, FINE))


def test_a_waived_misquote_is_not_warned_of(evidence: Evidence) -> None:
    evidence.claim = {"waived": ("misquoted: a slip of the printer",)}
    case = evidence.case("supported", "+S1", "+S2")
    assert not is_warned(case, "c", anchors(ALTERED, FINE))
    (waived,) = warnings(case, "c", anchor_of=anchors(ALTERED, FINE))
    assert waived.waiver is not None


@pytest.mark.parametrize(("anchor", "passes"), [(ALTERED, True), (HIDING, True), (FINE, False), (None, False)])
def test_the_filter_finds_claims_with_misquotes_on_any_side_and_without_a_verdict(
    evidence: Evidence, anchor: Anchor | None, passes: bool
) -> None:
    case = evidence.case(None, "~S1")
    assert is_misquoted(case, "c", anchors(anchor)) == passes
    for words, expected in (("is:misquoted", passes), ("-is:misquoted", not passes), ("is:mis", passes)):
        assert bool(select(ClaimFacts(case), words, anchors(anchor))) == expected
    assert select(ClaimFacts(case), "is:misquoted") == []


def test_a_claim_without_excerpts_is_not_misquoted() -> None:
    case = small_case(claims=[Claim(id="c", ref="C1", text="It rained.")])
    assert not is_misquoted(case, "c", anchors(ALTERED))
