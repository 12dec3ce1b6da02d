"""Deciding in a workspace: what goes with a label, and what an export may not touch."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.records import Confidence
from factcheck.errors import ExistsError
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace


def test_what_was_written_for_another_label_becomes_a_draft(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0].id
    workspace.decide(claim, "refuted")
    workspace.set_rationale(claim, "Because.", "if so")
    workspace.decide(claim, "supported")
    assert workspace.unsaved.of(claim) == ("Because.", "if so")
    workspace.undo()
    assert workspace.case.verdicts[f"{claim}/ada"].rationale == "Because."
    assert workspace.unsaved.of(claim) is None


def test_another_label_leaves_a_draft_alone_that_is_being_written(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0].id
    workspace.decide(claim, "refuted", rationale="Because.")
    workspace.unsaved.keep(claim, "Half a th", "")
    workspace.decide(claim, "supported")
    assert workspace.unsaved.of(claim) == ("Half a th", "")


def test_a_reason_for_the_same_label_replaces_the_old_and_leaves_no_draft(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0].id
    workspace.decide(claim, "refuted")
    workspace.decide(claim, "refuted", rationale="Because.")
    workspace.decide(claim, "refuted", rationale="On the other hand.")
    assert workspace.unsaved.of(claim) is None
    workspace.decide(workspace.case.in_order()[1].id, "refuted")
    workspace.decide(workspace.case.in_order()[1].id, "supported")
    assert workspace.unsaved.of(workspace.case.in_order()[1].id) is None


def test_a_decision_with_its_reasons_is_one_change(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0].id
    assert len(workspace.decide(claim, "refuted", rationale=" Because.\n", confidence=Confidence.LOW)) == 1
    verdict = workspace.case.verdicts[f"{claim}/ada"]
    assert (verdict.label, verdict.rationale, verdict.confidence) == ("refuted", "Because.", Confidence.LOW)
    workspace.undo()
    assert not workspace.case.verdicts


@pytest.mark.parametrize("ending", ["", ".journal", ".lock", ".drafts"])
def test_an_export_never_goes_over_the_files_of_the_case(case_path: Path, ending: str) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(workspace.case.in_order()[0].id, "refuted")
        with pytest.raises(ExistsError, match="a file of the case itself"):
            ExportJob(workspace.documents, "markdown").to(case_path.with_name(f"db.json{ending}"), overwrite=True)
