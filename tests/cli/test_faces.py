"""Every face says the same of one claim: the API, the commands with and without --json, the sheet, and the reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import factcheck
from factcheck.cli.app import app
from factcheck.evidence import Relation
from factcheck.evidence.comparison import claim_text, excerpt_marks, matrix, passage_text
from factcheck.evidence.figures.relations import differences
from factcheck.evidence.matrix import SourceState, state_by_stances
from factcheck.exports.report.view import View
from factcheck.exports.selection import Selection
from factcheck.tui.render.claims import claim_detail
from factcheck.tui.state.session import Comparisons
from factcheck.workspace.create import sample_path
from factcheck.workspace.tour_case import begin_tour
from factcheck.workspace.workspace import Workspace

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module", params=["tour", "sample"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp(str(request.param))
    if request.param == "tour":
        return begin_tour(directory)
    (directory / "db.json").write_bytes(sample_path().read_bytes())
    return directory / "db.json"


@pytest.fixture(scope="module")
def workspace(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, "ada", write=False) as opened:
        yield opened


def run(path: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["--db", str(path), "--checker", "ada", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def said(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Return the marks of the claims by their refs, as the API has them."""
    found = {claim.ref: workspace.marks_of(claim.id) for claim in workspace.case.in_order()}
    return {ref: [mark.to_object() for mark in each.marks] if each else [] for ref, each in found.items()}


def lines(workspace: Workspace, claim_id: str) -> list[str]:
    assessment = workspace.marks_of(claim_id)
    return [mark.line for mark in assessment.marks] if assessment else []


def view(workspace: Workspace) -> View:
    case = workspace.case
    return View(Selection(case=case, claims=list(case.in_order()), marks=workspace.marks_of))


def test_the_marks_of_claims_are_the_same_in_lists_and_details(path: Path, workspace: Workspace) -> None:
    expected = said(workspace)
    listed = json.loads(run(path, "claim", "list", "--json"))
    assert {row["ref"]: row["marks"] for row in listed} == expected
    for ref, marks in expected.items():
        if marks:
            assert json.loads(run(path, "claim", "show", ref, "--json"))["marks"] == marks
            for passage in json.loads(run(path, "suggest", ref, "--json")):
                assert passage["marks"] == marks


def test_the_sheet_and_the_reports_have_the_marks(workspace: Workspace) -> None:
    for claim, shown in zip(workspace.case.in_order(), view(workspace).claims, strict=True):
        assert shown.marks == lines(workspace, claim.id)
        found = workspace.marks_of(claim.id)
        sheet = claim_detail(workspace.case, claim, (), "ada", draft=False, now=NOW, assessment=found, waive_key="w")
        assert (f"▲ {found.line} · w dismisses" if found and found.line else claim.ref) in sheet.plain


def test_a_filter_finds_the_claims_with_marks(workspace: Workspace) -> None:
    expected = said(workspace)
    for name, kind in (("unmentioned", "unmentioned"), ("misquoted", "misquoted"), ("marked", "")):
        found = {claim.ref for claim in workspace.claims(f"is:{name}")}
        marked = {ref for ref, marks in expected.items() if any(kind in mark["kind"] for mark in marks)}
        assert marked <= found


def test_the_figures_of_an_excerpt_are_compared_alike(path: Path, workspace: Workspace) -> None:
    case, sheet, report = workspace.case, Comparisons(), view(workspace)
    shown = {quote.ref: quote for claim in report.claims for quote in claim.quotes}
    differing = set()
    for excerpt in case.excerpts.values():
        claim, source = case.claims[excerpt.claim], case.sources[excerpt.source]
        marks = excerpt_marks(case, claim, excerpt)
        assert list(sheet.find(claim, excerpt, source).marks) == marks
        assert shown[excerpt.ref].differs == differences(marks)
        one, other = claim_text(claim), passage_text(source, excerpt.quote, excerpt.prefix)
        found = factcheck.compare(
            claim.text, excerpt.quote, claim_language=one.language, passage_language=other.language,
            claim_date=one.dated, passage_date=other.dated, before=other.before,
        )  # fmt: skip
        apart = {Relation.DIFFERS, Relation.UNEQUAL}
        assert (found.relation == "differs") == any(mark.relation in apart for mark in marks)
        if any(mark.relation is Relation.DIFFERS for mark in marks):
            differing.add((claim, source, excerpt))
    for claim, _, excerpt in differing:
        assert differences(excerpt_marks(case, claim, excerpt)) in run(path, "claim", "show", claim.ref)
    evidence = {claim.ref for claim, source, _ in differing if not case.is_draft(source.id)}
    assert {claim.ref for claim in workspace.claims("is:differs")} == evidence


def test_the_matrix_shows_a_figure_that_differs(workspace: Workspace) -> None:
    case = workspace.case
    found = matrix(case, list(case.in_order()))
    for row in found.rows:
        claim = case.claim(row.claim)
        for source, state in zip(found.sources, row.states, strict=True):
            quoted = [each for each in case.excerpts_of(claim.id) if each.source == source.id]
            if quoted and state_by_stances({each.stance for each in quoted}) is None:
                marks = (mark for each in quoted for mark in excerpt_marks(case, claim, each))
                assert (state is SourceState.DIFFERS) == any(mark.relation is Relation.DIFFERS for mark in marks)


def test_texts_without_a_case_are_compared_as_their_pairs(tmp_path: Path, workspace: Workspace) -> None:
    case = workspace.case
    pairs = [(case.claims[each.claim].text, each.quote) for each in case.excerpts.values()]
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(json.dumps({"claim": claim, "passage": quote}) for claim, quote in pairs), "utf-8")
    answers = [json.loads(line) for line in run(tmp_path, "compare", "--jsonl", str(file)).splitlines()]
    found = [factcheck.compare(claim, quote) for claim, quote in pairs]
    assert [answer["relation"] for answer in answers] == [each.relation for each in found]
    assert [answer["reasons"] for answer in answers] == [list(each.reasons) for each in found]
