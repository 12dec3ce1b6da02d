"""The case as JSON: it matches its schema, and is enough to restore the case."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.changes import Change
from factcheck.case.records import verdict_key
from factcheck.case.rows import RECORDS
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.exports import find
from factcheck.exports.formats.json import schema
from factcheck.exports.selection import Selection
from factcheck.workspace.workspace import Workspace
from tests.exports.cases import small_case
from tests.exports.drawn import data, drawn, drawn_case
from tests.exports.hostile import hostile_cases, whole
from tests.exports.readers.json_schema import faults
from tests.strategies import cases, state


def read(selection: Selection) -> dict[str, Any]:
    """Return what is written of a selection, held to the schema."""
    found: dict[str, Any] = json.loads(data("json", selection))
    assert faults(found, schema()) == []
    return found


def made_again(found: dict[str, Any]) -> Case:
    """Make a case of what was written."""
    rows = {name: {row["id"]: row for row in found[name]} for name in ("sources", "claims", "excerpts", "entries")}
    verdicts = {verdict_key(row["claim"], row["checker"]): row for row in found["verdicts"]}
    history = [Change.from_row(row) for row in found["history"]]
    return Case({"case": {CASE_KEY: found["case"]}, **rows, "verdicts": verdicts}, history)


@given(cases())
def test_a_case_can_be_restored_with_its_history(case: Case) -> None:
    found = read(whole(case))
    again = made_again(found)
    assert state(again) == state(case)
    assert list(again.history) == list(case.history)
    assert [change.id for change in again.history.undoable] == [change.id for change in case.history.undoable]
    assert [change.id for change in again.history.redoable] == [change.id for change in case.history.redoable]
    assert data("json", whole(again)) == data("json", whole(case))


@given(hostile_cases())
def test_hostile_text_is_read_back_unchanged(case: Case) -> None:
    assert state(made_again(read(whole(case)))) == state(case)


def test_the_shipped_case_matches_the_schema(workspace: Workspace) -> None:
    workspace.decide("03369256ee43a76b", "supported", rationale="So it is.")
    found = read(whole(workspace.case))
    assert len(found["claims"]) == len(workspace.case.claims)
    assert state(made_again(found)) == state(workspace.case)


def test_an_extract_has_no_rows_of_other_claims() -> None:
    case = drawn_case()
    found = read(Selection(case=case, claims=[case.claims["c2"]], only=" C2 "))
    assert found["only"] == "C2"
    assert [row["id"] for row in found["claims"]] == ["c2"]
    assert [row["id"] for row in found["excerpts"]] == ["e3", "e4"]
    assert [row["id"] for row in found["sources"]] == ["s1", "s2"]
    assert [row["claim"] for row in found["verdicts"]] == ["c2"]


@settings(max_examples=20)
@given(cases())
def test_the_history_of_an_extract_is_that_of_its_rows(case: Case) -> None:
    for claim in case.claims.values():
        found = read(Selection(case=case, claims=[claim], only=claim.ref))
        keys = {f"claims/{claim.id}", f"case/{CASE_KEY}", *(f"sources/{row['id']}" for row in found["sources"])}
        keys |= {f"excerpts/{row['id']}" for row in found["excerpts"]}
        keys |= {f"entries/{row['id']}" for row in found["entries"]}
        keys |= {f"verdicts/{verdict_key(claim.id, row['checker'])}" for row in found["verdicts"]}
        assert found["history"] == [change.to_row() for change in case.history if change.target in keys]


def test_a_row_keeps_unknown_fields() -> None:
    case = small_case()
    row = {**(case.claims.row("c") or {}), "workspace": {"priority": 1}}
    again = Case({"case": {CASE_KEY: {"title": "T"}}, "claims": {"c": row}})
    assert read(whole(again))["claims"][0]["workspace"] == {"priority": 1}


def test_a_case_without_a_case_row_is_exported_with_one() -> None:
    assert read(whole(Case()))["case"]["scale"] == DEFAULT_SCALE.name


def test_the_schema_names_every_field_of_every_record() -> None:
    nouns = dict(zip(RECORDS, ("sheet", "source", "claim", "excerpt", "verdict", "entry", "change"), strict=True))
    for table, record in RECORDS.items():
        described = schema()["$defs"][nouns[table]]["properties"]
        assert list(described) == list(record.__slots__), table
        assert all(each.get("description") for each in described.values())


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("claims", "text", None),
        ("claims", "id", "a/b"),
        ("claims", "tags", "x"),
        ("excerpts", "stance", "pro"),
        ("excerpts", "start", 1.5),
        ("verdicts", "confidence", "sure"),
        ("sources", "title", 1),
    ],
)
def test_the_schema_rejects_invalid_cases(table: str, field: str, value: object) -> None:
    found = json.loads(data("json", drawn()))
    assert faults(found, schema()) == []
    found[table][0][field] = value
    assert len(faults(found, schema())) == 1
    del found[table]
    assert faults(found, schema()) == ["$: required"]


def test_lint_says_that_texts_are_not_included() -> None:
    case = drawn().case
    assert not list(find("json").lint(Selection(case=case, claims=case.in_order())))
    (lack,) = list(find("json").lint(Selection(case=case, claims=case.in_order(), text=lambda _: "A text.")))
    assert (lack.field, lack.required) == ("documents", False)
