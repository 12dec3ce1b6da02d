"""The marks of claims, worked out from the texts of the sources as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

REPORT = "The bridge of Lund opened. Anna Berg is a niece of Arlov."
PAPER = "Prices rose in Lund."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    begin_case(tmp_path / "db.json", "Bridges", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(tmp_path / "db.json", "ada", clock=ticking()) as opened:
        for text, published in ((REPORT, "2019-05-01"), (PAPER, "")):
            sha256 = opened.texts.keep(text.encode(), Document(text=text), ".txt")
            opened.add_source(title=text[:9], published=published, sha256=sha256)
        yield opened


def lines(workspace: Workspace, claim: str) -> list[str]:
    return [mark.line for mark in workspace.marks.of(workspace.key("claims", claim)).marks]


def test_a_text_that_is_damaged_after_it_was_indexed_is_looked_at_no_more(workspace: Workspace) -> None:
    workspace.add_claim("Anna Berg is a sister of Arlov.")
    assert lines(workspace, "C1") == ["S1: niece, not sister"]
    workspace.texts.path(workspace.case.source("S1").sha256, ".txt").write_bytes(b"Other words.")
    with Workspace.open(workspace.path, "bob", write=False) as again:
        again.search.prepare()
        again.suggest("C1")
        assert [source.ref for source, _ in again.search.missing] == ["S1"]
        assert not any(line.startswith("S1") for line in lines(again, "C1"))


def test_marks_follow_the_date_of_a_source(workspace: Workspace) -> None:
    workspace.add_claim("The bridge of Lund opened in 2019.")
    assert lines(workspace, "C1") == []
    workspace.edit("sources", workspace.key("sources", "S1"), published="2024-05-01")
    assert lines(workspace, "C1") == ["in none of 2 sources: 2019"]
