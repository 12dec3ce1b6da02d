"""What a row must be: every field of every table, with every wrong type, is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.case.rows import RECORDS, unwritten
from factcheck.errors import UnreadableError
from factcheck.storage.schema import check_row, check_tree

GOOD: dict[str, dict[str, Any]] = {
    "case": {},
    "sources": {"id": "s"},
    "claims": {"id": "c", "text": "It rained."},
    "excerpts": {"id": "e", "claim": "c", "source": "s", "stance": "supports", "quote": "Rain."},
    "verdicts": {"claim": "c", "checker": "ada", "label": "refuted"},
    "entries": {"id": "q", "on": "", "kind": "note"},
    "history": {"id": "h", "at": "t", "by": "ada", "kind": "edit", "target": "claims/c"},
}
SAMPLES: dict[str, Any] = {
    "null": None,
    "true or false": True,
    "a number": 5,
    "a number with a fraction": 1.5,
    "a text": "x",
    "a list": [],
    "an object": {},
}
FITTING = {
    "schema": {"a number"},
    "scale": {"a text", "an object"},
    "tags": {"a list"},
    "waived": {"a list"},
    "dismissed": {"a list"},
    "warn": {"a list"},
    "numbers": {"a list"},
    "over": {"a list"},
    "blind": {"true or false"},
    "flagged": {"true or false"},
    "position": {"a number", "a number with a fraction"},
    "start": {"a number", "null"},
    "end": {"a number", "null"},
    "label": {"a text", "null"},
    "confidence": {"a text", "null"},
    "undoes": {"a text", "null"},
    "before": {"an object", "null"},
    "after": {"an object", "null"},
}
FIELDS = [(table, field) for table, record in RECORDS.items() for field in record.from_row(GOOD[table]).to_row()]


def test_the_good_rows_of_these_tests_are_good() -> None:
    for table, row in GOOD.items():
        checked = check_row(table, "1", row)
        assert row.items() <= checked.items()
        assert set(checked) == set(RECORDS[table].__slots__) - unwritten(table).keys()


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_a_field_of_the_wrong_type_is_refused_by_table_row_and_field(table: str, field: str) -> None:
    wrong = SAMPLES.keys() - FITTING.get(field, {"a text"})
    assert len(wrong) >= 5
    for kind in wrong:
        with pytest.raises(UnreadableError, match=f"^{table} row 7: {field} must not be {kind}$"):
            check_row(table, "7", {**GOOD[table], field: SAMPLES[kind]})


@pytest.mark.parametrize(("table", "field"), [(table, field) for table, row in GOOD.items() for field in row])
def test_a_required_field_that_is_missing_is_told(table: str, field: str) -> None:
    row = {name: value for name, value in GOOD[table].items() if name != field}
    with pytest.raises(UnreadableError, match=f"^{table} row 7: {field} is missing$"):
        check_row(table, "7", row)


@pytest.mark.parametrize("table", GOOD)
def test_a_field_may_be_absent_exactly_where_it_has_a_default(table: str) -> None:
    fields = {field for name, field in FIELDS if name == table} - unwritten(table).keys()
    assert fields <= check_row(table, "1", GOOD[table]).keys()


@pytest.mark.parametrize("table", RECORDS)
def test_a_row_that_is_no_object_is_refused(table: str) -> None:
    for kind in SAMPLES.keys() - {"an object"}:
        with pytest.raises(UnreadableError, match=f"^{table} row 7: must be an object, not {kind}$"):
            check_row(table, "7", SAMPLES[kind])


@pytest.mark.parametrize(
    ("table", "values", "fault"),
    [
        ("excerpts", {"stance": "opposes"}, "stance must be one of context, contradicts, supports, not 'opposes'"),
        ("excerpts", {"stance": "Supports"}, "stance must be one of"),
        ("verdicts", {"confidence": "sure"}, "confidence must be one of high, low, medium, not 'sure'"),
        ("verdicts", {"confidence": ""}, "confidence must be one of"),
        ("claims", {"tags": ["a", 5]}, "tags must hold texts"),
        ("claims", {"waived": ["one-source: why", 5]}, "waived must hold texts"),
        ("claims", {"dismissed": ["a", None]}, "dismissed must hold texts"),
        ("claims", {"id": "a/b"}, "id must not have a slash"),
        ("history", {"after": {"text": 5}}, "after: text must not be a number"),
        ("history", {"before": {"tags": [None]}}, "before: tags must hold texts"),
        ("history", {"target": "excerpts/e", "before": {"stance": "x"}}, "before: stance must be one of"),
        ("history", {"target": "case/case", "after": {"schema": "2"}}, "after: schema must not be a text"),
    ],
)
def test_a_word_that_means_nothing_is_refused(table: str, values: dict[str, Any], fault: str) -> None:
    with pytest.raises(UnreadableError, match=f"^{table} row 7: {fault}"):
        check_row(table, "7", {**GOOD[table], **values})


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "merge"},
        {"target": "nonsense/x", "after": {"text": 5}},
        {"target": "history/x", "after": {"n": 1}},
        {"target": ""},
        {"after": {"colour": 5}},
    ],
    ids=str,
)
def test_a_history_may_hold_what_is_not_ours(values: dict[str, Any]) -> None:
    assert values.items() <= check_row("history", "7", {**GOOD["history"], **values}).items()


def test_fields_that_are_not_ours_are_kept_and_may_be_named_like_those_of_other_tables() -> None:
    row = {**GOOD["claims"], "colour": [1], "stance": "none of ours", "confidence": 0.5}
    assert row.items() <= check_row("claims", "1", row).items()


@pytest.mark.parametrize(
    ("tree", "fault"),
    [
        ([], "must be an object with the tables of a case, not a list"),
        ("x", "not a text"),
        (5, "not a number"),
        (None, "not null"),
        ({"claims": []}, "table claims must be an object, not a list"),
        ({"claims": {}, "notes": [1]}, "table notes must be an object, not a list"),
    ],
)
def test_a_tree_that_is_no_case_is_refused_with_the_reason(tree: Any, fault: str) -> None:
    with pytest.raises(UnreadableError, match=fault):
        check_tree(tree)


@pytest.mark.parametrize(
    "tree", [{}, {"case": {}}, {"claims": {}}, {"case": {"1": {}}, "notes": {"1": {"x": 1}}}], ids=str
)
def test_a_tree_with_few_or_more_tables_is_a_case(tree: Any) -> None:
    assert check_tree(tree) is tree
