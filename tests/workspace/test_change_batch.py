"""Several changes as one change set, and the ways in which a row can be named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.case.changes import ChangeSet
from factcheck.case.records import Stance
from factcheck.errors import FactcheckError, GoneError, InvalidError, UnknownError
from factcheck.workspace.workspace import Workspace


def label(workspace: Workspace, ref: str) -> str | None:
    verdict = workspace.case.verdict_of(workspace.case.claim(ref).id)
    return verdict.label if verdict else None


def test_a_batch_is_one_change_set_and_is_undone_as_one(workspace: Workspace) -> None:
    before, changes = len(workspace.case.excerpts), len(workspace.case.history)
    with workspace.batch() as batch:
        batch.decide("C3", "refuted", rationale="225, says S4.", confidence="high")
        batch.decide("c5", "1")
        batch.add_excerpt("C3", "S1", "one", stance="context")
        batch.add_excerpt("C3", "S1", "two", stance=Stance.SUPPORTS)
    assert (label(workspace, "C3"), label(workspace, "C5")) == ("refuted", "supported")
    assert len(workspace.case.excerpts) == before + 2
    assert len({change.batch for change in list(workspace.case.history)[changes:]}) == 1
    refs = [workspace.case.excerpts[key].ref for key in workspace.case.excerpts][-2:]
    assert len(set(refs)) == 2
    workspace.undo()
    assert (label(workspace, "C3"), label(workspace, "C5")) == (None, None)
    assert len(workspace.case.excerpts) == before


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda batch: batch.decide("C99", "refuted"), "no claim 'C99'"),
        (lambda batch: batch.decide("C5", "maybe"), "no label 'maybe'"),
        (lambda batch: batch.decide("C5", "refuted", confidence="total"), "no confidence 'total'; there are low"),
        (lambda batch: batch.decide("C3", "supported"), "C3 is decided twice"),
        (lambda batch: batch.add_excerpt("C3", "S99", "one", stance="context"), "no source 'S99'"),
        (lambda batch: batch.add_excerpt("C3", "S1", " ", stance="context"), "an excerpt needs a quote"),
        (
            lambda batch: batch.add_excerpt("C3", "S1", "one", stance="for"),
            "no stance 'for'; there are supports",
        ),
    ],
)
def test_of_a_batch_with_a_fault_nothing_is_saved(
    workspace: Workspace, wrong: Callable[[object], None], why: str
) -> None:
    changes = len(workspace.case.history)
    with pytest.raises(FactcheckError, match=why), workspace.batch() as batch:
        batch.decide("C3", "refuted")
        wrong(batch)
    assert len(workspace.case.history) == changes


def test_an_empty_batch_changes_nothing(workspace: Workspace) -> None:
    changes = len(workspace.case.history)
    assert workspace.batch().save() == ()
    assert len(workspace.case.history) == changes


def test_what_was_written_for_another_label_becomes_a_draft(workspace: Workspace) -> None:
    workspace.decide("C3", "refuted", rationale="225, says S4.")
    with workspace.batch() as batch:
        batch.decide("C3", "supported")
    assert workspace.unsaved.of(workspace.case.claim("C3").id) == ("225, says S4.", "")


def test_rows_are_named_by_ref_id_record_or_the_change_that_added_them(workspace: Workspace) -> None:
    claim, source = workspace.add_claim("It opened in 1932."), workspace.add_source(title="A diary")
    assert claim.ref == workspace.case.claims[claim.key].ref
    for named in (claim, claim.ref, claim.ref.lower(), claim.key, workspace.case.claims[claim.key]):
        added = workspace.add_excerpt(named, source, "It opened.", stance="supports")
        assert workspace.case.excerpts[added.key].claim == claim.key
        assert workspace.set_stance(added, "context")
    assert [excerpt.source for excerpt in workspace.excerpts(claim)] == [source.key] * 5
    workspace.remove("claims", claim)
    with pytest.raises(GoneError, match="it no longer exists"):
        workspace.withdraw(claim)


def test_a_label_is_found_by_id_name_or_key_and_the_id_goes_first(workspace: Workspace) -> None:
    for word, chosen in (("refuted", "refuted"), ("Not enough evidence", "not-enough-evidence"), ("1", "supported")):
        workspace.decide("C3", word)
        assert label(workspace, "C3") == chosen


def test_a_change_set_has_the_id_of_its_batch(workspace: Workspace) -> None:
    changes = workspace.decide("C3", "refuted")
    assert isinstance(changes, ChangeSet)
    assert changes.id == changes[0].batch == changes[0].id
    assert (changes.ref, ChangeSet().id, ChangeSet().ref, ChangeSet().key) == ("", "", "", "")


def test_claims_and_sources_are_listed(workspace: Workspace) -> None:
    assert workspace.claims() == workspace.case.in_order()
    assert [claim.ref for claim in workspace.claims("C3")] == ["C3"]
    assert [source.ref for source in workspace.sources()][:2] == ["S1", "S2"]
    with pytest.raises(UnknownError):
        workspace.claims("is:nonsense")


def test_a_stance_or_confidence_that_is_none_is_refused(workspace: Workspace) -> None:
    workspace.decide("C3", "refuted")
    with pytest.raises(InvalidError, match="no confidence 'sure'"):
        workspace.set_confidence("C3", "sure")
    workspace.set_confidence("C3", "low")
    assert workspace.case.verdicts_of(workspace.case.claim("C3").id)[0].confidence == "low"
