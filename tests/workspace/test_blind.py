"""A blind case shows nobody what others made of a claim before he has decided it, whatever reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.case.merging.contested import contested
from factcheck.cli.app import app as command_line
from factcheck.exports import BUILT_IN
from factcheck.workspace.filter import FIELDS
from factcheck.workspace.hand_out import hand_out
from factcheck.workspace.merge_copies import apply_merge, plan_merge
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

SECRET = "Zanzibar"
"""A word that only the others' work has."""


@pytest.fixture
def blind(case_path: Path) -> Path:
    """A blind case: bob has judged C1 and C2 and left notes, dan has settled C1, ada has decided nothing."""
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.set_rules(blind=True)
        for ref in ("C1", "C2"):
            bob.decide(ref, "conflicting", rationale=f"{SECRET} reason", condition=f"{SECRET} condition")
            bob.entries.add(ref, f"{SECRET} note")
        bob.entries.add("S1", f"{SECRET} note")
        bob.entries.add("", f"{SECRET} note")
        bob.edit("excerpts", "E1", note=f"{SECRET} note")
        bob.add_excerpt("C2", "S1", "Masimov", stance="supports", note=f"{SECRET} note")
        bob.decide("C3", "conflicting", rationale=f"{SECRET} withdrawn")
        bob.undo()
    return case_path


READING = [
    ["status"], ["status", "--json"], ["claim", "list"], ["claim", "list", "--json"], ["claim", "show", "C1"],
    ["claim", "show", "C1", "--json"], ["history"], ["history", "--json"], ["history", "C1"], ["agreement"],
    ["agreement", "--json"], ["adjudicate"], ["adjudicate", "--names", "--json"], ["entry", "list"], ["settle"],
    ["entry", "list", "--json"], ["warnings"], ["warnings", "--json"], ["team"], ["team", "--json"], ["suggest", "C1"],
    ["excerpt", "list"], ["verify"],
]  # fmt: skip


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_no_command_tells_of_it(blind: Path, words: list[str]) -> None:
    told = CliRunner().invoke(command_line, ["--db", str(blind), "--checker", "ada", *words])
    assert SECRET not in told.output
    if words[0] not in {"status", "agreement"}:  # these name every label of the scale
        assert "conflicting" not in told.output.lower()
    assert "bob" not in told.output or words[0] == "history"  # who made the case blind is no secret


NEED_DRAFT = {"draft-html", "draft-docx", "draft-markdown", "corrections", "queries"}


@pytest.mark.parametrize("name", [name for name in BUILT_IN if name != "template"])
def test_no_export_has_it(blind: Path, tmp_path: Path, name: str) -> None:
    with Workspace.open(blind, "ada", clock=ticking()) as ada:
        if name in NEED_DRAFT:
            text = tmp_path / "draft.txt"
            text.write_text("\n\n".join(claim.text for claim in ada.claims("C1 OR C2 OR C3")))
            ada.add_draft(text)
        written = ada.export(name, options={"notes": "yes"} if name in {"json", "markdown", "html"} else {})
    assert SECRET.encode() not in written


FILTERS = [
    "is:conflicting", "is:checked", "by:bob", "has:rationale", "has:condition", "has:note", "is:disagreed",
    "is:settled", "is:overruled", "checked:>2020", "is:open", SECRET, "-is:unchecked-by-anyone",
]  # fmt: skip


@pytest.mark.parametrize("words", FILTERS)
def test_no_filter_finds_it(blind: Path, words: str) -> None:
    with Workspace.open(blind, "ada", write=False) as ada:
        assert ada.claims(words) == []
    with Workspace.open(blind, "bob", write=False) as bob:
        assert bool(bob.claims(words)) is (words not in {"is:disagreed", "is:settled", "is:overruled"})


def test_it_is_there_once_one_has_decided_and_gone_when_that_is_taken_back(blind: Path) -> None:
    with Workspace.open(blind, "ada", clock=ticking()) as ada:
        assert len(ada.case.verdicts) == 0
        ada.decide("C1", "refuted")
        assert {verdict.checker for verdict in ada.case.verdicts_of(ada.case.claim("C1").id)} == {"ada", "bob"}
        assert [entry.words for entry in ada.entries.of("C1")] == [f"{SECRET} note"]
        assert ada.case.verdicts_of(ada.case.claim("C2").id) == []
        assert ada.claims("is:disagreed") == [ada.case.claim("C1")]
        ada.undo()
        assert len(ada.case.verdicts) == 0
        assert len(ada.record.verdicts) == 2


