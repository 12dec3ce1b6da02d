"""One table: rows are replaced and never altered, and a change fits or is refused."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.errors import ConflictError
from factcheck.model import Claim
from factcheck.table import Table

ROW: dict[str, Any] = {"id": "a", "text": "It rained.", "colour": "blue"}


@pytest.fixture
def table() -> Table[Claim]:
    return Table(Claim.from_row, {"a": dict(ROW)})


def test_a_table_is_a_mapping_from_key_to_record(table: Table[Claim]) -> None:
    assert list(table) == ["a"]
    assert len(table) == 1
    assert "a" in table
    assert "b" not in table
    assert table["a"].text == "It rained."
    with pytest.raises(KeyError):
        table["b"]


def test_a_record_is_read_once_until_its_row_is_replaced(table: Table[Claim]) -> None:
    first = table["a"]
    assert table["a"] is first
    table.put("a", {"text": "It rained."}, {"text": "It snowed."})
    assert table["a"].text == "It snowed."


def test_fields_that_are_not_ours_stay_through_an_edit(table: Table[Claim]) -> None:
    table.put("a", {"text": "It rained."}, {"text": "It snowed."})
    assert table.row("a") == {**ROW, "text": "It snowed."}


def test_a_copy_of_the_rows_stays_what_it_was(table: Table[Claim]) -> None:
    before = table.rows()
    table.put("b", None, {"id": "b", "text": "x"})
    table.put("a", {"text": "It rained."}, {"text": "It snowed."})
    table.put("a", ROW, None)
    assert before == {"a": ROW}
    assert list(table) == ["b"]


def test_a_row_that_is_added_is_a_copy_of_what_was_given(table: Table[Claim]) -> None:
    given = {"id": "b", "text": "x"}
    table.put("b", None, given)
    given["text"] = "y"
    assert table["b"].text == "x"


@pytest.mark.parametrize(
    ("key", "before", "fault"),
    [
        ("a", None, "a is there already"),
        ("b", {}, "b is not there"),
        ("a", {"text": "It snowed."}, "text is not 'It snowed.' any more"),
        ("a", {"size": 4}, "size is not 4 any more"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(
    table: Table[Claim], key: str, before: dict[str, Any] | None, fault: str
) -> None:
    with pytest.raises(ConflictError, match=fault):
        table.check(key, before)


@pytest.mark.parametrize(
    ("key", "before"), [("b", None), ("a", {}), ("a", {"text": "It rained."}), ("a", {"size": None})]
)
def test_a_change_that_fits_is_let_pass(table: Table[Claim], key: str, before: dict[str, Any] | None) -> None:
    table.check(key, before)
