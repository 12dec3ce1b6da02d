"""A warning is waived with a reason that is kept; it can be taken back, and counts as long as the warning does."""

from __future__ import annotations

import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.changes import ChangeKind
from factcheck.case.describe import describe
from factcheck.case.records import Claim, Stance
from factcheck.case.waivers import WARNINGS
from factcheck.errors import InvalidError, UnknownError
from factcheck.evidence.warnings import WARNING_CHECKS, Waiver, is_warned, warnings
from factcheck.workspace.workspace import Workspace
from tests.strategies import cases


@pytest.fixture
def refuted(workspace: Workspace) -> Claim:
    """C5, refuted, with an excerpt that supports it and none that contradicts it."""
    claim = workspace.case.claim("C5")
    workspace.decide(claim.id, "refuted")
    return claim


def waivers(workspace: Workspace, claim: Claim) -> dict[str, Waiver | None]:
    return {found.name: found.waiver for found in warnings(workspace.case, claim.id)}


def test_a_waiver_has_a_reason_and_says_who_gave_it_when(workspace: Workspace, refuted: Claim) -> None:
    batch = workspace.waive(refuted.id, "both-sides", " It is\na slip. ")
    assert waivers(workspace, refuted) == {
        "no-evidence": None,
        "both-sides": Waiver("It is a slip.", "ada", workspace.case.history.last_at),
    }
    assert batch[0].kind == ChangeKind.EDIT
    assert describe(workspace.case, batch) == "C5 waived both-sides: It is a slip."
    assert workspace.case.claims[refuted.id].waived == ("both-sides: It is a slip.",)


def test_a_claim_is_warned_of_until_all_is_waived(workspace: Workspace, refuted: Claim) -> None:
    assert [found.ref for found in workspace.claims("is:warned")] == ["C5"]
    workspace.waive(refuted.id, "both-sides", "A slip.")
    assert is_warned(workspace.case, refuted.id)
    workspace.waive(refuted.id, "no-evidence", "Seen in the register.")
    assert workspace.claims("is:warned") == []
    workspace.undo()
    assert [found.ref for found in workspace.claims("is:warned")] == ["C5"]


def test_another_reason_takes_the_place_of_the_first(workspace: Workspace, refuted: Claim) -> None:
    workspace.waive(refuted.id, "both-sides", "A slip.")
    workspace.checker = "bob"
    batch = workspace.waive(refuted.id, "both-sides", "A slip: see the note.")
    assert workspace.case.claims[refuted.id].waived == ("both-sides: A slip: see the note.",)
    waiver = waivers(workspace, refuted)["both-sides"]
    assert waiver is not None
    assert (waiver.reason, waiver.by) == ("A slip: see the note.", "bob")
    assert describe(workspace.case, batch) == "C5 waived both-sides: A slip: see the note."
    assert workspace.waive(refuted.id, "both-sides", "A slip: see the note.") == ()


def test_a_waiver_given_again_changes_nothing_beside_another(workspace: Workspace, refuted: Claim) -> None:
    workspace.waive(refuted.id, "both-sides", "A slip.")
    workspace.waive(refuted.id, "no-evidence", "Seen in the register.")
    assert workspace.waive(refuted.id, "both-sides", "A slip.") == ()


def test_a_waiver_is_taken_back_and_given_again_by_undo(workspace: Workspace, refuted: Claim) -> None:
    workspace.waive(refuted.id, "both-sides", "A slip.")
    batch = workspace.unwaive(refuted.id, "both-sides")
    assert describe(workspace.case, batch) == "C5 waives both-sides no more"
    assert waivers(workspace, refuted)["both-sides"] is None
    assert workspace.unwaive(refuted.id, "both-sides") == ()
    first, workspace.checker = workspace.checker, "bob"
    workspace.undo(by=first)
    waiver = waivers(workspace, refuted)["both-sides"]
    assert waiver is not None
    assert waiver.by == "ada"


def test_a_waiver_goes_out_of_sight_with_its_warning(workspace: Workspace, refuted: Claim) -> None:
    workspace.waive(refuted.id, "both-sides", "A slip.")
    (supporting,) = workspace.case.excerpts_of(refuted.id, Stance.SUPPORTS)
    workspace.set_stance(supporting.id, Stance.CONTRADICTS)
    assert waivers(workspace, refuted) == {}
    workspace.undo()
    assert waivers(workspace, refuted)["both-sides"] is not None


def test_what_is_no_guard_and_what_is_no_reason_is_refused(workspace: Workspace, refuted: Claim) -> None:
    with pytest.raises(UnknownError, match="no warning 'rain'; there are no-evidence"):
        workspace.waive(refuted.id, "rain", "Why not?")
    with pytest.raises(InvalidError, match="a waiver needs a reason"):
        workspace.waive(refuted.id, "both-sides", " \n ")
    assert workspace.case.claims[refuted.id].waived == ()


def test_a_waiver_that_came_without_a_history_is_one_too(workspace: Workspace, refuted: Claim) -> None:
    rows = {name: table.rows() for name, table in workspace.case.tables.items()}
    rows["claims"][refuted.id] = {**rows["claims"][refuted.id], "waived": ["both-sides:so", "newer-guard: x", "junk"]}
    case = Case(rows)
    found = {warning.name: warning.waiver for warning in warnings(case, refuted.id)}
    assert found == {"no-evidence": None, "both-sides": Waiver("so")}


def test_a_claim_from_before_there_were_waivers_can_be_brought_back_and_waived(workspace: Workspace) -> None:
    batch = workspace.add_claim("It rained.")
    row = dict(batch[0].after or {})
    del row["waived"]
    workspace.undo()
    old = batch[0].__class__(**{**batch[0].to_row(), "id": "old", "after": row, "batch": "old"})
    workspace.store.save((old,))
    workspace.waive(old.key, "one-source", "Enough.")
    workspace.undo()
    assert workspace.case.claims[old.key].waived == ()
    workspace.remove("claims", old.key)
    workspace.undo()
    assert workspace.case.claims[old.key].text == "It rained."


@given(cases())
def test_warnings_are_lines_of_known_guards_about_claims_with_a_verdict(case: Case) -> None:
    for claim in case.claims:
        found = warnings(case, claim)
        assert [name for name in WARNING_CHECKS if name in {warning.name for warning in found}] == [
            warning.name for warning in found
        ]
        assert all(warning.words for warning in found)
        assert claim in case.index.checked or not found


def test_every_warning_that_there_is_can_be_dismissed() -> None:
    assert tuple(WARNING_CHECKS) == WARNINGS
