"""Warnings of a desk: nobody asked the claimant, nobody else has signed off; only where they are asked for."""

from __future__ import annotations

import pytest

from factcheck.case.records import Stance
from factcheck.case.waivers import ASKED_FOR
from factcheck.errors import UnknownError
from factcheck.evidence.warnings import is_warned, warnings
from factcheck.settings import _WARN as SETTING
from factcheck.workspace.claim_facts import ClaimFacts
from factcheck.workspace.filter import select
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    """A claim of a named speaker that a verdict is against, on evidence; the case asks for nothing."""
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.", speaker="Aydin Asylov")
    workspace.add_source(title="A diary")
    workspace.add_excerpt("C1", "S1", "Dry.", stance=Stance.CONTRADICTS)
    workspace.decide("C1", "refuted")
    return workspace


def names(workspace: Workspace, *always: str) -> list[str]:
    claim = workspace.case.claim("C1").id
    found = [each.name for each in warnings(workspace.case, claim, always=always) if each.name in ASKED_FOR]
    assert is_warned(workspace.case, claim, always=always) == bool(warnings(workspace.case, claim, always=always))
    return found


def test_they_are_off_until_the_case_or_the_settings_ask(workspace: Workspace) -> None:
    assert set(ASKED_FOR) == SETTING
    assert names(workspace) == []
    assert names(workspace, "no-sign-off") == ["no-sign-off"]
    workspace.ask_for_warnings(*ASKED_FOR)
    assert names(workspace) == [*ASKED_FOR]
    assert [each.words for each in warnings(workspace.case, workspace.case.claim("C1").id)][-2:] == [
        "Aydin Asylov, who said C1, was never contacted",
        "nobody but ada has signed off C1",
    ]
    workspace.undo()
    assert names(workspace) == []
    assert "warn" not in (workspace.case.info_table.row("case") or {})
    with pytest.raises(UnknownError, match="no warning 'one-sided' to be asked for"):
        workspace.ask_for_warnings("one-sided")


@pytest.mark.parametrize(
    ("on", "kind", "to", "words", "is_named"),
    [
        ("C1", "contact", "Asylov", "Asked.", True),
        ("", "contact", "Aydin Asylov's office", "Asked.", True),
        ("", "contact", "the ministry", "For Aydin ASYLOV", True),
        ("C1", "contact", "", "Asked.", True),
        ("C1", "reply", "Asylov", "No.", True),
        ("C1", "contact", "an expert", "Asked.", False),
        ("", "contact", "", "Asked.", False),
        ("C1", "note", "Asylov", "Ask him.", False),
        ("C1", "query", "Asylov", "Ask him.", False),
    ],
)
def test_a_speaker_was_contacted_if_an_entry_names_them(
    workspace: Workspace, on: str, kind: str, to: str, words: str, is_named: bool
) -> None:
    facts = ClaimFacts(workspace.case, always_warn=["not-contacted"])
    assert [claim.ref for claim in select(facts, "is:warned")] == ["C1"]
    workspace.entries.add(on, words, kind=kind, to=to)
    assert names(workspace, "not-contacted") == ([] if is_named else ["not-contacted"])
    assert [claim.ref for claim in select(facts, "is:warned")] == ([] if is_named else ["C1"])


def test_only_a_verdict_against_a_named_speaker_needs_a_contact(workspace: Workspace) -> None:
    workspace.decide("C1", "supported")
    assert names(workspace, "not-contacted") == []
    workspace.decide("C1", "refuted")
    workspace.edit("claims", workspace.case.claim("C1").id, speaker="")
    assert names(workspace, "not-contacted") == []


def test_a_sign_off_is_by_another_and_after_the_verdict(workspace: Workspace) -> None:
    workspace.entries.add("C1", "", kind="sign-off")
    assert names(workspace, "no-sign-off") == ["no-sign-off"]
    workspace.checker = "bob"
    workspace.entries.add("", "All of it", kind="sign-off")
    assert names(workspace, "no-sign-off") == []
    workspace.checker = "ada"
    workspace.decide("C1", "supported")
    assert names(workspace, "no-sign-off") == ["no-sign-off"]


def test_sources_of_one_stated_origin_are_one_source(workspace: Workspace) -> None:
    workspace.add_source(title="A paper")
    workspace.add_excerpt("C1", "S2", "All dry.", stance=Stance.CONTRADICTS)
    claim = workspace.case.claim("C1").id
    assert "one-source" not in {each.name for each in warnings(workspace.case, claim, always=["one-source"])}
    workspace.edit("sources", workspace.case.source("S2").id, repeats="S1")
    found = {each.name: each.words for each in warnings(workspace.case, claim, always=["one-source"])}
    assert found["one-source"] == "E1 and E2 (S1 and S2, whose one origin is S1)"
    assert "one-origin" not in found
    found = {each.name: each.words for each in warnings(workspace.case, claim)}
    assert found["one-origin"] == "S1 and S2 are of one origin, as stated"
