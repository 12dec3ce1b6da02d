"""Excerpts form a set, undone as one, and go out and come back as one set of evidence."""

from __future__ import annotations

import pytest

from factcheck.case.describe import describe
from factcheck.case.evidence_sets import grouped, others_of, set_words
from factcheck.case.records import Stance
from factcheck.errors import InvalidError
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    """Two claims; four excerpts on the first, of which one contradicts it, and one on the second."""
    workspace = workspace_on(begun())
    for text in ("It rained.", "It snowed."):
        workspace.add_claim(text)
    for title in ("A diary", "A letter"):
        workspace.add_source(title=title)
    for source, quote in (("S1", "Rain."), ("S2", "More rain."), ("S1", "Wet.")):
        workspace.add_excerpt("C1", source, quote, stance=Stance.SUPPORTS)
    workspace.add_excerpt("C1", "S1", "Dry.", stance=Stance.CONTRADICTS)
    workspace.add_excerpt("C2", "S1", "Snow.", stance=Stance.SUPPORTS)
    return workspace


def refs_with(workspace: Workspace, ref: str) -> list[str]:
    return [other.ref for other in others_of(workspace.case, workspace.case.excerpt(ref))]


def test_a_set_is_made_grows_and_is_undone_as_one(workspace: Workspace) -> None:
    assert describe(workspace.case, workspace.join_excerpts("E1", "E2")) == "E1, E2 in a set"
    assert set_words(workspace.case, workspace.case.excerpt("E1")) == "only together with E2"
    workspace.join_excerpts("E2", "E3")
    assert refs_with(workspace, "E1") == ["E2", "E3"]
    assert set_words(workspace.case, workspace.case.excerpt("E1")) == "only together with E2 and E3"
    groups = grouped(workspace.case.excerpts_of(workspace.case.claim("C1").id))
    assert [[excerpt.ref for excerpt in group] for group in groups] == [["E1", "E2", "E3"], ["E4"]]
    workspace.undo()
    assert refs_with(workspace, "E1") == ["E2"]
    workspace.undo()
    assert refs_with(workspace, "E1") == []
    assert set_words(workspace.case, workspace.case.excerpt("E1")) == ""
    workspace.redo()
    assert describe(workspace.case, workspace.part_excerpts("E1")) == "E1, E2 in no set any more"
    assert not workspace.part_excerpts("E1")


def test_two_sets_become_one(workspace: Workspace) -> None:
    workspace.add_excerpt("C1", "S2", "Puddles.", stance=Stance.SUPPORTS)
    workspace.join_excerpts("E1", "E2")
    workspace.join_excerpts("E3", "E6")
    workspace.join_excerpts("E1", "E6")
    assert refs_with(workspace, "E2") == ["E1", "E3", "E6"]


def test_one_that_takes_another_stance_is_in_the_set_no_more(workspace: Workspace) -> None:
    workspace.join_excerpts("E1", "E2")
    workspace.set_stance("E2", Stance.CONTEXT)
    assert refs_with(workspace, "E1") == []


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["E1"], "at least two excerpts"),
        (["E1", "e1"], "at least two excerpts"),
        (["E1", "E5"], "E1 and E5 are of different claims"),
        (["E1", "E4"], "E1 supports, E4 contradicts; a set has one stance"),
    ],
)
def test_what_is_no_set_is_refused(workspace: Workspace, names: list[str], why: str) -> None:
    with pytest.raises(InvalidError, match=why):
        workspace.join_excerpts(*names)
