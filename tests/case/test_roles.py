"""Drafts are no evidence: which sources are drafts, and what is not counted then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Edit
from factcheck.case.records import Source, Stance
from tests.strategies import sign

CLAIM = {"id": "c", "ref": "C1", "text": "A claim.", "position": 1.0, "origin": ""}
ORIGINS = ["S1 A draft, paragraph 2, sentence 1", "S1", "s1, page 4", "draft.md, paragraph 1, sentence 3", "A draft"]


def case(origin: str = "", role: str = "", stance: str = "") -> Case:
    """Return a case with one claim from `origin`, a source with a stated `role`, and an excerpt from it."""
    source = Source(id="s", ref="S1", title="A draft", file="draft.md", role=role).to_row()
    excerpt = {"id": "e", "ref": "E1", "claim": "c", "source": "s", "stance": stance, "quote": "A claim."}
    excerpts = {"e": excerpt} if stance else {}
    return Case({"sources": {"s": source}, "claims": {"c": {**CLAIM, "origin": origin}}, "excerpts": excerpts})


@pytest.mark.parametrize("origin", ORIGINS)
def test_what_a_claim_was_taken_from_is_a_draft(origin: str) -> None:
    assert case(origin).is_draft("s")
    assert case(origin).index.roles.undecided() == ["s"]


@pytest.mark.parametrize("origin", ["", "S10 Another", "A draft of another text", "Somebody, A draft"])
def test_other_sources_are_evidence(origin: str) -> None:
    assert not case(origin).is_draft("s")
    assert case(origin).index.roles.undecided() == []


def test_a_stated_role_holds() -> None:
    assert not case("S1", role="evidence").is_draft("s")
    assert case(role="draft").is_draft("s")
    assert case("S1", role="evidence").index.roles.undecided() == []


def test_what_was_quoted_before_anybody_was_asked_stays_evidence() -> None:
    old = case("S1", stance="supports")
    assert not old.is_draft("s")
    assert old.index.roles.undecided() == ["s"]
    assert case("S1", stance="context").is_draft("s")


def test_excerpts_from_a_draft_are_not_counted() -> None:
    draft = case(role="draft", stance="supports")
    assert draft.count("c", Stance.SUPPORTS) == 0
    assert [len(excerpts) for excerpts in (draft.excerpts_of("c"), draft.evidence_of("c"))] == [1, 0]


def test_roles_follow_each_change() -> None:
    """As if the case had been read anew."""
    changed = case("S1")
    excerpt = case("S1", stance="supports").excerpts["e"]
    steps: list[tuple[Callable[[], list[Edit]], bool]] = [
        (lambda: edits.edit(changed, "claims", "c", flagged=True), True),
        (lambda: edits.add(changed, "excerpts", excerpt), False),
        (lambda: edits.set_stance(changed, "e", Stance.CONTEXT), True),
        (lambda: edits.set_stance(changed, "e", Stance.CONTRADICTS), False),
        (lambda: edits.remove(changed, "excerpts", "e"), True),
        (lambda: edits.edit(changed, "claims", "c", origin="A speech"), False),
        (lambda: edits.edit(changed, "claims", "c", origin="A draft"), True),
        (lambda: edits.edit(changed, "sources", "s", title="A text"), False),
        (lambda: edits.edit(changed, "sources", "s", role="draft"), True),
    ]
    for step, is_draft in steps:
        for edit in step():
            changed.apply((sign(edit),))
        again = Case({name: {key: table.row(key) or {} for key in table} for name, table in changed.tables.items()})
        assert (changed.is_draft("s"), again.is_draft("s")) == (is_draft, is_draft)
