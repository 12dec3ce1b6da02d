"""What two copies come to where both changed the same: one rule a test."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from factcheck.case import forgetting
from factcheck.case.case import Case
from factcheck.case.changes import Change, sign
from factcheck.case.edits import withdraw
from factcheck.case.merging.contested import contested, settle
from factcheck.case.merging.merge import merge
from factcheck.case.merging.parts import part_since, split_waiting
from factcheck.case.records import Stance
from factcheck.errors import ConflictError
from factcheck.workspace.adjudication import Adjudication
from factcheck.workspace.merge_lines import contested_about
from factcheck.workspace.workspace import Workspace
from tests.case.merging.programs import contents, copy_of
from tests.strategies import begun, workspace_on


@pytest.fixture
def start() -> Case:
    """A case with a source, two claims, and an excerpt and a verdict of the first."""
    case = begun()
    ada = workspace_on(case)
    ada.add_source(title="A diary")
    ada.add_claim("It rained.", tags=("weather",))
    ada.add_claim("It snowed.")
    ada.add_excerpt("C1", "S1", "Rain all day.", stance=Stance.SUPPORTS)
    ada.decide("C1", "supported")
    return case


@pytest.fixture
def ada(start: Case) -> Workspace:
    """Ada at work on a copy of her own."""
    return workspace_on(copy_of(start), "ada")


@pytest.fixture
def bob(start: Case) -> Workspace:
    """Bob at work on a copy of his own."""
    return workspace_on(copy_of(start), "bob")


def both(ada: Workspace, bob: Workspace) -> Case:
    return merge([ada.case, bob.case]).case


def fields(case: Case) -> dict[str, list[str]]:
    """Return what is contested, by the ref of the row."""
    found = {}
    for target, state in contested(case).items():
        found[str(state.values.get("ref", target))] = [*state.contested, *(["removed"] if state.removals else [])]
    return found


def test_other_fields_of_one_row_all_stand(ada: Workspace, bob: Workspace) -> None:
    ada.edit("claims", "C1", text="It rained hard.")
    bob.edit("claims", "C1", speaker="The mayor")
    claim = both(ada, bob).claim("C1")
    assert (claim.text, claim.speaker) == ("It rained hard.", "The mayor")
    assert fields(both(ada, bob)) == {}


def test_two_values_of_one_field_are_contested_until_that_field_is_written_again(
    ada: Workspace, bob: Workspace
) -> None:
    ada.edit("claims", "C1", text="It rained hard.")
    bob.edit("claims", "C1", text="It hailed.")
    case = both(ada, bob)
    assert fields(case) == {"C1": ["text"]}
    workspace_on(case).edit("claims", "C1", speaker="The mayor")
    assert fields(case) == {"C1": ["text"]}, "another field settles nothing"
    workspace_on(case).edit("claims", "C1", text="It hailed and rained.")
    assert fields(case) == {}


def test_what_is_shown_can_be_kept(ada: Workspace, bob: Workspace) -> None:
    ada.edit("claims", "C1", text="It rained hard.")
    bob.edit("claims", "C1", text="It hailed.")
    case = both(ada, bob)
    shown = case.claim("C1").text
    workspace_on(case).commit(settle(case, f"claims/{case.claim('C1').id}"))
    assert (fields(case), case.claim("C1").text) == ({}, shown)
    assert fields(merge([case, ada.case]).case) == {}, "the copies know nothing that was not settled"


def test_the_same_value_twice_is_not_contested(ada: Workspace, bob: Workspace) -> None:
    for workspace in (ada, bob):
        workspace.edit("claims", "C1", text="It rained hard.")
    assert fields(both(ada, bob)) == {}


def test_tags_merge_one_by_one(ada: Workspace, bob: Workspace) -> None:
    ada.edit("claims", "C1", tags=("weather", "rain"))
    bob.edit("claims", "C1", tags=("mayor",))
    assert set(both(ada, bob).claim("C1").tags) == {"rain", "mayor"}


def test_a_claim_that_was_removed_and_changed_stays_with_all_that_was_removed_with_it(
    ada: Workspace, bob: Workspace
) -> None:
    ada.remove("claims", "C1")
    bob.edit("excerpts", "E1", note="page 3")
    case = both(ada, bob)
    assert (case.claim("C1").text, case.excerpt("E1").note, len(case.verdicts)) == ("It rained.", "page 3", 1)
    assert fields(case)["E1"] == ["removed"]
    ada.undo()
    assert fields(both(ada, bob)) == {}, "the removal was undone"


def test_an_excerpt_brings_back_the_claim_it_was_added_to(ada: Workspace, bob: Workspace) -> None:
    ada.remove("claims", "C2")
    bob.add_excerpt("C2", "S1", "Snow at last.", stance=Stance.SUPPORTS)
    assert both(ada, bob).claim("C2").text == "It snowed."


def test_an_undo_takes_back_ones_own_value_and_leaves_the_others(ada: Workspace, bob: Workspace) -> None:
    ada.edit("claims", "C1", text="It rained hard.")
    bob.edit("claims", "C1", text="It hailed.")
    case = both(ada, bob)
    workspace_on(case, "ada").undo()
    assert (case.claim("C1").text, fields(case)) == ("It hailed.", {})
    workspace_on(case, "ada").redo()
    assert fields(case) == {"C1": ["text"]}


def test_label_and_confidence_are_one_value(ada: Workspace, bob: Workspace) -> None:
    ada.set_confidence("C1", "high")
    workspace_on(bob.case, "ada").decide("C1", "refuted")  # the same checker at another machine
    case = both(ada, bob)
    verdict = next(iter(case.verdicts.values()))
    assert [*fields(case).values()] == [["label"]]
    assert (verdict.label, verdict.confidence) in {("supported", "high"), ("refuted", None)}


def test_two_new_claims_keep_their_ids_and_get_refs_of_their_own(ada: Workspace, bob: Workspace) -> None:
    ids = {workspace.add_claim(text).key for workspace, text in ((ada, "It froze."), (bob, "It thawed."))}
    case = both(ada, bob)
    assert {claim.id for claim in case.claims.values() if claim.ref.startswith("C3")} == ids
    assert len({claim.ref for claim in case.claims.values()}) == 4


def test_the_addition_of_a_claim_that_got_another_ref_is_undone_and_redone(ada: Workspace, bob: Workspace) -> None:
    bob.add_claim("It hailed.")
    bob.add_claim("It was dry.")
    ada.edit("claims", "C1", speaker="The mayor")
    ada.add_claim("It thundered.")
    merged = workspace_on(both(ada, bob), "ada")
    key = next(claim.id for claim in merged.case.claims.values() if claim.text == "It thundered.")
    renamed = merged.case.claims[key].ref
    assert renamed.startswith("C3-")
    merged.undo()
    assert key not in merged.case.claims
    assert contents(merge([merged.case, ada.case]).case) == contents(merged.case)
    merged.redo()
    assert merged.case.claims[key].ref == renamed


def test_one_person_on_two_machines_is_one_checker_whose_two_verdicts_are_contested(start: Case) -> None:
    start.apply(sign(withdraw(start, start.claim("C1").id, "ada", "t"), "ada", "t", start.history))
    laptop = workspace_on(copy_of(start), "ada", "1aaaaaaa")
    desk = workspace_on(copy_of(start), "ada", "2bbbbbbb")
    laptop.decide("C1", "supported")
    desk.decide("C1", "refuted")
    desk.decide("C2", "refuted")
    case = both(laptop, desk)
    claim = case.claim("C1")
    assert [verdict.checker for verdict in case.verdicts_of(claim.id)] == ["ada"]
    assert case.index.checkers == ["ada"]
    assert not case.index.is_split(claim.id)
    (line,) = contested_about(case, claim.id)
    assert "“supported” (ada on 1aaaaaaa)" in line
    assert "“refuted” (ada on 2bbbbbbb)" in line
    for label in ("supported", "refuted"):  # one of them is shown already
        one = workspace_on(copy_of(case), "ada", "1aaaaaaa")
        one.decide("C1", label)
        assert contested_about(one.case, claim.id) == []
        assert not one.decide("C1", label)
        assert contents(merge([one.case, desk.case]).case) == contents(one.case)


def test_a_machine_that_an_older_version_dropped_is_known_again(ada: Workspace, bob: Workspace) -> None:
    ada.edit("claims", "C1", text="It rained hard.")
    changes = [Change.from_row({**change.to_row(), "device": ""}) for change in ada.case.history]
    older = Case({name: table.rows() for name, table in ada.case.tables.items()}, changes)
    bob.edit("claims", "C2", text="It snowed hard.")
    merged = merge([older, bob.case, ada.case]).case
    assert contents(merged) == contents(merge([ada.case, bob.case, older]).case)
    assert [change.device for change in merged.history.changes_of([f"claims/{ada.case.claim('C1').id}"])][-1]


def test_two_new_texts_of_a_source_are_one_value_each(ada: Workspace, bob: Workspace) -> None:
    of_ada = {"file": "two.pdf", "sha256": "a" * 64, "media_type": "application/pdf", "status": "200", "etag": "x"}
    of_bob = {"file": "two.html", "sha256": "b" * 64, "media_type": "text/html", "doubt": "a list of links"}
    ada.edit("sources", "S1", **of_ada)
    bob.edit("sources", "S1", **of_bob)
    bob.edit("sources", "S1", publisher="The archive")
    case = both(ada, bob)
    source = case.source("S1")
    assert fields(case) == {"S1": ["file"]}
    shown = {name: getattr(source, name) for name in of_ada | of_bob}
    assert shown in [{**dict.fromkeys(shown, ""), **each} for each in (of_ada, of_bob)]
    assert source.publisher == "The archive"


def test_what_one_forgot_is_in_no_copy(ada: Workspace, bob: Workspace) -> None:
    bob.edit("excerpts", "E1", quote="Rain and more rain.")
    ada.commit(forgetting.forget(ada.case, forgetting.find(ada.case, "E1")))
    case = both(ada, bob)
    assert len(case.excerpts) == 0
    assert not any(b"more rain" in stored or b"all day" in stored for stored in case.history.stored().values())


def test_cases_that_have_nothing_in_common_are_refused() -> None:
    with pytest.raises(ConflictError, match="not copies of one case"):
        merge([begun(), begun()])


def test_a_change_that_was_altered_is_named(ada: Workspace, bob: Workspace) -> None:
    ada.edit("claims", "C1", text="It rained hard.")
    *before, last = ada.case.history
    forged = Case({}, [*before, replace(last, after={"text": "It rained soft."})])
    copy = Case({name: table.rows() for name, table in ada.case.tables.items()}, forged.history)
    with pytest.raises(ConflictError, match=f"the change {last.id} .* was altered"):
        merge([ada.case, copy])


def test_a_part_waits_for_what_it_names(ada: Workspace, bob: Workspace) -> None:
    added = ada.add_claim("It froze.")
    ada.edit("claims", added.key, text="It froze hard.")
    part: list[Change] = part_since(ada.case)
    ready, waiting = split_waiting(bob.case, part[-1:])
    assert (ready, len(waiting)) == ([], 1)
    ready, waiting = split_waiting(bob.case, part)
    assert waiting == []
    assert merge([bob.case], ready).case.claims[added.key].text == "It froze hard."


def test_a_row_that_a_script_changed_without_a_record_is_kept(ada: Workspace, bob: Workspace) -> None:
    bob.edit("claims", "C1", speaker="The mayor")
    key = ada.case.claim("C1").id
    row = ada.case.claims.row(key) or {}
    ada.case.claims.set(key, orjson.dumps(row | {"text": "It poured."}))
    assert both(ada, bob).claims[key].text == "It poured."


def test_a_verdict_that_both_have_keeps_its_claim_when_copies_are_merged_again(ada: Workspace, bob: Workspace) -> None:
    ada.decide("C2", "supported")
    bob.remove("claims", "C2")
    whole = both(ada, bob)
    assert whole.claim("C2").text == "It snowed."
    assert contents(merge([whole, ada.case]).case) == contents(whole)


def test_an_undo_beside_a_redo_is_not_itself_what_is_undone_next(ada: Workspace, bob: Workspace) -> None:
    ada.undo()
    ada.redo()
    workspace_on(bob.case, "ada").undo()  # the same checker at another machine
    case = both(ada, bob)
    claim = case.claim("C1").id
    assert case.verdict_of(claim), "the redo wins"
    again = workspace_on(case, "ada")
    again.undo()
    assert case.verdict_of(claim) is None
    again.redo()
    assert case.verdict_of(claim)


def test_what_a_row_leaves_out_can_be_settled(ada: Workspace, bob: Workspace) -> None:
    ada.edit("claims", "C1", language="de")
    bob.edit("claims", "C1", language="fr")
    bob.edit("claims", "C1", language="")
    ada.edit("claims", "C1", language="kk")
    case = both(ada, bob)
    assert fields(case) == {"C1": ["language"]}
    workspace_on(case).commit(settle(case, f"claims/{case.claim('C1').id}"))
    assert fields(case) == {}


def test_places_in_a_draft_are_not_contested(ada: Workspace, bob: Workspace) -> None:
    source = ada.case.source("S1").id
    ada.edit("claims", "C1", draft=source, start=3, end=9)
    bob.edit("claims", "C1", draft=source, start=5, end=11)
    assert fields(both(ada, bob)) == {}


def test_two_ways_to_settle_a_claim_are_contested_until_it_is_settled_again(ada: Workspace, bob: Workspace) -> None:
    bob.decide("C1", "refuted")
    start = both(ada, bob)
    one, other = workspace_on(copy_of(start), "cy"), workspace_on(copy_of(start), "dan")
    Adjudication(one).settle("C1", "supported", cause="slip")
    Adjudication(other).settle("C1", "refuted")
    merged = both(one, other)
    assert contents(merged) == contents(both(other, one))
    assert "label" in str(fields(merged))
    assert merged.verdict_of(merged.claim("C1").id) is not None
    last = workspace_on(merged, "eve")
    Adjudication(last).settle("C1", "conflicting", cause="rule unclear")
    assert fields(last.case) == {}
    assert {verdict.checker for verdict in last.case.verdicts_of(last.case.claim("C1").id)} == {"ada", "bob"}
