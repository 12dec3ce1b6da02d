"""FEVER, AVeriTeC and SciFact: exports, read by readers made from the descriptions of the data sets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.records import Claim, Source, Stance
from factcheck.case.scale import PRESETS, LabelKind
from factcheck.exports.formats import averitec as averitec_format
from factcheck.exports.formats.averitec import medium
from factcheck.exports.selection import Selection, justification
from factcheck.exports.sentence_ids import SentenceNumbers
from factcheck.sentences import sentences
from tests.exports.cases import small_case
from tests.exports.drawn import SOURCES, data, drawn, drawn_case, excerpt, lacks, verdict
from tests.exports.hostile import hostile_cases, whole
from tests.exports.readers import averitec, fever, scifact

SETS = ("fever", "averitec", "scifact")
CORPUS = {"table": "corpus"}


def test_fever_refers_to_the_sentences_that_support_the_label() -> None:
    claims = fever.read(data("fever", drawn()))
    pages = fever.read_pages(data("fever", drawn(options=CORPUS)))
    assert [(claim.number, claim.label) for claim in claims] == [
        (1, "SUPPORTS"),
        (2, "REFUTES"),
        (3, "NOT ENOUGH INFO"),
        (4, "NOT ENOUGH INFO"),
    ]
    told = [[[pages[page][line] for page, line in found] for found in claim.evidence] for claim in claims]
    assert told == [
        [["It cost 52 million."]],
        [["It cost 52 million.", "Nobody was hurt."], ["Paid: 52.", "All told."]],
        [],
        [],
    ]


def test_fever_has_its_own_fields_and_numbers() -> None:
    first, _, third, _ = [json.loads(line) for line in data("fever", drawn()).splitlines()]
    assert first == {
        "id": 1,
        "verifiable": "VERIFIABLE",
        "label": "SUPPORTS",
        "claim": "It cost 52 million.",
        "evidence": [[[1, 1, "The bridge", 1]]],
    }
    assert third["evidence"] == [[[3, 3, None, None]]]


def test_scifact_refers_to_sentences_by_document_and_stance() -> None:
    claims = scifact.read(data("scifact", drawn()))
    documents = scifact.read_corpus(data("scifact", drawn(options=CORPUS)))
    told = [
        {
            number: [(label, [documents[number][1][line] for line in lines]) for label, lines in found]
            for number, found in claim["evidence"].items()
        }
        for claim in claims
    ]
    both = "It cost 52 million."
    assert told == [
        {1: [("SUPPORT", [both]), ("CONTRADICT", ["The mayor spoke of 40 million."])]},
        {1: [("CONTRADICT", [both, "Nobody was hurt."])], 2: [("CONTRADICT", ["Paid: 52.", "All told."])]},
        {2: [("SUPPORT", ["Paid: 40."])], 1: [("CONTRADICT", [both])]},
        {},
    ]
    assert [claim["cited_doc_ids"] for claim in claims] == [[1], [1, 2], [1, 2], []]
    assert documents[2] == ("The accounts", ["Paid: 52.", "All told.", "Paid: 40."])


def test_averitec_takes_its_question_from_the_note_or_the_source() -> None:
    first, second, third, fourth = averitec.read(data("averitec", drawn()))
    assert first == {
        "claim": "It cost 52 million.",
        "required_reannotation": False,
        "label": "Supported",
        "justification": "The accounts say so.",
        "claim_date": "01-11-2026",
        "speaker": "The mayor",
        "original_claim_url": None,
        "cached_original_claim_url": None,
        "fact_checking_article": None,
        "reporting_source": None,
        "location_ISO_code": None,
        "claim_types": [],
        "fact_checking_strategies": [],
        "questions": [
            {
                "question": "What did it cost?",
                "answers": [
                    {
                        "answer": "It cost 52 million.",
                        "answer_type": "Extractive",
                        "source_url": "https://example.org/bridge",
                        "cached_source_url": "",
                        "source_medium": "Web text",
                    }
                ],
            },
            first["questions"][1],
        ],
    }
    assert first["questions"][1]["question"] == "What does The bridge say about the claim “It cost 52 million.”?"
    assert (second["original_claim_url"], second["reporting_source"]) == ("https://example.org/speech", None)
    assert (third["original_claim_url"], third["reporting_source"]) == (None, "A speech")
    assert (third["label"], third["claim_types"]) == ("Conflicting Evidence/Cherrypicking", ["Opinion Claim"])
    assert (fourth["label"], fourth["claim_date"]) == ("Not Enough Evidence", None)
    assert [answer["answer_type"] for each in fourth["questions"] for answer in each["answers"]] == ["Unanswerable"]


@pytest.mark.parametrize(
    ("media_type", "url", "words"),
    [
        ("application/pdf", "", "PDF"),
        ("text/html", "", "Web text"),
        ("image/png", "", "Image/graphic"),
        ("application/zip", "", "Other"),
        ("", "https://example.org", "Web text"),
        ("", "a letter", ""),
    ],
)
def test_averitec_has_its_own_names_of_media(media_type: str, url: str, words: str) -> None:
    assert medium(Source(id="s", media_type=media_type, url=url)) == words
    assert words in averitec.MEDIA


@pytest.mark.parametrize("name", SETS)
def test_an_unchecked_claim_is_left_out_and_listed_by_lint(name: str) -> None:
    assert b"It is blue." not in data(name, drawn())
    assert ("C5", "label", False) in lacks(name, drawn())


@pytest.mark.parametrize("name", SETS)
def test_a_label_that_left_the_scale_is_left_out_and_listed_by_lint(name: str) -> None:
    selection = drawn(drawn_case(verdicts=[verdict("c1", "gone")]))
    assert data(name, selection).strip() in (b"", b"[\n\n]")
    assert ("C1", "label", True) in lacks(name, selection)


@pytest.mark.parametrize("name", SETS)
def test_lint_lists_claims_on_which_checkers_differ(name: str) -> None:
    both = [verdict("c1", "supported"), verdict("c1", "refuted", "bob")]
    assert ("C1", "label", False) in lacks(name, drawn(drawn_case(verdicts=both)))


@pytest.mark.parametrize(
    ("name", "scale", "told"),
    [
        ("fever", "fever", set()),
        ("fever", "averitec", {"label conflicting", "label not-enough-evidence"}),
        ("averitec", "averitec", set()),
        ("averitec", "politifact", {"label true", "label mostly-false"}),
        ("averitec", "editor", {"label unsourced"}),
        ("scifact", "averitec", set()),
    ],
)
def test_lint_lists_labels_that_a_format_does_not_distinguish(name: str, scale: str, told: set[str]) -> None:
    labels = PRESETS[scale].labels
    used = [next(label.id for label in labels if label.kind == kind) for kind in LabelKind if _has(scale, kind)]
    claims = [Claim(id=f"c{number}", ref=f"C{number}", text="It is.") for number in range(len(used))]
    verdicts = [verdict(claim.id, label) for claim, label in zip(claims, used, strict=True)]
    selection = whole(small_case(scale=PRESETS[scale], claims=claims, verdicts=verdicts))
    assert {field for ref, field, _ in lacks(name, selection) if ref == "case"} == told


def _has(scale: str, kind: LabelKind) -> bool:
    return any(label.kind == kind for label in PRESETS[scale].labels)


def test_a_mixed_label_has_no_counterpart_in_fever_even_where_no_label_is_open() -> None:
    labels = tuple(label for label in PRESETS["averitec"].labels if label.kind != LabelKind.OPEN)
    scale = PRESETS["averitec"]._replace(name="own", labels=labels)
    case = small_case(scale=scale, verdicts=[verdict("c", "conflicting")])
    assert ("case", "label conflicting", False) in lacks("fever", whole(case))


def test_lint_lists_missing_texts_and_evidence() -> None:
    assert lacks("fever", drawn()) >= {("S2", "text", False), ("C1", "evidence", False), ("C3", "evidence", False)}
    assert ("S1", "text", False) not in lacks("fever", drawn())
    bare = drawn(small_case(verdicts=[verdict("c", "supported")]))
    assert ("C1", "evidence", True) in lacks("fever", bare)
    assert ("C1", "evidence", True) in lacks("scifact", bare)
    assert {("C1", "questions", True), ("C1", "justification", True)} <= lacks("averitec", bare)
    assert lacks("averitec", drawn()) >= {
        ("C3", "justification", True),
        ("C4", "claim_date", False),
        ("C2", "speaker", False),
        ("E4", "source_url", False),
    }


def test_lint_lists_claims_whose_evidence_contradicts_their_label() -> None:
    assert ("C1", "evidence", False) in lacks("scifact", drawn())
    open_case = small_case(
        sources=SOURCES,
        excerpts=[excerpt(1, "c", Stance.SUPPORTS, "x")],
        verdicts=[verdict("c", "not-enough-evidence")],
    )
    (claim,) = scifact.read(data("scifact", whole(open_case)))
    assert (claim["evidence"], claim["cited_doc_ids"]) == ({}, [1])
    assert ("C1", "evidence", False) in lacks("scifact", whole(open_case))


def test_a_quote_not_in_its_source_is_left_out_and_listed_by_lint() -> None:
    case = drawn_case(verdicts=[verdict("c5", "supported")])
    assert fever.read(data("fever", drawn(case)))[0].evidence == ()
    assert scifact.read(data("scifact", drawn(case)))[0]["evidence"] == {}
    assert ("E8", "quote", True) in lacks("fever", drawn(case))
    assert ("E8", "quote", True) in lacks("scifact", drawn(case))


def test_an_extract_does_not_hold_the_quotes_of_other_claims() -> None:
    case = drawn_case()
    part = Selection(case=case, claims=[case.claims["c3"]], only="C3", options=CORPUS)
    assert [words for _, words in scifact.read_corpus(data("scifact", part)).values()] == [
        ["It cost 52 million.", "Nobody was hurt."],
        ["Paid: 40."],
    ]
    assert b"All told" not in data("fever", part)


def test_refs_of_another_form_get_numbers_of_their_own() -> None:
    refs = ("C7", "C007", "first", "c8", "C٣")
    claims = [Claim(id=f"i{number}", ref=ref, text=ref) for number, ref in enumerate(refs)]
    case = small_case(claims=claims, verdicts=[verdict(claim.id, "supported") for claim in claims])
    numbers = {claim.claim: claim.number for claim in fever.read(data("fever", whole(case)))}
    assert (numbers["C7"], numbers["c8"]) == (7, 8)
    assert all(numbers[ref] > 8 for ref in ("C007", "first", "C٣"))


def test_sources_with_the_same_title_are_different_pages() -> None:
    sources = [
        Source(id=f"s{number}", ref=f"S{number}", title=title) for number, title in enumerate(["A", "A", "", ""])
    ]
    pages = fever.read_pages(data("fever", whole(small_case(sources=sources), options=CORPUS)))
    assert list(pages) == ["A", "A (S1)", "(S2)", "(S3)"]


@given(hostile_cases())
def test_hostile_text_is_read_back_from_every_data_set(case: Case) -> None:
    (claim,), (source,) = case.claims.values(), case.sources.values()
    excerpts = case.excerpts_of(claim.id)
    checked = len(case.index.checked)
    known = whole(case, options={})
    assert [found.claim for found in fever.read(data("fever", known))] == [claim.text] * checked
    assert [found["claim"] for found in scifact.read(data("scifact", known))] == [claim.text] * checked
    for found in averitec.read(data("averitec", known)):
        assert found["claim"] == claim.text
        assert found["justification"] == justification(case.verdicts_of(claim.id)[0])
        assert found["speaker"] == (claim.speaker or None)
        assert claim.origin in (found["original_claim_url"] or "", found["reporting_source"] or "")
        answers = [answer["answer"] for each in found["questions"] for answer in each["answers"]]
        assert answers == [one.quote for one in excerpts] or (not excerpts and len(answers) <= 1)
    corpus = scifact.read_corpus(data("scifact", whole(case, options=CORPUS)))
    (title, words), *_ = corpus.values()
    assert title == source.title
    assert words == [one.quote[start:end] for one in excerpts for start, end in sentences(one.quote)] * checked
    (page,) = fever.read_pages(data("fever", whole(case, options=CORPUS))).values()
    assert list(page.values()) == [" ".join(sentence.split()) for sentence in words]


@given(hostile_cases())
def test_evidence_is_the_sentences_of_the_corpus_that_the_quote_overlaps(case: Case) -> None:
    """Each rationale of a claim joins to the sentences of one quote, whatever they hold."""
    documents = scifact.read_corpus(data("scifact", whole(case, options=CORPUS)))
    quotes = [[one.quote[start:end] for start, end in sentences(one.quote)] for one in case.excerpts.values()]
    for claim in scifact.read(data("scifact", whole(case))):
        for number, rationales in claim["evidence"].items():
            for _, lines in rationales:
                assert [documents[number][1][line] for line in lines] in quotes


def test_a_lone_surrogate_in_a_text_is_not_an_error() -> None:
    case = drawn_case()
    selection = Selection(
        case=case, claims=case.in_order(), options=CORPUS, text={"s1": "It \ud800 rained. It poured."}.get
    )
    assert scifact.read_corpus(data("scifact", selection))[1][1] == ["It ? rained.", "It poured."]


@pytest.mark.parametrize(
    ("quote", "numbers"),
    [
        ("The bridge", [0]),
        ("May. It", [0, 1]),
        ("cost 52", [1]),
        ("hurt. The mayor", [2, 3]),
        ("million.", [1]),
        ("", []),
    ],
)
def test_a_quote_is_assigned_to_the_sentences_that_it_overlaps(quote: str, numbers: list[int]) -> None:
    passages = SentenceNumbers(drawn(small_case(sources=SOURCES, excerpts=[excerpt(1, "c", Stance.CONTEXT, quote)])))
    assert passages.assign(excerpt(1, "c", Stance.CONTEXT, quote)) == numbers


def test_every_label_of_averitec_is_written() -> None:
    assert set(averitec_format.LABELS.values()) == averitec.LABELS
