"""The storage: what is saved is on the disk, what is refused changes nothing, and no crash loses anything."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from tinydb import TinyDB

from factcheck.case.changes import ChangeKind, Edit
from factcheck.errors import ConflictError, NotFoldedError, NotSavedError, ReadOnlyError
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.conftest import first, journal_of, label_in, no_space
from tests.strategies import elsewhere, sign, state

# Saving


def test_a_change_is_in_the_journal_when_save_returns_and_db_json_waits(workspace: Workspace, case_path: Path) -> None:
    before = case_path.read_bytes()
    for number, label in enumerate(("refuted", "supported"), 1):
        (change,) = workspace.decide(first(workspace), label)
        lines = journal_of(case_path).read_bytes().splitlines()
        assert len(lines) == number
        assert orjson.loads(lines[-1].partition(b" ")[2])[0]["id"] == change.id
        assert workspace.store.unfolded == journal_of(case_path).stat().st_size
    assert case_path.read_bytes() == before


def _half(handle: int, data: bytes) -> int:
    return _WRITE(handle, data[: len(data) // 2]) if len(data) > 100 else no_space()


def _not_the_journal(source: Path, target: Path) -> None:
    if source.name.endswith(".journal"):
        no_space()
    _REPLACE(source, target)


_WRITE, _REPLACE = os.write, os.replace


@pytest.mark.parametrize(
    ("call", "fault", "earlier"),
    [
        *[("write", fault, earlier) for fault in (no_space, _half) for earlier in (0, 1)],
        *[("fdatasync", no_space, earlier) for earlier in (0, 1)],
        ("open", no_space, 0),
    ],
)
def test_a_refused_change_leaves_case_history_and_files_as_they_were(
    workspace: Workspace,
    case_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    fault: Callable[..., Any],
    earlier: int,
) -> None:
    for _ in range(earlier):
        workspace.decide(first(workspace), "supported")
    before, history = state(workspace.case), list(workspace.case.history)
    stacks = workspace.case.history.undoable, workspace.case.history.redoable
    db = case_path.read_bytes()
    journal = journal_of(case_path).read_bytes() if earlier else b""
    with monkeypatch.context() as patched:
        patched.setattr(os, call, fault)
        with pytest.raises(NotSavedError, match=r"^NOT saved: disk full \(.*\)$"):
            workspace.decide(first(workspace), "refuted")
    assert (state(workspace.case), list(workspace.case.history)) == (before, history)
    assert (workspace.case.history.undoable, workspace.case.history.redoable) == stacks
    assert case_path.read_bytes() == db
    assert not journal_of(case_path).exists() or journal_of(case_path).read_bytes() == journal
    workspace.decide(first(workspace), "refuted")
    assert label_in(elsewhere(case_path, case_path.parent / "copy")) == "refuted"


def test_a_batch_that_does_not_fit_touches_neither_case_nor_journal(workspace: Workspace, case_path: Path) -> None:
    before = state(workspace.case)
    good = sign(Edit(ChangeKind.EDIT, f"claims/{first(workspace)}", {}, {"text": "x"}))
    bad = sign(Edit(ChangeKind.EDIT, "claims/gone", {"text": "y"}, {"text": "x"}))
    with pytest.raises(ConflictError):
        workspace.store.save((good, bad))
    assert state(workspace.case) == before
    assert not journal_of(case_path).exists()


# Folding


def test_a_fold_moves_the_journal_into_db_json(workspace: Workspace, case_path: Path) -> None:
    assert not workspace.store.fold()
    workspace.decide(first(workspace), "refuted")
    assert workspace.store.fold()
    assert not journal_of(case_path).exists()
    assert not workspace.store.fold()
    with TinyDB(case_path, access_mode="r") as plain:
        assert [row["label"] for row in plain.table("verdicts")] == ["refuted"]
        assert len(plain.table("history")) == 1


def test_after_close_only_db_json_is_there(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        workspace.unsaved.keep(first(workspace), "half", "")
        workspace.unsaved.drop(first(workspace))
        assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    assert names_in(case_path.parent) == ["db.json"]


@pytest.mark.parametrize("content", [b"", b"torn", bytes(40)])
def test_a_journal_in_which_nothing_stands_is_gone_after_close(case_path: Path, content: bytes) -> None:
    journal_of(case_path).write_bytes(content)
    with Workspace.open(case_path, "ada"):
        pass
    assert names_in(case_path.parent) == ["db.json"]


def test_a_reader_changes_nothing_beside_the_case(case_path: Path) -> None:
    journal_of(case_path).write_bytes(b"torn")
    leftover = case_path.with_name(".db.json.0123456789ab.tmp")
    leftover.write_bytes(b"")
    with Workspace.open(case_path, "eve", write=False) as workspace:
        assert workspace.read_only == "opened for reading"
        with pytest.raises(ReadOnlyError):
            workspace.decide(first(workspace), "refuted")
    assert journal_of(case_path).read_bytes() == b"torn"
    assert leftover.exists()


def test_the_leftovers_of_a_crashed_fold_are_removed_by_the_next_writer(case_path: Path) -> None:
    case_path.with_name(".db.json.0123456789ab.tmp").write_bytes(b"{")
    with Workspace.open(case_path, "ada"):
        assert ".db.json.0123456789ab.tmp" not in names_in(case_path.parent)


def test_a_journal_that_was_folded_already_is_not_made_twice(
    workspace: Workspace, case_path: Path, tmp_path: Path
) -> None:
    workspace.decide(first(workspace), "refuted")
    workspace.undo()
    workspace.redo()
    journal = journal_of(case_path).read_bytes()
    workspace.store.fold()
    crashed = elsewhere(case_path, tmp_path / "crashed")
    journal_of(crashed).write_bytes(journal)
    with Workspace.open(crashed, "ada") as again:
        assert again.store.recovered == 0
        assert state(again.case) == state(workspace.case)
        assert list(again.case.history) == list(workspace.case.history)
        again.decide(first(again), "supported")
    assert label_in(crashed) == "supported"
    assert names_in(crashed.parent) == ["db.json"]


def test_what_a_crash_left_in_the_journal_is_recovered_and_counted(
    workspace: Workspace, case_path: Path, tmp_path: Path
) -> None:
    workspace.decide(first(workspace), "refuted")
    workspace.store.fold()
    workspace.decide(first(workspace), "supported")
    workspace.undo()
    crashed = elsewhere(case_path, tmp_path / "crashed")
    with Workspace.open(crashed, "ada") as again:
        assert again.store.recovered == 2
        assert list(again.case.history) == list(workspace.case.history)
        assert again.case.history.redoable == workspace.case.history.redoable
    assert label_in(crashed) == "refuted"


def test_a_refused_fold_keeps_everything_and_works_later(
    workspace: Workspace, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.decide(first(workspace), "refuted")
    before = case_path.read_bytes(), journal_of(case_path).read_bytes()
    for call in ("fsync", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(os, call, no_space)
            with pytest.raises(NotFoldedError, match=r"your changes are safe in .*db\.json\.journal"):
                workspace.store.fold()
        assert (case_path.read_bytes(), journal_of(case_path).read_bytes()) == before
    assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    assert workspace.store.fold()


def test_a_fold_that_cannot_put_the_journal_away_is_repeated(
    workspace: Workspace, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.decide(first(workspace), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _not_the_journal)
        with pytest.raises(NotFoldedError, match="could not be put away"):
            workspace.store.fold()
    assert workspace.store.unfolded
    assert label_in(elsewhere(case_path, case_path.parent / "copy")) == "refuted"
    assert workspace.store.fold()


def test_close_says_what_it_could_not_fold_and_lets_go(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace.open(case_path, "ada")
    workspace.decide(first(workspace), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", no_space)
        with pytest.raises(NotFoldedError):
            workspace.close()
    assert names_in(case_path.parent) == ["db.json", "db.json.journal"]
    with pytest.raises(ReadOnlyError, match="closed"):
        workspace.decide(first(workspace), "supported")
    assert not workspace.store.fold()
    with Workspace.open(case_path, "bob") as again:
        assert not again.read_only
        assert again.store.recovered == 1


def test_a_journal_that_somebody_removes_is_begun_anew(workspace: Workspace, case_path: Path, tmp_path: Path) -> None:
    workspace.decide(first(workspace), "refuted")
    journal_of(case_path).unlink()
    workspace.retitle("Rain")
    assert journal_of(case_path).stat().st_size == workspace.store.unfolded
    assert workspace.store.fold()
    assert label_in(elsewhere(case_path, tmp_path / "copy")) == "refuted"
    workspace.retitle("Snow")
    journal_of(case_path).unlink()
    assert workspace.store.fold()
    with Workspace.open(elsewhere(case_path, tmp_path / "again"), "eve", write=False) as reader:
        assert reader.case.title == "Snow"
