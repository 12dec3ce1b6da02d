"""The marks of a claim on the workbench: named on the sheet, dismissed with a reason, and in the matrix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.evidence.matrix import SourceState
from factcheck.tui.controllers.first_message import role_question
from factcheck.tui.controllers.waivers import mark_warnings
from factcheck.tui.render.claims import claim_detail
from factcheck.tui.render.matrix import cell_words
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.controllers.fakes import FakeHost

TEXT = "Anna Berg is a niece of Arlov. The bridge of Lund opened in 1932."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "db.json"
    begin_case(path, "Bridges", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(path, "ada", clock=ticking()) as opened:
        sha256 = opened.texts.keep(TEXT.encode(), Document(text=TEXT), ".txt")
        opened.add_source(title="A report", sha256=sha256)
        opened.add_claim("Anna Berg is a sister of Arlov.")
        yield opened


def head(workspace: Workspace) -> str:
    claim = workspace.case.claim("C1")
    found = workspace.marks.known(claim.id)
    return claim_detail(workspace.case, claim, (), "ada", False, workspace.clock(), assessment=found).plain


def test_the_sheet_names_what_is_marked(workspace: Workspace) -> None:
    assert "▲" not in head(workspace)
    workspace.marks.of(workspace.key("claims", "C1"))
    assert "▲ S1: niece, not sister" in head(workspace)


def test_a_mark_is_dismissed_like_a_warning(workspace: Workspace) -> None:
    claim = workspace.case.claim("C1")
    (found,) = mark_warnings(workspace.case, claim, workspace.marks.of(claim.id))
    assert (str(found), found.waiver) == ("S1: niece, not sister", None)
    workspace.waive("C1", found.name, "an adopted one")
    claim = workspace.case.claim("C1")
    (found,) = mark_warnings(workspace.case, claim, workspace.marks.of(claim.id))
    assert found.waiver is not None and found.waiver.reason == "an adopted one"
    assert "▲" not in head(workspace)
    workspace.undo()
    assert "▲ S1: niece, not sister" in head(workspace)


def test_marks_follow_the_text_and_the_role(workspace: Workspace) -> None:
    workspace.edit("claims", "C1", text="Anna Berg is a niece of Arlov.")
    key = workspace.key("claims", "C1")
    assert workspace.marks.known(key) is None
    assert workspace.marks.of(key).marks == ()
    workspace.edit("claims", "C1", text="Anna Berg is a sister of Arlov.")
    workspace.edit("sources", "S1", role="draft")
    assert workspace.marks.of(key).marks == ()


def test_an_empty_cell_shows_the_passage_that_may_be_filed(workspace: Workspace) -> None:
    words = cell_words(workspace.case.source("S1"), SourceState.NEITHER, (), "Anna Berg is a niece.").plain
    assert "· no excerpt" in words
    assert "not filed: “Anna Berg is a niece.”" in words


def test_the_role_of_a_source_is_asked_for_until_it_is_stated(workspace: Workspace) -> None:
    assert not role_question(FakeHost(workspace).host)
    workspace.edit("claims", "C1", origin="S1 A report, paragraph 1, sentence 1")
    assert "S1: origin of claims, draft or evidence?" in role_question(FakeHost(workspace).host).plain
    workspace.edit("sources", "S1", role="evidence")
    assert not role_question(FakeHost(workspace).host)
