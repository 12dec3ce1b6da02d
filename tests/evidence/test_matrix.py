"""The values of a claim by source, claims by sources, and how disputed a claim is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.records import Stance
from factcheck.evidence import Relation, Text
from factcheck.evidence.matrix import Passage, Row, State, Witness, matrix, state, values_by_source

TOLL = Text("At least 238 people died in the unrest.")
WITNESSES = [
    Witness("S1", (Passage("The unrest claimed the lives of at least 238 people."),), "2023-04-25"),
    Witness("S2", (Passage("It rained."), Passage("The unrest left 238 people dead.")), "2023"),
    Witness("S3", (Passage("Nobody knows."),)),
    Witness("S4", (Passage("Over the week 225 people died, including 19 officers."),)),
    Witness("S5", (Passage("Troops killed 26 protesters and 18 officers died."),), "2022-01-08"),
]
STATES = st.lists(st.sampled_from(State))


def test_the_values_of_a_claim_stand_by_source() -> None:
    (values,) = values_by_source(TOLL, WITNESSES)
    assert str(values) == "dead: S1 238 at least · S2 238 · S4 225 · S5 26 + 18, earlier"
    assert [said.relation for said in values.said] == [Relation.SAME, Relation.SAME, Relation.DIFFERS, None]
    assert [said.passage for said in values.said] == [0, 1, 0, 0]


def test_what_differs_is_given_before_what_agrees() -> None:
    both = Witness("S1", (Passage("238 people died in the unrest."), Passage("225 people died in the unrest.")))
    assert [str(said) for said in values_by_source(TOLL, [both])[0].said] == ["S1 225"]


def test_a_value_says_how_it_was_worked_out() -> None:
    claim = Text("Arlov was arrested on May 6.")
    told = Witness("S1", (Passage("Arlov resigned on May 6 and was arrested one day later."),))
    assert str(values_by_source(claim, [told])[0]) == "arrested: S1 one day later (May 6 + 1 day)"


@pytest.mark.parametrize(
    ("passages", "found"),
    [
        ((Passage("225 people died in the unrest.", Stance.SUPPORTS),), State.SUPPORTS),
        ((Passage("Yes.", Stance.SUPPORTS), Passage("No.", Stance.CONTRADICTS)), State.BOTH),
        ((Passage("225 people died in the unrest.", Stance.CONTEXT),), State.DIFFERS),
        ((Passage("225 people died in the unrest."),), State.DIFFERS),
        ((Passage("238 people died in the unrest."),), State.SILENT),
        ((), State.SILENT),
    ],
)
def test_a_stance_counts_before_the_figures(passages: tuple[Passage, ...], found: State) -> None:
    assert state(TOLL, Witness("S1", passages)) == found


def test_claims_stand_by_sources() -> None:
    (row,) = matrix([("C1", TOLL, WITNESSES)])
    assert row == Row("C1", (State.SILENT, State.SILENT, State.SILENT, State.DIFFERS, State.SILENT))
    assert row.disputed == 0


def test_two_against_two_is_more_disputed_than_one_against_three() -> None:
    for_it, against, differs = State.SUPPORTS, State.CONTRADICTS, State.DIFFERS
    rows = [
        Row("C", states)
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
    alone = Row("C", (State.BOTH,)).disputed
    assert 0 < alone < Row("C", (State.BOTH, State.SUPPORTS)).disputed


@given(STATES, STATES)
def test_the_order_of_the_sources_and_the_silent_do_not_count(states: list[State], more: list[State]) -> None:
    row = Row("C", tuple(states + more))
    assert row.disputed == Row("C", tuple(more + states)).disputed
    assert row.disputed == Row("C", (*states, *more, State.SILENT)).disputed
    assert 0 <= row.disputed <= len(row.states) / 2