def test_what_is_hidden_is_neither_lost_nor_given_its_ref_again(blind: Path) -> None:
    with Workspace.open(blind, "ada", clock=ticking()) as ada:
        assert ada.entries.add("C5", "My own").ref == "Q5"
        ada.remove("claims", "C2")
        ada.decide("C4", "supported")
    with Workspace.open(blind, "bob", write=False) as bob:
        assert [verdict.checker for verdict in bob.record.verdicts.values()] == ["bob", "ada"]
        assert "C2" not in {claim.ref for claim in bob.claims()}


def test_a_report_counts_nothing_of_it(blind: Path) -> None:
    with Workspace.open(blind, "ada", write=False) as ada:
        written = ada.export("markdown").decode()
    assert "No claim has a verdict yet." in written


def test_a_merge_does_not_tell_of_it(blind: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bob" / "copy.json"
    copy.parent.mkdir()
    copy.write_bytes(blind.read_bytes())
    with Workspace.open(copy, "bob", clock=ticking()) as bob:
        bob.decide("C9", "conflicting", rationale=SECRET)
    with Workspace.open(blind, "ada", clock=ticking()) as ada:
        plan = plan_merge(ada, [copy])
        assert not any("C9" in line.text or SECRET in line.text for line in plan.lines)
        assert any("not shown" in line.text for line in plan.lines)
        apply_merge(ada, plan)
        assert len(ada.record.verdicts) == 3
        assert len(ada.case.verdicts) == 0


def test_a_copy_that_is_handed_out_holds_nothing_of_it_and_merges_back(blind: Path, tmp_path: Path) -> None:
    with Workspace.open(blind, "bob", clock=ticking()) as bob:
        bob.decide("C7", "supported")
        bob.waive("C7", "one-source", f"{SECRET} waiver")
    path = tmp_path / "ada.json"
    with Workspace.open(blind, "dan", write=False) as dan:
        assert hand_out(dan, "ada", path) == (3, 0)
    assert SECRET.encode() not in path.read_bytes()
    assert b"conflicting" not in path.read_bytes()
    with Workspace.open(path, "ada", clock=ticking()) as ada:
        ada.decide("C1", "refuted", rationale="Mine")
        ada.edit("claims", "C7", speaker="Somebody")
        ada.entries.add("C1", "Look at S2")
    with Workspace.open(blind, "dan", clock=ticking()) as dan:
        before = {key: dan.record.verdicts.row(key) for key in dan.record.verdicts}
        apply_merge(dan, plan_merge(dan, [path]))
        after = {key: dan.record.verdicts.row(key) for key in dan.record.verdicts}
        assert before.items() <= after.items()
        assert len(after) == len(before) + 1
        seventh = dan.record.claim("C7")
        assert (seventh.speaker, len(seventh.waived)) == ("Somebody", 1)
        notes = [excerpt.note for excerpt in dan.record.excerpts.values() if SECRET in excerpt.note]
        assert len(notes) == 2
        assert not contested(dan.record)
        assert len({entry.ref for entry in dan.record.entries.values()}) == 5


def test_notes_show_once_one_has_decided_what_they_may_tell_of(blind: Path) -> None:
    with Workspace.open(blind, "ada", clock=ticking()) as ada:
        source = ada.case.source("S1").id

        def seen() -> list[str]:
            notes = [entry.on for entry in ada.case.entries.values()]
            shown = {"claim": ada.case.claim("C1").id in notes, "source": source in notes, "case": "" in notes}
            excerpts = [name for name in ("E1",) if ada.case.excerpt(name).note]
            return [name for name, is_there in shown.items() if is_there] + excerpts

        assert seen() == []
        ada.decide("C1", "supported")
        assert seen() == ["claim", "E1"]
        for claim in {ada.case.excerpts[key].claim for key in ada.case.quoting(source)}:
            ada.decide(claim, "supported")
        assert seen() == ["claim", "source", "E1"]
        for claim in list(ada.case.claims):
            ada.decide(claim, "supported")
        assert seen() == ["claim", "source", "case", "E1"]


def test_a_note_can_be_written_where_one_of_another_is_hidden_and_the_history_keeps_both(blind: Path) -> None:
    with Workspace.open(blind, "ada", clock=ticking()) as ada:
        ada.edit("excerpts", "E1", note="Mine")
        assert ada.case.excerpt("E1").note in {"", "Mine"}
        assert SECRET not in repr([*ada.case.history])
        ada.edit("excerpts", "E2", note="Mine too")
        assert ada.case.excerpt("E2").note == "Mine too"
        ada.decide("C1", "supported")
        assert ada.case.excerpt("E1").note == "Mine"
        assert f"{SECRET} note" in repr([*ada.case.history])


def test_every_field_of_the_filter_is_known_here() -> None:
    """A new field must be tried above: it may be a way around."""
    assert set(FIELDS) == {
        *("is", "has", "source", "tag", "speaker", "by", "quote", "date", "checked", "ref", "supports"),
        *("contradicts", "sources"),
    }
