"""All of one source, of one publisher, or of one text."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.case.records import Role
from factcheck.evidence.warnings.origins import COPIED, SharedText
from tests.evidence.warnings.conftest import Evidence

ORIGINS = {"one-source", "one-publisher", "one-origin"}
LONG = "the river rose by two metres in the night of the fourth of May"
REPORT = " ".join(f"word{number}" for number in range(100))
OTHER = " ".join(f"other{number}" for number in range(100))


def origins(found: dict[str, str]) -> dict[str, str]:
    return {name: words for name, words in found.items() if name in ORIGINS}


@pytest.mark.parametrize(
    ("label", "excerpts", "expected"),
    [
        ("supported", "+S1", {"one-source": "E1 (S1)"}),
        ("supported", "+S1 +S1 -S2 ~S3", {"one-source": "E1 and E2 (S1)"}),
        ("supported", "+S1 +S2", {}),
        ("refuted", "-S1 -S1 +S2", {"one-source": "E1 and E2 (S1)"}),
        ("conflicting", "+S1 -S1", {"one-source": "E1 and E2 (S1)"}),
        ("conflicting", "+S1 -S2", {}),
        ("not-enough-evidence", "+S1", {}),
        ("supported", "", {}),
    ],
)
def test_only_the_side_that_the_label_takes_counts(
    evidence: Evidence, label: str, excerpts: str, expected: dict[str, str]
) -> None:
    evidence.sources["S9"] = {"sha256": "9"}
    assert origins(evidence.says(label, *excerpts.split())) == expected


@pytest.mark.parametrize(
    ("sources", "excerpts", "warned"),
    [
        ({}, "+S1", False),
        ({"S1": {"sha256": "1"}}, "+S1", False),
        ({"S2": {}}, "+S1", False),
        ({"S2": {"sha256": "2"}}, "+S1", True),
        ({"S2": {"sha256": "2"}}, "+S1 -S2", False),
        ({"S2": {"sha256": "2"}}, "+S1 ~S2", False),
        ({"S2": {"sha256": "2"}, "S3": {"sha256": "3"}}, "+S1 ~S2", False),
        ({"S2": {"sha256": "2", "role": Role.DRAFT}}, "+S1", False),
    ],
)
def test_a_single_source_is_told_only_if_others_with_a_text_are_silent(
    evidence: Evidence, sources: dict[str, dict[str, Any]], excerpts: str, warned: bool
) -> None:
    evidence.sources = sources
    assert ("one-source" in evidence.says("supported", *excerpts.split())) is warned


@pytest.mark.parametrize(
    ("publishers", "warned"),
    [
        (("The Post", "The Post"), True),
        (("The Post", " the  POST "), True),
        (("The Post", "The Times"), False),
        (("", ""), False),
        (("The Post", ""), False),
        (("The Post", "The Post", "The Times"), False),
    ],
)
def test_one_publisher_is_told_where_it_is_known(evidence: Evidence, publishers: tuple[str, ...], warned: bool) -> None:
    refs = [f"S{number}" for number in range(1, len(publishers) + 1)]
    evidence.sources = {ref: {"publisher": publisher} for ref, publisher in zip(refs, publishers, strict=True)}
    found = origins(evidence.says("supported", *(f"+{ref}" for ref in refs)))
    assert found == ({"one-publisher": "S1 and S2 are all published by The Post"} if warned else {})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LONG, LONG, True),
        (LONG, f"“{LONG.upper()}!”", True),
        (LONG, f"He said that {LONG}, and left.", True),
        (LONG, LONG.replace("river", "lake"), False),
        ("two metres in the night", "two metres in the night", False),
        ("", "", False),
    ],
)
def test_the_same_long_quote_in_two_sources_has_one_origin(
    evidence: Evidence, one: str, other: str, alike: bool
) -> None:
    evidence.quotes = {"E1": one, "E2": other}
    found = origins(evidence.says("supported", "+S1", "+S2"))
    assert found == ({"one-origin": "S1 and S2 are quoted word for word alike"} if alike else {})


def test_a_quote_that_a_source_repeats_itself_is_no_copy(evidence: Evidence) -> None:
    evidence.quotes = {"E1": LONG, "E2": LONG}
    assert origins(evidence.says("supported", "+S1", "+S1", "+S2")) == {}


def test_texts_that_have_much_in_common_are_one(evidence: Evidence) -> None:
    texts = {"s1": REPORT, "s2": f"Reprinted. {REPORT} {OTHER}", "s3": OTHER}
    assert origins(evidence.says("supported", "+S1", "+S2", text_of=texts.get)) == {
        "one-origin": "S1 and S2 have 100% of their text in common"
    }
    assert origins(evidence.says("supported", "+S1", "+S3", text_of=texts.get)) == {}
    assert origins(evidence.says("supported", "+S1", "+S2")) == {}
    assert origins(evidence.says("supported", "+S1", "+S9", text_of=texts.get)) == {}


def test_all_must_hang_together(evidence: Evidence) -> None:
    evidence.sources = {"S2": {"publisher": "The Post"}, "S3": {"publisher": "The Post"}}
    evidence.quotes = {"E1": LONG, "E2": LONG}
    assert origins(evidence.says("supported", "+S1", "+S2", "+S3")) == {
        "one-origin": "S1 and S2 are quoted word for word alike; S2 and S3 are both published by The Post"
    }
    assert origins(evidence.says("supported", "+S1", "+S2", "+S3", "+S4")) == {}


def test_a_share_is_that_of_the_shorter_text_and_each_text_is_asked_for_once() -> None:
    asked = []

    def text_of(source: str) -> str | None:
        asked.append(source)
        half = " ".join(REPORT.split()[:54])
        return {"whole": REPORT, "half": half, "mixed": f"{half} {OTHER}", "short": "word1 word2 word3"}.get(source)

    shares = SharedText(text_of)
    assert shares.between("whole", "half") == shares.between("half", "whole") == 1
    assert COPIED < shares.between("mixed", "whole") == 50 / 96 < 1
    assert shares.between("whole", "short") == shares.between("whole", "nowhere") == 0
    assert sorted(asked) == ["half", "mixed", "nowhere", "short", "whole"]
