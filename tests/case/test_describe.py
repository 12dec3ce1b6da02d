"""Changes in words: every kind reads as a phrase, and no history makes it fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.changes import Batch, Change, ChangeKind
from factcheck.case.describe import claim_changes, claim_of, describe, describe_change, label_words
from factcheck.case.records import Confidence, Stance
from factcheck.text import visible_line
from factcheck.workspace.workspace import Workspace
from tests.strategies import Wish, begun, sequences, texts, workspace_on

QUOTE_EDITED = "E1 quote, stance edited"
BOTH = "C1, C2 removed with 1 excerpt"


@pytest.fixture
def workspace() -> Workspace:
    """Ada at work on a case with one claim and one excerpt."""
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    workspace.add_source(title="A diary")
    workspace.add_excerpt(claim(workspace), next(iter(workspace.case.sources)), "Rain.", stance=Stance.SUPPORTS)
    return workspace


def claim(workspace: Workspace) -> str:
    return next(iter(workspace.case.claims))


def excerpt(workspace: Workspace) -> str:
    return next(iter(workspace.case.excerpts))


def refuted(workspace: Workspace) -> Batch:
    return workspace.decide(claim(workspace), "refuted")


def sure(workspace: Workspace, confidence: Confidence | None) -> Batch:
    refuted(workspace)
    workspace.set_confidence(claim(workspace), Confidence.HIGH)
    return workspace.set_confidence(claim(workspace), confidence)


def written(workspace: Workspace, *texts_in_turn: tuple[str, str]) -> Batch:
    for rationale, condition in texts_in_turn:
        batch = workspace.set_rationale(claim(workspace), rationale, condition)
    return batch


def after(do: Callable[[Workspace], Batch], then: Callable[[Workspace], Batch]) -> Callable[[Workspace], Batch]:
    def both(workspace: Workspace) -> Batch:
        do(workspace)
        return then(workspace)

    return both


@pytest.mark.parametrize(
    ("do", "phrase"),
    [
        (refuted, "C1 ✗ Refuted"),
        (after(refuted, lambda workspace: workspace.decide(claim(workspace), "supported")), "C1 ✓ Supported"),
        (after(refuted, lambda workspace: workspace.withdraw(claim(workspace))), "C1 ✗ Refuted withdrawn"),
        (
            after(
                lambda workspace: written(workspace, ("Seen.", "")),
                after(refuted, lambda workspace: workspace.withdraw(claim(workspace))),
            ),
            "C1 ✗ Refuted withdrawn",
        ),
        (lambda workspace: sure(workspace, Confidence.LOW), "C1 confidence low"),
        (lambda workspace: sure(workspace, None), "C1 confidence not stated"),
        (lambda workspace: written(workspace, ("Seen.", "")), "C1 rationale written"),
        (lambda workspace: written(workspace, ("Seen.", ""), ("", "")), "C1 rationale removed"),
        (lambda workspace: written(workspace, ("", "if in May")), "C1 condition written"),
        (lambda workspace: written(workspace, ("", "if in May"), ("", "")), "C1 condition removed"),
        (lambda workspace: workspace.set_stance(excerpt(workspace), Stance.CONTRADICTS), "E1 supports → contradicts"),
        (
            after(after(refuted, lambda workspace: workspace.set_stance(excerpt(workspace), Stance.CONTEXT)), refuted),
            "C1 confirmed",
        ),
        (lambda workspace: workspace.add_claim("It snowed."), "C2 added"),
        (lambda workspace: workspace.add_source(title="Another"), "S2 added"),
        (
            lambda workspace: workspace.edit("claims", claim(workspace), text="It poured.", speaker="Noah"),
            "C1 text, speaker edited",
        ),
        (lambda workspace: workspace.edit("sources", next(iter(workspace.case.sources)), url="x"), "S1 url edited"),
        (
            after(
                lambda workspace: workspace.add_claim("It snowed."),
                lambda workspace: workspace.move(claim(workspace), 1),
            ),
            "C1 moved",
        ),
        (
            lambda workspace: workspace.edit(
                "excerpts", excerpt(workspace), quote="Wet.", start=3, stance=Stance.CONTEXT
            ),
            QUOTE_EDITED,
        ),
        (lambda workspace: workspace.edit("excerpts", excerpt(workspace), start=3), "E1 place edited"),
        (
            after(
                lambda workspace: workspace.add_claim("It snowed."),
                lambda workspace: workspace.remove("claims", *workspace.case.claims),
            ),
            BOTH,
        ),
        (lambda workspace: workspace.retitle("Rain"), "the case title edited"),
        (lambda workspace: workspace.remove("excerpts", excerpt(workspace)), "E1 removed"),
        (lambda workspace: workspace.remove("claims", claim(workspace)), "C1 removed with 1 excerpt"),
        (
            after(refuted, lambda workspace: workspace.remove("claims", claim(workspace))),
            "C1 removed with 1 excerpt and 1 verdict",
        ),
    ],
)
def test_every_kind_of_change_reads_as_a_phrase(
    workspace: Workspace, do: Callable[[Workspace], Batch], phrase: str
) -> None:
    assert describe(workspace.case, do(workspace)) == phrase


@pytest.mark.parametrize(
    ("do", "phrase"),
    [
        (refuted, "C1 ✗ Refuted withdrawn"),
        (after(refuted, lambda workspace: workspace.withdraw(claim(workspace))), "C1 ✗ Refuted"),
        (lambda workspace: workspace.add_claim("It snowed."), "C2 removed"),
        (lambda workspace: workspace.set_stance(excerpt(workspace), Stance.CONTRADICTS), "E1 contradicts → supports"),
        (lambda workspace: workspace.remove("claims", claim(workspace)), "C1 added with 1 excerpt"),
    ],
)
def test_an_undo_reads_as_what_it_does_and_a_redo_as_what_was_done(
    workspace: Workspace, do: Callable[[Workspace], Batch], phrase: str
) -> None:
    done = do(workspace)
    in_words = describe(workspace.case, done)
    workspace.undo()
    assert describe(workspace.case, workspace.case.history.redoable) == phrase
    workspace.redo()
    assert describe(workspace.case, workspace.case.history.undoable) == in_words


def test_the_beginning_reads_as_a_phrase_and_nothing_as_nothing(workspace: Workspace) -> None:
    assert describe(workspace.case, (next(iter(workspace.case.history)),)) == "the case begun"
    assert describe(workspace.case, ()) == ""


def test_what_was_done_to_a_claim_that_is_gone_can_still_be_told(workspace: Workspace) -> None:
    decided = refuted(workspace)
    workspace.remove("claims", claim(workspace))
    assert describe(workspace.case, decided) == "a claim that is gone ✗ Refuted"


def test_a_label_that_the_scale_does_not_have_is_told_by_its_id(workspace: Workspace) -> None:
    assert label_words(workspace.case, "supported") == "✓ Supported"
    assert label_words(workspace.case, "long-gone") == "long-gone"


def test_the_changes_of_a_claim_are_its_own_and_those_of_what_hangs_on_it(workspace: Workspace) -> None:
    refuted(workspace)
    workspace.add_claim("It snowed.")
    workspace.set_stance(excerpt(workspace), Stance.CONTEXT)
    assert [(change.kind, change.table) for change in claim_changes(workspace.case, claim(workspace))] == [
        (ChangeKind.ADD, "claims"),
        (ChangeKind.ADD, "excerpts"),
        (ChangeKind.DECIDE, "verdicts"),
        (ChangeKind.STANCE, "excerpts"),
    ]


@given(sequences(12))
def test_every_phrase_of_a_history_is_one_line_that_names_its_subject(drawn: list[Wish]) -> None:
    workspace = workspace_on(begun())
    for wish in drawn:
        wish.at(workspace)
    for change in workspace.case.history:
        phrase = describe_change(workspace.case, change)
        assert phrase == visible_line(phrase)
        assert phrase.split()[0][0] in "CSEQta"
        assert len(phrase.split()) > 1


rows: st.SearchStrategy[dict[str, Any] | None] = st.none() | st.dictionaries(
    st.sampled_from(
        ["ref", "stance", "label", "confidence", "rationale", "condition", "claim", "on", "words", "colour"]
    ),
    texts | st.none() | st.integers(),
    max_size=3,
)
targets = st.sampled_from(
    ["claims/x", "excerpts/x", "verdicts/x/ada", "entries/x", "case/case", "nonsense/x", "claims", "/", ""]
)


@given(st.builds(Change, id=texts, at=texts, by=texts, kind=texts, target=targets | texts, before=rows, after=rows))
@example(Change(id="", at="", by="", kind="", target="excerpts/x", before={}, after={"stance": "context"}))
def test_a_damaged_history_can_be_read_too(change: Change) -> None:
    case: Case = begun()
    words = describe_change(case, change)
    assert words == visible_line(words)
    assert describe(case, (change, change))
    assert claim_of(case, change) is None


def test_claims_added_and_edited_in_one_batch_are_counted_apart(workspace: Workspace) -> None:
    other, third = workspace.add_claim("It snowed."), workspace.add_claim("It hailed.")
    added = [change for change in workspace.case.history if change.table == "claims" and change.before is None]
    edited = (*workspace.edit("claims", other, text="Snow."), *workspace.edit("claims", third, text="Hail."))
    batch = (*added[:1], *edited, *refuted(workspace))
    assert describe(workspace.case, batch) == "1 claim added, 2 edited, 1 verdict"
