"""What an export says that it holds is what is in the file."""

from __future__ import annotations

import json

import pytest

from factcheck.exports import FORMATS, encoded
from factcheck.exports.contents import contents
from factcheck.exports.selection import Selection
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    """Two claims, one of them checked, with one excerpt."""
    workspace = workspace_on(begun())
    for text in ("It rained.", "It snowed."):
        workspace.add_claim(text)
    workspace.add_source(title="Diary")
    workspace.add_excerpt("C1", "S1", "Rain.", stance="supports", start=None)
    workspace.decide("C1", "supported")
    return workspace


@pytest.mark.parametrize(
    ("name", "table", "words", "lines"),
    [
        ("csv", "", "2 claims", 3),
        ("csv", "excerpts", "1 excerpt", 2),
        ("csv", "sources", "1 source", 2),
        ("fever", "", "1 claim", 1),
        ("fever", "corpus", "1 source", 1),
        ("scifact", "", "1 claim", 1),
        ("xlsx", "", "2 claims", 0),
        ("bibtex", "", "1 source", 0),
    ],
)
def test_the_number_is_that_of_the_file(workspace: Workspace, name: str, table: str, words: str, lines: int) -> None:
    options = {"table": table} if table else {}
    selection = Selection(case=workspace.case, claims=workspace.case.in_order(), options=options)
    assert contents(name, selection) == words
    if lines:
        assert len(b"".join(encoded(FORMATS[name], selection)).splitlines()) == lines


def test_checked_claims_alone_are_in_averitec(workspace: Workspace) -> None:
    selection = Selection(case=workspace.case, claims=workspace.case.in_order())
    assert contents("averitec", selection) == "1 claim"
    assert len(json.loads(b"".join(encoded(FORMATS["averitec"], selection)))) == 1
