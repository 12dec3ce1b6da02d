"""Dates warn where they cannot be right, and never where they only may be wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.warnings.dates import date_range
from tests.evidence.warnings.conftest import Evidence
from tests.strategies import texts


@pytest.mark.parametrize(
    ("published", "late"),
    [
        ("2026-11-24", True),
        ("2026-12", True),
        ("2027", True),
        ("2026-11-23T09:00:01Z", True),
        ("2026-11-24T12:00:00+06:00", True),
        ("2026-11-23", False),
        ("2026-11-22", False),
        ("2026-11", False),
        ("2026", False),
        ("2023-04-25", False),
        ("2026-11-23T12:00:00+06:00", False),
        ("", False),
        ("about 2027", False),
        ("2027?", False),
        ("20271224", False),
        ("2027-W52", False),
        ("24 December 2026", False),
        ("2026-13", False),
        ("2026-02-30", False),
    ],
)
def test_a_source_from_after_the_verdict(evidence: Evidence, published: str, late: bool) -> None:
    evidence.sources = {"S2": {"published": published}}
    told = f"S2 is dated {published}, after the verdict of 2026-11-23" if late else ""
    found = evidence.says("supported", "+S1", "-S2", at="2026-11-23T09:00:00Z")
    assert found.get("after-verdict", "") == told


def test_a_source_from_before_the_claim_was_said_is_no_reason_to_look_again(evidence: Evidence) -> None:
    evidence.sources, evidence.claim = {"S1": {"published": "2021"}}, {"date": "2022-01-12"}
    assert not [said for said in evidence.says("supported", "+S1", "+S2").values() if "2021" in said]


def test_what_is_only_context_may_have_any_date(evidence: Evidence) -> None:
    evidence.sources = {"S3": {"published": "2099"}}
    assert "after-verdict" not in evidence.says("supported", "+S1", "+S2", "~S3")


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.integers(-12 * 60, 14 * 60), st.integers(0, 24 * 60 - 1))
def test_no_moment_of_a_day_anywhere_lies_outside_its_span(day: date, zone: int, minute: int) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(minutes=zone)))
    moment = midnight + timedelta(minutes=minute)
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        found = date_range(text)
        assert found is not None
        assert found.first <= moment.astimezone(UTC) <= found.last
        assert found.first_day <= day <= found.last_day
    exact = date_range(moment.isoformat())
    assert exact is not None
    assert exact.first == exact.last == moment


@given(texts | st.sampled_from(["0000", "0001-01-01", "9999", "9999-12-31", "0001-01-01T00:00:00+14:00", "２０２２"]))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = date_range(text)
    assert found is None or found.first <= found.last
