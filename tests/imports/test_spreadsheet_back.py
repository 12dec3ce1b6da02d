"""A spreadsheet that a colleague sends back: its rows are known, and what differs is listed and taken over."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings

from factcheck.case.case import Case
from factcheck.case.staleness import is_stale
from factcheck.exports import FORMATS, encoded
from factcheck.exports.selection import Selection
from factcheck.exports.tables import TABLES
from factcheck.imports import read
from factcheck.imports.plan import ImportStatus, Plan
from factcheck.workspace.adjudication import Adjudication
from factcheck.workspace.workspace import Workspace
from tests.imports.files import planned
from tests.strategies import begun, cases, state, workspace_on


def sent(case: Case, format_name: str = "xlsx", **options: str) -> bytes:
    selection = Selection(case=case, claims=case.in_order(), options=options)
    return b"".join(encoded(FORMATS[format_name], selection))


def edited(data: bytes, *changes: tuple[str, int, str, object]) -> bytes:
    """Return a workbook with cells changed, each given by its sheet, row, column and new value."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    for sheet, row, column, value in changes:
        names = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row, names.index(column) + 1).value = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture
def workspace() -> Workspace:
    """A case of two claims: one decided by ada with an excerpt, one unchecked."""
    workspace = workspace_on(begun())
    first = workspace.add_claim("It rained.", speaker="A. Mayor", tags=["weather", "a; b, c"])
    workspace.add_claim("It snowed.")
    source = workspace.add_source(title="Diary", url="https://example.org/diary")
    workspace.add_excerpt(first, source, "Rain all day.", stance="supports", start=None)
    workspace.decide(first, "supported", rationale="The diary says so.", confidence="high")
    return workspace


def told(plan: Plan) -> list[str]:
    return [line.words for line in plan.differing]


def updated(workspace: Workspace, data: bytes) -> Plan:
    plan = planned(workspace, read(data))
    workspace.apply(plan.with_updates(plan.differing, workspace.now()))
    return plan


@pytest.mark.parametrize("format_name", ["xlsx", "csv"])
@settings(max_examples=40)
@given(case=cases())
def test_an_unchanged_spreadsheet_changes_nothing(format_name: str, case: Case) -> None:
    if case.claims:
        plan = planned(workspace_on(case), read(sent(case, format_name)))
        assert (plan.edits, told(plan), [*plan.of(ImportStatus.REJECTED)]) == ((), [], [])


