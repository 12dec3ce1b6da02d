"""ClaimReview, Loki's results, annotations and lists in Markdown."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest

from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.errors import UnreadableError
from factcheck.imports import read
from factcheck.imports.candidates import ImportOptions
from tests.imports.files import ANNOTATION, HYPOTHESIS, LOKI, REVIEW, dumped

PAGE = f"""<!doctype html><html><head><title>x</title>
<SCRIPT type='application/ld+json' id=a>{json.dumps(REVIEW)}</SCRIPT>
<script>let x = "<p>";</script>
<script type="application/ld+json">{{"@graph": [{{"@type": "Person"}}, {json.dumps(REVIEW)}]}}</script>
<script type="application/ld+json">{{broken</script></head></html>"""
FEED = {
    "@type": "DataFeed",
    "dataFeedElement": [
        {"@type": "DataFeedItem", "item": [REVIEW, {**REVIEW, "@type": ["http://schema.org/ClaimReview"]}]}
    ],
}


def test_a_review_with_all_its_fields() -> None:
    (claim,) = read(dumped(REVIEW)).claims
    assert (claim.text, dict(claim.row)) == (
        "The bridge cost 40 million",
        {"speaker": "A. Mayor", "date": "2025-11-01", "origin": "https://example.org/speech"},
    )
    ((_, label, kind, row, _),) = claim.verdicts
    assert (label, kind) == ("Refuted", LabelKind.AGAINST)
    assert row == {"rationale": "The accounts give 52 million.", "checker": "Example Workspace", "at": "2025-11-22"}


@pytest.mark.parametrize(
    ("data", "count", "problems"),
    [(dumped([REVIEW, REVIEW]), 2, 0), (dumped(FEED), 2, 0), (PAGE.encode(), 2, 1), (PAGE.encode("utf-16"), 2, 1)],
    ids=["a list", "a feed", "a page", "a page in UTF-16"],
)
def test_reviews_are_found_at_any_depth(data: bytes, count: int, problems: int) -> None:
    found = read(data)
    assert found.format == "claimreview"
    assert (len(found.claims), len(found.problems)) == (count, problems)


@pytest.mark.parametrize(
    ("rating", "label", "kind"),
    [
        ({"alternateName": "Mostly false"}, "Mostly false", LabelKind.AGAINST),
        ({"alternateName": "Geppetto", "ratingValue": "1", "bestRating": "5"}, "Geppetto", LabelKind.AGAINST),
        ({"alternateName": "Geppetto", "ratingValue": 3}, "Geppetto", LabelKind.MIXED),
        ({"ratingValue": 4.5, "bestRating": 5}, "4.5 of 5", LabelKind.FOR),
        ({"alternateName": "Geppetto", "ratingValue": -1}, "Geppetto", None),
        ({"alternateName": "Geppetto", "ratingValue": 5, "bestRating": 1, "worstRating": 5}, "Geppetto", None),
    ],
)
def test_a_rating_is_mapped_by_its_name_or_its_number(
    rating: dict[str, Any], label: str, kind: LabelKind | None
) -> None:
    (verdict,) = read(dumped({**REVIEW, "reviewRating": rating})).claims[0].verdicts
    assert (verdict.label, verdict.kind) == (label, kind)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("claimReviewed", None, "claimReviewed must be a text"),
        ("reviewRating", "5", "reviewRating must be an object"),
        ("reviewRating", {"@type": "Rating"}, "neither a name"),
        ("itemReviewed", 7, "itemReviewed must be an object"),
    ],
)
def test_a_review_with_a_wrong_field_is_a_problem(field: str, value: object, words: str) -> None:
    found = read(dumped([{**REVIEW, field: value}, REVIEW]))
    assert [claim.place for claim in found.claims] == ["review 2"]
    assert [(problem.place, words in problem.why) for problem in found.problems] == [("review 1", True)]


def test_a_page_without_reviews_is_an_error() -> None:
    with pytest.raises(UnreadableError, match="no ClaimReview"):
        read(b"<html><p>no</p></html>")


def test_scripts_that_are_not_closed_are_read_in_linear_time() -> None:
    def cost(times: int) -> float:
        page = b"<html>" + b"<script type=application/ld+json>" * times
        before = process_time()
        with pytest.raises(UnreadableError):
            read(page)
        return process_time() - before

    cost(100)
    assert cost(80_000) < 200 * max(cost(8_000), 0.002)  # a look at each from each would be 100 times as long


def test_claims_of_loki_are_imported_as_unchecked() -> None:
    found = read(dumped(LOKI))
    snow, rain = found.claims
    assert (snow.verdicts, rain.verdicts) == ((), ())
    assert rain.row["tags"] == ("not checkworthy",)
    assert [(excerpt.stance, excerpt.quote, excerpt.source["url"]) for excerpt in snow.excerpts] == [
        (Stance.SUPPORTS, "Snow fell all day.", "https://example.org/snow"),
        (Stance.CONTRADICTS, "The sun shone.", "https://example.org/sun"),
    ]
    assert "Snow is snow." in snow.excerpts[0].row["note"]


def test_evidence_of_loki_with_a_wrong_field_is_a_problem() -> None:
    evidence = LOKI["claim_detail"][0]["evidences"][0]
    detail = {"claim": "a", "evidences": [{**evidence, "relationship": "LIKES"}, {**evidence, "url": 3}, evidence]}
    found = read(dumped({"claim_detail": [detail, "x"]}))
    assert len(found.claims[0].excerpts) == 1
    assert [problem.place for problem in found.problems] == ["claim 1, evidence 1", "claim 1, evidence 2", "claim 2"]


@pytest.mark.parametrize(
    "given",
    [
        ANNOTATION,
        [ANNOTATION],
        {"type": "AnnotationPage", "items": [ANNOTATION]},
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [ANNOTATION]}},
    ],
    ids=["one", "a list", "a page", "a collection"],
)
def test_a_web_annotation_is_an_excerpt_of_the_claim_in_its_body(given: object) -> None:
    found = read(dumped(given))
    (claim,) = found.claims
    (excerpt,) = claim.excerpts
    assert (found.format, claim.text, excerpt.stance) == ("annotations", "It never rained.", Stance.CONTRADICTS)
    assert excerpt.quote == " Rain\n fell "
    assert excerpt.source == {"url": "https://example.org/weather", "title": "Weather"}
    assert dict(excerpt.row) == {
        "prefix": "In May ",
        "suffix": ".",
        "start": 7,
        "end": 17,
        "note": "In May.",
        "at": "2025-10-01T10:00:00Z",
        "by": "bob",
    }


def test_an_annotation_of_hypothesis_is_read_without_its_positions() -> None:
    (claim,) = read(dumped(HYPOTHESIS)).claims
    (excerpt,) = claim.excerpts
    assert (claim.text, excerpt.stance, excerpt.quote) == ("It rained for a week.", Stance.SUPPORTS, "seven days")
    assert excerpt.source == {"url": "https://example.org/page", "title": "A page"}
    assert {"start", "end"}.isdisjoint(excerpt.row)
    assert excerpt.row["by"] == "carol"


def test_annotations_can_all_be_added_to_one_claim_of_the_case() -> None:
    rows = [HYPOTHESIS["rows"][0], {**HYPOTHESIS["rows"][0], "text": "", "tags": []}]
    (claim,) = read(dumped({"rows": rows}), options=ImportOptions(claim="C5")).claims
    assert (claim.existing, [excerpt.stance.value for excerpt in claim.excerpts]) == ("C5", ["supports", "context"])
    assert claim.excerpts[0].row["note"] == "It rained for a week."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": ""}, "--claim"),
        ({"target": []}, "target must not be a list"),
        ({"target": None}, "target is missing"),
        ({"target": [{"selector": [{"type": "RangeSelector"}]}]}, "no TextQuoteSelector"),
        ({"target": [{"selector": [{"type": "TextQuoteSelector", "exact": 5}]}]}, "exact must be a text"),
        ({"uri": 5}, "uri must be a text"),
        ({"tags": "supports"}, "tags must be a list"),
    ],
)
def test_an_annotation_without_quote_or_claim_is_a_problem(change: dict[str, Any], words: str) -> None:
    found = read(dumped({"rows": [{**HYPOTHESIS["rows"][0], **change}, HYPOTHESIS["rows"][0]]}))
    assert len(found.claims) == 1
    assert [(problem.place, words in problem.why) for problem in found.problems] == [("annotation 1", True)]


MARKDOWN = """# Claims of the speech

Some words.

- [ ] The *bridge* opened in `1932`. #bridge #date
- “It cost [40 million](https://example.org).” — A. Mayor
1. First things
   - It fell &amp; rose.
-
"""


def test_list_items_are_claims() -> None:
    found = read(MARKDOWN.encode())
    assert [(claim.place, claim.text, dict(claim.row)) for claim in found.claims] == [
        ("line 5", "The bridge opened in 1932.", {"tags": ("bridge", "date")}),
        ("line 6", "It cost 40 million.", {"speaker": "A. Mayor"}),
        ("line 7", "First things", {}),
        ("line 8", "It fell & rose.", {}),
    ]


def test_headings_are_claims_if_there_is_no_list() -> None:
    found = read(b"# One thing\n\nwords\n\n## Another thing\n")
    assert [claim.text for claim in found.claims] == ["One thing", "Another thing"]


def test_a_text_without_list_and_heading_is_an_error() -> None:
    with pytest.raises(UnreadableError, match="neither a list nor a heading"):
        read(b"Only words.\n", "notes.md")
