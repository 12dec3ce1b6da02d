"""Entries are filtered by words and fields, and days are read as seen from today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case import forgetting
from factcheck.case.days import parse_day, relative_days
from factcheck.case.records import EntryKind, Outcome
from factcheck.errors import InvalidError, UnknownError
from factcheck.workspace import entry_filter
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on

MONDAY = date(2026, 11, 30)


@pytest.fixture
def workspace() -> Workspace:
    """A query, a contact, a task and a note on two claims, a source and the case."""
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    workspace.add_claim("It snowed.")
    workspace.add_source(title="A diary")
    add = workspace.entries.add
    add("C1", "Which year?", to="the author", kind="query", due="2026-12-03")
    add("C2", "Asked for comment", to="Asylov", kind="contact", via="mail", due="2026-11-27")
    add("S1", "Get the first edition", kind="todo", due="2026-12")
    add("", "A note on the author of all this")
    workspace.entries.close("Q2", outcome="silent")
    return workspace


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["Q1", "Q2", "Q3", "Q4"]),
        ("is:open", ["Q1", "Q3", "Q4"]),
        ("is:open due:<friday", ["Q1"]),
        ("due:<friday", ["Q1", "Q2"]),
        ("due:<=2026-12", ["Q1", "Q2", "Q3"]),
        ("due:yesterday", []),
        ("due:today..+3", ["Q1"]),
        ("due:2026-12-03", ["Q1"]),
        ("is:due -due:>=monday", ["Q2"]),
        ("kind:query OR kind:cont", ["Q1", "Q2"]),
        ("outcome:silent", ["Q2"]),
        ("to:author", ["Q1"]),
        ("author", ["Q1", "Q4"]),
        ("via:mail", ["Q2"]),
        ("on:S1", ["Q3"]),
        ("on:case", ["Q4"]),
        ("C2", ["Q2"]),
        ("q3", ["Q3"]),
        ("by:ada -(on:C1 OR on:C2)", ["Q3", "Q4"]),
        ("kind:", ["Q1", "Q2", "Q3", "Q4"]),
    ],
)
def test_a_filter_finds_entries(workspace: Workspace, words: str, expected: list[str]) -> None:
    found = entry_filter.select(workspace.entries.all(), words, workspace.case, MONDAY)
    assert [entry.ref for entry in found] == expected


@pytest.mark.parametrize("words", ["kind:quary", "outcome:x", "is:late", "due:sometime", "on:C9", "tag:x"])
def test_a_wrong_term_is_named(workspace: Workspace, words: str) -> None:
    with (
        pytest.raises(UnknownError, match=words.partition(":")[2])
        if not words.startswith("tag")
        else pytest.raises(UnknownError, match="no field tag")
    ):
        entry_filter.parse(words, workspace.case, MONDAY)


def test_an_entry_is_overdue_from_the_day_after(workspace: Workspace) -> None:
    entry = workspace.case.entries[workspace.case.key("entries", "Q1")]
    assert [entry_filter.is_overdue(entry, MONDAY + timedelta(days=days)) for days in (3, 4)] == [False, True]
    month = workspace.case.entries[workspace.case.key("entries", "Q3")]
    assert [entry_filter.is_overdue(month, date(*day)) for day in ((2026, 12, 31), (2027, 1, 1))] == [False, True]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_of_the_week_is_one_of_the_next_seven(today: date) -> None:
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")):
        (day,) = relative_days(name, today)
        assert day.weekday() == number
        assert today <= day < today + timedelta(days=7)
    assert parse_day("today", today) == parse_day("+0", today) == today.isoformat()
    assert parse_day("1w", today) == parse_day("+7", today) == (today + timedelta(days=7)).isoformat()


def test_what_is_no_day_is_refused() -> None:
    assert (parse_day("", MONDAY), parse_day("2026-12", MONDAY)) == ("", "2026-12")
    for words in ("t", "someday", "2026-13-01", "+"):
        with pytest.raises(InvalidError, match="is not a day like 2026-12-01, today, friday"):
            parse_day(words, MONDAY)


def test_entries_are_closed_with_an_outcome_and_opened_again(workspace: Workspace) -> None:
    entries = workspace.entries
    assert not entries.close("Q2")
    entries.close("Q2", outcome=Outcome.DECLINED)
    assert entries.select("outcome:declined")[0].ref == "Q2"
    workspace.undo()
    assert entries.select("outcome:silent")[0].ref == "Q2"
    entries.reopen("Q2")
    assert (entries.select("Q2")[0].closed, entries.select("Q2")[0].outcome) == ("", "")
    with pytest.raises(InvalidError, match="no outcome 'maybe'; there are answered, silent, declined, done"):
        entries.close("Q1", outcome="maybe")


def test_what_tells_what_happened_is_closed_from_the_start(workspace: Workspace) -> None:
    entries = workspace.entries
    entries.add("C1", "He said no", kind="reply")
    entries.add("C1", "", kind="sign-off")
    assert all(entry.closed for entry in entries.select("kind:reply OR kind:sign-off"))
    for kind in set(EntryKind) - {EntryKind.SIGN_OFF}:
        with pytest.raises(InvalidError, match=f"a {kind} needs words"):
            entries.add("C1", " ", kind=kind)


def test_an_entry_is_edited_and_its_way_forgotten_with_it(workspace: Workspace) -> None:
    workspace.entries.edit("Q2", words="Asked twice", via="phone", due="2026-12-24")
    (entry,) = workspace.entries.select("Q2")
    assert (entry.words, entry.via, entry.due) == ("Asked twice", "phone", "2026-12-24")
    with pytest.raises(InvalidError, match="is not a day"):
        workspace.entries.edit("Q2", due="soon")
    with pytest.raises(InvalidError, match="a contact needs words"):
        workspace.entries.edit("Q2", words=" ")
    workspace.commit(forgetting.forget(workspace.case, forgetting.find(workspace.case, "Q2")))
    told = [side for change in workspace.case.history for side in (change.before, change.after) if side]
    assert not any({"Asked twice", "Asylov", "phone", "mail"} & set(map(str, side.values())) for side in told)


def test_a_sign_off_may_lose_its_words_and_needs_some_to_become_a_note(workspace: Workspace) -> None:
    signed = workspace.entries.add("C1", "Read by two", kind="sign-off")
    workspace.entries.edit(signed, words="")
    assert workspace.case.entries[signed.key].words == ""
    with pytest.raises(InvalidError, match="a note needs words"):
        workspace.entries.edit(signed, kind="note")


def test_rows_of_plain_notes_are_written_as_before(workspace: Workspace) -> None:
    plain = workspace.case.entries.row(workspace.case.key("entries", "Q4")) or {}
    assert not {"via", "due", "outcome"} & plain.keys()
