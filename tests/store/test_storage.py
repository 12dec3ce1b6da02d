"""The storage: what is saved is on the disk, what is refused changes nothing, and no crash or rival loses anything."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from factcheck.beginning import begin_case
from factcheck.case import SCHEMA
from factcheck.changes import Change, ChangeKind, Edit
from factcheck.describe import changes_of, describe_change
from factcheck.desk import Desk
from factcheck.errors import (
    ConflictError,
    FactcheckError,
    InvalidError,
    NotSavedError,
    ReadOnlyError,
    UnreadableError,
)
from factcheck.scale import DEFAULT_SCALE
from factcheck.store import CaseStorage, storage
from factcheck.store.files import write_atomically
from tests.conftest import ticking
from tests.strategies import OPENING, elsewhere, sign, state, texts, wishes


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


def first(desk: Desk) -> str:
    return desk.case.in_order()[0].id


def names_in(directory: Path) -> list[str]:
    return sorted(found.name for found in directory.iterdir())


def label_in(path: Path) -> str | None:
    """Return the label of the first claim, as a reader finds it."""
    with Desk.open(path, "eve", write=False) as desk:
        verdict = desk.case.verdict_of(first(desk))
        return None if verdict is None else verdict.label


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A case with two claims, two sources and two excerpts, and their history."""
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    with Desk.open(path, "ada", clock=ticking()) as desk:
        for wish in OPENING:
            wish.at(desk)
    return path


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


