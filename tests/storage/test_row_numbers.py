"""The numbers of rows in the file: of their refs, hashes of their keys, or what other programs gave them."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
import pytest

from factcheck.case.case import Case
from factcheck.case.case_info import MERGED_SCHEMA
from factcheck.storage.layout import blocks_of, dump
from factcheck.storage.row_numbers import RowNumbers, own_number
from factcheck.storage.tables import pack, unpack


def given(numbers: RowNumbers, table: str, refs: Mapping[str, str]) -> list[str]:
    return [number for number, _ in numbers.kept(table, dict.fromkeys(refs, b"{}"), refs)]


@pytest.mark.parametrize(
    ("there", "ref", "number"),
    [
        ([], "C1", "1"),
        (["1", "2"], "C7", "7"),
        (["9", "2"], "C2", "10"),
        (["x"], "C3", "3"),
        (["2", "007"], "C2", "8"),
        (["9" * 5000, "4"], "C4", "5"),
        (["-3"], "C3", "3"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_new_row_has_the_number_of_its_ref_or_the_next_one_if_that_is_taken(
    there: list[str], ref: str, number: str
) -> None:
    numbers = RowNumbers()
    refs = {f"key {each}": f"C{place}0" for place, each in enumerate(there, 50)}
    numbers.add("claims", list(refs), there)
    for _ in range(2):
        assert given(numbers, "claims", {**refs, "new": ref}) == [*there, number]


@pytest.mark.parametrize("ref", ["", "K1", "c007", "C77-1a2b", "S4"])
def test_a_row_whose_ref_has_no_number_of_its_own_has_a_hash_of_its_key(ref: str) -> None:
    assert own_number("claims", "ada", ref) == own_number("claims", "ada") > 10**9
    assert own_number("claims", "ada", ref) != own_number("claims", "bob", ref)


@pytest.mark.parametrize("table", ["verdicts", "history"])
def test_verdicts_and_changes_have_a_hash_that_a_number_of_javascript_holds(table: str) -> None:
    found = {own_number(table, f"{place}/ada") for place in range(1000)}
    assert len(found) == 1000
    assert all(0 <= number < 2**53 for number in found)


def test_a_row_that_comes_back_has_its_old_number_unless_another_has_it_by_then() -> None:
    numbers = RowNumbers()
    assert given(numbers, "claims", {"a": "C1", "b": "C2"}) == ["1", "2"]
    assert given(numbers, "claims", {"b": "C2"}) == ["2"]
    assert given(numbers, "claims", {"b": "C2", "a": "C1"}) == ["2", "1"]
    assert given(numbers, "claims", {"a": "C1", "new": "C2"}) == ["1", "2"]
    assert given(numbers, "claims", {"a": "C1", "new": "C2", "b": "C9"}) == ["1", "2", "9"]


def test_a_merged_case_is_numbered_and_ordered_alike_whatever_it_was_read_from() -> None:
    claims = {
        "9": {"id": "a", "ref": "C12", "text": "x", "position": 1},
        "x": {"id": "b", "ref": "C2", "text": "y", "position": 2},
    }
    verdicts = {
        "1": {"claim": "a", "checker": "ada", "label": None},
        "2": {"claim": "b", "checker": "ada", "label": None},
    }
    sheet = {"3": {"schema": MERGED_SCHEMA}}
    one, other = (
        _written(*unpack(blocks_of({"case": sheet, "claims": dict(some), "verdicts": dict(others)}))[:2])
        for some, others in (
            (claims.items(), verdicts.items()),
            (reversed(claims.items()), reversed(verdicts.items())),
        )
    )
    assert one == other
    tree = orjson.loads(one)
    assert (list(tree["case"]), list(tree["claims"])) == (["1"], ["2", "12"])
    assert list(tree["verdicts"]) == sorted(tree["verdicts"], key=int)
    assert _written(*unpack(blocks_of(tree))[:2]) == one


def test_two_keys_with_one_hash_both_have_a_line() -> None:
    numbers = RowNumbers()
    rows = dict.fromkeys(("C4", "c4"), b"{}")
    assert [number for number, _ in numbers.canonical("claims", rows, {"C4": "C4", "c4": "C4"})] == ["4", "5"]


def _written(case: Case, numbers: RowNumbers) -> bytes:
    return b"".join(dump(pack(case, numbers, {})))
