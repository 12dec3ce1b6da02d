"""ClaimReview: the properties of reviews, and what lint reports."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.case.scale import PRESETS, Scale
from factcheck.exports.formats.claimreview import ratings_of
from factcheck.exports.values import is_web
from tests.exports.cases import small_case
from tests.exports.drawn import data, drawn, drawn_case, lacks, verdict
from tests.exports.hostile import hostile_cases, whole
from tests.exports.readers import claimreview

OPTIONS = {"url": "https://example.org/checks/{ref}", "author": "The Desk", "author-url": "https://example.org"}


def test_a_review_has_the_fields_of_the_case_by_their_names_in_schema_org() -> None:
    first, *_ = claimreview.read(data("claimreview", drawn(options=OPTIONS)))
    assert first == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://example.org/checks/C1",
        "claimReviewed": "It cost 52 million.",
        "author": {"@type": "Organization", "name": "The Desk", "url": "https://example.org"},
        "datePublished": "2026-11-22",
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 5,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Supported",
            "ratingExplanation": "The accounts say so.",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "The mayor"},
            "datePublished": "2026-11-01",
        },
    }


def test_an_open_verdict_has_a_name_and_no_number_and_an_unchecked_claim_no_review() -> None:
    reviews = claimreview.read(data("claimreview", drawn()))
    ratings = [(each["reviewRating"]["alternateName"], each["reviewRating"].get("ratingValue")) for each in reviews]
    assert ratings == [("Supported", 5), ("Refuted", 1), ("Conflicting evidence", 3), ("Not enough evidence", None)]


def test_a_condition_is_never_lost() -> None:
    _, refuted, *_ = claimreview.read(data("claimreview", drawn()))
    assert refuted["reviewRating"]["ratingExplanation"] == "Condition: if taxes count"


def test_the_origin_of_a_claim_is_a_link_only_if_it_is_an_address() -> None:
    _, second, third, _ = claimreview.read(data("claimreview", drawn()))
    assert second["itemReviewed"]["appearance"] == {"@type": "CreativeWork", "url": "https://example.org/speech"}
    assert third["itemReviewed"]["appearance"] == {"@type": "CreativeWork", "name": "A speech"}


@pytest.mark.parametrize(
    ("scale", "numbers"),
    [
        ("averitec", {"supported": 5, "refuted": 1, "conflicting": 3}),
        ("fever", {"supports": 5, "refutes": 1}),
        (
            "politifact",
            {"true": 5, "mostly-true": 4, "half-true": 3, "mostly-false": 2, "false": 1, "pants-on-fire": 1},
        ),
        ("editor", {"ok": 5, "fix": 1}),
    ],
)
def test_labels_have_the_usual_numbers(scale: str, numbers: dict[str, int]) -> None:
    assert ratings_of(PRESETS[scale]) == numbers
    turned = Scale("turned", PRESETS[scale].labels[::-1])
    assert ratings_of(turned) == numbers


def test_lint_lists_missing_fields() -> None:
    assert lacks("claimreview", drawn()) >= {
        ("case", "url", True),
        ("case", "author", False),
        ("case", "author-url", False),
        ("C2", "itemReviewed.author", False),
        ("C2", "itemReviewed.datePublished", False),
        ("C1", "itemReviewed.appearance", False),
        ("C4", "ratingValue", False),
        ("C5", "label", False),
    }
    complete = lacks("claimreview", drawn(options=OPTIONS))
    assert not {field for ref, field, _ in complete if ref == "case"}
    assert not {field for ref, field, _ in complete if ref == "C1"} - {"itemReviewed.appearance"}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("It rained." + " " * 64, set()),
        ("It rained." + " " * 65, {"claimReviewed"}),
        ("It is supported by two pillars.", {"claimReviewed"}),
        ("It is unsupported.", set()),
        (" ", {"claimReviewed"}),
    ],
)
def test_lint_lists_long_claims_and_claims_that_contain_their_rating(text: str, fields: set[str]) -> None:
    claim = Claim(id="c1", ref="C1", text=text, speaker="Ann", date="2026", origin="A speech")
    case = small_case(claims=[claim], verdicts=[verdict("c1", "supported")])
    assert {field for ref, field, _ in lacks("claimreview", whole(case)) if ref == "C1"} == fields


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://exa mple.org", "https://a\u202eb"])
def test_lint_lists_invalid_addresses(url: str) -> None:
    assert ("case", "url", True) in lacks("claimreview", drawn(options={"url": url}))


def test_lint_lists_one_address_for_many_claims() -> None:
    assert ("case", "url", False) in lacks("claimreview", drawn(options={"url": "https://example.org/checks"}))


def test_a_label_that_left_the_scale_keeps_its_name_and_loses_its_number() -> None:
    selection = drawn(drawn_case(verdicts=[verdict("c1", "gone")]))
    (review,) = claimreview.read(data("claimreview", selection))
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "gone"}
    assert ("C1", "reviewRating", False) in lacks("claimreview", selection)


class _Page(HTMLParser):
    """Collects the scripts of a page and the tags outside of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[str] = []
        self.written = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.written += data


@given(hostile_cases())
def test_hostile_text_is_read_back_and_does_not_end_the_script_element(case: Case) -> None:
    written = data("claimreview", whole(case))
    page = _Page()
    page.feed(f'<script type="application/ld+json">{written.decode()}</script>')
    page.close()
    assert page.tags == ["script"]
    assert page.written == written.decode()
    (claim,) = case.claims.values()
    reviews = claimreview.read(written)
    assert len(reviews) == len(case.index.checked)
    for review in reviews:
        made = review.get("itemReviewed", {})
        (found,) = case.verdicts_of(claim.id)
        assert review["claimReviewed"] == claim.text
        assert made.get("author", {}).get("name", "") == claim.speaker
        assert made.get("appearance", {"name": ""}).get("url" if is_web(claim.origin) else "name") == claim.origin
        explained = review["reviewRating"].get("ratingExplanation", "")
        assert found.rationale in explained
        assert found.condition in explained
