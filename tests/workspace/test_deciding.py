"""Deciding at the desk: what goes with a label, and what an export may not touch."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.records import Confidence
from factcheck.errors import ExistsError
from factcheck.workspace.export_job import Delivery
from factcheck.workspace.workspace import Desk


def test_what_was_written_for_another_label_becomes_a_draft(desk: Desk) -> None:
    claim = desk.case.in_order()[0].id
    desk.decide(claim, "refuted")
    desk.set_rationale(claim, "Because.", "if so")
    desk.decide(claim, "supported")
    assert desk.drafts.of(claim) == ("Because.", "if so")
    desk.undo()
    assert desk.case.verdicts[f"{claim}/ada"].rationale == "Because."
    assert desk.drafts.of(claim) is None


def test_another_label_leaves_a_draft_alone_that_is_being_written(desk: Desk) -> None:
    claim = desk.case.in_order()[0].id
    desk.decide(claim, "refuted", rationale="Because.")
    desk.drafts.keep(claim, "Half a th", "")
    desk.decide(claim, "supported")
    assert desk.drafts.of(claim) == ("Half a th", "")


def test_a_reason_for_the_same_label_replaces_the_old_and_leaves_no_draft(desk: Desk) -> None:
    claim = desk.case.in_order()[0].id
    desk.decide(claim, "refuted")
    desk.decide(claim, "refuted", rationale="Because.")
    desk.decide(claim, "refuted", rationale="On the other hand.")
    assert desk.drafts.of(claim) is None
    desk.decide(desk.case.in_order()[1].id, "refuted")
    desk.decide(desk.case.in_order()[1].id, "supported")
    assert desk.drafts.of(desk.case.in_order()[1].id) is None


def test_a_decision_with_its_reasons_is_one_change(desk: Desk) -> None:
    claim = desk.case.in_order()[0].id
    assert len(desk.decide(claim, "refuted", rationale=" Because.\n", confidence=Confidence.LOW)) == 1
    verdict = desk.case.verdicts[f"{claim}/ada"]
    assert (verdict.label, verdict.rationale, verdict.confidence) == ("refuted", "Because.", Confidence.LOW)
    desk.undo()
    assert not desk.case.verdicts


@pytest.mark.parametrize("ending", ["", ".journal", ".lock", ".drafts"])
def test_an_export_never_goes_over_the_files_of_the_case(case_path: Path, ending: str) -> None:
    with Desk.open(case_path, "ada") as desk:
        desk.decide(desk.case.in_order()[0].id, "refuted")
        with pytest.raises(ExistsError, match="a file of the case itself"):
            Delivery(desk, "markdown").to(case_path.with_name(f"db.json{ending}"), overwrite=True)
