"""Web Annotations: excerpts with the selectors and fields of the data model."""

from __future__ import annotations

from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.records import Excerpt, Source, Stance
from factcheck.exports.values import is_web
from factcheck.quotes import Anchor, State
from tests.exports.cases import small_case
from tests.exports.drawn import TEXT, data, drawn, lacks
from tests.exports.hostile import hostile_cases, whole
from tests.exports.readers.annotations import body_for, read, selector_of


def one(excerpt: Excerpt, source: Source | None = None) -> Case:
    """Return a case of one excerpt."""
    return small_case(sources=[source or Source(id="s", ref="S1")], excerpts=[excerpt])


def quoted(quote: str, **fields: object) -> Excerpt:
    return Excerpt(id="e", ref="E1", claim="c", source="s", stance=Stance.CONTEXT, quote=quote, **fields)  # type: ignore[arg-type]


def test_an_excerpt_is_an_assessment_of_its_source_with_the_terms_of_the_model() -> None:
    first, *_ = read(data("annotations", drawn()))
    assert first == {
        "id": "urn:x-factcheck:excerpt:e1",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Person", "name": "ada"},
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": "supports", "format": "text/plain"},
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "value": "It cost 52 million.",
                "format": "text/plain",
                "id": "urn:x-factcheck:claim:c1",
                "rdfs:label": "C1",
            },
            {"type": "TextualBody", "purpose": "commenting", "value": "What did it cost?", "format": "text/plain"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": "https://example.org/bridge",
                "type": "Text",
                "format": "text/html",
                "language": "en",
                "rdfs:label": "S1",
                "dcterms:title": "The bridge",
                "dcterms:creator": "A. Berg",
                "dcterms:publisher": "The Gazette",
                "dcterms:issued": "2026-11-02",
                "dcterms:identifier": f"sha256:{'ab' * 32}",
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "It cost 52 million.",
                    "prefix": "The bridge opened in May. ",
                    "suffix": " Nobody was hurt. The mayor spok",
                },
                {"type": "TextPositionSelector", "start": 26, "end": 45},
            ],
            "state": {"type": "TimeState", "sourceDate": "2026-11-20T08:00:00Z"},
        },
        "rdfs:label": "E1",
    }


def test_all_excerpts_are_counted_and_in_the_order_of_their_claims() -> None:
    found = read(data("annotations", drawn()))
    assert [each["rdfs:label"] for each in found] == [f"E{number}" for number in range(1, 9)]


def test_a_position_selects_the_quote_in_code_points() -> None:
    text = "𝔘𝔫𝔦 👩‍👩‍👧 says: it rained."
    start = text.index("it rained")
    case = one(quoted("it rained"))
    anchored = Anchor(State.EXACT, ((start, start + 9),), 1.0)
    (found,) = read(data("annotations", whole(case, anchor=lambda _: anchored, text=lambda _: text)))
    position, quote = (selector_of(found, kind) for kind in ("TextPositionSelector", "TextQuoteSelector"))
    assert position is not None
    assert quote is not None
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text == quote["prefix"] + quote["exact"] + quote["suffix"]


def test_the_stored_context_of_an_excerpt_goes_before_that_of_the_text() -> None:
    case = one(quoted("rain", prefix="It did ", start=7, end=11))
    (found,) = read(data("annotations", whole(case, text=lambda _: "It did rain now")))
    selector = selector_of(found, "TextQuoteSelector")
    assert selector == {"type": "TextQuoteSelector", "exact": "rain", "prefix": "It did ", "suffix": ""}


def test_a_text_that_does_not_match_gives_no_context() -> None:
    case = one(quoted("rain", start=7, end=11))
    (found,) = read(data("annotations", whole(case, text=lambda _: TEXT)))
    assert (selector_of(found, "TextQuoteSelector") or {})["prefix"] == ""


def test_the_page_of_a_pdf_is_a_fragment() -> None:
    fourth = read(data("annotations", drawn()))[3]
    fragment = {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3778", "value": "page=3"}
    assert selector_of(fourth, "FragmentSelector") == fragment


def test_lint_lists_annotations_without_address_or_position() -> None:
    assert lacks("annotations", drawn()) == {
        ("S2", "url", False),
        ("E4", "start", False),
        ("E5", "start", False),
        ("E8", "exact", False),
        ("E8", "start", False),
        ("case", "quotes", True),
    }
    assert ("E1", "exact", True) in lacks("annotations", whole(one(quoted(""))))


@given(hostile_cases())
def test_hostile_text_is_read_back_unchanged_and_is_not_an_address(case: Case) -> None:
    found = read(data("annotations", whole(case)))
    (claim,) = case.claims.values()
    assert len(found) == len(case.excerpts)
    for annotation, excerpt in zip(found, case.excerpts_of(claim.id), strict=True):
        source = case.sources[excerpt.source]
        quote, place = (selector_of(annotation, kind) for kind in ("TextQuoteSelector", "TextPositionSelector"))
        assert quote is not None
        assert (quote["exact"], quote["prefix"], quote["suffix"]) == (excerpt.quote, excerpt.prefix, excerpt.suffix)
        assert place is None or (place["start"], place["end"]) == (excerpt.start, excerpt.end)
        assert body_for(annotation, "assessing") == claim.text
        assert body_for(annotation, "classifying") == excerpt.stance
        assert (body_for(annotation, "commenting") or "") == excerpt.note
        target = annotation["target"]["source"]
        assert target.get("dcterms:title", "") == source.title
        assert target["id"] == source.url or (not is_web(source.url) and target["id"].startswith("urn:"))
        assert annotation.get("creator", {}).get("name", "") == excerpt.by
