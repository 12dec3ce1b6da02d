"""The case: all or nothing, indexes that equal a plain look, and finding what a person means."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY, CaseInfo
from factcheck.case.changes import Batch, Change, ChangeKind, Edit
from factcheck.case.record import Row
from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.rows import unwritten
from factcheck.case.scale import DEFAULT_SCALE, PRESETS
from factcheck.errors import ConflictError, UnknownError
from factcheck.workspace.workspace import Workspace
from tests.strategies import Wish, begun, cases, redo_last, sequences, sign, state, undo_last, workspace_on


def small_case() -> Case:
    """A case with two claims, a source, three excerpts and two verdicts."""
    rows: dict[str, dict[str, Claim | Source | Excerpt | Verdict]] = {
        "sources": {"s": Source(id="s", ref="S1", title="A diary", sha256="ab")},
        "claims": {
            "a": Claim(id="a", ref="C1", text="It rained.", position=2),
            "b": Claim(id="b", ref="C2", text="It snowed.", position=1),
        },
        "excerpts": {
            key: Excerpt(id=key, ref=ref, claim="a", source="s", stance=stance, quote="q")
            for key, ref, stance in (
                ("x", "E10", Stance.SUPPORTS),
                ("y", "E9", Stance.CONTRADICTS),
                ("z", "E11", Stance.CONTEXT),
            )
        },
        "verdicts": {
            "a/ada": Verdict(claim="a", checker="ada", label="refuted", at="2026-01-01"),
            "a/bob": Verdict(claim="a", checker="bob", label=None, rationale="Wait.", at="2026-01-02"),
        },
    }
    return Case({name: {key: row.to_row() for key, row in table.items()} for name, table in rows.items()})


def hold_to_a_plain_look(case: Case) -> None:
    """Compare what the indexes say with what a look at all rows says."""
    for claim in (*case.claims, "nowhere"):
        excerpts = [excerpt for excerpt in case.excerpts.values() if excerpt.claim == claim]
        by_ref = sorted(excerpts, key=lambda excerpt: int(excerpt.ref[1:]))
        assert case.excerpts_of(claim) == by_ref
        for stance in Stance:
            assert case.excerpts_of(claim, stance) == [excerpt for excerpt in by_ref if excerpt.stance is stance]
        verdicts = [verdict for verdict in case.verdicts.values() if verdict.claim == claim]
        assert {verdict.key for verdict in case.verdicts_of(claim)} == {verdict.key for verdict in verdicts}
        times = [verdict.at for verdict in case.verdicts_of(claim)]
        assert times == sorted(times, reverse=True)
        labelled = [verdict for verdict in verdicts if verdict.label]
        current = max(labelled, key=lambda verdict: (verdict.at, verdict.checker), default=None)
        assert case.newest_verdict(claim) == current
        agree = len({verdict.label for verdict in labelled}) < 2
        assert case.verdict_of(claim) == (current if agree else None)
        assert case.index.is_split(claim) is not agree
        assert case.index.labels_of(claim) == {verdict.checker: verdict.label for verdict in labelled}
    for checker in {verdict.checker for verdict in case.verdicts.values()} | {"nobody"}:
        own = {verdict.claim for verdict in case.verdicts.values() if verdict.label and verdict.checker == checker}
        assert case.index.checked_by(checker) == own
    assert case.in_order() == sorted(case.claims.values(), key=lambda claim: (claim.position, claim.id))
    for table, letter in (("sources", "S"), ("claims", "C"), ("excerpts", "E")):
        numbers = [int(row["ref"][1:]) for row in case.tables[table].rows().values()]
        assert case.next_ref(table) == f"{letter}{max(numbers, default=0) + 1}"
        assert len(set(numbers)) == len(numbers)


@given(sequences())
def test_indexes_equal_a_plain_look_after_every_edit_and_undo(drawn: list[Wish]) -> None:
    workspace = workspace_on(begun())
    for wish in drawn:
        wish.at(workspace)
        hold_to_a_plain_look(workspace.case)
    while undo_last(workspace):
        hold_to_a_plain_look(workspace.case)
    redo_last(workspace)
    hold_to_a_plain_look(workspace.case)


@given(cases())
def test_records_are_what_the_rows_say(case: Case) -> None:
    for name, table in case.tables.items():
        for key, row in table.rows().items():
            assert table[key].to_row() == {**unwritten(name), **row}


Place = tuple[str, Row | None, Row | None]


def _change(target: str, before: Row | None, after: Row | None) -> Change:
    return sign(Edit(ChangeKind.EDIT, target, before, after))


GOOD: Place = ("claims/a", {"text": "It rained."}, {"text": "It poured."})


@pytest.mark.parametrize(
    "bad",
    [
        ("claims/b", {"text": "It hailed."}, {"text": "x"}),
        ("claims/gone", {"text": "x"}, {"text": "y"}),
        ("claims/gone", {"text": "x"}, None),
        ("claims/b", None, {"id": "b", "text": "again"}),
        ("claims/b", None, None),
        ("claims/gone", None, None),
        ("nonsense/b", None, {"id": "b"}),
        ("history/b", None, {"id": "b"}),
        ("", None, {}),
        GOOD,
    ],
    ids=str,
)
@pytest.mark.parametrize("order", [lambda good, bad: (good, bad), lambda good, bad: (bad, good)], ids=["last", "first"])
def test_a_batch_with_one_change_that_does_not_fit_changes_nothing(
    bad: Place, order: Callable[[Change, Change], Batch]
) -> None:
    case = small_case()
    before = state(case)
    with pytest.raises(ConflictError):
        case.apply(order(_change(*GOOD), _change(*bad)))
    assert state(case) == before
    assert list(case.history) == []


def test_a_batch_that_fits_is_in_the_rows_and_in_the_history() -> None:
    case = small_case()
    change = _change(*GOOD)
    case.apply((change,))
    assert case.claims["a"].text == "It poured."
    assert list(case.history) == [change]


def test_an_excerpt_that_moves_to_another_claim_is_found_there_only() -> None:
    case = small_case()
    case.apply((_change("excerpts/y", {"claim": "a"}, {"claim": "b"}),))
    assert [excerpt.id for excerpt in case.excerpts_of("a")] == ["x", "z"]
    assert [excerpt.id for excerpt in case.excerpts_of("b")] == ["y"]


def test_excerpts_stand_in_the_order_of_their_numbers() -> None:
    assert [excerpt.ref for excerpt in small_case().excerpts_of("a")] == ["E9", "E10", "E11"]


def test_the_verdict_that_stands_is_the_newest_with_a_label() -> None:
    verdict = small_case().verdict_of("a")
    assert verdict is not None
    assert verdict.checker == "ada"
    assert small_case().verdict_of("b") is None


def test_verdicts_stand_newest_first() -> None:
    case = small_case()
    assert [verdict.checker for verdict in case.verdicts_of("a")] == ["bob", "ada"]
    case.apply((_change("verdicts/a/bob", {"label": None}, {"label": "supported"}),))
    assert case.verdict_of("a") is None  # the checkers differ
    current = case.newest_verdict("a")
    assert current is not None
    assert current.label == "supported"


def test_claims_stand_by_their_position() -> None:
    case = small_case()
    assert [claim.id for claim in case.in_order()] == ["b", "a"]
    case.apply((_change("claims/b", {"position": 1}, {"position": 2.5}),))
    assert [claim.id for claim in case.in_order()] == ["a", "b"]


@pytest.mark.parametrize("name", ["C1", "c1", " C1 ", "a"])
def test_a_claim_is_found_by_id_and_ref(name: str) -> None:
    assert small_case().claim(name).id == "a"


def test_sources_and_excerpts_are_found_too() -> None:
    case = small_case()
    assert case.source("s1").id == "s"
    assert case.excerpt("e9").id == "y"


@pytest.mark.parametrize(
    ("find", "noun"),
    [(Case.claim, "claim"), (Case.source, "source"), (Case.excerpt, "excerpt")],
    ids=["claim", "source", "excerpt"],
)
@pytest.mark.parametrize("name", ["C99", "", "C", "9" * 5000, "E1", "\x1b[2J"], ids=lambda name: ascii(name)[:10])
def test_what_is_not_there_is_named(find: Callable[[Case, str], object], noun: str, name: str) -> None:
    with pytest.raises(UnknownError, match=f"no {noun} ") as raised:
        find(small_case(), name)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize(
    ("refs", "following"),
    [
        ([], "C1"),
        (["C1", "C7", "C3"], "C8"),
        (["c007"], "C8"),
        (["c1"], "C2"),
        (["K5", "", "C", "C-3", "Cx"], "C1"),
        (["C" + "9" * 5000, "C2"], "C3"),
        (["C٣"], "C4"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_the_next_ref_is_one_more_than_the_highest(refs: list[str], following: str) -> None:
    claims = {str(number): Claim(id=str(number), ref=ref, text="x").to_row() for number, ref in enumerate(refs)}
    assert Case({"claims": dict(claims)}).next_ref("claims") == following


def test_a_case_without_a_cover_sheet_has_its_defaults() -> None:
    case = Case()
    assert case.title == "Untitled case"
    assert case.scale is DEFAULT_SCALE
    assert case.info == CaseInfo()


def test_another_scale_is_read_once_the_sheet_says_so() -> None:
    case = begun()
    assert case.scale is DEFAULT_SCALE
    case.apply((_change(f"case/{CASE_KEY}", {"scale": "averitec"}, {"scale": "editor"}),))
    assert case.scale is PRESETS["editor"]


@pytest.mark.parametrize(
    "change",
    [
        _change("claims/a", {"text": "It rained."}, {"text": "It poured."}),
        _change("excerpts/x", {"stance": "supports"}, {"stance": "context"}),
        _change("excerpts/x", {"quote": "q"}, {"quote": "p"}),
        _change("excerpts/x", small_case().excerpts["x"].to_row(), None),
        _change("sources/s", {"sha256": "ab"}, {"sha256": "cd"}),
        _change("case/case", None, CaseInfo(scale="editor").to_row()),
    ],
    ids=lambda change: f"{change.target} {change.after}"[:40],
)
def test_the_basis_of_a_verdict_changes_with_what_was_judged(change: Change) -> None:
    case = small_case()
    before = case.basis("a")
    case.apply((change,))
    assert case.basis("a") != before


@pytest.mark.parametrize(
    "change",
    [
        _change("claims/a", {"position": 2}, {"position": 9}),
        _change("claims/b", {"text": "It snowed."}, {"text": "x"}),
        _change("excerpts/x", {"note": ""}, {"note": "see page 4"}),
        _change("verdicts/a/ada", {"label": "refuted"}, {"label": "supported"}),
    ],
    ids=lambda change: change.target,
)
def test_the_basis_stays_when_something_else_changes(change: Change) -> None:
    case = small_case()
    before = case.basis("a")
    case.apply((change,))
    assert case.basis("a") == before


def test_a_workspace_in_memory_refuses_what_does_not_fit_without_a_trace() -> None:
    workspace: Workspace = workspace_on(small_case())
    before = state(workspace.case)
    with pytest.raises(ConflictError):
        workspace.store.save((_change("claims/a", {"text": "other"}, {"text": "x"}),))
    assert state(workspace.case) == before
