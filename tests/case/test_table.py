"""One table: rows are the JSON they were read as, and a change fits or is refused."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from factcheck.case.records import Claim
from factcheck.case.table import Records, Table, preview
from factcheck.errors import ConflictError

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
    table.set("a", orjson.dumps({**ROW, "text": "It snowed."}))
    assert table["a"].text == "It snowed."


def test_records_are_let_go_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.case.table.KEPT", 2)
    table = Table(Claim.from_row, {key: {"id": key, "text": "x"} for key in "abc"})
    first = table["a"]
    assert [table[key].id for key in "abc"] == ["a", "b", "c"]
    assert table["a"] is not first
    assert table["a"] == first


def test_fields_that_are_not_ours_stay_through_an_edit(table: Table[Claim]) -> None:
    assert preview("a", table.row("a"), {"text": "It rained."}, {"text": "It snowed."}) == {**ROW, "text": "It snowed."}


def test_a_row_that_goes_or_comes_is_nothing_or_what_was_given(table: Table[Claim]) -> None:
    assert preview("a", table.row("a"), {}, None) is None
    assert preview("b", table.row("b"), None, {"id": "b"}) == {"id": "b"}


def test_what_was_stored_stays_what_it_was(table: Table[Claim]) -> None:
    before, rows = table.stored(), table.rows()
    table.set("b", orjson.dumps({"id": "b", "text": "x"}))
    table.set("a", None)
    assert before == {"a": orjson.dumps(ROW)}
    assert rows == {"a": ROW}
    assert list(table) == ["b"]


def test_a_row_that_was_looked_at_is_a_copy(table: Table[Claim]) -> None:
    row = table.row("a")
    assert row == ROW
    row["text"] = "altered"
    assert table.row("a") == ROW
    assert table.row("b") is None


def test_records_stand_in_an_order_of_their_own() -> None:
    table = Table(Claim.from_row, {key: {"id": key, "text": "x"} for key in "abc"})
    records = Records(table, ["c", "a"])
    assert (len(records), records[0].id, records[-1].id) == (2, "c", "a")
    assert [claim.id for claim in records] == ["c", "a"]
    assert [claim.id for claim in records[1:]] == ["a"]
    assert records == [table["c"], table["a"]]
    assert records != [table["a"], table["c"]]
    assert table["b"] not in records


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
        preview(key, table.row(key), before, {})


@pytest.mark.parametrize(
    ("key", "before"), [("b", None), ("a", {}), ("a", {"text": "It rained."}), ("a", {"size": None})]
)
def test_a_change_that_fits_is_let_pass(table: Table[Claim], key: str, before: dict[str, Any] | None) -> None:
    preview(key, table.row(key), before, {})
