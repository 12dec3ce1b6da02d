"""Notes: written on claims, sources and the case, closed, removed with what they are about, and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

import factcheck
from factcheck.case.case import Case
from factcheck.case.describe import claim_changes, describe, describe_change
from factcheck.case.records import Stance
from factcheck.case.staleness import is_stale
from factcheck.errors import GoneError, InvalidError, UnknownError, UnreadableError
from factcheck.storage.layout import blocks_of
from factcheck.storage.tables import unpack
from factcheck.workspace.claim_facts import ClaimFacts
from factcheck.workspace.filter import select
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.strategies import begun, cases, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    """Two claims and a source."""
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    workspace.add_claim("It snowed.")
    workspace.add_source(title="A diary")
    return workspace


def refs(workspace: Workspace, words: str) -> list[str]:
    return [claim.ref for claim in select(ClaimFacts(workspace.case), words)]


def test_a_note_is_written_found_and_closed(workspace: Workspace) -> None:
    added = workspace.entries.add("C1", "  Ask the clerk.\n\nSoon. ", to=" Bob ")
    assert describe(workspace.case, added) == "Q1 note on C1 to Bob: Ask the clerk. Soon."
    (entry,) = workspace.entries.of("C1")
    assert (entry.ref, entry.kind, entry.to, entry.words) == ("Q1", "note", "Bob", "Ask the clerk.\n\nSoon.")
    assert (entry.by, entry.closed) == ("ada", "")
    assert entry.at.endswith("Z")
    assert refs(workspace, "has:note is:open") == refs(workspace, "has:note") == ["C1"]
    assert refs(workspace, "-has:note") == ["C2"]
    assert workspace.case.index.open_entries == 1
    assert describe(workspace.case, workspace.entries.close(added)) == "Q1 closed"
    assert workspace.case.entries[entry.id].closed
    assert (refs(workspace, "has:note"), refs(workspace, "is:open")) == (["C1"], [])
    assert not workspace.entries.close("Q1")
    assert describe(workspace.case, workspace.entries.reopen("q1")) == "Q1 opened again"
    workspace.undo()
    workspace.undo()
    assert workspace.entries.of("C1") == [entry]
    workspace.undo()
    assert workspace.entries.all() == []


def test_notes_are_about_claims_sources_or_the_case_and_several_are_closed_as_one_change(workspace: Workspace) -> None:
    for on in ("C2", "S1", ""):
        workspace.entries.add(on, f"About {on or 'the case'}.", kind="query")
    assert [entry.words for on in ("C2", "S1", "") for entry in workspace.entries.of(on)] == [
        "About C2.",
        "About S1.",
        "About the case.",
    ]
    assert refs(workspace, "has:note") == []
    assert refs(workspace, "is:open") == ["C2"]
    closing = workspace.entries.close("Q1", "Q2", "Q3", "Q1")
    assert [change.target.partition("/")[0] for change in closing] == ["entries"] * 3
    workspace.undo()
    assert workspace.case.index.open_entries == 3


def test_a_note_is_neither_a_rationale_nor_a_verdict_nor_part_of_its_basis(workspace: Workspace) -> None:
    workspace.decide("C1", "supported")
    workspace.entries.add("C1", "A word.")
    claim = workspace.case.claim("C1").id
    assert not is_stale(workspace.case, claim)
    assert [verdict.rationale for verdict in workspace.case.verdicts_of(claim)] == [""]
    assert refs(workspace, "has:rationale") == []
    assert [describe_change(workspace.case, change) for change in claim_changes(workspace.case, claim)][2:] == [
        "Q1 note on C1: A word."
    ]


def test_notes_go_with_what_they_are_about_and_come_back_with_it(workspace: Workspace) -> None:
    for on in ("C1", "S1"):
        workspace.entries.add(on, "A word.")
    assert describe(workspace.case, workspace.remove("claims", "C1")) == "C1 removed with 1 entry"
    workspace.remove("sources", "S1")
    assert not workspace.case.entries
    assert not workspace.case.index.entries
    workspace.undo()
    workspace.undo()
    assert [entry.ref for entry in workspace.entries.all()] == ["Q2", "Q1"]
    assert len(workspace.entries.of("C1")) == 1


def test_what_cannot_be_a_note_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UnknownError, match="no claim or source 'E1'"):
        workspace.entries.add("E1", "x")
    with pytest.raises(InvalidError, match="a note needs words"):
        workspace.entries.add("C1", " \n ")
    with pytest.raises(UnknownError, match="no entry 'Q9' in this case"):
        workspace.entries.close("Q9")
    added = workspace.entries.add("C1", "x")
    workspace.undo()
    with pytest.raises(GoneError):
        workspace.entries.close(added.key)


@given(cases())
def test_the_index_of_entries_is_what_the_rows_say(case: Case) -> None:
    entries = list(case.entries.values())
    assert case.index.open_entries == sum(not entry.closed for entry in entries)
    for on in {entry.on for entry in entries} | set(case.claims):
        assert {entry.id for entry in case.entries_of(on)} == {entry.id for entry in entries if entry.on == on}


def test_a_case_with_notes_is_saved_and_one_without_is_written_as_before(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    factcheck.create(path).close()
    assert b'"entries"' not in path.read_bytes()
    with factcheck.open(path, checker="ada") as case:
        case.add_claim("It rained.")
        case.entries.add("C1", "A word.")
    with factcheck.open(path, checker="bob") as case:
        assert [entry.words for entry in case.entries.of("C1")] == ["A word."]
        case.remove("entries", "Q1")
    assert b'"entries": {' not in path.read_bytes()


def test_an_entry_about_nothing_in_the_case_is_refused() -> None:
    rows = {"claims": {"1": {"id": "c", "text": "x"}}, "entries": {"1": {"id": "q", "on": "d", "kind": "note"}}}
    with pytest.raises(UnreadableError, match="entries Q1: its on 'd' is not in the table claims or sources"):
        unpack(blocks_of(rows))


def test_a_forgotten_note_leaves_every_file(tmp_path: Path) -> None:
    path, secret = tmp_path / "db.json", "his private number is 5551234"
    factcheck.create(path).close()
    with factcheck.open(path, checker="ada") as case:
        case.add_claim("It rained.")
        case.add_source(title="A diary")
        case.add_excerpt("C1", "S1", "Rain.", stance=Stance.SUPPORTS)
        case.entries.add("C1", secret)
        case.fold()
        case.remove("entries", "Q1")
        case.fold()
        case.forget("Q1")
    assert not [name for name in names_in(path.parent) if secret.encode() in (path.parent / name).read_bytes()]
    with factcheck.open(path, checker="ada") as case:
        assert not case.case.entries
