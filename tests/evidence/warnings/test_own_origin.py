"""Who made a claim is no witness for it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence.warnings.conftest import Evidence

TOLD = "E1 is from the claim's own source, S1"


@pytest.mark.parametrize(
    ("claim", "source", "own"),
    [
        ({"origin": "S1, page 4"}, {}, True),
        ({"origin": "S12"}, {}, False),
        ({"origin": "The Rain of May, last page"}, {"title": "The Rain of May"}, True),
        ({"origin": "the post, 4 May"}, {"publisher": "The Post"}, True),
        ({"origin": "The Postman"}, {"publisher": "The Post"}, False),
        ({"origin": "http://example.org/rain/"}, {"url": "https://www.example.org/rain"}, True),
        ({"origin": "https://example.org/rain"}, {"url": "https://example.org/snow"}, False),
        ({"speaker": "Ada  Storm"}, {"author": "ada storm"}, True),
        ({"speaker": "Ada Storm"}, {"author": "Bob Hail and Ada Storm"}, True),
        ({"speaker": "Storm"}, {"author": "Ada Storm"}, False),
        ({"speaker": "Ada Storm"}, {"author": ""}, False),
        ({}, {"author": "", "title": "", "publisher": "", "url": ""}, False),
        ({"origin": "a speech"}, {"url": "https://"}, False),
    ],
)
def test_an_origin_is_known_by_name_address_or_author(
    evidence: Evidence, claim: dict[str, Any], source: dict[str, Any], own: bool
) -> None:
    evidence.claim, evidence.sources = claim, {"S1": source}
    assert evidence.says("supported", "+S1", "+S2").get("own-origin", "") == (TOLD if own else "")


@pytest.mark.parametrize(
    ("label", "excerpts", "warned"),
    [
        ("supported", "+S1 +S2", True),
        ("conflicting", "+S1 -S2", True),
        ("refuted", "+S1 -S2", False),
        ("supported", "-S1 +S2", False),
        ("supported", "~S1 +S2", False),
        ("not-enough-evidence", "+S1", False),
    ],
)
def test_it_matters_where_the_verdict_rests_on_it(evidence: Evidence, label: str, excerpts: str, warned: bool) -> None:
    evidence.claim = {"origin": "S1"}
    assert ("own-origin" in evidence.says(label, *excerpts.split())) == warned
