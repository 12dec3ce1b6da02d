"""A case as TinyDB tables and back: numbers, refs, places, and what is not ours."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings

from factcheck.case.case import Case
from factcheck.errors import UnreadableError
from factcheck.storage.layout import blocks_of, dump
from factcheck.storage.row_numbers import RowNumbers
from factcheck.storage.tables import Others, pack, unpack
from tests.strategies import cases, state

CLAIM = {"id": "c", "text": "It rained."}
SOURCE = {"id": "s"}
EXCERPT = {"id": "e", "claim": "c", "source": "s", "stance": "context", "quote": "Rain."}


def written(case: Case, numbers: RowNumbers | None = None, others: Others | None = None) -> Any:
    return orjson.loads(file_of(case, numbers, others))


def file_of(case: Case, numbers: RowNumbers | None = None, others: Others | None = None) -> bytes:
    return b"".join(dump(pack(case, numbers or RowNumbers(), others or {})))


def read(tree: Any) -> tuple[Case, RowNumbers, Others]:
    return unpack(blocks_of(tree))


@given(cases())
def test_a_case_comes_back_from_its_file(case: Case) -> None:
    again, _, others = read(written(case))
    assert state(again) == state(case)
    assert list(again.history) == list(case.history)
    assert others == {}


@given(cases(10))
@settings(max_examples=30)
def test_a_file_that_is_read_and_written_is_the_same_file(case: Case) -> None:
    first = file_of(case)
    assert file_of(*read(orjson.loads(first))) == first


@given(cases(10))
@settings(max_examples=30)
def test_every_row_has_a_line_of_its_own(case: Case) -> None:
    data = file_of(case)
    tree = orjson.loads(data)
    assert {name: list(table.values()) for name, table in tree.items() if name != "history"} == {
        name: list(rows.values()) for name, rows in state(case).items() if rows or name != "entries"
    }
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 2 + 2 * len(tree) + sum(len(table) for table in tree.values())


@pytest.mark.parametrize("tree", [{}, {"case": {}}, {"notes": {}, "claims": {"1": CLAIM}}], ids=str)
def test_a_tree_of_few_rows_is_json_too(tree: Any) -> None:
    stored = {name: [(number, orjson.dumps(row)) for number, row in rows.items()] for name, rows in tree.items()}
    assert orjson.loads(b"".join(dump(stored))) == tree


def test_numbers_fields_and_tables_of_others_are_kept() -> None:
    tree: dict[str, Any] = {
        "notes": {"5": {"x": [1, {"y": None}]}, "odd": "text"},
        "claims": {"7": {**CLAIM, "colour": {"r": 1}}, "x": {"id": "d", "text": "It snowed.", "speaker": "Noah"}},
        "_default": {},
    }
    again = written(*read(tree))
    assert again["notes"] == tree["notes"]
    assert again["_default"] == {}
    assert again["claims"]["7"].items() >= tree["claims"]["7"].items()
    assert again["claims"]["x"].items() >= tree["claims"]["x"].items()
    assert list(again["claims"]) == ["7", "x"]


@pytest.mark.parametrize(
    ("refs", "filled"),
    [
        ([None, None], ["C1", "C2"]),
        (["C5", None, None], ["C5", "C6", "C7"]),
        ([None, "c007"], ["C8", "c007"]),
        (["K1", ""], ["K1", "C1"]),
        (["C" + "9" * 5000, None], ["C" + "9" * 5000, "C1"]),
    ],
    ids=lambda value: str(value)[:20],
)
def test_rows_without_a_ref_take_the_next_one(refs: list[str | None], filled: list[str]) -> None:
    rows = [{"id": str(place), "text": "x"} | ({} if ref is None else {"ref": ref}) for place, ref in enumerate(refs)]
    case, _, _ = read({"claims": {str(place): row for place, row in enumerate(rows)}})
    assert [claim.ref for claim in case.claims.values()] == filled


def test_claims_without_places_stand_in_the_order_of_the_file() -> None:
    rows = {str(10 - place): {"id": name, "text": "x"} for place, name in enumerate("cab")}
    case, _, _ = read({"claims": rows})
    assert [claim.id for claim in case.in_order()] == ["c", "a", "b"]


def test_places_that_are_given_stay_even_where_all_are_the_first() -> None:
    rows = {str(number): {"id": name, "text": "x", "position": 0} for number, name in enumerate("ba")}
    case, _, _ = read({"claims": rows})
    assert [(claim.id, claim.position) for claim in case.in_order()] == [("a", 0), ("b", 0)]


def test_one_place_that_is_given_leaves_the_others_as_they_are() -> None:
    rows = {"1": {"id": "a", "text": "x", "position": 3}, "2": {"id": "b", "text": "x"}}
    case, _, _ = read({"claims": rows})
    assert [(claim.id, claim.position) for claim in case.in_order()] == [("b", 0), ("a", 3)]


VERDICT = {"claim": "c", "checker": "ada", "label": None}
CHANGE = {"id": "h", "at": "t", "by": "ada", "kind": "edit", "target": "claims/c"}


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ({"claims": {"1": CLAIM, "2": CLAIM}}, "claims row 2: c is there twice"),
        ({"sources": {"1": SOURCE, "2": SOURCE}}, "sources row 2: s is there twice"),
        ({"history": {"1": CHANGE, "2": CHANGE}}, "history row 2: h is there twice"),
        ({"claims": {"1": CLAIM}, "verdicts": {"1": VERDICT, "2": VERDICT}}, "verdicts row 2: c/ada is there twice"),
        (
            {"claims": {"1": {**CLAIM, "ref": "C1"}, "2": {**CLAIM, "id": "d", "ref": "c1"}}},
            "claims: two rows have the ref c1: c and d",
        ),
        (
            {"sources": {"1": SOURCE}, "excerpts": {"1": EXCERPT}},
            "excerpts E1: its claim 'c' is not in the table claims",
        ),
        (
            {"claims": {"1": CLAIM}, "excerpts": {"1": EXCERPT}},
            "excerpts E1: its source 's' is not in the table sources",
        ),
        ({"verdicts": {"1": VERDICT}}, "verdicts c/ada: its claim 'c' is not in the table claims"),
        (
            {"claims": {"1": {**CLAIM, "ref": "C1"}}, "verdicts": {"1": {**VERDICT, "claim": "C1"}}},
            "verdicts C1/ada: its claim 'C1' is not in the table claims: that is a ref; its id is c",
        ),
        (
            {"claims": {"1": CLAIM}, "verdicts": {"1": {**VERDICT, "label": "maybe"}}},
            "verdicts c/ada: label 'maybe' is not in the scale averitec (supported, refuted",
        ),
        (
            {
                "case": {"1": {"scale": "fever"}},
                "claims": {"1": CLAIM},
                "verdicts": {"1": {**VERDICT, "label": "refuted"}},
            },
            "label 'refuted' is not in the scale fever",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_refused(tables: dict[str, Any], fault: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(tables)
    assert str(raised.value).startswith(fault) or fault in str(raised.value)


@pytest.mark.parametrize(
    ("tree", "fault"),
    [
        ({"_default": {}}, "is not a case: it has none of the tables case, sources"),
        ({"case": {"1": {}, "2": {}}}, "table case must have one row, not more"),
        ({"case": {"1": "x"}}, "case row 1: must be an object, not a text"),
        (
            {"case": {"4": {"schema": 3}}},
            "has schema 3; this factcheck reads up to 2",
        ),
        ({"case": {"4": {"schema": True}}}, "case row 4: schema must not be true or false"),
        ({"case": {"4": {"scale": "x"}}}, "case row 4: no scale 'x'"),
        ({"case": {"4": {"scale": {"labels": []}}}}, "case row 4: scale must be"),
        ({"case": {"4": {"title": 5}}}, "case row 4: title must not be a number"),
    ],
)
def test_a_tree_that_is_no_case_is_refused_with_the_reason(tree: Any, fault: str) -> None:
    with pytest.raises(UnreadableError, match=fault):
        read(tree)


def test_checkers_with_a_slash_are_told_apart() -> None:
    rows = {str(number): {**VERDICT, "checker": name} for number, name in enumerate(["AC/DC", "AC", "/"])}
    case, _, _ = read({"claims": {"1": CLAIM}, "verdicts": rows})
    assert {verdict.checker for verdict in case.verdicts_of("c")} == {"AC/DC", "AC", "/"}