CHANGES: list[tuple[tuple[str, int, str, object], str, Callable[[Workspace], object], object]] = [
    (("claims", 2, "text", "It rained in May."), "C1 text: “It rained.” / “It rained in May.”",
     lambda it: it.case.claim("C1").text, "It rained in May."),
    (("claims", 2, "speaker", None), "C1 speaker: “A. Mayor” / nothing",
     lambda it: it.case.claim("C1").speaker, ""),
    (("claims", 2, "tags", "weather"), "C1 tags: “weather; a; b, c” / “weather”",
     lambda it: it.case.claim("C1").tags, ("weather",)),
    (("claims", 2, "label", "refuted"), "C1 label: “Supported” / “Refuted”",
     lambda it: it.case.verdicts_of(it.case.claim("C1").id)[0].label, "refuted"),
    (("claims", 2, "verdict", "Refuted"), "C1 label: “Supported” / “Refuted”",
     lambda it: it.case.verdicts_of(it.case.claim("C1").id)[0].label, "refuted"),
    (("claims", 2, "rationale", "No diary."), "C1 rationale: “The diary says so.” / “No diary.”",
     lambda it: it.case.verdicts_of(it.case.claim("C1").id)[0].rationale, "No diary."),
    (("verdicts", 2, "confidence", "low"), "C1 confidence: “high” / “low”",
     lambda it: it.case.verdicts_of(it.case.claim("C1").id)[0].confidence, "low"),
    (("excerpts", 2, "stance", "contradicts"), "E1 stance: “supports” / “contradicts”",
     lambda it: it.case.excerpt("E1").stance, "contradicts"),
    (("excerpts", 2, "quote", "Rain all night."), "E1 quote: “Rain all day.” / “Rain all night.”",
     lambda it: it.case.excerpt("E1").quote, "Rain all night."),
    (("sources", 2, "publisher", "The Press"), "S1 publisher: nothing / “The Press”",
     lambda it: it.case.source("S1").publisher, "The Press"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words", "value", "expected"), CHANGES, ids=[str(each[0][:3]) for each in CHANGES])
def test_a_changed_cell_is_listed_and_taken_over_as_one_change(
    workspace: Workspace,
    change: tuple[str, int, str, object],
    words: str,
    value: Callable[[Workspace], object],
    expected: object,
) -> None:
    before = state(workspace.case)
    plan = updated(workspace, edited(sent(workspace.case), change))
    assert (plan.edits, told(plan)) == ((), [words])
    assert value(workspace) == expected
    assert (
        not is_stale(workspace.case, workspace.case.claim("C1").id) or change[0] in {"excerpts"} or change[2] == "text"
    )
    workspace.undo()
    assert state(workspace.case) == before


def test_a_changed_text_with_a_changed_verdict_is_judged_as_it_is_now(workspace: Workspace) -> None:
    data = edited(
        sent(workspace.case),
        ("claims", 2, "text", "It hailed."),
        ("claims", 2, "verdict", "Refuted"),
        ("claims", 3, "text", "It froze."),
        ("claims", 3, "label", "refuted"),
        ("claims", 3, "checker", "bob"),
    )
    updated(workspace, data)
    claims = workspace.case.in_order()
    assert [(claim.text, is_stale(workspace.case, claim.id)) for claim in claims] == [
        ("It hailed.", False),
        ("It froze.", False),
    ]
    assert workspace.case.verdicts_of(claims[1].id)[0].checker == "bob"


def test_label_and_name_that_both_changed_and_differ_are_rejected(workspace: Workspace) -> None:
    data = edited(
        sent(workspace.case), ("claims", 2, "label", "refuted"), ("claims", 2, "verdict", "Not Enough Evidence")
    )
    plan = planned(workspace, read(data))
    assert ["clear one" in line.why for line in plan.of(ImportStatus.REJECTED)] == [True]


def test_sheets_that_differ_from_each_other_are_rejected(workspace: Workspace) -> None:
    data = edited(sent(workspace.case), ("claims", 2, "rationale", "No."), ("verdicts", 2, "rationale", "Never."))
    plan = planned(workspace, read(data))
    assert told(plan) == ["C1 rationale: “The diary says so.” / “No.”"]
    assert ["differs from claims row 2" in line.why for line in plan.of(ImportStatus.REJECTED)] == [True]


def test_rows_are_known_by_ref_where_the_id_is_gone(workspace: Workspace) -> None:
    rows = list(csv.reader(StringIO(sent(workspace.case, "csv").decode())))
    out = StringIO()
    csv.writer(out).writerows([[cell for name, cell in zip(rows[0], row, strict=True) if name != "id"] for row in rows])
    plan = planned(workspace, read(out.getvalue().replace("It snowed.", "It hailed.").encode()))
    assert told(plan) == ["C2 text: “It snowed.” / “It hailed.”"]


def test_new_rows_on_every_sheet_are_added(workspace: Workspace) -> None:
    data = edited(
        sent(workspace.case),
        ("claims", 4, "ref", "C3"),
        ("claims", 4, "text", "It froze."),
        ("sources", 3, "ref", "S2"),
        ("sources", 3, "title", "Almanac"),
        ("excerpts", 3, "claim", "C3"),
        ("excerpts", 3, "source", "S2"),
        ("excerpts", 3, "stance", "contradicts"),
        ("excerpts", 3, "quote", "No frost that year."),
    )
    plan = planned(workspace, read(data))
    assert plan.counts(ImportStatus.NEW) == {"source": 1, "claim": 1, "excerpt": 1}
    workspace.apply(plan)
    (excerpt,) = workspace.case.excerpts_of(workspace.case.claim("C3").id)
    assert (excerpt.quote, workspace.case.sources[excerpt.source].title) == ("No frost that year.", "Almanac")


@pytest.mark.parametrize("table", [name for name in TABLES if name != "claims"])
def test_each_table_comes_back_alone(workspace: Workspace, table: str) -> None:
    data = sent(workspace.case, "csv", table=table)
    plan = planned(workspace, read(data))
    assert (plan.edits, told(plan), [*plan.of(ImportStatus.REJECTED)]) == ((), [], [])
    assert plan.counts(ImportStatus.DUPLICATE)


def test_an_excerpt_of_an_unknown_claim_or_source_is_rejected(workspace: Workspace) -> None:
    data = edited(sent(workspace.case), ("excerpts", 2, "id", None), ("excerpts", 2, "ref", None))
    for column, words in (("claim", "no claim 'C77'"), ("source", "no source 'S77'")):
        other = edited(data, ("excerpts", 2, column, f"{column[0].upper()}77"))
        plan = planned(workspace, read(other))
        assert [words in line.why for line in plan.of(ImportStatus.REJECTED)] == [True]


def test_one_difference_is_taken_and_the_others_stay(workspace: Workspace) -> None:
    data = edited(sent(workspace.case), ("claims", 2, "text", "It hailed."), ("claims", 2, "speaker", "B. Mayor"))
    plan = planned(workspace, read(data))
    workspace.apply(plan.with_updates(plan.differing[1:], workspace.now()))
    claim = workspace.case.claim("C1")
    assert (claim.text, claim.speaker) == ("It rained.", "B. Mayor")


def verdicts(workspace: Workspace) -> dict[str, tuple[str | None, str]]:
    """Return label and rationale of the verdicts on C1, by checker."""
    given = workspace.case.verdicts_of(workspace.case.claim("C1").id)
    return {verdict.checker: (verdict.label, verdict.rationale) for verdict in given}


ADA = ("supported", "The diary says so.")


@pytest.mark.parametrize(
    ("changes", "words", "bob"),
    [
        ([("claims", "verdict", "Refuted"), ("claims", "rationale", "No rain.")],
         "C1 verdict: here ✓ Supported (ada) / there ✗ Refuted; rationale “The diary says so.” / “No rain.”:"
         " will be bob's", ("refuted", "No rain.")),
        ([("claims", "rationale", "A dry day.")],
         "C1 verdict: here ✓ Supported (ada) / there ✓ Supported; rationale “The diary says so.” / “A dry day.”:"
         " will be bob's", ("supported", "A dry day.")),
        ([("verdicts", "label", "refuted")], "C1 verdict: here ✓ Supported (ada) / there ✗ Refuted: will be bob's",
         ("refuted", "The diary says so.")),
    ],
    ids=["label and rationale", "rationale", "sheet of verdicts"],
)  # fmt: skip
def test_a_changed_verdict_of_another_becomes_the_importers_own(
    workspace: Workspace, changes: list[tuple[str, str, str]], words: str, bob: tuple[str, str]
) -> None:
    data = edited(sent(workspace.case), *((sheet, 2, column, value) for sheet, column, value in changes))
    before = state(workspace.case)
    workspace.checker = "bob"
    assert told(updated(workspace, data)) == [words]
    assert verdicts(workspace) == {"ada": ADA, "bob": bob}
    (given,) = (each for each in workspace.case.verdicts_of(workspace.case.claim("C1").id) if each.checker == "bob")
    assert (given.at > "2026", given.basis) == (True, workspace.case.basis(given.claim))
    again = planned(workspace, read(data))
    assert (again.edits, told(again), [*again.of(ImportStatus.REJECTED)]) == ((), [], [])
    workspace.undo()
    assert state(workspace.case) == before


EMPTIED = [("claims", 2, column, None) for column in ("label", "verdict", "confidence", "rationale")]


def test_an_emptied_verdict_withdraws_only_the_importers_own(workspace: Workspace) -> None:
    data = edited(sent(workspace.case), *EMPTIED)
    workspace.checker = "bob"
    plan = updated(workspace, data)
    assert ["it is ada's here: bob cannot withdraw it" in line.why for line in plan.of(ImportStatus.REJECTED)] == [True]
    assert verdicts(workspace) == {"ada": ADA}
    workspace.checker = "ada"
    updated(workspace, data)
    assert verdicts(workspace)["ada"] == (None, "")


def test_a_changed_verdict_of_another_replaces_the_importers_own_and_says_so(workspace: Workspace) -> None:
    workspace.checker = "bob"
    workspace.decide(workspace.case.claim("C1"), "conflicting", rationale="Two diaries.")
    row = 2 + [verdict.checker for verdict in workspace.case.verdicts_of(workspace.case.claim("C1").id)].index("ada")
    sheet = sent(workspace.case)
    only_words = planned(workspace, read(edited(sheet, ("verdicts", row, "rationale", "A dry day."))))
    assert ["bob's own verdict is" in line.why for line in only_words.of(ImportStatus.REJECTED)] == [True]
    plan = updated(workspace, edited(sheet, ("verdicts", row, "label", "refuted")))
    assert all(words.endswith(": will be bob's, the row is ada's") for words in told(plan))
    assert verdicts(workspace) == {"ada": ADA, "bob": ("refuted", "The diary says so.")}


def test_a_claim_whose_checkers_differ_comes_back_unchanged(workspace: Workspace) -> None:
    workspace.checker = "bob"
    workspace.decide(workspace.case.claim("C1"), "refuted")
    plan = planned(workspace, read(sent(workspace.case)))
    assert (plan.edits, told(plan), [*plan.of(ImportStatus.REJECTED)]) == ((), [], [])


def test_a_deleted_claim_is_named_although_its_excerpts_are_in_the_workbook(workspace: Workspace) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(sent(workspace.case)))
    book["claims"].delete_rows(2)
    made = BytesIO()
    book.save(made)
    assert "not in the file: C1 (nothing is removed)" in planned(workspace, read(made.getvalue())).notes


def test_a_deleted_row_is_named_and_nothing_is_removed(workspace: Workspace) -> None:
    lines = sent(workspace.case, "csv").decode().splitlines(keepends=True)
    plan = planned(workspace, read("".join(lines[:2]).encode()))
    assert plan.notes[0] == "not in the file: C2 (nothing is removed)"
    assert plan.edits == ()
    assert not any("not in the file" in note for note in planned(workspace, read("".join(lines).encode())).notes)


def test_new_verdicts_have_a_basis_although_nothing_differs() -> None:
    workspace = workspace_on(begun())
    updated(workspace, b"claim,label\nIt rained.,supported\n")
    (claim,) = workspace.case.claims
    assert [verdict.basis for verdict in workspace.case.verdicts_of(claim)] == [workspace.case.basis(claim)]


@pytest.mark.parametrize("checker", ["ada", "bob"])
def test_a_settled_claim_comes_back_unchanged(workspace: Workspace, checker: str) -> None:
    workspace.checker = "bob"
    workspace.decide(workspace.case.claim("C1"), "refuted")
    workspace.checker = "ada"
    Adjudication(workspace).settle("C1", "refuted")
    workspace.checker = checker
    plan = planned(workspace, read(sent(workspace.case)))
    assert (plan.edits, told(plan), [*plan.of(ImportStatus.REJECTED)]) == ((), [], [])
