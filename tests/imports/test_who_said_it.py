"""The same text of two speakers is two claims, and a verdict without a checker is credited to the importer."""

from __future__ import annotations

from factcheck.case.case import Case
from factcheck.imports import read
from factcheck.imports.plan import ImportStatus
from factcheck.imports.planner import plan

SAID = b"claim,speaker,date,verdict\nIt rained.,Anna,2025-03-01,Refuted\nIt rained.,Carl,2025-03-02,\nIt rained.,,,\n"


def test_the_same_text_of_another_speaker_or_date_is_another_claim() -> None:
    found = plan(Case(), read(SAID, "said.csv"), "ada", "2026-11-22T09:00:00Z")
    claims = [edit.after for edit in found.edits if edit.target.startswith("claims/")]
    assert [claim and claim["speaker"] for claim in claims] == ["Anna", "Carl"]
    assert len([line for line in found.lines if line.status is ImportStatus.DUPLICATE and line.noun == "claim"]) == 1


def test_verdicts_without_a_checker_are_noted() -> None:
    found = plan(Case(), read(SAID, "said.csv"), "ada", "2026-11-22T09:00:00Z")
    assert any(note.startswith("1 verdict without a checker will be credited to ada") for note in found.notes)