def _full(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def _half(handle: int, data: bytes) -> int:
    return _WRITE(handle, data[: len(data) // 2]) if len(data) > 100 else _full()


_WRITE = os.write


@pytest.mark.parametrize(
    ("call", "fault", "earlier"),
    [
        *[("write", fault, earlier) for fault in (_full, _half) for earlier in (0, 1)],
        *[("fdatasync", _full, earlier) for earlier in (0, 1)],
        ("open", _full, 0),
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
        with pytest.raises(NotSavedError, match=r"^NOT saved: .*: No space left on device$"):
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


@pytest.mark.parametrize(
    "edit",
    [
        Edit(ChangeKind.ADD, "claims/x", None, {"id": "x", "text": "y"}),
        Edit(ChangeKind.ADD, "claims/x", None, {}),
        Edit(ChangeKind.ADD, "verdicts/gone/ada", None, {"claim": "gone", "checker": "ada", "label": None}),
        Edit(ChangeKind.REMOVE, "sources/{source}", {}, None),
        Edit(ChangeKind.REMOVE, "claims/{claim}", {}, None),
        Edit(ChangeKind.EDIT, "claims/{claim}", {}, {"text": None}),
        Edit(ChangeKind.EDIT, "excerpts/{excerpt}", {}, {"claim": "gone"}),
        Edit(ChangeKind.EDIT, "case/case", {}, {"scale": {"labels": []}}),
        Edit(ChangeKind.EDIT, "case/case", {}, {"schema": SCHEMA + 1}),
        Edit(ChangeKind.ADD, "case/other", None, {"schema": 1, "title": "x", "scale": "fever", "created": ""}),
    ],
    ids=str,
)
def test_a_change_that_could_not_be_read_again_is_never_written(small: Path, edit: Edit) -> None:
    with Desk.open(small, "ada") as desk:
        keys = {"source": "sources", "claim": "claims", "excerpt": "excerpts"}
        target = edit.target.format(**{noun: next(iter(desk.case.tables[table])) for noun, table in keys.items()})
        before = state(desk.case)
        with pytest.raises(InvalidError) as raised:
            desk.store.save((sign(edit._replace(target=target)),))
        assert str(raised.value).isprintable()
        assert state(desk.case) == before
        assert not journal_of(small).exists()


def test_all_that_hangs_together_may_go_and_come_in_one_batch(small: Path) -> None:
    with Desk.open(small, "ada") as desk:
        before = state(desk.case)
        desk.remove("claims", first(desk))
        desk.undo()
        assert state(desk.case) == before


# Folding


def test_a_fold_moves_the_journal_into_db_json(desk: Desk, case_path: Path) -> None:
    assert not desk.fold()
    desk.decide(first(desk), "refuted")
    assert desk.fold()
    assert journal_of(case_path).read_bytes() == b""
    assert not desk.fold()
    with TinyDB(case_path, access_mode="r") as plain:
        assert [row["label"] for row in plain.table("verdicts")] == ["refuted"]
        assert len(plain.table("history")) == 1


def test_after_close_only_db_json_is_there(case_path: Path) -> None:
    with Desk.open(case_path, "ada") as desk:
        desk.decide(first(desk), "refuted")
        desk.keep_draft(first(desk), "half", "")
        desk.drop_draft(first(desk))
        assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    assert names_in(case_path.parent) == ["db.json"]


@pytest.mark.parametrize("content", [b"", b"torn", b"00000000 []\n"])
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
            patched.setattr(os, call, _full)
            with pytest.raises(NotSavedError, match="NOT saved"):
                desk.fold()
        assert (case_path.read_bytes(), journal_of(case_path).read_bytes()) == before
    assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    assert desk.fold()


def test_a_fold_that_cannot_empty_the_journal_is_repeated(
    desk: Desk, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.decide(first(desk), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(os, "ftruncate", _full)
        with pytest.raises(NotSavedError, match="could not be emptied"):
            desk.fold()
    assert desk.store.unfolded
    assert label_in(elsewhere(case_path, case_path.parent / "copy")) == "refuted"
    assert desk.fold()


def test_close_says_what_it_could_not_fold_and_lets_go(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk.open(case_path, "ada")
    desk.decide(first(desk), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _full)
        with pytest.raises(NotSavedError):
            desk.close()
    assert names_in(case_path.parent) == ["db.json", "db.json.journal"]
    with pytest.raises(ReadOnlyError, match="closed"):
        desk.decide(first(desk), "supported")
    assert not desk.fold()
    with Desk.open(case_path, "bob") as again:
        assert not again.read_only
        assert again.store.recovered == 1


# Threads


def test_what_is_saved_while_a_fold_is_writing_is_not_lost(
    desk: Desk, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_and_save(path: Path, chunks: Any, **options: Any) -> None:
        write_atomically(path, chunks, **options)
        desk.decide(first(desk), "supported")

    desk.decide(first(desk), "refuted")
    with monkeypatch.context() as patched:
        patched.setattr(storage, "write_atomically", write_and_save)
        assert desk.fold()
    assert desk.store.unfolded
    assert label_in(elsewhere(case_path, tmp_path / "copy")) == "supported"
    assert desk.fold()
    assert not desk.store.unfolded


def test_two_folds_at_once_do_not_put_an_old_file_over_a_new_one(
    desk: Desk, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, go_on = threading.Event(), threading.Event()

    def write_slowly(path: Path, chunks: Any, **options: Any) -> None:
        made = list(chunks)
        if not slow.is_set():
            slow.set()
            go_on.wait(10)
        write_atomically(path, made, **options)

    monkeypatch.setattr(storage, "write_atomically", write_slowly)
    desk.decide(first(desk), "refuted")
    folding = [threading.Thread(target=desk.fold) for _ in range(2)]
    folding[0].start()
    assert slow.wait(10)
    desk.decide(first(desk), "supported")
    folding[1].start()
    folding[1].join(0.1)  # were it not kept waiting, it would be done by then
    go_on.set()
    for thread in folding:
        thread.join(10)
    assert label_in(elsewhere(case_path, tmp_path / "copy")) == "supported"


def test_what_tinydb_writes_while_a_fold_is_writing_is_not_overwritten(
    desk: Desk, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = desk.store.read()
    tree["notes"] = {"1": {"mine": True}}
    writing = threading.Thread(target=desk.store.write, args=(tree,))

    def write_meanwhile(path: Path, chunks: Any, **options: Any) -> None:
        monkeypatch.undo()
        made = list(chunks)
        writing.start()
        writing.join(0.1)  # were it not kept waiting, it would be done by then
        write_atomically(path, made, **options)

    desk.decide(first(desk), "refuted")
    monkeypatch.setattr(storage, "write_atomically", write_meanwhile)
    desk.fold()
    writing.join(10)
    assert orjson.loads(case_path.read_bytes())["notes"] == tree["notes"]


def test_folding_in_a_thread_all_the_while_loses_nothing(small: Path, tmp_path: Path) -> None:
    done = threading.Event()
    faults: list[BaseException] = []

    def fold_on() -> None:
        try:
            while not done.is_set():
                desk.fold()
        except (FactcheckError, OSError, RuntimeError) as error:
            faults.append(error)

    with Desk.open(small, "ada") as desk:
        thread = threading.Thread(target=fold_on)
        thread.start()
        for number in range(150):
            desk.decide(first(desk), ("refuted", "supported")[number % 2])
            if number % 50 == 0:
                copied = elsewhere_while_folding(small, tmp_path / str(number))
                assert label_in(copied) == "refuted"
        done.set()
        thread.join()
        history = list(desk.case.history)
    assert faults == []
    with Desk.open(small, "ada", write=False) as desk:
        assert list(desk.case.history) == history


def elsewhere_while_folding(path: Path, directory: Path) -> Path:
    """Copy a case as a reader reads it: the journal first, so that a fold in between moves nothing out of sight."""
    directory.mkdir()
    if journal_of(path).exists():
        journal_of(directory / path.name).write_bytes(journal_of(path).read_bytes())
    (directory / path.name).write_bytes(path.read_bytes())
    return directory / path.name


# Others at the same file


def test_a_second_desk_is_told_the_holders_name_and_process(case_path: Path) -> None:
    with Desk.open(case_path, "ada lovelace") as desk:
        desk.decide(first(desk), "refuted")
        with Desk.open(case_path, "bob") as second:
            assert f"held by ada lovelace (process {os.getpid()} on " in second.read_only
            assert label_in(case_path) == "refuted"
        desk.decide(first(desk), "supported")
        assert label_in(case_path) == "supported"
    assert names_in(case_path.parent) == ["db.json"]


HOLD = """
import sys
from pathlib import Path
from factcheck.desk import Desk
desk = Desk.open(Path(sys.argv[1]), "carol")
desk.decide(desk.case.in_order()[0].id, "refuted")
print("saved", flush=True)
sys.stdin.read()
"""


def test_the_lock_goes_with_its_process_and_what_it_saved_stays(case_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(case_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        with Desk.open(case_path, "ada") as desk:
            assert f"held by carol (process {process.pid} on " in desk.read_only
            assert label_in(case_path) == "refuted"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert names_in(case_path.parent) == ["db.json", "db.json.journal", "db.json.lock"]
    with Desk.open(case_path, "ada") as desk:
        assert not desk.read_only
        assert desk.store.recovered == 1
        assert desk.undo()
    assert names_in(case_path.parent) == ["db.json"]
    assert label_in(case_path) is None


def test_a_reader_between_the_two_reads_of_a_fold_sees_every_change(
    desk: Desk, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.decide(first(desk), "refuted")
    parse = storage._parse

    def fold_first(path: Path) -> Any:
        monkeypatch.undo()
        desk.fold()
        return parse(path)

    monkeypatch.setattr(storage, "_parse", fold_first)
    assert label_in(case_path) == "refuted"


@pytest.mark.parametrize("how", ["in place", "replaced", "gone"])
def test_a_file_that_another_program_changed_is_not_overwritten(case_path: Path, how: str, tmp_path: Path) -> None:
    desk = Desk.open(case_path, "ada")
    desk.decide(first(desk), "refuted")
    if how == "in place":
        with TinyDB(case_path) as plain:
            plain.table("notes").insert({"theirs": True})
    elif how == "replaced":
        write_atomically(case_path, [case_path.read_bytes()])
    else:
        case_path.rename(tmp_path / "moved.json")
    theirs = case_path.read_bytes() if case_path.exists() else None
    with pytest.raises(ConflictError, match=r"was changed by another program; your changes are safe in .*journal$"):
        desk.fold()
    desk.decide(first(desk), "supported")
    with pytest.raises(ConflictError):
        desk.close()
    assert (case_path.read_bytes() if case_path.exists() else None) == theirs
    assert len(journal_of(case_path).read_bytes().splitlines()) == 2
    if theirs is not None:
        with Desk.open(case_path, "ada") as again:
            assert again.store.recovered == 2
        assert label_in(case_path) == "supported"


def test_a_journal_that_does_not_fit_the_file_is_refused_and_kept(small: Path) -> None:
    desk = Desk.open(small, "ada")
    desk.edit("claims", first(desk), text="It rained.")
    with TinyDB(small) as plain:
        plain.table("claims").update({"text": "It snowed."})
    with pytest.raises(ConflictError):
        desk.close()
    before = small.read_bytes(), journal_of(small).read_bytes()
    with pytest.raises(UnreadableError, match=r"db\.json\.journal does not fit .*db\.json: ") as raised:
        Desk.open(small, "ada")
    assert str(raised.value).isprintable()
    assert (small.read_bytes(), journal_of(small).read_bytes()) == before
    assert names_in(small.parent) == ["db.json", "db.json.journal"]


# Names, links and modes


def test_a_link_to_a_case_is_kept_and_the_journal_lies_beside_the_file(case_path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "my.json"
    link.symlink_to(case_path)
    with Desk.open(link, "ada") as desk:
        desk.decide(first(desk), "refuted")
        assert journal_of(case_path).exists()
        with Desk.open(case_path, "bob") as second:
            assert "held by ada" in second.read_only
    assert link.is_symlink()
    assert names_in(tmp_path / "links") == ["my.json"]
    assert label_in(case_path) == "refuted"


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o660])
def test_the_mode_of_the_file_is_kept_and_what_is_new_is_private(case_path: Path, mode: int) -> None:
    case_path.chmod(mode)
    with Desk.open(case_path, "ada") as desk:
        desk.decide(first(desk), "refuted")
        for name in ("db.json.journal", "db.json.lock"):
            assert stat.S_IMODE(case_path.with_name(name).stat().st_mode) == 0o600
    assert stat.S_IMODE(case_path.stat().st_mode) == mode


def test_a_new_case_is_private(small: Path) -> None:
    assert stat.S_IMODE(small.stat().st_mode) == 0o600


def test_a_file_that_may_not_be_written_is_opened_for_reading(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Desk.open(case_path, "ada") as desk:
        assert desk.read_only == f"{case_path} may not be written"
    assert names_in(case_path.parent) == ["db.json"]


def test_a_directory_that_may_not_be_written_is_opened_for_reading(case_path: Path) -> None:
    case_path.with_name("db.json.lock").mkdir()
    with Desk.open(case_path, "ada") as desk:
        assert desk.read_only == f"{case_path.parent} may not be written (Is a directory)"


def test_names_with_odd_characters_are_names(case_path: Path) -> None:
    path = case_path.with_name("ünï côde \n\x1b[2J.json")
    case_path.rename(path)
    with Desk.open(path, "ada") as desk:
        desk.decide(first(desk), "refuted")
        with pytest.raises(ReadOnlyError) as raised, Desk.open(path, "bob") as second:
            second.decide(first(second), "supported")
        assert str(raised.value).isprintable()
    assert names_in(path.parent) == [path.name]
    assert label_in(path) == "refuted"


# Bad files

CLAIM = {"id": "c", "text": "It rained."}
SOURCE = {"id": "s"}
EXCERPT = {"id": "e", "claim": "c", "source": "s", "stance": "context", "quote": "Rain."}
VERDICT = {"claim": "c", "checker": "ada", "label": None}
NASTY = "\x1b[2J\n\u202e\u2028"


def tables(**rows: Any) -> bytes:
    return json.dumps({name: {str(n): row for n, row in enumerate(table, 1)} for name, table in rows.items()}).encode()


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "white space": (b" \n\t ", "is empty"),
    "not JSON": (b"hello", "line 1, column 1"),
    "cut off": (b'{"claims": {\n"1": {"id": "c', "line 2, column"),
    "trailing data": (b'{"claims": {}}\n}', "line 2, column 1"),
    "not UTF-8": (b'{"claims": "\xff"}', "line 1, column"),
    "UTF-16": ('{"claims": {}}'.encode("utf-16"), "line 1, column"),
    "BOM": (b"\xef\xbb\xbf{}", "line 1, column"),
    "lone surrogate": (b'{"claims": {"1": {"id": "c", "text": "\\ud800"}}}', "line 1, column"),
    "NaN": (b'{"claims": {"1": {"id": "c", "text": "x", "position": NaN}}}', "line 1, column"),
    "1e999": (b'{"claims": {"1": {"id": "c", "text": "x", "position": 1e999}}}', "line 1, column"),
    "5000 digits": (b'{"case": {"1": {"schema": ' + b"9" * 5000 + b"}}}", "line 1, column"),
    "5000 deep": (b"[" * 5000, "line 1, column"),
    "null": (b"null", "must be an object with the tables of a case, not null"),
    "list": (b"[]", "not a list"),
    "text": (b'"x"', "not a text"),
    "number": (b"42", "not a number"),
    "another's": (b'{"_default": {"1": {}}}', "is no case: it has none of the tables"),
    "table as list": (b'{"claims": []}', "table claims must be an object, not a list"),
    "table of others as list": (b'{"claims": {}, "x\\n\\u001b": []}', "must be an object, not a list"),
    "row as text": (b'{"claims": {"1": "x"}}', "claims row 1: must be an object, not a text"),
    "row of a nasty number": (json.dumps({"claims": {NASTY: 5}}).encode(), "must be an object, not a number"),
    "missing field": (tables(claims=[{"id": "c"}]), "claims row 1: text is missing"),
    "wrong type": (tables(claims=[{**CLAIM, "speaker": 5}]), "claims row 1: speaker must not be a number"),
    "truth as number": (tables(claims=[{**CLAIM, "position": True}]), "position must not be true or false"),
    "bad stance": (
        tables(claims=[CLAIM], sources=[SOURCE], excerpts=[{**EXCERPT, "stance": NASTY}]),
        "excerpts row 1: stance must be one of context, contradicts, supports",
    ),
    "unknown label": (tables(claims=[CLAIM], verdicts=[{**VERDICT, "label": NASTY}]), "is not in the scale averitec"),
    "duplicate id": (tables(claims=[CLAIM, CLAIM]), "claims row 2: c is there twice"),
    "nasty duplicate id": (tables(claims=[{**CLAIM, "id": NASTY}] * 2), "is there twice"),
    "duplicate ref": (
        tables(claims=[{**CLAIM, "ref": NASTY}, {**CLAIM, "id": "d", "ref": NASTY}]),
        "claims: two rows have the ref",
    ),
    "duplicate verdict": (tables(claims=[CLAIM], verdicts=[VERDICT, VERDICT]), "verdicts row 2: c/ada is there twice"),
    "dangling excerpt": (tables(sources=[SOURCE], excerpts=[EXCERPT]), "excerpts E1: its claim 'c' is not in"),
    "unsourced excerpt": (tables(claims=[CLAIM], excerpts=[EXCERPT]), "excerpts E1: its source 's' is not in"),
    "dangling verdict": (tables(verdicts=[VERDICT]), "verdicts c/ada: its claim 'c' is not in"),
    "newer schema": (tables(case=[{"schema": SCHEMA + 1}]), f"has schema {SCHEMA + 1}; this factcheck reads up to"),
    "two case rows": (tables(case=[{}, {}]), "table case must have one row, not 2"),
    "no scale": (tables(case=[{"scale": NASTY}]), "case row 1: no scale"),
    "nasty scale": (
        tables(
            case=[
                {
                    "scale": {
                        "name": NASTY,
                        "labels": [
                            {**dict.fromkeys(("id", "name", "glyph", "meaning"), NASTY), "key": "1", "kind": "for"}
                        ],
                    }
                }
            ],
            claims=[CLAIM],
            verdicts=[{**VERDICT, "label": "x"}],
        ),
        "label 'x' is not in the scale",
    ),
    "damaged history": (tables(history=[{"id": "h", "at": "t", "by": "ada", "kind": "edit"}]), "target is missing"),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("write", [True, False], ids=["to write", "to read"])
def test_a_bad_file_is_refused_in_one_line_and_stays_as_it_was(tmp_path: Path, bad: str, write: bool) -> None:
    path = tmp_path / "db.json"
    content, fault = BAD[bad]
    path.write_bytes(content)
    stamp = path.stat()
    with pytest.raises(UnreadableError) as raised:
        CaseStorage(path, checker="ada", write=write)
    line = str(raised.value)
    assert line.startswith(f"{path}: ")
    assert fault in line
    assert line.isprintable() or line.replace("\u2420", "").isprintable()
    assert path.read_bytes() == content
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (stamp.st_mtime_ns, stamp.st_ino)
    assert names_in(tmp_path) == ["db.json"]


def test_no_file_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"db\.json: no such file$") as raised:
        CaseStorage(tmp_path / "db.json")
    assert isinstance(raised.value.__cause__, FileNotFoundError)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (Path.mkdir, "is a directory"),
        (os.mkfifo, "is no ordinary file"),
        (lambda path: path.symlink_to(os.devnull), "is no ordinary file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "no such file"),
    ],
    ids=["directory", "pipe", "device", "loop", "dangling link"],
)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], object], fault: str) -> None:
    path = tmp_path / "db.json"
    make(path)
    with pytest.raises(UnreadableError, match=f"^{path}: {fault}$"):
        CaseStorage(path)
    assert names_in(tmp_path) == ["db.json"]


def test_a_file_that_may_not_be_read_is_told(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableError, match=r"db\.json: Permission denied$"):
        CaseStorage(case_path)
    monkeypatch.undo()
    assert names_in(case_path.parent) == ["db.json"]


def test_a_damaged_journal_is_refused_and_stays(case_path: Path, desk: Desk, tmp_path: Path) -> None:
    for label in ("refuted", "supported", "conflicting"):
        desk.decide(first(desk), label)
    crashed = elsewhere(case_path, tmp_path / "crashed")
    damaged = bytearray(journal_of(crashed).read_bytes())
    damaged[30] ^= 0x20
    journal_of(crashed).write_bytes(damaged)
    db = crashed.read_bytes()
    with pytest.raises(
        UnreadableError, match=r"db\.json\.journal: line 1 is damaged; the changes after it were not read$"
    ):
        Desk.open(crashed, "ada")
    assert (crashed.read_bytes(), journal_of(crashed).read_bytes()) == (db, bytes(damaged))
    assert names_in(crashed.parent) == ["db.json", "db.json.journal"]


# Whatever is in the file

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Return every place in a JSON value, as the keys that lead there, with what is there."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(place for key, part in parts for place in places(part, (*path, key)))]


def alike(value: Any) -> st.SearchStrategy[Any]:
    """Draw what might stand in the place of `value`: mostly of its type, else anything."""
    fitting = {str: texts, int: st.integers(-9, 99), float: st.floats(-9, 9)}.get(type(value), st.just(value))
    return st.one_of(fitting, fitting, fitting, json_values)


def put(tree: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    parts = dict(tree) if isinstance(tree, dict) else list(tree)
    parts[place[0]] = put(parts[place[0]], place[1:], value)
    return parts


@given(data=st.data(), times=st.integers(1, 3), wished=st.lists(wishes, max_size=4))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_anything_in_it_is_refused_or_can_be_worked_on_and_read_again(
    small: Path, data: st.DataObject, times: int, wished: list[Any]
) -> None:
    good = small.read_bytes()
    tree = orjson.loads(good)
    for _ in range(times):
        found = places(tree)
        place, value = data.draw(st.sampled_from(found))
        tree = put(tree, place, data.draw(alike(value) | st.sampled_from([other for _, other in found])))
    content = orjson.dumps(tree)
    small.write_bytes(content)
    try:
        work_on(small, wished)
    except UnreadableError as error:
        assert str(error).startswith(f"{small}: ")
        assert len(str(error).splitlines()) == 1
        assert small.read_bytes() == content
    finally:
        small.write_bytes(good)
    assert names_in(small.parent) == ["db.json"]


def work_on(path: Path, wished: list[Any]) -> None:
    """Open a case, do things to it, undo all that can be undone, look at all of it, and read it again."""
    with Desk.open(path, "ada") as desk:
        for wish in wished:
            wish.at(desk)
        undos = len(desk.case.history)
        with suppress(ConflictError, InvalidError):  # a history that another program wrote need not fit
            while desk.undo():
                undos -= 1
        assert undos >= 0
        for change in desk.case.history:
            assert describe_change(desk.case, change)
        for claim in desk.case.in_order():
            assert changes_of(desk.case, claim.id) is not None
        last = state(desk.case)
    with Desk.open(path, "ada", write=False) as desk:
        assert state(desk.case) == last


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "ref": st.sampled_from(["C1", "c2", "E1", "S1", "X9", ""]),
    "claim": st.sampled_from(["{claim}", "gone"]),
    "stance": st.sampled_from(["supports", "context", "nonsense"]),
    "title": texts,
    "scale": st.sampled_from(["editor", "averitec", "nonsense"]),
    "position": st.integers(-9, 9) | st.just("first"),
    "colour": json_values,
}


def sides(fields: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any] | None]:
    return st.none() | st.fixed_dictionaries({}, optional={field: FIELDS[field] for field in fields})


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a change of the small case as another program might write it; most of them fit."""
    targets = {
        "claims/{claim}": ("text", "ref", "position", "colour"),
        "excerpts/{excerpt}": ("stance", "claim", "ref", "colour"),
        "sources/{source}": ("title", "ref", "colour"),
        "case/case": ("title", "scale", "colour"),
        "nonsense/{claim}": ("text",),
    }
    target = draw(st.sampled_from(list(targets)))
    return {
        "id": draw(texts | st.integers().map(str)),
        "at": draw(texts),
        "by": draw(texts),
        "kind": draw(texts | st.sampled_from(list(ChangeKind))),
        "target": target,
        "before": draw(st.just({}) | sides(targets[target])),
        "after": draw(sides(targets[target])),
        "undoes": draw(st.none() | texts),
        "batch": draw(texts),
    }


@given(drawn=st.lists(changes(), min_size=1, max_size=3))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_journal_with_anything_in_it_is_refused_or_read_and_folded(small: Path, drawn: list[dict[str, Any]]) -> None:
    good = small.read_bytes()
    tree = orjson.loads(good)
    keys = {table[:-1]: tree[table]["1"]["id"] for table in ("claims", "excerpts", "sources")}
    body = orjson.dumps(drawn)
    for noun, key in keys.items():
        body = body.replace(b"{%s}" % noun.encode(), key.encode())
    journal_of(small).write_bytes(b"%08x %s\n" % (zlib.crc32(body), body))
    try:
        work_on(small, [])
    except UnreadableError as error:
        assert str(error).startswith(f"{journal_of(small)}")
        assert len(str(error).splitlines()) == 1
        assert small.read_bytes() == good
    finally:
        small.write_bytes(good)
        journal_of(small).unlink(missing_ok=True)
    assert names_in(small.parent) == ["db.json"]


def test_a_history_whose_undo_would_ruin_the_case_is_refused_when_it_is_asked_for(small: Path) -> None:
    tree = orjson.loads(small.read_bytes())
    claim = tree["claims"]["1"]["id"]
    change = Change(id="h", at="t", by="eve", kind="add", target=f"claims/{claim}", before=None, after={"id": claim})
    tree["history"]["99"] = change.to_row()
    small.write_bytes(orjson.dumps(tree))
    with Desk.open(small, "ada") as desk:
        before = state(desk.case)
        with pytest.raises(InvalidError, match="cannot go: excerpts E1 is of it"):
            desk.undo()
        assert state(desk.case) == before
        desk.decide(claim, "refuted")
    assert label_in(small) == "refuted"


def test_every_error_of_the_store_is_one_for_the_user(tmp_path: Path) -> None:
    with pytest.raises(FactcheckError):
        CaseStorage(tmp_path / "gone" / "db.json")
    with pytest.raises(FactcheckError):
        CaseStorage("/proc/self/mem")
