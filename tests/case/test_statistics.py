"""Counts add up, and a correction is a changed verdict that somebody stands by."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.case import Case
from factcheck.case.case_info import CaseInfo
from factcheck.case.changes import Change
from factcheck.case.records import Claim, Stance, Verdict
from factcheck.case.statistics import (
    DIFFER,
    CheckedCount,
    Standing,
    corrections,
    count_labels,
    progress,
    source_loads,
    standing,
)
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking


@pytest.fixture
def claim(workspace: Workspace) -> str:
    """The id of the first claim."""
    return workspace.case.in_order()[0].id


def labels(case: Case) -> list[tuple[str, str, str]]:
    """Return the corrections of a case: old label, new label, reason."""
    return [(correction.old, correction.new, correction.why) for correction in corrections(case)]


# Counts


def test_progress_counts_claims_with_a_label(workspace: Workspace, claim: str) -> None:
    total = len(workspace.case.claims)
    workspace.set_rationale(claim, "not decided", "")
    assert progress(workspace.case) == CheckedCount(0, total)
    workspace.decide(claim, "refuted")
    assert str(progress(workspace.case)) == f"1 of {total} checked"


def test_progress_counts_a_claim_once_whoever_checked_it(workspace: Workspace, claim: str, case_path: Path) -> None:
    workspace.decide(claim, "refuted")
    workspace.close()
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.decide(claim, "supported")
        assert progress(bob.case).checked == 1


def test_labels_are_counted_in_the_order_of_the_scale(workspace: Workspace) -> None:
    first, second, third, *rest = workspace.case.in_order()
    workspace.decide(first.id, "refuted")
    workspace.decide(second.id, "refuted")
    workspace.decide(third.id, "supported")
    counts = count_labels(workspace.case, workspace.case.in_order())
    assert list(counts.items()) == [
        ("supported", 1),
        ("refuted", 2),
        ("conflicting", 0),
        ("not-enough-evidence", 0),
        (None, len(rest)),
    ]
    assert count_labels(workspace.case, [first, rest[0]]) == {**dict.fromkeys(counts, 0), "refuted": 1, None: 1}


def test_a_claim_whose_checkers_differ_counts_as_that(workspace: Workspace, claim: str, case_path: Path) -> None:
    workspace.decide(claim, "refuted")
    workspace.close()
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.set_rationale(claim, "wait", "")
        bob.decide(claim, "supported")
        counts = count_labels(bob.case, [bob.case.claims[claim]])
        assert (counts["supported"], counts["refuted"], counts[DIFFER], counts[None]) == (0, 0, 1, 0)
        bob.newest_by_default = True
        counts = count_labels(bob.case, [bob.case.claims[claim]])
        assert (counts["supported"], counts["refuted"], counts.get(DIFFER)) == (1, 0, None)


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ([], (None, False)),
        ([None], (None, False)),
        (["refuted"], ("refuted", False)),
        (["refuted", None], ("refuted", False)),
        (["refuted", "refuted"], ("refuted", False)),
        (["refuted", "supported"], (None, True)),
        (["refuted", "supported", "refuted", None], (None, True)),
    ],
)
def test_a_label_stands_if_all_checkers_gave_it(given: list[str | None], stands: tuple[str | None, bool]) -> None:
    """Each from a checker of their own, oldest first, whichever came into the case first."""
    verdicts = [Verdict(claim="c", checker=f"ada{n}", label=label, at=f"202{n}") for n, label in enumerate(given)]
    for in_table in (verdicts, verdicts[::-1]):
        rows = {verdict.key: verdict.to_row() for verdict in in_table}
        case = Case({"claims": {"c": Claim(id="c", text="It is.").to_row()}, "verdicts": rows})
        assert standing(case, "c") == Standing(*stands)
        verdict = case.verdict_of("c")
        assert stands[0] == (verdict.label if verdict else None)


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        (["refuted", "supported"], ("supported", True)),
        (["refuted", "supported", "refuted", None], ("refuted", True)),
        (["refuted", "refuted"], ("refuted", False)),
    ],
)
@pytest.mark.parametrize("in_case", [True, False])
def test_where_the_newest_is_to_stand_it_does(given: list[str], stands: tuple[str | None, bool], in_case: bool) -> None:
    verdicts = [Verdict(claim="c", checker=f"ada{n}", label=label, at=f"202{n}") for n, label in enumerate(given)]
    rows = {verdict.key: verdict.to_row() for verdict in verdicts}
    info = CaseInfo(verdict="newest" if in_case else "").to_row()
    case = Case({"case": {"case": info}, "claims": {"c": Claim(id="c", text="It is.").to_row()}, "verdicts": rows})
    case.newest_by_default = not in_case
    assert standing(case, "c") == Standing(*stands)


def test_a_label_that_the_scale_lost_is_counted_too() -> None:
    case = Case(
        {
            "claims": {"c": Claim(id="c", ref="C1", text="It is.").to_row()},
            "verdicts": {"c/ada": Verdict(claim="c", checker="ada", label="fishy").to_row()},
        }
    )
    counts = count_labels(case, case.in_order())
    assert counts["fishy"] == 1
    assert list(counts)[-2:] == ["fishy", None]
    assert sum(counts.values()) == 1


def test_the_most_quoted_source_comes_first(workspace: Workspace) -> None:
    workspace.add_source(title="Never quoted")
    loads = source_loads(workspace.case)
    totals = [sum(load.stances.values()) for load in loads]
    assert totals == sorted(totals, reverse=True)
    assert sum(totals) == len(workspace.case.excerpts)
    assert {load.source.ref for load in loads} == {source.ref for source in workspace.case.sources.values()}
    assert (loads[-1].source.title, loads[-1].claims) == ("Never quoted", 0)
    assert loads[-1].stances == dict.fromkeys(Stance, 0)


def test_a_source_counts_each_claim_once(workspace: Workspace, claim: str) -> None:
    workspace.add_source(title="New")
    source = list(workspace.case.sources)[-1]
    workspace.add_excerpt(claim, source, "one", stance=Stance.SUPPORTS)
    workspace.add_excerpt(claim, source, "two", stance=Stance.CONTRADICTS)
    (load,) = [load for load in source_loads(workspace.case) if load.source.id == source]
    assert load.claims == 1
    assert load.stances == {Stance.SUPPORTS: 1, Stance.CONTRADICTS: 1, Stance.CONTEXT: 0}


# Corrections


def test_another_label_is_a_correction_with_its_reason(workspace: Workspace, claim: str) -> None:
    workspace.decide(claim, "supported")
    workspace.set_rationale(claim, "first", "")
    workspace.decide(claim, "refuted")
    at = workspace.case.history.last_at
    workspace.set_rationale(claim, "second", "")
    (correction,) = corrections(workspace.case)
    assert (correction.claim.id, correction.old, correction.new) == (claim, "supported", "refuted")
    assert (correction.at, correction.by, correction.why) == (at, "ada", "second")


def test_the_reason_for_the_old_label_is_none_for_the_new(workspace: Workspace, claim: str) -> None:
    workspace.decide(claim, "supported")
    workspace.set_rationale(claim, "it says so", "")
    workspace.decide(claim, "refuted")
    assert labels(workspace.case) == [("supported", "refuted", "")]


def test_each_change_keeps_the_reason_of_its_time(workspace: Workspace, claim: str) -> None:
    workspace.decide(claim, "supported")
    for label, why in (("refuted", "one"), ("conflicting", "two")):
        workspace.decide(claim, label)
        workspace.set_rationale(claim, why, "")
    assert labels(workspace.case) == [("supported", "refuted", "one"), ("refuted", "conflicting", "two")]


def test_a_first_verdict_or_the_same_again_is_no_correction(workspace: Workspace, claim: str) -> None:
    workspace.set_rationale(claim, "notes", "")
    workspace.decide(claim, "supported")
    workspace.withdraw(claim)
    workspace.decide(claim, "supported")
    workspace.add_excerpt(claim, next(iter(workspace.case.sources)), "more", stance=Stance.CONTEXT)
    workspace.decide(claim, "supported")
    assert labels(workspace.case) == []


@pytest.mark.parametrize("notes", ["", "kept"])
def test_withdrawn_and_given_otherwise_is_a_correction(workspace: Workspace, claim: str, notes: str) -> None:
    workspace.decide(claim, "supported")
    workspace.set_rationale(claim, notes, "")
    workspace.withdraw(claim)
    assert labels(workspace.case) == []
    workspace.decide(claim, "refuted")
    assert labels(workspace.case) == [("supported", "refuted", notes)]


def test_what_was_undone_is_no_correction_until_it_is_redone(workspace: Workspace, claim: str) -> None:
    workspace.decide(claim, "supported")
    workspace.decide(claim, "refuted")
    workspace.undo()
    assert labels(workspace.case) == []
    workspace.redo()
    assert labels(workspace.case) == [("supported", "refuted", "")]
    workspace.undo()
    workspace.undo()
    workspace.decide(claim, "conflicting")
    assert labels(workspace.case) == []


def test_checkers_who_differ_do_not_correct_each_other(workspace: Workspace, claim: str, case_path: Path) -> None:
    workspace.decide(claim, "supported")
    workspace.close()
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.decide(claim, "refuted")
        assert labels(bob.case) == []


def test_corrections_survive_the_file_and_go_with_their_claim(
    workspace: Workspace, claim: str, case_path: Path
) -> None:
    workspace.decide(claim, "supported")
    workspace.decide(claim, "refuted")
    workspace.close()
    with Workspace.open(case_path, "ada", clock=ticking()) as again:
        assert labels(again.case) == [("supported", "refuted", "")]
        again.remove("claims", claim)
        assert labels(again.case) == []


@pytest.mark.parametrize("steps", [("decide",), ("withdraw", "decide")])
def test_a_verdict_that_came_without_a_history_can_be_corrected(steps: tuple[str, ...]) -> None:
    """A file that another program made has verdicts, and no changes that gave them."""
    before = Verdict(claim="c", checker="ada", label="supported", rationale="theirs")
    rows: list[str | None] = ["supported", *(None if step == "withdraw" else "refuted" for step in steps)]
    changes = [
        Change(
            id=str(n), at="", by="ada", kind=step, target="verdicts/c/ada", before={"label": old}, after={"label": new}
        )
        for n, (step, old, new) in enumerate(zip(steps, rows, rows[1:], strict=False))
    ]
    case = Case(
        {
            "claims": {"c": Claim(id="c", ref="C1", text="It is.").to_row()},
            "verdicts": {before.key: before.to_row()},
        }
    )
    for change in changes:
        case.apply((change,))
    assert labels(case) == [("supported", "refuted", "theirs")]
