"""Changes in words: every kind reads as a phrase, and no history makes it fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.changes import Batch, Change, ChangeKind
from factcheck.case.describe import changes_of, claim_of, describe, describe_change, label_words
from factcheck.case.records import Confidence, Stance
from factcheck.text import visible_line
from factcheck.workspace.workspace import Desk
from tests.strategies import Wish, begun, desk_on, sequences, texts

QUOTE_EDITED = "E1 quote, stance edited"
BOTH = "C1, C2 removed with 1 excerpt"


@pytest.fixture
def desk() -> Desk:
    """Ada at work on a case with one claim and one excerpt."""
    desk = desk_on(begun())
    desk.add_claim("It rained.")
    desk.add_source(title="A diary")
    desk.add_excerpt(claim(desk), next(iter(desk.case.sources)), Stance.SUPPORTS, "Rain.")
    return desk


def claim(desk: Desk) -> str:
    return next(iter(desk.case.claims))


def excerpt(desk: Desk) -> str:
    return next(iter(desk.case.excerpts))


def refuted(desk: Desk) -> Batch:
    return desk.decide(claim(desk), "refuted")


def sure(desk: Desk, confidence: Confidence | None) -> Batch:
    refuted(desk)
    desk.set_confidence(claim(desk), Confidence.HIGH)
    return desk.set_confidence(claim(desk), confidence)


def written(desk: Desk, *texts_in_turn: tuple[str, str]) -> Batch:
    for rationale, condition in texts_in_turn:
        batch = desk.set_rationale(claim(desk), rationale, condition)
    return batch


def after(do: Callable[[Desk], Batch], then: Callable[[Desk], Batch]) -> Callable[[Desk], Batch]:
    def both(desk: Desk) -> Batch:
        do(desk)
        return then(desk)

    return both


@pytest.mark.parametrize(
    ("do", "phrase"),
    [
        (refuted, "C1 ✗ Refuted"),
        (after(refuted, lambda desk: desk.decide(claim(desk), "supported")), "C1 ✓ Supported"),
        (after(refuted, lambda desk: desk.withdraw(claim(desk))), "C1 ✗ Refuted withdrawn"),
        (
            after(lambda desk: written(desk, ("Seen.", "")), after(refuted, lambda desk: desk.withdraw(claim(desk)))),
            "C1 ✗ Refuted withdrawn",
        ),
        (lambda desk: sure(desk, Confidence.LOW), "C1 confidence low"),
        (lambda desk: sure(desk, None), "C1 confidence not stated"),
        (lambda desk: written(desk, ("Seen.", "")), "C1 rationale written"),
        (lambda desk: written(desk, ("Seen.", ""), ("", "")), "C1 rationale removed"),
        (lambda desk: written(desk, ("", "if in May")), "C1 condition written"),
        (lambda desk: written(desk, ("", "if in May"), ("", "")), "C1 condition removed"),
        (lambda desk: desk.set_stance(excerpt(desk), Stance.CONTRADICTS), "E1 supports → contradicts"),
        (
            after(after(refuted, lambda desk: desk.set_stance(excerpt(desk), Stance.CONTEXT)), refuted),
            "C1 confirmed",
        ),
        (lambda desk: desk.add_claim("It snowed."), "C2 added"),
        (lambda desk: desk.add_source(title="Another"), "S2 added"),
        (lambda desk: desk.edit("claims", claim(desk), text="It poured.", speaker="Noah"), "C1 text, speaker edited"),
        (lambda desk: desk.edit("sources", next(iter(desk.case.sources)), url="x"), "S1 url edited"),
        (after(lambda desk: desk.add_claim("It snowed."), lambda desk: desk.move(claim(desk), 1)), "C1 moved"),
        (lambda desk: desk.edit("excerpts", excerpt(desk), quote="Wet.", start=3, stance=Stance.CONTEXT), QUOTE_EDITED),
        (lambda desk: desk.edit("excerpts", excerpt(desk), start=3), "E1 place edited"),
        (after(lambda desk: desk.add_claim("It snowed."), lambda desk: desk.remove("claims", *desk.case.claims)), BOTH),
        (lambda desk: desk.retitle("Rain"), "the case title edited"),
        (lambda desk: desk.remove("excerpts", excerpt(desk)), "E1 removed"),
        (lambda desk: desk.remove("claims", claim(desk)), "C1 removed with 1 excerpt"),
        (after(refuted, lambda desk: desk.remove("claims", claim(desk))), "C1 removed with 1 excerpt and 1 verdict"),
    ],
)
def test_every_kind_of_change_reads_as_a_phrase(desk: Desk, do: Callable[[Desk], Batch], phrase: str) -> None:
    assert describe(desk.case, do(desk)) == phrase


@pytest.mark.parametrize(
    ("do", "phrase"),
    [
        (refuted, "C1 ✗ Refuted withdrawn"),
        (after(refuted, lambda desk: desk.withdraw(claim(desk))), "C1 ✗ Refuted"),
        (lambda desk: desk.add_claim("It snowed."), "C2 removed"),
        (lambda desk: desk.set_stance(excerpt(desk), Stance.CONTRADICTS), "E1 contradicts → supports"),
        (lambda desk: desk.remove("claims", claim(desk)), "C1 added with 1 excerpt"),
    ],
)
def test_an_undo_reads_as_what_it_does_and_a_redo_as_what_was_done(
    desk: Desk, do: Callable[[Desk], Batch], phrase: str
) -> None:
    done = do(desk)
    in_words = describe(desk.case, done)
    desk.undo()
    assert describe(desk.case, desk.case.history.redoable) == phrase
    desk.redo()
    assert describe(desk.case, desk.case.history.undoable) == in_words


def test_the_beginning_reads_as_a_phrase_and_nothing_as_nothing(desk: Desk) -> None:
    assert describe(desk.case, (next(iter(desk.case.history)),)) == "the case begun"
    assert describe(desk.case, ()) == ""


def test_what_was_done_to_a_claim_that_is_gone_can_still_be_told(desk: Desk) -> None:
    decided = refuted(desk)
    desk.remove("claims", claim(desk))
    assert describe(desk.case, decided) == "a claim that is gone ✗ Refuted"


def test_a_label_that_the_scale_does_not_have_is_told_by_its_id(desk: Desk) -> None:
    assert label_words(desk.case, "supported") == "✓ Supported"
    assert label_words(desk.case, "long-gone") == "long-gone"


def test_the_changes_of_a_claim_are_its_own_and_those_of_what_hangs_on_it(desk: Desk) -> None:
    refuted(desk)
    desk.add_claim("It snowed.")
    desk.set_stance(excerpt(desk), Stance.CONTEXT)
    assert [(change.kind, change.table) for change in changes_of(desk.case, claim(desk))] == [
        (ChangeKind.ADD, "claims"),
        (ChangeKind.ADD, "excerpts"),
        (ChangeKind.DECIDE, "verdicts"),
        (ChangeKind.STANCE, "excerpts"),
    ]


@given(sequences(12))
@settings(max_examples=50)
def test_every_phrase_of_a_history_is_one_line_that_names_its_subject(drawn: list[Wish]) -> None:
    desk = desk_on(begun())
    for wish in drawn:
        wish.at(desk)
    for change in desk.case.history:
        phrase = describe_change(desk.case, change)
        assert phrase == visible_line(phrase)
        assert phrase.split()[0][0] in "CSEta"
        assert len(phrase.split()) > 1


rows: st.SearchStrategy[dict[str, Any] | None] = st.none() | st.dictionaries(
    st.sampled_from(["ref", "stance", "label", "confidence", "rationale", "condition", "claim", "colour"]),
    texts | st.none() | st.integers(),
    max_size=3,
)
targets = st.sampled_from(["claims/x", "excerpts/x", "verdicts/x/ada", "case/case", "nonsense/x", "claims", "/", ""])


@given(st.builds(Change, id=texts, at=texts, by=texts, kind=texts, target=targets | texts, before=rows, after=rows))
@example(Change(id="", at="", by="", kind="", target="excerpts/x", before={}, after={"stance": "context"}))
def test_a_damaged_history_can_be_read_too(change: Change) -> None:
    case: Case = begun()
    words = describe_change(case, change)
    assert words == visible_line(words)
    assert describe(case, (change, change))
    assert claim_of(case, change) is None
