"""A verdict is to be looked at again when what it was based on is not so any more, and only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.changes import Batch, ChangeKind, Edit
from factcheck.case.forgetting import Forgettable, forget
from factcheck.case.records import Stance, Verdict
from factcheck.case.staleness import BasisChange, BasisPart, is_stale, outdated, what_changed
from factcheck.case.statistics import count_stale
from factcheck.evidence.warnings import is_warned, warnings
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.strategies import Wish, begun, redo_last, sequences, sign, state, undo_last, workspace_on


def stale(case: Case) -> set[str]:
    """Return the refs of the claims whose verdict is to be looked at again."""
    return {claim.ref for claim in case.claims.values() if is_stale(case, claim.id)}


def hold_to_a_plain_look(case: Case) -> None:
    """Compare what is remembered of each claim with what a look at all rows says."""
    fresh = Case(state(case), case.history)
    for claim in case.claims:
        current = fresh.verdict_of(claim)
        standing = fresh.verdicts_of(claim) if current is None else [current]
        assert is_stale(case, claim) == any(outdated(fresh, verdict) for verdict in standing)
        assert is_warned(case, claim) == any(found.waiver is None for found in warnings(fresh, claim))
        for verdict in case.verdicts_of(claim):
            told = what_changed(case, verdict)
            assert told == what_changed(fresh, verdict)
            assert bool(told) == outdated(case, verdict)
            assert BasisPart.UNKNOWN not in {found.part for found in told}


@given(sequences())
def test_what_is_remembered_equals_a_plain_look_after_every_edit_and_undo(drawn: list[Wish]) -> None:
    workspace = workspace_on(begun())
    for wish in drawn:
        wish.at(workspace)
        hold_to_a_plain_look(workspace.case)
    while undo_last(workspace):
        hold_to_a_plain_look(workspace.case)
    redo_last(workspace)
    hold_to_a_plain_look(workspace.case)


@given(sequences())
def test_an_edit_and_its_undo_leave_every_verdict_as_it_was(drawn: list[Wish]) -> None:
    workspace = workspace_on(begun())
    for wish in drawn:
        before = stale(workspace.case)
        if wish.at(workspace):
            workspace.undo()
            assert stale(workspace.case) == before
            workspace.redo()


@given(sequences())
def test_deciding_again_takes_the_mark_away(drawn: list[Wish]) -> None:
    workspace = workspace_on(begun())
    for wish in drawn:
        wish.at(workspace)
    for claim in workspace.case.claims:
        verdict = workspace.case.verdict_of(claim)
        if verdict is not None and verdict.label is not None:
            workspace.checker = verdict.checker
            workspace.decide(claim, verdict.label)
            assert not is_stale(workspace.case, claim)


@pytest.fixture
def workspace() -> Workspace:
    """Two claims with a verdict each; C1 rests on E1 for it and E2 against it, C2 on E3, from two sources."""
    workspace = workspace_on(begun())
    workspace.add_claim("It rained in May.")
    workspace.add_claim("It snowed in June.")
    workspace.add_source(title="A diary", sha256="aa" * 32)
    workspace.add_source(title="A letter", sha256="bb" * 32)
    first, second = workspace.case.claims
    diary, letter = workspace.case.sources
    workspace.add_excerpt(first, diary, "Rain, all of May.", stance=Stance.SUPPORTS)
    workspace.add_excerpt(first, letter, "May was dry.", stance=Stance.CONTRADICTS)
    workspace.add_excerpt(second, letter, "Snow in June!", stance=Stance.SUPPORTS)
    workspace.decide(first, "supported")
    workspace.decide(second, "supported")
    workspace.checker = "bob"
    return workspace


def claim(workspace: Workspace, ref: str) -> str:
    return workspace.case.claim(ref).id


def verdict(workspace: Workspace, ref: str = "C1") -> Verdict:
    found = workspace.case.verdict_of(claim(workspace, ref))
    assert found is not None
    return found


def excerpt(workspace: Workspace, ref: str) -> str:
    return workspace.case.excerpt(ref).id


def rescale(workspace: Workspace, scale: object) -> Batch:
    batch = (sign(Edit(ChangeKind.EDIT, f"case/{CASE_KEY}", {"scale": "averitec"}, {"scale": scale}), by="bob"),)
    workspace.case.apply(batch)
    return batch


LONGER = {
    "name": "own",
    "labels": [
        *(label._asdict() for label in begun().scale.labels),
        {"id": "other", "name": "Other", "glyph": "?", "key": "5", "meaning": "", "kind": "open"},
    ],
}

AT = "the version of 2026-11-22"
Edited = Callable[[Workspace], object]
CHANGES: dict[str, tuple[Edited, set[str], list[tuple[BasisPart, str, str, str]]]] = {
    "claim": (
        lambda workspace: workspace.edit("claims", claim(workspace, "C1"), text="It rained in April."),
        {"C1"},
        [(BasisPart.CLAIM, "the claim was reworded", "It rained in May.", "It rained in April.")],
    ),
    "added": (
        lambda workspace: workspace.add_excerpt(
            claim(workspace, "C1"), workspace.case.source("S1").id, "A wet spring.", stance=Stance.CONTEXT
        ),
        {"C1"},
        [(BasisPart.ADDED, "E4 was added, context", "", "A wet spring.")],
    ),
    "removed": (
        lambda workspace: workspace.remove("excerpts", excerpt(workspace, "E2")),
        {"C1"},
        [(BasisPart.REMOVED, "E2 was removed, contradicts", "May was dry.", "")],
    ),
    "filed": (
        lambda workspace: workspace.set_stance(excerpt(workspace, "E2"), Stance.CONTEXT),
        {"C1"},
        [(BasisPart.STANCE, "E2 was filed otherwise", "contradicts", "context")],
    ),
    "quote": (
        lambda workspace: workspace.edit("excerpts", excerpt(workspace, "E1"), quote="Rain, all of April."),
        {"C1"},
        [(BasisPart.QUOTE, "the quote of E1 was edited", "Rain, all of May.", "Rain, all of April.")],
    ),
    "moved": (
        lambda workspace: workspace.edit("excerpts", excerpt(workspace, "E2"), claim=claim(workspace, "C2")),
        {"C1", "C2"},
        [(BasisPart.REMOVED, "E2 went to C2", "May was dry.", "")],
    ),
    "ascribed": (
        lambda workspace: workspace.edit("excerpts", excerpt(workspace, "E1"), source=workspace.case.source("S2").id),
        {"C1"},
        [(BasisPart.SOURCE, "E1 was ascribed to another source", "S1", "S2")],
    ),
    "text": (
        lambda workspace: workspace.edit("sources", workspace.case.source("S1").id, sha256="cc" * 32),
        {"C1"},
        [(BasisPart.TEXT, "the text of S1 was exchanged", f"{AT} 09:02:00", f"{AT} 09:14:00")],
    ),
    "lost": (
        lambda workspace: workspace.edit("sources", workspace.case.source("S1").id, sha256=""),
        {"C1"},
        [(BasisPart.TEXT, "S1 lost its text", AT, "")],
    ),
    "scale": (
        lambda workspace: rescale(workspace, LONGER),
        {"C1", "C2"},
        [(BasisPart.SCALE, "the scale was changed", begun().scale.ids, f"{begun().scale.ids}, other")],
    ),
}


@pytest.mark.parametrize(("do", "refs", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_makes_the_verdicts_that_it_touches_stale_and_is_told(
    workspace: Workspace, do: Edited, refs: set[str], expected: list[tuple[BasisPart, str, str, str]]
) -> None:
    assert stale(workspace.case) == set()
    do(workspace)
    assert stale(workspace.case) == refs
    assert count_stale(workspace.case) == len(refs)
    told = what_changed(workspace.case, verdict(workspace))
    assert [found[:4] for found in told] == expected
    assert [(found.by, found.at) for found in told] == [("bob", workspace.case.history.last_at)]


@pytest.mark.parametrize(
    "do",
    [
        lambda workspace: workspace.edit("claims", claim(workspace, "C1"), speaker="Noah", tags=("rain",), position=9),
        lambda workspace: workspace.edit("excerpts", excerpt(workspace, "E1"), note="Page 4.", locator="p. 4"),
        lambda workspace: workspace.edit("sources", workspace.case.source("S1").id, publisher="P", url="x"),
        lambda workspace: workspace.add_source(title="Another"),
        lambda workspace: workspace.add_claim("It hailed."),
        lambda workspace: workspace.retitle("Weather"),
        lambda workspace: workspace.waive(claim(workspace, "C1"), "one-source", "It is enough."),
        lambda workspace: workspace.set_rationale(claim(workspace, "C1"), "Not mine.", ""),
    ],
    ids=["claim", "excerpt", "source", "new source", "new claim", "title", "waiver", "notes"],
)
def test_what_was_not_judged_may_change(workspace: Workspace, do: Edited) -> None:
    do(workspace)
    assert stale(workspace.case) == set()
    assert what_changed(workspace.case, verdict(workspace)) == []


def test_the_net_effect_counts(workspace: Workspace) -> None:
    first = claim(workspace, "C1")
    workspace.edit("claims", first, text="It poured.")
    workspace.set_stance(excerpt(workspace, "E2"), Stance.CONTEXT)
    workspace.set_stance(excerpt(workspace, "E2"), Stance.SUPPORTS)
    workspace.add_excerpt(first, workspace.case.source("S1").id, "Gone again.", stance=Stance.CONTEXT)
    workspace.remove("excerpts", excerpt(workspace, "E4"))
    workspace.edit("claims", first, text="It rained in May.")
    assert [found[:4] for found in what_changed(workspace.case, verdict(workspace))] == [
        (BasisPart.STANCE, "E2 was filed otherwise", "contradicts", "supports")
    ]
    workspace.set_stance(excerpt(workspace, "E2"), Stance.CONTRADICTS)
    assert stale(workspace.case) == set()


def test_after_an_undo_the_earlier_decision_is_what_the_verdict_rests_on(workspace: Workspace) -> None:
    workspace.checker = "ada"
    workspace.edit("claims", claim(workspace, "C1"), text="It poured in May.")
    workspace.decide(claim(workspace, "C1"), "supported")
    assert stale(workspace.case) == set()
    workspace.undo()
    assert [found.after for found in what_changed(workspace.case, verdict(workspace))] == ["It poured in May."]
    workspace.redo()
    assert stale(workspace.case) == set()


def test_each_checkers_verdict_rests_on_its_own_basis(workspace: Workspace) -> None:
    first = claim(workspace, "C1")
    workspace.set_stance(excerpt(workspace, "E2"), Stance.CONTEXT)
    workspace.decide(first, "supported")
    adas = workspace.case.verdicts[f"{first}/ada"]
    assert (stale(workspace.case), outdated(workspace.case, adas)) == (set(), True)
    assert [found.part for found in what_changed(workspace.case, adas)] == [BasisPart.STANCE]
    workspace.withdraw(first)
    assert stale(workspace.case) == {"C1"}


def test_reasons_and_confidence_do_not_renew_the_basis(workspace: Workspace) -> None:
    workspace.checker = "ada"
    workspace.set_stance(excerpt(workspace, "E2"), Stance.CONTEXT)
    workspace.set_rationale(claim(workspace, "C1"), "Seen.", "")
    assert stale(workspace.case) == {"C1"}
    assert len(what_changed(workspace.case, verdict(workspace))) == 1


@pytest.mark.parametrize("removed", [False, True])
def test_a_forgotten_excerpt_is_missed_without_its_words(workspace: Workspace, removed: bool) -> None:
    if removed:
        forgotten = forget(
            workspace.case, Forgettable("excerpts", workspace.remove("excerpts", excerpt(workspace, "E2"))[0].key)
        )
    else:
        forgotten = forget(workspace.case, Forgettable("excerpts", excerpt(workspace, "E2")))
    workspace.case.apply((sign(forgotten[0]),))
    (told,) = what_changed(workspace.case, verdict(workspace))
    assert told[:4] == (BasisPart.REMOVED, "E2 was forgotten, contradicts", "", "")


@pytest.mark.parametrize("label", ["supported", None])
def test_a_verdict_without_a_basis_or_a_label_is_never_stale(workspace: Workspace, label: str | None) -> None:
    old = Verdict(
        claim=claim(workspace, "C1"), checker="carol", label=label, rationale="Seen.", at="2027-01-01T00:00:00Z"
    )
    workspace.case.apply((sign(Edit(ChangeKind.ADD, f"verdicts/{old.key}", None, old.to_row())),))
    workspace.set_stance(excerpt(workspace, "E2"), Stance.CONTEXT)
    assert what_changed(workspace.case, old) == []
    assert stale(workspace.case) == (set() if label else {"C1"})


def test_what_the_history_does_not_tell_is_said_to_be_so(workspace: Workspace) -> None:
    rows = state(workspace.case)
    first = claim(workspace, "C1")
    rows["claims"][first] = {**rows["claims"][first], "text": "Edited by another program."}
    case = Case(rows, workspace.case.history)
    assert stale(case) == {"C1"}
    untold = BasisChange(BasisPart.UNKNOWN, "something changed that the history does not tell", "", "")
    assert what_changed(case, verdict(workspace)) == [untold]
    bare = Case(rows)
    assert what_changed(bare, verdict(workspace)) == [untold]


def test_what_a_crash_left_in_the_journal_is_read_back_the_same(case_path: Path) -> None:
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        first = workspace.case.claim("C1")
        workspace.decide(first.id, "supported")
        workspace.set_stance(workspace.case.excerpts_of(first.id)[0].id, Stance.CONTEXT)
        workspace.edit("claims", first.id, text="Edited.")
        told = what_changed(workspace.case, verdict(workspace))
        with Workspace.open(case_path, "eve", write=False) as other:
            assert stale(other.case) == {"C1"}
            assert what_changed(other.case, verdict(other)) == told
    with Workspace.open(case_path, "ada") as again:
        assert what_changed(again.case, verdict(again)) == told
        assert [found.ref for found in again.claims("is:stale")] == ["C1"]
