"""AVeriTeC in and out again: every field of the layout is as it was, but for what was changed in the case."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.exports import FORMATS, encoded
from factcheck.exports.selection import Selection
from factcheck.imports import read
from factcheck.imports.plan import ImportStatus
from factcheck.workspace.workspace import Workspace
from tests.imports.files import dumped, planned
from tests.strategies import begun, workspace_on

words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12).filter(
    str.strip
)
maybe = st.none() | st.just("") | words
address = st.sampled_from(["https://example.org/a", "https://example.org/b", "https://web.archive.org/web/1/x"])


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """An answer of any type; one that cannot be answered names no source."""
    kind = draw(st.sampled_from(["Extractive", "Abstractive", "Boolean", "Unanswerable"]))
    if kind == "Unanswerable":
        answer = {"answer": "No answer could be found.", "answer_type": kind, "source_url": "", "cached_source_url": ""}
        return answer | {"source_medium": ""}
    return {
        "answer": draw(words),
        "answer_type": kind,
        "source_url": draw(address),
        "cached_source_url": draw(address | st.just("")),
        "source_medium": draw(st.sampled_from(["Web text", "PDF", "Web table", "Video", "Metadata"])),
    } | ({"boolean_explanation": draw(words)} if kind == "Boolean" else {})


@st.composite
def claims(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A claim with all fields of the development file's layout."""
    questions = draw(
        st.lists(st.lists(answers(), min_size=1, max_size=3, unique_by=lambda each: each["answer"]), max_size=4)
    )
    return {
        "claim": f"{number} {draw(words)}",
        "required_reannotation": draw(st.booleans()),
        "label": draw(
            st.sampled_from(["Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking"])
        ),
        "justification": draw(words),
        "claim_date": draw(st.none() | st.just("25-8-2020") | st.just("01-10-2020") | words),
        "speaker": draw(maybe),
        "original_claim_url": draw(st.none() | address),
        "fact_checking_article": draw(st.none() | address),
        "reporting_source": draw(maybe),
        "location_ISO_code": draw(st.none() | st.sampled_from(["KE", "US"])),
        "claim_types": draw(st.lists(st.sampled_from(["Event/Property Claim", "Quote Verification"]), unique=True)),
        "fact_checking_strategies": draw(st.lists(st.sampled_from(["Written Evidence", "Geolocation"]), unique=True)),
        "questions": [{"question": f"{at} {draw(words)}?", "answers": of} for at, of in enumerate(questions)],
        "cached_original_claim_url": draw(st.none() | address),
    }


data_sets = st.integers(1, 3).flatmap(lambda count: st.tuples(*(claims(number) for number in range(count))))


def imported(rows: Any) -> Workspace:
    workspace = workspace_on(begun())
    workspace.apply(planned(workspace, read(dumped(list(rows)))))
    return workspace


def written(workspace: Workspace) -> list[dict[str, Any]]:
    case = workspace.case
    made = b"".join(encoded(FORMATS["averitec"], Selection(case=case, claims=case.in_order())))
    found: list[dict[str, Any]] = json.loads(made)
    return found


@settings(max_examples=60)
@given(data_sets)
def test_it_is_equal_field_by_field(rows: tuple[dict[str, Any], ...]) -> None:
    workspace = imported(rows)
    assert written(workspace) == list(rows)
    again = planned(workspace, read(dumped(list(rows))))
    assert not again.edits
    assert not [*again.of(ImportStatus.REJECTED)]


@given(claims(0))
def test_a_change_in_the_case_is_written(row: dict[str, Any]) -> None:
    workspace = imported([row])
    workspace.edit("claims", "C1", text="It rained.", speaker="Somebody Else", date="2021-02-03", tags=("Geolocation",))
    workspace.decide("C1", "refuted", rationale="It did not.")
    (found,) = written(workspace)
    assert (found["claim"], found["speaker"], found["claim_date"]) == ("It rained.", "Somebody Else", "03-02-2021")
    assert (found["claim_types"], found["fact_checking_strategies"]) == ([], ["Geolocation"])
    assert (found["label"], found["justification"]) == ("Refuted", "It did not.")
    for name in ("fact_checking_article", "location_ISO_code", "required_reannotation", "questions"):
        assert found[name] == row[name]


def test_a_new_excerpt_is_a_question_after_those_that_were_imported() -> None:
    answer = {"answer": "No.", "answer_type": "Unanswerable", "source_url": "", "source_medium": ""}
    row = {"claim": "It rained.", "label": "Refuted", "questions": [{"question": "Did it?", "answers": [answer]}]}
    workspace = imported([row])
    source = workspace.add_source(title="Diary", url="https://example.org/diary")
    workspace.add_excerpt("C1", source, "Dry all day.", stance="contradicts", start=None)
    (found,) = written(workspace)
    assert [(each["question"][:4], each["answers"][0]["answer"]) for each in found["questions"]] == [
        ("Did ", "No."),
        ("What", "Dry all day."),
    ]


def test_the_id_of_a_data_set_comes_out_again() -> None:
    workspace = workspace_on(begun())
    rows = b"id,claim,label\nx-7,It rained.,refuted\n12,It snowed.,refuted\n"
    workspace.apply(planned(workspace, read(rows)))
    case = workspace.case
    assert [claim.external_id for claim in case.in_order()] == ["x-7", "12"]

    def ids(name: str, key: str) -> list[Any]:
        made = b"".join(encoded(FORMATS[name], Selection(case=case, claims=case.in_order())))
        lines = json.loads(made) if name == "averitec" else [json.loads(line) for line in made.splitlines()]
        return [line[key] for line in lines]

    assert ids("fever", "id") == ids("scifact", "id") == ["x-7", 12]
    assert ids("averitec", "claim_id") == ["x-7", "12"]
    table = b"".join(encoded(FORMATS["csv"], Selection(case=case, claims=case.in_order()))).decode()
    assert "external_id" in table.splitlines()[0]
    assert ",x-7," in table
