"""A claim whose checkers differ is in no export one of their labels, and every export says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from factcheck.exports import find
from factcheck.exports.lint import grouped
from factcheck.exports.selection import Selection
from tests.exports.drawn import data, drawn, drawn_case, verdict

ONE_LABEL = ["fever", "averitec", "claimreview", "scifact"]


def selection() -> Selection:
    given = [verdict("c1", "supported"), verdict("c1", "refuted", "bob", at="2026-11-23"), verdict("c2", "refuted")]
    return drawn(drawn_case(verdicts=given))


def said(format_name: str, chosen: Selection) -> str:
    return " ".join(group.describe(chosen.case) for group in grouped(find(format_name).lint(chosen)))


@pytest.mark.parametrize("name", ONE_LABEL)
def test_formats_with_one_label_leave_it_out_and_say_so(name: str) -> None:
    chosen = selection()
    written = data(name, chosen).decode()
    assert chosen.claims[0].text not in written
    assert chosen.claims[1].text in json.dumps(written, ensure_ascii=False) or chosen.claims[1].text in written
    assert "checkers differ; left out until that is settled" in said(name, chosen)


@pytest.mark.parametrize("name", ONE_LABEL)
def test_where_the_newest_is_to_stand_it_is_written_and_said(name: str) -> None:
    chosen = selection()
    chosen.case.newest_by_default = True
    assert chosen.claims[0].text in data(name, chosen).decode()
    assert "checkers differ; the newest verdict is written" in said(name, chosen)


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_reports_show_both(name: str) -> None:
    written = data(name, selection()).decode()
    assert "Checkers differ" in written
    for checker in ("ada", "bob"):
        assert checker in written


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_tables_say_so_beside_them(name: str) -> None:
    assert "checkers differ" in said(name, selection())


@pytest.mark.parametrize("name", ONE_LABEL)
def test_once_it_is_settled_it_is_written(name: str) -> None:
    given = [verdict("c1", "supported"), verdict("c1", "refuted", "bob", at="2026-11-23")]
    settled = replace(verdict("c1", "refuted", "cy", at="2026-11-24"), role="settled")
    chosen = drawn(drawn_case(verdicts=[*given, settled]))
    assert chosen.claims[0].text in data(name, chosen).decode()
    assert "differ" not in said(name, chosen)
