"""Labels that do not fit what stands on the two sides."""

from __future__ import annotations

import pytest

from tests.evidence.warnings.conftest import Evidence

SIDES = {"no-evidence", "one-sided", "both-sides"}


@pytest.mark.parametrize(
    ("label", "excerpts", "expected"),
    [
        ("supported", "+S1 +S2", {}),
        ("supported", "+S1 +S2 ~S3", {}),
        ("supported", "", {"no-evidence": "no excerpt supports C1"}),
        ("supported", "~S1", {"no-evidence": "no excerpt supports C1"}),
        ("supported", "+S1 +S2 -S3", {"both-sides": "E3 contradicts C1"}),
        ("supported", "+S1 +S2 -S3 -S4", {"both-sides": "E3 and E4 contradict C1"}),
        ("supported", "-S1", {"no-evidence": "no excerpt supports C1", "both-sides": "E1 contradicts C1"}),
        ("refuted", "-S1 -S2", {}),
        ("refuted", "+S1", {"no-evidence": "no excerpt contradicts C1", "both-sides": "E1 supports C1"}),
        ("refuted", "-S1 +S2 +S3 +S4", {"both-sides": "E2, E3 and E4 support C1"}),
        ("conflicting", "+S1 -S2", {}),
        ("conflicting", "+S1 +S2", {"one-sided": "E1 and E2 support C1, and nothing contradicts it"}),
        ("conflicting", "-S1 ~S2", {"one-sided": "E1 contradicts C1, and nothing supports it"}),
        ("conflicting", "~S1", {"no-evidence": "no excerpt supports or contradicts C1"}),
        ("not-enough-evidence", "", {}),
        ("not-enough-evidence", "+S1 -S2", {}),
        (None, "-S1", {}),
    ],
)
def test_a_label_is_held_against_its_sides(
    evidence: Evidence, label: str | None, excerpts: str, expected: dict[str, str]
) -> None:
    found = evidence.says(label, *excerpts.split())
    assert {name: words for name, words in found.items() if name in SIDES} == expected


def test_very_many_excerpts_are_not_all_named(evidence: Evidence) -> None:
    found = evidence.says("supported", "+S1", *["-S2"] * 200)
    assert found["both-sides"] == "E2, E3, E4, E5, E6 and 195 more contradict C1"
