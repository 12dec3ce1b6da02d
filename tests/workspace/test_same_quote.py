"""The same passage quoted twice for a claim is added once; with another stance it is said."""

from __future__ import annotations

import pytest

from factcheck.case.describe import repeated
from factcheck.case.records import Stance
from factcheck.workspace.same_quote import already_quoted
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    workspace = workspace_on(begun())
    for text in ("It rained.", "It snowed."):
        workspace.add_claim(text)
    for title in ("A diary", "A letter"):
        workspace.add_source(title=title)
    workspace.add_excerpt("C1", "S1", "It “rained” for days.", stance=Stance.SUPPORTS)
    return workspace


@pytest.mark.parametrize("quote", ["It “rained” for days.", 'It "rained"  for\ndays.', "It 'rained' for days. "])
def test_a_quote_with_the_same_words_is_added_once(workspace: Workspace, quote: str) -> None:
    assert not workspace.add_excerpt("C1", "S1", quote, stance=Stance.SUPPORTS)
    assert len(workspace.case.excerpts) == 1


@pytest.mark.parametrize(
    ("claim", "source", "quote"),
    [
        ("C2", "S1", "It “rained” for days."),
        ("C1", "S2", "It “rained” for days."),
        ("C1", "S1", "It rained for days."),
        ("C1", "S1", "It “rained” for days"),
    ],
)
def test_another_quote_is_another_excerpt(workspace: Workspace, claim: str, source: str, quote: str) -> None:
    assert workspace.add_excerpt(claim, source, quote, stance=Stance.SUPPORTS)


def test_the_same_place_is_the_same_passage(workspace: Workspace) -> None:
    place = {"start": 5, "end": 9, "prefix": "", "suffix": ""}
    assert workspace.add_excerpt("C1", "S1", "Rain.", stance=Stance.CONTEXT, **place)
    assert not workspace.add_excerpt("C1", "S1", "rain", stance=Stance.CONTEXT, **place)
    assert workspace.add_excerpt("C1", "S1", "rain", stance=Stance.CONTEXT, **{**place, "end": 10})


def test_another_stance_is_added_and_said(workspace: Workspace) -> None:
    batch = workspace.batch()
    batch.add_excerpt("C1", "S1", "It 'rained' for days.", stance=Stance.CONTRADICTS)
    assert already_quoted(workspace.case, batch.known) == "C1 has this quote already: E1 (supports)"
    assert batch.save().ref == "E2"


def test_a_batch_adds_the_same_quote_once(workspace: Workspace) -> None:
    with workspace.batch() as batch:
        for _ in range(2):
            batch.add_excerpt("C2", "S1", "Snow.", stance=Stance.SUPPORTS)
    assert len(workspace.excerpts("C2")) == 1


def test_claims_that_say_the_same_apart_from_case_and_accents_are_told(workspace: Workspace) -> None:
    added = workspace.add_claims([{"text": "IT  RAINED."}, {"text": "It hailed."}, {"text": "it ráined."}])
    assert repeated(workspace.case, [change.key for change in added]) == [
        "C3 added; C1 says the same",
        "C5 added; C1, C3 say the same",
    ]
