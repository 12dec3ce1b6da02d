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
from factcheck.workspace.workspace import Desk
from tests.conftest import names_in
from tests.storage.conftest import first, journal_of, label_in, no_space
from tests.strategies import elsewhere, sign, state

# Saving


def test_a_change_is_in_the_journal_when_save_returns_and_db_json_waits(desk: Desk, case_path: Path) -> None:
    before = case_path.read_bytes()
    for number, label in enumerate(("refuted", "supported"), 1):
        (change,) = desk.decide(first(desk), label)
        lines = journal_of(case_path).read_bytes().splitlines()
        assert len(lines) == number
        assert orjson.loads(lines[-1].partition(b" ")[2])[0]["id"] == change.id
        assert desk.store.unfolded == journal_of(case_path).stat().st_size
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
    desk: Desk, case_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, fault: Callable[..., Any], earlier: int
) -> None:
    for _ in range(earlier):
        desk.decide(first(desk), "supported")
    before, history = state(desk.case), list(desk.case.history)
    stacks = desk.case.history.undoable, desk.case.history.redoable
    db = case_path.read_bytes()
    journal = journal_of(case_path).read_bytes() if earlier else b""
    with monkeypatch.context() as patched:
        patched.setattr(os, call, fault)
        with pytest.raises(NotSavedError, match=r"^NOT saved: disk full \(.*\)$"):
            desk.decide(first(desk), "refuted")
    assert (state(desk.case), list(desk.case.history)) == (before, history)
    assert (desk.case.history.undoable, desk.case.history.redoable) == stacks
    assert case_path.read_bytes() == db
    assert not journal_of(case_path).exists() or journal_of(case_path).read_bytes() == journal
    desk.decide(first(desk), "refuted")
    assert label_in(elsewhere(case_path, case_path.parent / "copy")) == "refuted"


def test_a_batch_that_does_not_fit_touches_neither_case_nor_journal(desk: Desk, case_path: Path) -> None:
    before = state(desk.case)
    good = sign(Edit(ChangeKind.EDIT, f"claims/{first(desk)}", {}, {"text": "x"}))
    bad = sign(Edit(ChangeKind.EDIT, "claims/gone", {"text": "y"}, {"text": "x"}))
    with pytest.raises(ConflictError):
        desk.store.save((good, bad))
    assert state(desk.case) == before
    assert not journal_of(case_path).exists()


# Folding


def test_a_fold_moves_the_journal_into_db_json(desk: Desk, case_path: Path) -> None:
    assert not desk.fold()
    desk.decide(first(desk), "refuted")
    assert desk.fold()
    assert not journal_of(case_path).exists()
    assert not desk.fold()
    with TinyDB(case_path, access_mode="r") as plain:
        assert [row["label"] for row in plain.table("verdicts")] == ["refuted"]
        assert len(plain.table("history")) == 1


def test_after_close_only_db_json_is_there(case_path: Path) -> None:
    with Desk.open(case_path, "ada") as desk:
        desk.decide(first(desk), "refuted")
        desk.drafts.keep(first(desk), "half", "")
        desk.drafts.drop(first(desk))
        assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    assert names_in(case_path.parent) == ["db.json"]


@pytest.mark.parametrize("content", [b"", b"torn", bytes(40)])
def test_a_journal_in_which_nothing_stands_is_gone_after_close(case_path: Path, content: bytes) -> None:
    journal_of(case_path).write_bytes(content)
    with Desk.open(case_path, "ada"):
        pass
    assert names_in(case_path.parent) == ["db.json"]


def test_a_reader_changes_nothing_beside_the_case(case_path: Path) -> None:
    journal_of(case_path).write_bytes(b"torn")
    leftover = case_path.with_name(".db.json.0123456789ab.tmp")
    leftover.write_bytes(b"")
    with Desk.open(case_path, "eve", write=False) as desk:
        assert desk.read_only == "opened for reading"
        with pytest.raises(ReadOnlyError):
            desk.decide(first(desk), "refuted")
    assert journal_of(case_path).read_bytes() == b"torn"
    assert leftover.exists()


