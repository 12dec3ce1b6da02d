"""Data sets and files of sister tools: recognised by what they hold, and every key that is not read is named."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.errors import UnreadableError
from factcheck.imports import read
from factcheck.imports.candidates import Candidates, ImportOptions
from factcheck.imports.detect import detect_format
from factcheck.imports.label_mapping import kind_of
from factcheck.imports.plan import ImportStatus
from tests.imports.files import dumped, importable, lines, planned
from tests.strategies import begun, cases, state, workspace_on

DATA = Path(__file__).parents[1] / "data" / "datasets"

FORMATS_OF = {
    "hover.jsonl": "records",
    "symmetric.jsonl": "records",
    "vitaminc.jsonl": "records",
    "feverous.jsonl": "records",
    "climate-fever.jsonl": "records",
    "covid-fact.jsonl": "records",
    "wice.jsonl": "records",
    "foolmetwice.jsonl": "records",
    "safe.json": "records",
    "healthver.csv": "csv",
    "api.json": "claimreview",
    "reviews.jsonl": "claimreview",
    "label-studio.json": "spans",
    "doccano.jsonl": "spans",
    "prodigy.jsonl": "spans",
    "refs.ris": "references",
    "refs.bib": "references",
    "refs.csl.json": "references",
    "zotero.json": "references",
    "coded.qdpx": "qdpx",
}


def corpus(name: str, **options: Any) -> Candidates:
    return read((DATA / name).read_bytes(), name, options=ImportOptions(**options))


@pytest.mark.parametrize(("name", "format_name"), FORMATS_OF.items())
def test_a_file_is_recognised_by_what_it_holds(name: str, format_name: str) -> None:
    data = (DATA / name).read_bytes()
    assert detect_format(data) == format_name
    found = read(data)
    assert found.claims or found.sources


@pytest.mark.parametrize(
    ("name", "text", "external_id", "label", "quotes"),
    [
        ("symmetric.jsonl", "It rained.", "7", "SUPPORTS", [("Rain fell all day.", "supports")]),
        ("vitaminc.jsonl", "More than 40 died.", "v1", "SUPPORTS", [("41 people died.", "supports")]),
        (
            "climate-fever.jsonl",
            "The ice grows.",
            "0",
            "REFUTES",
            [("The ice shrinks.", "contradicts"), ("Ice is cold.", "context")],
        ),
        (
            "covid-fact.jsonl",
            "Masks help.",
            None,
            "SUPPORTED",
            [("Masks reduce spread.", "supports"), ("A trial found less.", "supports")],
        ),
        (
            "wice.jsonl",
            "It rained in May and June.",
            "dev1",
            "partially_supported",
            [("It rained in May. […] June was wet.", "context")],
        ),
        (
            "foolmetwice.jsonl",
            "The mayor was born in 1932.",
            "f1",
            "REFUTES",
            [("The mayor was born in 1933.", "contradicts")],
        ),
        ("safe.json", "It rained in May.", None, "Supported", []),
        ("healthver.csv", "Masks help.", "4", "Supports", [("Masks reduce spread.", "context")]),
    ],
)
def test_claims_labels_and_evidence_are_read_in_their_usual_spellings(
    name: str, text: str, external_id: str | None, label: str, quotes: list[tuple[str, str]]
) -> None:
    (claim,) = corpus(name).claims
    assert (claim.text, claim.row.get("external_id"), claim.verdicts[0].label) == (text, external_id, label)
    assert [(excerpt.quote, excerpt.stance.value) for excerpt in claim.excerpts] == quotes
    assert claim.verdicts[0].kind is not None


@pytest.mark.parametrize("name", ["hover.jsonl", "feverous.jsonl"])
def test_sentences_by_number_are_in_a_corpus(name: str) -> None:
    without = corpus(name)
    assert ["--corpus" in problem.why for problem in without.problems] == [True]
    found = corpus(name, corpus=(DATA / "pages.jsonl").read_bytes())
    assert not found.problems
    assert found.claims[0].excerpts[0].quote.startswith("It opened in 1932.")
    assert found.claims[0].excerpts[0].stance == Stance.SUPPORTS


def test_evidence_without_a_source_is_kept_and_said() -> None:
    found = corpus("symmetric.jsonl")
    assert "1 excerpt without a source filed under 'Evidence given in the data set'" in found.notes
    assert "evidence without a stance of its own has that of its label" in found.notes
    assert not [*planned(workspace_on(begun()), found).of(ImportStatus.REJECTED)]


def test_a_label_of_two_meanings_is_not_guessed() -> None:
    data = lines([{"claim": "It rained.", "label": "NOT_SUPPORTED"}])
    plan = planned(workspace_on(begun()), read(data))
    (line,) = plan.of(ImportStatus.REJECTED)
    assert "--label NOT_SUPPORTED=LABEL says which it is" in line.why


def test_every_key_that_is_not_read_is_named_once_with_its_count() -> None:
    rows = [{"claim": f"It rained on day {day}.", "flair": "x", "meta": {"mood": 1}} for day in range(3)]
    found = read(lines([*rows, {"claim": "It snowed.", "flair": "", "weight": 2}]))
    assert found.unread == {"flair": 3, "meta.mood": 3, "weight": 1}
    assert not found.lacking
    plan = planned(workspace_on(begun()), found)
    assert "left out: flair (3), meta.mood (3), weight (1)" in plan.notes


def test_labels_that_were_not_read_are_told_apart() -> None:
    assert corpus("unread-label.jsonl").lacking == ("final_label_text",)
    assert corpus("climate-fever.jsonl").lacking == ()
    assert read(b"claim,expert rating 2\nIt rained.,false\n").lacking == ("expert rating 2",)


def test_an_unknown_file_is_answered_with_the_formats_and_its_keys() -> None:
    with pytest.raises(UnreadableError, match=r"its keys are city, year; formats are averitec, .*, json \(--format\)"):
        corpus("unknown.json")


def test_an_answer_of_the_fact_check_api_keeps_its_publisher() -> None:
    (claim,) = corpus("api.json").claims
    assert (claim.text, claim.row["speaker"], claim.row["date"]) == ("It rained.", "A. Mayor", "2020-05-01T00:00:00Z")
    (verdict,) = claim.verdicts
    assert (verdict.label, verdict.kind, verdict.row["checker"]) == ("Falso", LabelKind.AGAINST, "Checkers")


def test_reviews_are_read_line_by_line_with_ratings_in_several_languages() -> None:
    found = corpus("reviews.jsonl")
    assert [claim.verdicts[0].kind for claim in found.claims] == [LabelKind.AGAINST, LabelKind.MIXED]


@pytest.mark.parametrize(
    ("rating", "kind"),
    [
        ("One Pinocchio", LabelKind.FOR),
        ("Two Pinocchios", LabelKind.MIXED),
        ("Größtenteils falsch", LabelKind.AGAINST),
        ("Plutôt vrai", LabelKind.FOR),
        ("Engañoso", LabelKind.MIXED),
        ("Ложь", LabelKind.AGAINST),
        ("no such rating", None),
    ],
)
def test_a_rating_is_known_in_its_language(rating: str, kind: LabelKind | None) -> None:
    assert kind_of(rating) is kind


def test_labelled_passages_are_claims_and_labels_of_a_text_verdicts() -> None:
    found = corpus("label-studio.json")
    assert [(claim.text, claim.row.get("tags")) for claim in found.claims] == [
        ("It rained.", ("weather",)),
        ("It rained. It snowed.", None),
    ]
    assert found.claims[1].verdicts[0].row["checker"] == "ada@example.org"
    assert [claim.text for claim in corpus("doccano.jsonl").claims] == ["It rained.", "It froze."]
    prodigy = corpus("prodigy.jsonl")
    assert [(claim.text, claim.row["tags"]) for claim in prodigy.claims] == [("It snowed.", ("CLAIM",))]
    assert [problem.why for problem in prodigy.problems] == ["the annotator rejected it"]


@pytest.mark.parametrize(
    ("name", "author", "url", "published"),
    [
        ("refs.ris", "Dahl, Cora and Berg, A.", "https://doi.org/10.1000/1", "2020-05-02"),
        ("refs.bib", "Dahl, Cora and Müller, A.", "https://example.org/rain", "2020"),
        ("refs.csl.json", "Dahl, Cora", "https://example.org/rain", "2020-05-02"),
        ("zotero.json", "Dahl, Cora", "https://example.org/rain", "2020-05-02"),
    ],
)
def test_a_bibliography_is_read_as_sources(name: str, author: str, url: str, published: str) -> None:
    workspace = workspace_on(begun())
    plan = planned(workspace, corpus(name))
    workspace.apply(plan)
    (source,) = workspace.case.sources.values()
    assert (source.title, source.publisher) == ("Rain in May", "Weather")
    assert (source.author, source.url, source.published) == (author, url, published)
    assert name == "zotero.json" or [note for note in plan.notes if "left out: A" in note or "abstract (1)" in note]
    assert not planned(workspace, corpus(name)).edits


def test_coded_passages_are_claims_with_their_codes() -> None:
    (claim,) = corpus("coded.qdpx").claims
    assert (claim.text, claim.row) == ("It rained.", {"tags": ("weather",), "origin": "Speech"})


def test_an_archive_that_is_no_project_is_reported() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x.txt", "x")
    with pytest.raises(UnreadableError, match="has no project"):
        read(made.getvalue(), format_name="qdpx")


@given(cases())
def test_another_case_file_is_a_case(case: Any) -> None:
    tree = {
        name: {str(n): row for n, row in enumerate(table.rows().values(), 1)} for name, table in case.tables.items()
    }
    workspace = workspace_on(begun())
    workspace.apply(planned(workspace, read(dumped(tree))))
    assert state(workspace.case) == importable(case)


keys = st.sampled_from(["claim", "text", "label", "evidence", "id", "url", "claims", "claimReview", "items", "x"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "It rained.", "true", "https://example.org"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_any_json_is_read_or_refused_in_one_line(value: object) -> None:
    try:
        found = read(dumped(value))
        planned(workspace_on(begun()), found)
    except UnreadableError as error:
        assert "\n" not in str(error)
