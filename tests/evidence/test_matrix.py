"""The values of a claim by source, claims by sources, and how disputed a claim is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.records import Stance
from factcheck.evidence import Relation, Text
from factcheck.evidence.matrix import (
    MatrixRow,
    QuotedPassage,
    SourceEvidence,
    SourceState,
    evidence_state,
    values_by_source,
)

TOLL = Text("At least 238 people died in the unrest.")
SOURCES = [
    SourceEvidence("S1", (QuotedPassage("The unrest claimed the lives of at least 238 people."),), "2023-04-25"),
    SourceEvidence("S2", (QuotedPassage("It rained."), QuotedPassage("The unrest left 238 people dead.")), "2023"),
    SourceEvidence("S3", (QuotedPassage("Nobody knows."),)),
    SourceEvidence("S4", (QuotedPassage("Over the week 225 people died, including 19 officers."),)),
    SourceEvidence("S5", (QuotedPassage("Troops killed 26 protesters and 18 officers died."),), "2022-01-08"),
]
STATES = st.lists(st.sampled_from(SourceState))


def test_the_values_of_a_claim_stand_by_source() -> None:
    (values,) = values_by_source(TOLL, SOURCES)
    assert str(values) == "deaths: S1 238 at least · S2 238 · S4 225 · S5 26 + 18, earlier"
    assert [said.relation for said in values.values] == [Relation.SAME, Relation.SAME, Relation.DIFFERS, None]
    assert [said.passage for said in values.values] == [0, 1, 0, 0]


def test_what_differs_is_given_before_what_agrees() -> None:
    both = SourceEvidence(
        "S1", (QuotedPassage("238 people died in the unrest."), QuotedPassage("225 people died in the unrest."))
    )
    assert [str(said) for said in values_by_source(TOLL, [both])[0].values] == ["S1 225"]


def test_a_value_says_how_it_was_worked_out() -> None:
    claim = Text("Arlov was arrested on May 6.")
    told = SourceEvidence("S1", (QuotedPassage("Arlov resigned on May 6 and was arrested one day later."),))
    assert str(values_by_source(claim, [told])[0]) == "arrested: S1 one day later (May 6 + 1 day)"


@pytest.mark.parametrize(
    ("passages", "found"),
    [
        ((QuotedPassage("225 people died in the unrest.", Stance.SUPPORTS),), SourceState.SUPPORTS),
        ((QuotedPassage("Yes.", Stance.SUPPORTS), QuotedPassage("No.", Stance.CONTRADICTS)), SourceState.BOTH),
        ((QuotedPassage("225 people died in the unrest.", Stance.CONTEXT),), SourceState.DIFFERS),
        ((QuotedPassage("225 people died in the unrest."),), SourceState.DIFFERS),
        ((QuotedPassage("238 people died in the unrest."),), SourceState.NEITHER),
        ((), SourceState.NEITHER),
    ],
)
def test_a_stance_counts_before_the_figures(passages: tuple[QuotedPassage, ...], found: SourceState) -> None:
    assert evidence_state(TOLL, SourceEvidence("S1", passages)) == found


def test_a_claim_from_which_one_source_differs_and_none_supports_is_not_disputed() -> None:
    states = tuple(evidence_state(TOLL, source) for source in SOURCES)
    neither = SourceState.NEITHER
    assert states == (neither, neither, neither, SourceState.DIFFERS, neither)
    assert MatrixRow("C1", states).disputed == 0


def test_two_against_two_is_more_disputed_than_one_against_three() -> None:
    for_it, against, differs = SourceState.SUPPORTS, SourceState.CONTRADICTS, SourceState.DIFFERS
    rows = [
        MatrixRow("C", states)
        for states in (
            (for_it, for_it, against, against),
            (for_it, against, against, against),
            (for_it, against),
            (for_it, differs),
            (for_it, for_it),
        )
    ]
    measures = [row.disputed for row in rows]
    assert measures == sorted(measures, reverse=True)
    assert len(set(measures)) == len(measures)


def test_a_source_that_says_both_disputes_with_itself_and_with_the_others() -> None:
    alone = MatrixRow("C", (SourceState.BOTH,)).disputed
    assert 0 < alone < MatrixRow("C", (SourceState.BOTH, SourceState.SUPPORTS)).disputed


@given(STATES, STATES)
def test_the_order_of_the_sources_and_those_on_neither_side_do_not_count(
    states: list[SourceState], more: list[SourceState]
) -> None:
    row = MatrixRow("C", tuple(states + more))
    assert row.disputed == MatrixRow("C", tuple(more + states)).disputed
    assert row.disputed == MatrixRow("C", (*states, *more, SourceState.NEITHER)).disputed
    assert 0 <= row.disputed <= len(row.states) / 2
