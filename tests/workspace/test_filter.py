"""The filter: words and fields, turned round, cut short, in quotes, and told when they are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.records import Confidence, Stance
from factcheck.case.scale import read_scale
from factcheck.errors import UnknownError
from factcheck.workspace.claim_facts import ClaimFacts
from factcheck.workspace.filter import FIELDS, select
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, cases, texts, workspace_on


@pytest.fixture(scope="module")
def case() -> Case:
    """Four claims: decided for and against, only written about, untouched."""
    workspace = workspace_on(begun())
    workspace.add_source(title="The Masimov Affair", publisher="Eurasianet")
    workspace.add_source(title="Diary, with a word on S1", publisher="The Diplomat")
    masimov, diplomat = workspace.case.sources
    workspace.add_claim("At least 238 people died in January.", tags=("number", "date"), speaker="The prosecutor")
    workspace.add_claim("Masimov was sentenced to 18 years.", tags=("date",), speaker="Berik Asylov")
    workspace.add_claim("The trial was held in Астана.", speaker="Asylov, B.")
    workspace.add_claim("Žanaözen is a town; 100% of it -burned.")
    died, sentenced, trial, _ = workspace.case.claims
    workspace.add_excerpt(died, masimov, "claimed the lives of at least 238", stance=Stance.SUPPORTS)
    workspace.add_excerpt(died, diplomat, "225 people died", stance=Stance.CONTRADICTS)
    workspace.add_excerpt(sentenced, masimov, "an 18-year sentence", stance=Stance.SUPPORTS)
    workspace.add_excerpt(trial, diplomat, "behind closed doors", stance=Stance.CONTEXT)
    workspace.decide(died, "conflicting")
    workspace.set_confidence(died, Confidence.MEDIUM)
    workspace.set_rationale(died, "The later count adds the wounded.", "if 225 is the early count")
    workspace.checker = "Bob"
    workspace.decide(sentenced, "supported")
    workspace.set_rationale(trial, "Ask the clerk.", "")
    return workspace.case


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("", "C1 C2 C3 C4"),
        ("   ", "C1 C2 C3 C4"),
        ("masimov", "C2"),
        ("C3", "C3"),
        ("238 people", "C1"),
        ("people 238", "C1"),
        ("zanaozen", "C4"),
        ("АСТАНА", "C3"),
        ("prosecutor", "C1"),
        ("number", "C1"),
        ("wounded", "C1"),
        ("clerk", "C3"),
        ("-masimov", "C1 C3 C4"),
        ("masimov OR clerk", "C2 C3"),
        ("-(masimov OR clerk)", "C1 C4"),
        ("tag:date (is:conflicting OR by:Bob) -wounded", "C2"),
        ("supports:1", "C1 C2"),
        ("supports:>0 contradicts:0", "C2"),
        ("sources:2..", "C1"),
        ("ref:C2..3", "C2 C3"),
        ("checked:>=2026-11-22", "C1 C2"),
        ("checked:<2000 OR ref:4", "C4"),
        ("date:2020", ""),
        ("-masimov -wounded", "C3 C4"),
        ("nothing-like-it", ""),
        ('"at least"', "C1"),
        ('"least at"', ""),
        ('"at least', "C1"),
        ('-"at least"', "C2 C3 C4"),
        ('""', "C1 C2 C3 C4"),
        ("100%", "C4"),
        ("-", "C4"),
        ("is:unchecked", "C3 C4"),
        ("is:checked", "C1 C2"),
        ("-is:checked", "C3 C4"),
        ("is:supported", "C2"),
        ("is:conflicting", "C1"),
        ("is:refuted", ""),
        ("is:medium", "C1"),
        ("is:low", ""),
        ("IS:Unchecked", "C3 C4"),
        ("is:un", "C3 C4"),
        ("is:c", "C1 C2"),
        ("is:", "C1 C2 C3 C4"),
        ("-is:", "C1 C2 C3 C4"),
        ("is: masimov", "C2"),
        ("has:supports", "C1 C2"),
        ("has:contradicts", "C1"),
        ("has:context", "C3"),
        ("has:con", "C1 C3"),
        ("has:both", "C1"),
        ("has:none", "C4"),
        ("has:rationale", "C1 C3"),
        ("has:condition", "C1"),
        ("source:S1", "C1 C2"),
        ("source:s2", "C1 C3"),
        ("source:diplomat", "C1 C3"),
        ("source:affair", "C1 C2"),
        ('source:"the diplomat"', "C1 C3"),
        ("source:S9", ""),
        ("source:", "C1 C2 C3 C4"),
        ("tag:date", "C1 C2"),
        ("tag:num", "C1"),
        ("tag:ate", ""),
        ("-tag:date", "C3 C4"),
        ("speaker:asylov", "C2 C3"),
        ('speaker:"berik asylov"', "C2"),
        ("by:ada", "C1"),
        ("by:bob", "C2"),
        ('quote:"closed doors"', "C3"),
        ("quote:225", "C1"),
        ("is:checked tag:date -by:bob 238", "C1"),
    ],
)
def test_a_filter_lists_what_matches_it(case: Case, words: str, refs: str) -> None:
    assert [claim.ref for claim in select(ClaimFacts(case), words)] == refs.split()


def test_every_field_that_the_help_names_is_understood(case: Case) -> None:
    for field in FIELDS:
        assert len(select(ClaimFacts(case), f"{field}:")) == 4


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("colour:blue", "no field colour: in a filter; there are is, has, source"),
        ("http://example.org", "no field http:"),
        ("is:nonsense", "no is:nonsense in a filter; there are unchecked, checked, supported"),
        ("has:nothing", "no has:nothing in a filter; there are supports"),
        ("masimov -is:xyz", "no is:xyz"),
    ],
)
def test_a_field_or_value_that_is_not_there_is_told_with_those_that_are(case: Case, words: str, fault: str) -> None:
    with pytest.raises(UnknownError, match=fault):
        select(ClaimFacts(case), words)


def test_labels_of_a_scale_of_its_own_are_values_too() -> None:
    case = Case({"case": {"case": {"title": "x", "scale": _own_scale()}}})
    assert read_scale(case.info.scale).labels[0].id == "Großartig"
    assert select(ClaimFacts(case), "is:großartig") == select(ClaimFacts(case), "is:GROSS") == []


def _own_scale() -> dict[str, object]:
    label = {"id": "Großartig", "name": "Yes", "glyph": "✓", "key": "1", "meaning": "It holds.", "kind": "for"}
    return {"name": "own", "labels": [label]}


@given(cases(8), texts | st.from_regex(r"-?(is|has|source|tag|quote):\"?[a-z]{0,3}", fullmatch=True))
def test_any_text_filters_or_is_told_to_be_wrong_and_a_minus_turns_it_round(case: Case, words: str) -> None:
    try:
        passed = select(ClaimFacts(case), words)
    except UnknownError:
        return
    everything = case.in_order()
    assert [claim for claim in everything if claim in passed] == passed
    term = f'"{words.replace(chr(34), "")}"'
    assert [claim for claim in everything if claim not in select(ClaimFacts(case), term)] == select(
        ClaimFacts(case), f"-{term}"
    )


def test_a_whole_ref_means_that_claim_alone(workspace: Workspace) -> None:
    assert [claim.ref for claim in workspace.claims("c1")] == ["C1"]
    assert [claim.ref for claim in workspace.claims("-C1 c12")] == ["C12"]
    assert workspace.claims("c") == workspace.case.in_order()
