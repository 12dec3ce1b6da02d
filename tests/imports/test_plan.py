"""Import plans: every row once, in order, as one change set; existing rows are unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.scale import PRESETS
from factcheck.case.staleness import is_stale
from factcheck.errors import ConflictError, UnknownError
from factcheck.imports import read
from factcheck.imports.candidates import ImportOptions
from factcheck.imports.plan import ImportStatus, Plan, Scope
from factcheck.workspace.workspace import Workspace
from tests.imports.files import (
    ANNOTATION,
    AVERITEC,
    FEVER,
    HYPOTHESIS,
    PAGES,
    REVIEW,
    SAMPLES,
    dumped,
    importable,
    lines,
    planned,
    whole,
)
from tests.strategies import begun, cases, state, workspace_on


def taken(workspace: Workspace, data: bytes, asked: ImportOptions | None = None, **wanted: object) -> Plan:
    plan = planned(workspace, read(data, options=asked or ImportOptions()), **wanted)
    workspace.apply(plan)
    return plan


@given(cases())
def test_an_exported_case_is_imported_unchanged(case: Case) -> None:
    workspace = workspace_on(begun())
    before = state(workspace.case)
    plan = taken(workspace, whole(case))
    assert state(workspace.case) == importable(case)
    assert not any(plan.of(ImportStatus.REJECTED))
    assert not planned(workspace, read(whole(case))).edits
    workspace.undo()
    assert state(workspace.case) == before
    workspace.redo()
    assert state(workspace.case) == importable(case)


@given(cases(10), cases(10))
def test_importing_a_case_into_another_keeps_the_rows_of_that(case: Case, other: Case) -> None:
    workspace = workspace_on(other, "carol")
    before, held = state(other), bool(other.claims or other.sources)
    plan = taken(workspace, whole(case))
    for name, table in state(other).items():
        if name != "case" or held:
            assert {key: table[key] for key in before[name]} == before[name]
        refs = [row["ref"].upper() for row in table.values() if "ref" in row]
        assert len(set(refs)) == len(refs)
    assert not planned(workspace, read(whole(case))).edits
    if plan.edits:
        workspace.undo()
    assert state(other) == before


@pytest.mark.parametrize("name", SAMPLES)
def test_importing_twice_adds_nothing_and_undo_removes_all(name: str) -> None:
    workspace = workspace_on(begun())
    before = state(workspace.case)
    first = taken(workspace, SAMPLES[name])
    again = planned(workspace, read(SAMPLES[name]))
    assert first.edits
    assert not again.edits
    assert again.counts(ImportStatus.DUPLICATE) == {
        noun: n for noun, n in first.counts(ImportStatus.NEW).items() if noun != "source"
    }
    assert workspace.undo()
    assert state(workspace.case) == before


def test_refs_and_positions_continue_in_the_order_of_the_file() -> None:
    workspace = workspace_on(begun())
    workspace.add_claim("The first.")
    taken(workspace, b"claim\nb\na\nc\n")
    assert [(claim.ref, claim.text) for claim in workspace.case.in_order()] == [
        ("C1", "The first."),
        ("C2", "b"),
        ("C3", "a"),
        ("C4", "c"),
    ]


def test_the_same_text_with_another_origin_is_another_claim() -> None:
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.", origin="a speech")
    plan = taken(workspace, b"claim,origin\n It  rained. ,a speech\nIt rained.,a book\nIt rained.,a book\n")
    assert [line.status for line in plan.lines] == [ImportStatus.DUPLICATE, ImportStatus.NEW, ImportStatus.DUPLICATE]


def test_a_claim_without_origin_is_a_duplicate_of_the_first_with_its_text() -> None:
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.", origin="a speech")
    workspace.add_claim("It rained.", origin="a book")
    plan = taken(workspace, b"claim,label\nIt rained.,Supported\n")
    assert [line.status for line in plan.lines] == [ImportStatus.DUPLICATE, ImportStatus.NEW]
    assert [workspace.case.claims[verdict.claim].ref for verdict in workspace.case.verdicts.values()] == ["C1"]


def test_texts_are_cleaned_and_quotes_stay_exact() -> None:
    workspace = workspace_on(begun())
    annotation = {**ANNOTATION, "body": [{"purpose": "assessing", "value": "It \x1b[2J rained\u202e."}]}
    taken(workspace, dumped(annotation))
    (claim,), (excerpt,) = workspace.case.claims.values(), workspace.case.excerpts.values()
    assert (claim.text, excerpt.quote, excerpt.prefix) == ("It [2J rained.", "Rain\n fell", "In May ")


def test_labels_are_mapped_to_the_scale_or_rejected() -> None:
    data = b"claim,label\na,Pants on fire\nb,False\nc,dubious\nd,REFUTED\n"
    workspace = workspace_on(begun())
    plan = taken(workspace, data)
    assert [(each.words, each.label) for each in plan.labels] == [
        ("Pants on fire", "Refuted"),
        ("False", "Refuted"),
        ("dubious", None),
        ("REFUTED", "Refuted"),
    ]
    assert [line.place for line in plan.of(ImportStatus.REJECTED)] == ["line 4"]
    politifact = workspace_on(begun(PRESETS["politifact"]))
    told = planned(politifact, read(data))
    assert {each.words: each.label for each in told.labels} == {
        "Pants on fire": "Pants on fire",
        "False": "False",
        "dubious": None,
        "REFUTED": None,  # mostly false, false or pants on fire? that is for a person to say
    }
    settled = planned(politifact, read(data), labels={"refuted": "false", "DUBIOUS": "Half true"})
    assert not any(settled.of(ImportStatus.REJECTED))
    with pytest.raises(UnknownError, match="no label 'nope'"):
        planned(politifact, read(data), labels={"refuted": "nope"})


def test_a_verdict_is_the_importers_unless_the_file_names_another_checker_and_its_time_is_kept() -> None:
    workspace = workspace_on(begun(), "ada")
    taken(workspace, dumped(REVIEW))
    taken(workspace, lines(FEVER))
    by = {workspace.case.claims[verdict.claim].text: verdict for verdict in workspace.case.verdicts.values()}
    named, own = by["The bridge cost 40 million"], by["The bridge opened in 1932."]
    assert (named.checker, named.at) == ("Example Workspace", "2025-11-22T00:00:00Z")
    assert own.checker == "ada"
    assert workspace.case.info.created < own.at <= workspace.case.history.last_at


def test_a_future_time_is_replaced_by_the_time_of_the_import() -> None:
    workspace = workspace_on(begun())
    taken(workspace, dumped({**REVIEW, "datePublished": "2999-01-01"}))
    (claim,) = workspace.case.claims
    workspace.decide(claim, "supported")
    verdict = workspace.case.newest_verdict(claim)
    assert verdict is not None
    assert (verdict.checker, verdict.label) == ("ada", "supported")


def test_an_existing_verdict_is_kept() -> None:
    workspace = workspace_on(begun())
    taken(workspace, b"claim\nIt rained.\n")
    (claim,) = workspace.case.claims
    workspace.decide(claim, "supported", rationale="I was there.")
    before = state(workspace.case)
    plan = taken(workspace, b"claim,label,checker\nIt rained.,Refuted,ada\nIt rained.,Supported,ada\n")
    assert [(line.noun, line.status) for line in plan.lines if line.noun == "verdict"] == [
        ("verdict", ImportStatus.DIFFERS),
        ("verdict", ImportStatus.DUPLICATE),
    ]
    assert state(workspace.case) == before


def test_an_imported_verdict_is_not_stale() -> None:
    workspace = workspace_on(begun())
    taken(workspace, lines(FEVER), ImportOptions(corpus=lines(PAGES)))
    assert len(workspace.case.verdicts) == 3
    assert not any(is_stale(workspace.case, claim) for claim in workspace.case.claims)


def test_evidence_for_a_claim_of_the_case() -> None:
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    taken(workspace, dumped(HYPOTHESIS), ImportOptions(claim="C1"))
    assert [excerpt.quote for excerpt in workspace.case.excerpts.values()] == ["seven days"]
    refused = planned(workspace, read(dumped(HYPOTHESIS), options=ImportOptions(claim="C9")))
    assert [(line.status, "no claim 'C9'" in line.why) for line in refused.lines] == [(ImportStatus.REJECTED, True)]


def test_sources_are_matched_by_address_or_by_title_alone() -> None:
    workspace = workspace_on(begun())
    workspace.add_source(title="Tower", url="https://example.org/tower")
    workspace.add_source(title="Harbour", url="https://example.org/harbour")
    workspace.add_source(title="Harbour", url="https://example.org/harbour/2")
    taken(workspace, dumped(AVERITEC))
    taken(workspace, lines(FEVER), ImportOptions(corpus=lines(PAGES)))
    assert sorted((source.url, source.title) for source in workspace.case.sources.values()) == [
        ("", "Old_Bridge"),
        ("https://example.org/harbour", "Harbour"),
        ("https://example.org/harbour/2", "Harbour"),
        ("https://example.org/measured", ""),
        ("https://example.org/tower", "Tower"),
    ]


@pytest.mark.parametrize(
    ("scope", "tables"),
    [
        (Scope.ALL, {"claims", "sources", "excerpts", "verdicts"}),
        (Scope.EVIDENCE, {"claims", "sources", "excerpts"}),
        (Scope.CLAIMS, {"claims"}),
    ],
)
def test_only_the_scope_is_imported(scope: Scope, tables: set[str]) -> None:
    workspace = workspace_on(begun())
    plan = taken(workspace, dumped(AVERITEC), scope=scope)
    assert {edit.target.partition("/")[0] for edit in plan.edits} == tables


def test_a_text_that_is_too_long_is_rejected_in_one_line() -> None:
    annotation = {**ANNOTATION, "body": [{"purpose": "assessing", "value": "x" * 10_001}]}
    quote = {"type": "TextQuoteSelector", "exact": "y" * 1_000_001}
    other = {**ANNOTATION, "target": {"source": "https://example.org", "selector": quote}}
    plan = planned(workspace_on(begun()), read(dumped([annotation, other])))
    assert [(line.noun, "characters" in line.why) for line in plan.of(ImportStatus.REJECTED)] == [
        ("claim", True),
        ("excerpt", True),
    ]


def test_an_outdated_plan_is_not_applied() -> None:
    workspace = workspace_on(begun())
    plan = planned(workspace, read(SAMPLES["csv"]))
    workspace.add_claim("Something else.")
    with pytest.raises(ConflictError, match="look at the file again"):
        workspace.apply(plan)


def test_an_import_can_be_saved_and_read_again(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        for data in SAMPLES.values():
            taken(workspace, data)
        expected = state(workspace.case)
    with Workspace.open(case_path, "ada") as workspace:
        assert state(workspace.case) == expected


def test_ten_thousand_claims_are_one_change_set() -> None:
    workspace = workspace_on(begun())
    data = b"claim,city\n" + b"".join(b"Claim %d holds.,x\n" % number for number in range(10_000))
    plan = taken(workspace, data)
    assert (len(plan.edits), len(workspace.case.claims)) == (10_000, 10_000)
    assert workspace.case.claim("C10000").text == "Claim 9999 holds."
    assert len(workspace.undo()) == 10_000
    assert not workspace.case.claims
