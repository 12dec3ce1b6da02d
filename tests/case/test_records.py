"""Records read from rows and write to them without loss."""

from __future__ import annotations

from dataclasses import fields, replace

import orjson
import pytest
from hypothesis import given

from factcheck.case.case_info import CaseInfo
from factcheck.case.ids import new_id, ref_number
from factcheck.case.record import Record
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance, Verdict, verdict_key
from tests.strategies import records


@given(records)
def test_a_record_comes_back_from_its_row_through_json(record: Record) -> None:
    row = record.to_row()
    assert type(record).from_row(row) == record
    assert type(record).from_row(orjson.loads(orjson.dumps(row))) == record


@given(records)
def test_a_row_has_every_field_in_order(record: Record) -> None:
    assert list(record.to_row()) == [field.name for field in fields(record)]


def test_fields_that_are_absent_take_their_default_and_others_are_left_out() -> None:
    claim = Claim.from_row({"id": "1", "text": "It rained.", "colour": "blue", "tags": ["weather"]})
    assert claim == Claim(id="1", text="It rained.", tags=("weather",))
    assert "colour" not in claim.to_row()


def test_words_of_a_row_are_read_as_what_they_mean() -> None:
    excerpt = Excerpt.from_row({"id": "1", "claim": "c", "source": "s", "stance": "supports", "quote": "q"})
    verdict = Verdict.from_row({"claim": "c", "checker": "ada", "confidence": "low"})
    assert excerpt.stance is Stance.SUPPORTS
    assert verdict.confidence is Confidence.LOW
    assert Verdict.from_row({"claim": "c", "checker": "ada", "confidence": None}).confidence is None


@given(records)
def test_records_are_equal_by_their_fields_and_their_noun(record: Record) -> None:
    copy = replace(record)
    assert copy is not record
    assert (copy, hash(copy), repr(copy)) == (record, hash(record), repr(record))
    for field in fields(record):
        assert replace(record, **{field.name: "another"}) != record
    assert record not in [record.to_row(), None, Claim(id="1", text="")]


def test_a_source_and_a_claim_with_the_same_words_differ() -> None:
    assert CaseInfo(title="x") != Source(id="", title="x")
    assert repr(Verdict(claim="c", checker="ada")).startswith("Verdict(claim='c', checker='ada', label=None, ")


def test_a_record_cannot_be_altered() -> None:
    with pytest.raises(AttributeError):
        Source(id="1").title = "x"  # type: ignore[misc]


def test_a_verdict_has_one_key_for_each_checker_of_a_claim() -> None:
    assert Verdict(claim="c", checker="ada").key == verdict_key("c", "ada") == "c/ada"


def test_ids_are_16_hex_digits_and_differ() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(an_id) == 16 and int(an_id, 16) >= 0 for an_id in made)


@pytest.mark.parametrize(
    ("ref", "number"),
    [
        ("C12", 12),
        ("c012", 12),
        ("C", 0),
        ("", 0),
        ("S12", 0),
        ("C-1", 0),
        ("C1a", 0),
        ("C²", 0),
        ("C" + "9" * 5000, 0),
    ],
    ids=lambda value: str(value)[:8],
)
def test_the_number_of_a_ref(ref: str, number: int) -> None:
    assert ref_number(ref, "C") == number