def test_the_leftovers_of_a_crashed_fold_are_removed_by_the_next_writer(case_path: Path) -> None:
    case_path.with_name(".db.json.0123456789ab.tmp").write_bytes(b"{")
    with Desk.open(case_path, "ada"):
        assert ".db.json.0123456789ab.tmp" not in names_in(case_path.parent)


def test_a_journal_that_was_folded_already_is_not_made_twice(desk: Desk, case_path: Path, tmp_path: Path) -> None:
    desk.decide(first(desk), "refuted")
    desk.undo()
    desk.redo()
    journal = journal_of(case_path).read_bytes()
    desk.fold()
    crashed = elsewhere(case_path, tmp_path / "crashed")
    journal_of(crashed).write_bytes(journal)
    with Desk.open(crashed, "ada") as again:
        assert again.store.recovered == 0
        assert state(again.case) == state(desk.case)
        assert list(again.case.history) == list(desk.case.history)
        again.decide(first(again), "supported")
    assert label_in(crashed) == "supported"
    assert names_in(crashed.parent) == ["db.json"]


def test_what_a_crash_left_in_the_journal_is_recovered_and_counted(desk: Desk, case_path: Path, tmp_path: Path) -> None:
    desk.decide(first(desk), "refuted")
    desk.fold()
    desk.decide(first(desk), "supported")
    desk.undo()
    crashed = elsewhere(case_path, tmp_path / "crashed")
    with Desk.open(crashed, "ada") as again:
        assert again.store.recovered == 2
        assert list(again.case.history) == list(desk.case.history)
        assert again.case.history.redoable == desk.case.history.redoable
    assert label_in(crashed) == "refuted"


def test_a_refused_fold_keeps_everything_and_works_later(
    desk: Desk, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.decide(first(desk), "refuted")
    before = case_path.read_bytes(), journal_of(case_path).read_bytes()
    for call in ("fsync", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(os, call, no_space)
            with pytest.raises(NotFoldedError, match=r"your changes are safe in .*db\.json\.journal"):
                desk.fold()
        assert (case_path.read_bytes(), journal_of(case_path).read_bytes()) == before
    assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    assert desk.fold()


def test_a_fold_that_cannot_put_the_journal_away_is_repeated(
    desk: Desk, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.decide(first(desk), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _not_the_journal)
        with pytest.raises(NotFoldedError, match="could not be put away"):
            desk.fold()
    assert desk.store.unfolded
    assert label_in(elsewhere(case_path, case_path.parent / "copy")) == "refuted"
    assert desk.fold()


def test_close_says_what_it_could_not_fold_and_lets_go(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk.open(case_path, "ada")
    desk.decide(first(desk), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", no_space)
        with pytest.raises(NotFoldedError):
            desk.close()
    assert names_in(case_path.parent) == ["db.json", "db.json.journal"]
    with pytest.raises(ReadOnlyError, match="closed"):
        desk.decide(first(desk), "supported")
    assert not desk.fold()
    with Desk.open(case_path, "bob") as again:
        assert not again.read_only
        assert again.store.recovered == 1


def test_a_journal_that_somebody_removes_is_begun_anew(desk: Desk, case_path: Path, tmp_path: Path) -> None:
    desk.decide(first(desk), "refuted")
    journal_of(case_path).unlink()
    desk.retitle("Rain")
    assert journal_of(case_path).stat().st_size == desk.store.unfolded
    assert desk.fold()
    assert label_in(elsewhere(case_path, tmp_path / "copy")) == "refuted"
    desk.retitle("Snow")
    journal_of(case_path).unlink()
    assert desk.fold()
    with Desk.open(elsewhere(case_path, tmp_path / "again"), "eve", write=False) as reader:
        assert reader.case.title == "Snow"
