"""Who was asked, and what came of it, is in a report: where anybody was, unless it is left out."""

from __future__ import annotations

import re

import pytest

from factcheck.workspace.workspace import Workspace
from tests.exports.report import test_notes
from tests.strategies import begun, workspace_on


def written(workspace: Workspace, name: str, **options: str) -> str:
    """Return a report without its tags."""
    return re.sub(r"<[^>]+>", "", test_notes.written(workspace, name, **options))


@pytest.fixture
def workspace() -> Workspace:
    """A claim on which two queries, a contact and a reply were written."""
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    workspace.add_source(title="A diary")
    add = workspace.entries.add
    add("C1", "Which year?", to="the author", kind="query")
    add("S1", "Whose diary?", to="the archive", kind="query")
    add("C1", "Asked for comment.", to="Asylov", kind="contact", via="mail")
    add("C1", "A note", to="Bob")
    return workspace


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_who_was_asked_is_told_without_the_words(workspace: Workspace, name: str) -> None:
    report = written(workspace, name)
    assert "2 queries open, 1 contact not answered yet" in report
    assert "Q3 · C1 · contact · to Asylov · via mail · asked 2026-11-22" in report
    assert "· silent since" in report
    assert "Bob" not in report
    assert "Asked for comment" not in report
    assert "Asked for comment" in written(workspace, name, notes="yes")
    assert "Asylov" not in written(workspace, name, asked="no")


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_what_came_of_it_is_told(workspace: Workspace, name: str) -> None:
    workspace.entries.close("Q1", outcome="answered")
    workspace.entries.close("Q2")
    workspace.entries.close("Q3", outcome="silent")
    workspace.entries.add("C1", "No.", to="Asylov", kind="reply")
    report = written(workspace, name)
    assert "All queries and contacts are closed" in report
    for words in ("· answered 2026", "· closed 2026", "· silent since, closed 2026", "Q5 · C1 · reply · from Asylov"):
        assert words in report


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_there_is_no_section_where_nobody_was_asked(workspace: Workspace, name: str) -> None:
    workspace.remove("entries", "Q1", "Q2", "Q3")
    assert "Asked" not in written(workspace, name)


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_what_is_stated_of_a_source_is_in_its_list(workspace: Workspace, name: str) -> None:
    workspace.add_source(title="A copy", repeats="S1", kind="secondary", grade="C3")
    workspace.edit("sources", workspace.case.source("S1").id, kind="own", as_of="1933", interest="sells it")
    report = written(workspace, name)
    assert "own · as of 1933 · interest: sells it" in report
    assert "secondary · grade C3 · repeats S1" in report


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_excerpts_of_a_set_name_each_other(workspace: Workspace, name: str) -> None:
    for quote in ("Rain.", "More rain."):
        workspace.add_excerpt("C1", "S1", quote, stance="supports")
    workspace.decide("C1", "supported")
    workspace.join_excerpts("E1", "E2")
    assert "only together with E2" in written(workspace, name)
