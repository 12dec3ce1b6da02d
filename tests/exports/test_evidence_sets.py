"""A set of excerpts is one set of evidence in FEVER and SciFact, and one set again when it is read."""

from __future__ import annotations

import json

import pytest

from factcheck.case.case import Case
from factcheck.case.evidence_sets import others_of
from factcheck.case.records import Stance
from factcheck.exports import encoded, find
from factcheck.exports.selection import Selection
from factcheck.workspace.workspace import Workspace
from tests.imports.test_round_trip import taken
from tests.strategies import begun, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    """A refuted claim with three excerpts from two sources."""
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    for title in ("A diary", "A letter"):
        workspace.add_source(title=title)
    for source, quote in (("S1", "It was dry."), ("S1", "No cloud."), ("S2", "The diary is right.")):
        workspace.add_excerpt("C1", source, quote, stance=Stance.CONTRADICTS)
    workspace.decide("C1", workspace.case.scale.labels[1].id)
    return workspace


def written(workspace: Workspace, name: str, **options: str) -> bytes:
    selection = Selection(case=workspace.case, claims=workspace.case.in_order(), options=options)
    return b"".join(encoded(find(name), selection))


def sets_in(case: Case) -> set[frozenset[str]]:
    """Return the quotes of each set, and of each excerpt in none."""
    return {
        frozenset([excerpt.quote, *(other.quote for other in others_of(case, excerpt))])
        for excerpt in case.excerpts.values()
    }


@pytest.mark.parametrize("name", ["fever", "scifact"])
def test_a_set_over_two_documents_goes_out_and_comes_back(workspace: Workspace, name: str) -> None:
    workspace.join_excerpts("E1", "E3")
    again = taken(workspace.case.scale, written(workspace, name), name, written(workspace, name, table="corpus"))
    assert (
        sets_in(again)
        == sets_in(workspace.case)
        == {
            frozenset({"It was dry.", "The diary is right."}),
            frozenset({"No cloud."}),
        }
    )


def test_fever_has_the_sentences_of_a_set_together(workspace: Workspace) -> None:
    assert [len(each) for each in json.loads(written(workspace, "fever"))["evidence"]] == [1, 1, 1]
    workspace.join_excerpts("E1", "E3")
    assert json.loads(written(workspace, "fever"))["evidence"] == [
        [[1, 1, "A diary", 0], [1, 1, "A letter", 0]],
        [[1, 2, "A diary", 1]],
    ]


def test_scifact_has_a_set_in_one_document_as_one_rationale(workspace: Workspace) -> None:
    workspace.join_excerpts("E1", "E2")
    assert json.loads(written(workspace, "scifact"))["evidence"] == {
        "1": [{"label": "CONTRADICT", "sentences": [0, 1]}],
        "2": [{"label": "CONTRADICT", "sentences": [0]}],
    }
    workspace.join_excerpts("E2", "E3")
    assert json.loads(written(workspace, "scifact"))["evidence"] == {
        "1": [{"label": "CONTRADICT", "sentences": [0, 1], "set": "E1"}],
        "2": [{"label": "CONTRADICT", "sentences": [0], "set": "E1"}],
    }
