"""Threads, processes and other programs at one case: each is told of the others, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from tinydb import TinyDB

from factcheck.errors import ConflictError, FactcheckError, UnreadableError
from factcheck.storage import file_state, reader
from factcheck.storage.atomic import write_atomically
from factcheck.storage.journal import Journal
from factcheck.storage.reader import read_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.conftest import first, journal_of, label_in
from tests.strategies import elsewhere

# Threads


def test_what_is_saved_while_a_fold_is_writing_is_not_lost(
    workspace: Workspace, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_and_save(path: Path, chunks: Any, **options: Any) -> None:
        write_atomically(path, chunks, **options)
        workspace.decide(first(workspace), "supported")

    workspace.decide(first(workspace), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(file_state, "write_atomically", write_and_save)
        assert workspace.store.fold()
    assert workspace.store.unfolded
    assert label_in(elsewhere(case_path, tmp_path / "copy")) == "supported"
    assert workspace.store.fold()
    assert not workspace.store.unfolded


def test_two_folds_at_once_do_not_put_an_old_file_over_a_new_one(
    workspace: Workspace, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, go_on = threading.Event(), threading.Event()

    def write_slowly(path: Path, chunks: Any, **options: Any) -> None:
        made = list(chunks)
        if not slow.is_set():
            slow.set()
            go_on.wait(10)
        write_atomically(path, made, **options)

    monkeypatch.setattr(file_state, "write_atomically", write_slowly)
    workspace.decide(first(workspace), "refuted")
    folding = [threading.Thread(target=workspace.fold) for _ in range(2)]
    folding[0].start()
    assert slow.wait(10)
    workspace.decide(first(workspace), "supported")
    folding[1].start()
    folding[1].join(0.1)  # were it not kept waiting, it would be done by then
    go_on.set()
    for thread in folding:
        thread.join(10)
    assert label_in(elsewhere(case_path, tmp_path / "copy")) == "supported"


def test_what_tinydb_writes_while_a_fold_is_writing_is_not_overwritten(
    workspace: Workspace, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = workspace.store.read()
    tree["notes"] = {"1": {"mine": True}}
    writing = threading.Thread(target=workspace.store.write, args=(tree,))

    def write_meanwhile(path: Path, chunks: Any, **options: Any) -> None:
        monkeypatch.undo()
        made = list(chunks)
        writing.start()
        writing.join(0.1)  # were it not kept waiting, it would be done by then
        write_atomically(path, made, **options)

    workspace.decide(first(workspace), "refuted")
    monkeypatch.setattr(file_state, "write_atomically", write_meanwhile)
    workspace.store.fold()
    writing.join(10)
    assert orjson.loads(case_path.read_bytes())["notes"] == tree["notes"]


def test_folding_in_a_thread_all_the_while_loses_nothing(small: Path, tmp_path: Path) -> None:
    done = threading.Event()
    faults: list[BaseException] = []

    def fold_on() -> None:
        try:
            while not done.is_set():
                workspace.store.fold()
        except (FactcheckError, OSError, RuntimeError) as error:
            faults.append(error)

    with Workspace.open(small, "ada") as workspace:
        thread = threading.Thread(target=fold_on)
        thread.start()
        for number in range(150):
            workspace.decide(first(workspace), ("refuted", "supported")[number % 2])
            if number % 50 == 0:
                copied = elsewhere_while_folding(small, tmp_path / str(number))
                assert label_in(copied) == "refuted"
        done.set()
        thread.join()
        history = list(workspace.case.history)
    assert faults == []
    with Workspace.open(small, "ada", write=False) as workspace:
        assert list(workspace.case.history) == history


def elsewhere_while_folding(path: Path, directory: Path) -> Path:
    """Copy a case as a reader reads it: the journal first, so that a fold in between moves nothing out of sight."""
    directory.mkdir()
    if journal_of(path).exists():
        journal_of(directory / path.name).write_bytes(journal_of(path).read_bytes())
    (directory / path.name).write_bytes(path.read_bytes())
    return directory / path.name


# Others at the same file


def test_a_second_workspace_is_told_the_holders_name_and_process(case_path: Path) -> None:
    with Workspace.open(case_path, "ada lovelace") as workspace:
        workspace.decide(first(workspace), "refuted")
        with Workspace.open(case_path, "bob") as second:
            assert f"held by ada lovelace (process {os.getpid()} on " in second.read_only
            assert label_in(case_path) == "refuted"
        workspace.decide(first(workspace), "supported")
        assert label_in(case_path) == "supported"
    assert names_in(case_path.parent) == ["db.json"]


HOLD = """
import sys
from pathlib import Path
from factcheck.workspace.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), "carol")
workspace.decide(workspace.case.in_order()[0].id, "refuted")
print("saved", flush=True)
sys.stdin.read()
"""


def test_the_lock_goes_with_its_process_and_what_it_saved_stays(case_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(case_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        with Workspace.open(case_path, "ada") as workspace:
            assert f"held by carol (process {process.pid} on " in workspace.read_only
            assert label_in(case_path) == "refuted"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    with Workspace.open(case_path, "ada") as workspace:
        assert not workspace.read_only
        assert workspace.store.recovered == 1
        assert workspace.undo("carol")
    assert names_in(case_path.parent) == ["db.json"]
    assert label_in(case_path) is None


def test_a_reader_between_the_two_reads_of_a_fold_sees_every_change(
    workspace: Workspace, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.decide(first(workspace), "refuted")

    def then_fold(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(*told: Any) -> Any:
            result = read(*told)
            monkeypatch.undo()
            workspace.store.fold()
            return result

        return reading

    monkeypatch.setattr(reader, "read_case", then_fold(read_case))
    monkeypatch.setattr(reader, "Journal", then_fold(Journal))
    assert label_in(case_path) == "refuted"


@pytest.mark.parametrize("how", ["in place", "replaced", "gone"])
def test_a_file_that_another_program_changed_is_not_overwritten(case_path: Path, how: str, tmp_path: Path) -> None:
    workspace = Workspace.open(case_path, "ada")
    workspace.decide(first(workspace), "refuted")
    if how == "in place":
        with TinyDB(case_path) as plain:
            plain.table("notes").insert({"theirs": True})
    elif how == "replaced":
        write_atomically(case_path, [case_path.read_bytes()])
    else:
        case_path.rename(tmp_path / "moved.json")
    theirs = case_path.read_bytes() if case_path.exists() else None
    with pytest.raises(ConflictError, match=r"was (changed|removed) by .*; your changes are safe in .*journal$"):
        workspace.store.fold()
    workspace.decide(first(workspace), "supported")
    assert (case_path.read_bytes() if case_path.exists() else None) == theirs
    assert len(journal_of(case_path).read_bytes().splitlines()) == 2
    if how == "gone":
        with pytest.raises(ConflictError, match="your case was written there again"):
            workspace.close()
    else:
        workspace.close()
    assert label_in(case_path) == "supported"
    with TinyDB(case_path) as plain:
        assert plain.table("notes").all() == [{"theirs": True}] * (how == "in place")


def test_a_journal_that_does_not_fit_the_file_is_refused_and_kept(small: Path) -> None:
    workspace = Workspace.open(small, "ada")
    workspace.edit("claims", first(workspace), text="It rained.")
    with TinyDB(small) as plain:
        plain.table("claims").update({"text": "It snowed."})
    with pytest.raises(ConflictError):
        workspace.close()
    before = small.read_bytes(), journal_of(small).read_bytes()
    with pytest.raises(UnreadableError, match=r"db\.json\.journal does not fit .*db\.json: ") as raised:
        Workspace.open(small, "ada")
    assert str(raised.value).isprintable()
    assert (small.read_bytes(), journal_of(small).read_bytes()) == before
    assert names_in(small.parent) == ["db.json", "db.json.journal", "db.mine.json"]
    with Workspace.open(small.with_name("db.mine.json"), "ada") as mine:
        assert mine.case.in_order()[0].text == "It rained."
