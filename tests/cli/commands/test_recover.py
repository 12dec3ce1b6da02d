"""`recover` and `forget`: what is said, what is done, and what the exit status tells a script."""

from __future__ import annotations

import json
from pathlib import Path

import orjson
import pytest

from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run
from tests.conftest import names_in


@pytest.fixture
def worked_on(run: Run, case_path: Path) -> Path:
    """The shipped case after two decisions, the second of which is in the copies beside it too."""
    for claim in ("C1", "C2"):
        assert run("decide", claim, "refuted").exit_code == 0
    return case_path


def test_a_whole_case_has_nothing_to_recover(run: Run, worked_on: Path) -> None:
    before = worked_on.read_bytes()
    result = run("recover")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "is not damaged; nothing to recover" in result.stderr
    assert worked_on.read_bytes() == before


def test_a_damaged_case_is_told_with_what_can_be_saved_and_then_saved(run: Run, worked_on: Path) -> None:
    damaged = worked_on.read_bytes()[:1000]
    worked_on.write_bytes(damaged)
    refused = run("status")
    assert refused.exit_code == 2
    assert "`factcheck recover` has a copy from before" in refused.stderr
    offered = run("recover")
    assert (offered.exit_code, offered.stdout) == (1, "")
    assert "db.json.bak and the journals have 76 claims, 190 excerpts, 2 of 76 checked" in offered.stderr
    assert "`factcheck recover --yes`" in offered.stderr
    assert worked_on.read_bytes() == damaged
    done = run("recover", "--yes")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "the damaged files are kept as db.damaged.json" in done.stderr
    assert worked_on.with_name("db.damaged.json").read_bytes() == damaged
    with Workspace.open(worked_on, "eve", write=False) as workspace:
        assert len(workspace.case.verdicts) == 2
    assert run("recover").exit_code == 0


def test_recover_tells_programs_what_it_found_and_did(run: Run, worked_on: Path) -> None:
    whole = json.loads(run("recover", "--json").stdout)
    assert (whole["damage"], whole["recovered"], whole["changes"]) == (None, False, [])
    worked_on.write_bytes(b"{")
    result = run("recover", "--json")
    offered = json.loads(result.stdout)
    assert (result.exit_code, offered["recovered"], offered["kept"]) == (1, False, [])
    assert (offered["backup"], offered["claims"], offered["excerpts"], offered["lost"]) == ("db.json.bak", 76, 190, 0)
    done = json.loads(run("recover", "--yes", "--json").stdout)
    assert (done["recovered"], done["batch"], done["changes"]) == (True, None, [])
    assert Path(done["kept"][0]).name == "db.damaged.json"


def test_without_a_copy_that_is_told(run: Run, case_path: Path) -> None:
    case_path.write_bytes(b"{")
    result = run("recover", "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No backup beside it can be read" in result.stderr
    assert case_path.read_bytes() == b"{"


def test_an_excerpt_is_forgotten_once_that_is_confirmed(run: Run, worked_on: Path) -> None:
    with Workspace.open(worked_on, "eve", write=False) as workspace:
        quote = workspace.case.excerpt("E1").quote
        same = [found.ref for found in workspace.case.excerpts.values() if quote in found.quote]
    assert run("forget", "E1").exit_code != 0
    assert quote.encode() in worked_on.read_bytes()
    first = run("forget", "E1", "--yes")
    assert (first.exit_code, first.stdout) == (0, "")
    assert f"The same words are also in {', '.join(same[1:])}\n" in first.stderr
    result = run("forget", *same[1:], "--yes")
    assert "same words" not in result.stderr
    assert not any(quote.encode() in path.read_bytes() for path in worked_on.parent.iterdir())
    assert names_in(worked_on.parent) == ["db.json"]
    assert "E1 forgotten" in run("history").stdout


def test_a_note_is_forgotten_and_others_with_the_same_words_are_named(run: Run, worked_on: Path) -> None:
    for about in ("C1", "C2"):
        assert run("entry", "add", "his private number is 5551234", "--on", about).exit_code == 0
    result = run("forget", "Q1", "--yes")
    assert result.exit_code == 0
    assert "The same words are also in Q2\n" in result.stderr
    result = run("forget", "Q2", "--yes")
    assert "same words" not in result.stderr
    assert b"5551234" not in worked_on.read_bytes()


def test_copies_that_were_set_aside_and_drafts_are_named_when_they_hold_the_words(run: Run, worked_on: Path) -> None:
    theirs, drafts, other = (
        worked_on.with_name(name) for name in ("db.theirs-2.json", "db.json.drafts", "db.mine.json")
    )
    with Workspace.open(worked_on, "eve", write=False) as workspace:
        quote = workspace.case.excerpt("E3").quote
    theirs.write_text(json.dumps(json.loads(worked_on.read_bytes())))  # another program's, with other escapes
    drafts.write_bytes(orjson.dumps({"form: E3": [orjson.dumps({"quote": quote}).decode(), ""]}))
    other.write_text("{}")
    result = run("forget", "E3", "--yes")
    assert result.exit_code == 0
    assert f"The same words are also in these copies, which are kept: {drafts}, {theirs}\n" in result.stderr
    assert quote in json.loads(theirs.read_bytes())["excerpts"]["3"]["quote"]


def test_one_that_is_not_there_is_told(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    result = run("forget", "E9999", "--yes")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no excerpt 'E9999'" in result.stderr
    assert case_path.read_bytes() == before
