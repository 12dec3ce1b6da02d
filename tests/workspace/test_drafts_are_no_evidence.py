"""The text under check is no evidence for its own sentences: search, warnings, matrix, undo and export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import InvalidError
from factcheck.evidence.comparison import matrix
from factcheck.evidence.warnings import circular, warnings
from factcheck.workspace.create import begin_case
from factcheck.workspace.draft_text import text_of_source
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

TEXT = "The bridge closed after a flood in 1954."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Open a case with a report S1, and a draft S2 from which C1 was taken."""
    path = tmp_path / "db.json"
    begin_case(path, "Bridges", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(path, "ada", clock=ticking()) as opened:
        for title, text in (("A report", "It closed after the flood of 1954."), ("A draft", TEXT)):
            sha256 = opened.texts.keep(text.encode(), Document(text=text), ".txt")
            opened.add_source(title=title, sha256=sha256)
        text_of_source(opened.documents, opened.key("sources", "S2")).take([1])
        yield opened


def refs(workspace: Workspace, ids: set[str]) -> set[str]:
    return {workspace.case.sources[key].ref for key in ids}


def test_a_draft_is_found_and_not_suggested(workspace: Workspace) -> None:
    assert refs(workspace, {hit.source_id for hit in workspace.suggest("C1")}) == {"S1"}
    hits = workspace.search.search("flood 1954")
    assert {(workspace.case.sources[hit.source_id].ref, hit.draft) for hit in hits} == {("S1", False), ("S2", True)}


def test_the_role_is_stated_with_the_claims_and_undone_with_them(workspace: Workspace) -> None:
    assert workspace.case.source("S2").role == "draft"
    workspace.undo()
    assert (workspace.case.source("S2").role, len(workspace.case.claims)) == ("", 0)


def test_an_excerpt_of_a_draft_is_kept_and_no_evidence(workspace: Workspace) -> None:
    draft = workspace.key("sources", "S2")
    assert circular(workspace.case, draft, Stance.SUPPORTS)
    assert not circular(workspace.case, draft, Stance.CONTEXT)
    workspace.add_excerpt("C1", "S2", TEXT, stance="supports")
    workspace.decide("C1", "supported")
    claim = workspace.case.claim("C1")
    assert [warning.name for warning in warnings(workspace.case, claim.id)] == ["no-evidence", "own-origin"]
    assert matrix(workspace.case, [claim]).sources == ()
    assert [claim.ref for claim in workspace.claims("has:supports")] == []
    workspace.edit("sources", "S2", role="evidence")
    assert [warning.name for warning in warnings(workspace.case, claim.id)] == ["one-source", "own-origin"]
    assert [source.ref for source in matrix(workspace.case, [claim]).sources] == ["S2"]


def test_nothing_is_stated_of_a_draft_whose_excerpt_is_there_already(workspace: Workspace) -> None:
    workspace.add_excerpt("C1", "S2", TEXT, stance="context")
    workspace.edit("sources", "S2", role="")
    assert workspace.case.is_draft(workspace.key("sources", "S2"))
    assert not workspace.add_excerpt("C1", "S2", TEXT, stance="context")
    assert workspace.add_excerpt("C1", "S2", TEXT, stance="supports")
    assert workspace.case.source("S2").role == "draft"


def test_an_unknown_role_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidError, match="no role 'witness'; there are evidence, draft"):
        workspace.edit("sources", "S1", role="witness")


def test_roles_are_exported_and_imported(workspace: Workspace, tmp_path: Path) -> None:
    exported = workspace.export("json", tmp_path / "case.json")
    begin_case(tmp_path / "other.json", "Other", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(tmp_path / "other.json", "ada", clock=ticking()) as other:
        other.import_file(exported)
        assert [source.role for source in other.sources()] == ["", "draft"]


def test_a_role_is_written_only_once_it_was_stated(workspace: Workspace) -> None:
    rows = [workspace.case.sources.row(workspace.key("sources", ref)) or {} for ref in ("S1", "S2")]
    assert [row.get("role") for row in rows] == [None, "draft"]
