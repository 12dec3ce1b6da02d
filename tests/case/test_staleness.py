"""A verdict is to be looked at again when what it was based on is not so any more, and only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from factcheck.case import edits
from factcheck.case.case import SHEET, Case
from factcheck.case.changes import Batch, ChangeKind, Edit
from factcheck.case.records import Stance, Verdict
from factcheck.case.staleness import Difference, What, is_stale, outdated, what_changed
from factcheck.case.statistics import count_stale
from factcheck.evidence.warnings import is_warned, warnings
from factcheck.workspace.workspace import Desk
from tests.conftest import ticking
from tests.strategies import Wish, begun, desk_on, sequences, sign, state


def stale(case: Case) -> set[str]:
    """Return the refs of the claims whose verdict is to be looked at again."""
    return {claim.ref for claim in case.claims.values() if is_stale(case, claim.id)}


def hold_to_a_plain_look(case: Case) -> None:
    """Compare what is remembered of each claim with what a look at all rows says."""
    fresh = Case(state(case), case.history)
    for claim in case.claims:
        standing = fresh.verdict_of(claim)
        assert is_stale(case, claim) == (standing is not None and outdated(fresh, standing))
        assert is_warned(case, claim) == any(found.waiver is None for found in warnings(fresh, claim))
        for verdict in case.verdicts_of(claim):
            told = what_changed(case, verdict)
            assert told == what_changed(fresh, verdict)
            assert bool(told) == outdated(case, verdict)
            assert What.UNTOLD not in {found.what for found in told}


@given(sequences())
@settings(max_examples=60)
def test_what_is_remembered_equals_a_plain_look_after_every_edit_and_undo(drawn: list[Wish]) -> None:
    desk = desk_on(begun())
    for wish in drawn:
        wish.at(desk)
        hold_to_a_plain_look(desk.case)
    while desk.undo():
        hold_to_a_plain_look(desk.case)
    desk.redo()
    hold_to_a_plain_look(desk.case)


@given(sequences())
@settings(max_examples=60)
def test_an_edit_and_its_undo_leave_every_verdict_as_it_was(drawn: list[Wish]) -> None:
    desk = desk_on(begun())
    for wish in drawn:
        before = stale(desk.case)
        if wish.at(desk):
            desk.undo()
            assert stale(desk.case) == before
            desk.redo()


@given(sequences())
@settings(max_examples=60)
def test_deciding_again_takes_the_mark_away(drawn: list[Wish]) -> None:
    desk = desk_on(begun())
    for wish in drawn:
        wish.at(desk)
    for claim in desk.case.claims:
        verdict = desk.case.verdict_of(claim)
        if verdict is not None and verdict.label is not None:
            desk.checker = verdict.checker
            desk.decide(claim, verdict.label)
            assert not is_stale(desk.case, claim)


@pytest.fixture
def desk() -> Desk:
    """Two claims with a verdict each; C1 rests on E1 for it and E2 against it, C2 on E3, from two sources."""
    desk = desk_on(begun())
    desk.add_claim("It rained in May.")
    desk.add_claim("It snowed in June.")
    desk.add_source(title="A diary", sha256="aa" * 32)
    desk.add_source(title="A letter", sha256="bb" * 32)
    first, second = desk.case.claims
    diary, letter = desk.case.sources
    desk.add_excerpt(first, diary, Stance.SUPPORTS, "Rain, all of May.")
    desk.add_excerpt(first, letter, Stance.CONTRADICTS, "May was dry.")
    desk.add_excerpt(second, letter, Stance.SUPPORTS, "Snow in June!")
    desk.decide(first, "supported")
    desk.decide(second, "supported")
    desk.checker = "bob"
    return desk


def claim(desk: Desk, ref: str) -> str:
    return desk.case.claim(ref).id


def verdict(desk: Desk, ref: str = "C1") -> Verdict:
    found = desk.case.verdict_of(claim(desk, ref))
    assert found is not None
    return found


def excerpt(desk: Desk, ref: str) -> str:
    return desk.case.excerpt(ref).id


def rescale(desk: Desk, scale: object) -> Batch:
    batch = (sign(Edit(ChangeKind.EDIT, f"case/{SHEET}", {"scale": "averitec"}, {"scale": scale}), by="bob"),)
    desk.case.apply(batch)
    return batch


LONGER = {
    "name": "own",
    "labels": [
        *(label._asdict() for label in begun().scale.labels),
        {"id": "other", "name": "Other", "glyph": "?", "key": "5", "meaning": "", "kind": "open"},
    ],
}

Edited = Callable[[Desk], object]
CHANGES: dict[str, tuple[Edited, set[str], list[tuple[What, str, str, str]]]] = {
    "claim": (
        lambda desk: desk.edit("claims", claim(desk, "C1"), text="It rained in April."),
        {"C1"},
        [(What.CLAIM, "the claim was reworded", "It rained in May.", "It rained in April.")],
    ),
    "added": (
        lambda desk: desk.add_excerpt(claim(desk, "C1"), desk.case.source("S1").id, Stance.CONTEXT, "A wet spring."),
        {"C1"},
        [(What.ADDED, "E4 was added, context", "", "A wet spring.")],
    ),
    "removed": (
        lambda desk: desk.remove("excerpts", excerpt(desk, "E2")),
        {"C1"},
        [(What.REMOVED, "E2 was removed, contradicts", "May was dry.", "")],
    ),
    "filed": (
        lambda desk: desk.set_stance(excerpt(desk, "E2"), Stance.CONTEXT),
        {"C1"},
        [(What.STANCE, "E2 was filed otherwise", "contradicts", "context")],
    ),
    "quote": (
        lambda desk: desk.edit("excerpts", excerpt(desk, "E1"), quote="Rain, all of April."),
        {"C1"},
        [(What.QUOTE, "the quote of E1 was edited", "Rain, all of May.", "Rain, all of April.")],
    ),
    "moved": (
        lambda desk: desk.edit("excerpts", excerpt(desk, "E2"), claim=claim(desk, "C2")),
        {"C1", "C2"},
        [(What.REMOVED, "E2 went to C2", "May was dry.", "")],
    ),
    "ascribed": (
        lambda desk: desk.edit("excerpts", excerpt(desk, "E1"), source=desk.case.source("S2").id),
        {"C1"},
        [(What.SOURCE, "E1 was ascribed to another source", "S1", "S2")],
    ),
    "text": (
        lambda desk: desk.edit("sources", desk.case.source("S1").id, sha256="cc" * 32),
        {"C1"},
        [(What.TEXT, "the text of S1 was exchanged", "aa" * 6, "cc" * 6)],
    ),
    "lost": (
        lambda desk: desk.edit("sources", desk.case.source("S1").id, sha256=""),
        {"C1"},
        [(What.TEXT, "S1 lost its text", "aa" * 6, "")],
    ),
    "scale": (
        lambda desk: rescale(desk, LONGER),
        {"C1", "C2"},
        [(What.SCALE, "the scale was changed", begun().scale.ids, f"{begun().scale.ids}, other")],
    ),
}


@pytest.mark.parametrize(("do", "refs", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_makes_the_verdicts_that_it_touches_stale_and_is_told(
    desk: Desk, do: Edited, refs: set[str], expected: list[tuple[What, str, str, str]]
) -> None:
    assert stale(desk.case) == set()
    do(desk)
    assert stale(desk.case) == refs
    assert count_stale(desk.case) == len(refs)
    told = what_changed(desk.case, verdict(desk))
    assert [found[:4] for found in told] == expected
    assert [(found.by, found.at) for found in told] == [("bob", desk.case.history.last_at)]


@pytest.mark.parametrize(
    "do",
    [
        lambda desk: desk.edit("claims", claim(desk, "C1"), speaker="Noah", tags=("rain",), position=9),
        lambda desk: desk.edit("excerpts", excerpt(desk, "E1"), note="Page 4.", locator="p. 4"),
        lambda desk: desk.edit("sources", desk.case.source("S1").id, publisher="P", url="x"),
        lambda desk: desk.add_source(title="Another"),
        lambda desk: desk.add_claim("It hailed."),
        lambda desk: desk.retitle("Weather"),
        lambda desk: desk.waive(claim(desk, "C1"), "one-source", "It is enough."),
        lambda desk: desk.set_rationale(claim(desk, "C1"), "Not mine.", ""),
    ],
    ids=["claim", "excerpt", "source", "new source", "new claim", "title", "waiver", "notes"],
)
def test_what_was_not_judged_may_change(desk: Desk, do: Edited) -> None:
    do(desk)
    assert stale(desk.case) == set()
    assert what_changed(desk.case, verdict(desk)) == []


def test_the_net_effect_counts(desk: Desk) -> None:
    first = claim(desk, "C1")
    desk.edit("claims", first, text="It poured.")
    desk.set_stance(excerpt(desk, "E2"), Stance.CONTEXT)
    desk.set_stance(excerpt(desk, "E2"), Stance.SUPPORTS)
    desk.add_excerpt(first, desk.case.source("S1").id, Stance.CONTEXT, "Gone again.")
    desk.remove("excerpts", excerpt(desk, "E4"))
    desk.edit("claims", first, text="It rained in May.")
    assert [found[:4] for found in what_changed(desk.case, verdict(desk))] == [
        (What.STANCE, "E2 was filed otherwise", "contradicts", "supports")
    ]
    desk.set_stance(excerpt(desk, "E2"), Stance.CONTRADICTS)
    assert stale(desk.case) == set()


def test_after_an_undo_the_earlier_decision_is_what_the_verdict_rests_on(desk: Desk) -> None:
    desk.checker = "ada"
    desk.edit("claims", claim(desk, "C1"), text="It poured in May.")
    desk.decide(claim(desk, "C1"), "supported")
    assert stale(desk.case) == set()
    desk.undo()
    assert [found.after for found in what_changed(desk.case, verdict(desk))] == ["It poured in May."]
    desk.redo()
    assert stale(desk.case) == set()


def test_each_checkers_verdict_rests_on_its_own_basis(desk: Desk) -> None:
    first = claim(desk, "C1")
    desk.set_stance(excerpt(desk, "E2"), Stance.CONTEXT)
    desk.decide(first, "supported")
    adas = desk.case.verdicts[f"{first}/ada"]
    assert (stale(desk.case), outdated(desk.case, adas)) == (set(), True)
    assert [found.what for found in what_changed(desk.case, adas)] == [What.STANCE]
    desk.withdraw(first)
    assert stale(desk.case) == {"C1"}


def test_reasons_and_confidence_do_not_renew_the_basis(desk: Desk) -> None:
    desk.checker = "ada"
    desk.set_stance(excerpt(desk, "E2"), Stance.CONTEXT)
    desk.set_rationale(claim(desk, "C1"), "Seen.", "")
    assert stale(desk.case) == {"C1"}
    assert len(what_changed(desk.case, verdict(desk))) == 1


@pytest.mark.parametrize("removed", [False, True])
def test_a_forgotten_excerpt_is_missed_without_its_words(desk: Desk, removed: bool) -> None:
    if removed:
        forgotten = edits.forget(desk.case, desk.remove("excerpts", excerpt(desk, "E2"))[0].key)
    else:
        forgotten = edits.forget(desk.case, excerpt(desk, "E2"))
    desk.case.apply((sign(forgotten[0]),))
    (told,) = what_changed(desk.case, verdict(desk))
    assert told[:4] == (What.REMOVED, "E2 was forgotten, contradicts", "", "")


@pytest.mark.parametrize("label", ["supported", None])
def test_a_verdict_without_a_basis_or_a_label_is_never_stale(desk: Desk, label: str | None) -> None:
    old = Verdict(claim=claim(desk, "C1"), checker="carol", label=label, rationale="Seen.", at="2027-01-01T00:00:00Z")
    desk.case.apply((sign(Edit(ChangeKind.ADD, f"verdicts/{old.key}", None, old.to_row())),))
    desk.set_stance(excerpt(desk, "E2"), Stance.CONTEXT)
    assert what_changed(desk.case, old) == []
    assert stale(desk.case) == (set() if label else {"C1"})


def test_what_the_history_does_not_tell_is_said_to_be_so(desk: Desk) -> None:
    rows = state(desk.case)
    first = claim(desk, "C1")
    rows["claims"][first] = {**rows["claims"][first], "text": "Edited by another program."}
    case = Case(rows, desk.case.history)
    assert stale(case) == {"C1"}
    untold = Difference(What.UNTOLD, "something changed that the history does not tell", "", "")
    assert what_changed(case, verdict(desk)) == [untold]
    bare = Case(rows)
    assert what_changed(bare, verdict(desk)) == [untold]


def test_what_a_crash_left_in_the_journal_is_read_back_the_same(case_path: Path) -> None:
    with Desk.open(case_path, "ada", clock=ticking()) as desk:
        first = desk.case.claim("C1")
        desk.decide(first.id, "supported")
        desk.set_stance(desk.case.excerpts_of(first.id)[0].id, Stance.CONTEXT)
        desk.edit("claims", first.id, text="Edited.")
        told = what_changed(desk.case, verdict(desk))
        with Desk.open(case_path, "eve", write=False) as other:
            assert stale(other.case) == {"C1"}
            assert what_changed(other.case, verdict(other)) == told
    with Desk.open(case_path, "ada") as again:
        assert what_changed(again.case, verdict(again)) == told
        assert [found.ref for found in again.select("is:stale")] == ["C1"]
