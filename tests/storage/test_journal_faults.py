"""The journal on a disk that refuses: the file is as it was, the refusal is told, and the next append works."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.changes import Change
from factcheck.errors import NotSavedError
from factcheck.storage.journal import Journal
from tests.storage.conftest import no_space
from tests.storage.test_journal import batch, journal_at, write

_WRITE, _SYNC, _OPEN = os.write, os.fsync, os.open


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db.json.journal"


def _half(handle: int, data: bytes) -> int:
    if len(data) < 20:
        no_space()
    return _WRITE(handle, data[: len(data) // 2])


def _no_directories(handle: int) -> None:
    if stat.S_ISDIR(os.fstat(handle).st_mode):
        no_space()
    _SYNC(handle)


FAULTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "nothing written": ("write", no_space),
    "half written": ("write", _half),
    "written and not durable": ("fdatasync", no_space),
    "not opened": ("open", no_space),
    "name not durable": ("fsync", _no_directories),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("earlier", [0, 2])
def test_a_refused_append_leaves_the_file_as_it_was_and_the_next_one_works(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, earlier: int
) -> None:
    before = write(path, *range(earlier)) if earlier else b""
    with journal_at(path) as journal:
        with monkeypatch.context() as patched:
            patched.setattr(os, *FAULTS[fault])
            for _ in range(2):
                with pytest.raises(NotSavedError, match=r"^NOT saved: disk full \(.*journal\)$"):
                    journal.append(batch(8))
                assert journal.size == len(before)
        assert (path.read_bytes() if path.exists() else b"") == before
        journal.append(batch(9))
    assert Journal(path).batches == [*map(batch, range(earlier)), batch(9)]


@pytest.mark.parametrize("fault", ["write", "fdatasync"])
def test_an_append_that_is_refused_after_others_leaves_those(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    with journal_at(path) as journal:
        journal.append(batch(1))
        with monkeypatch.context() as patched:
            patched.setattr(os, fault, no_space)
            with pytest.raises(NotSavedError):
                journal.append(batch(2))
        journal.append(batch(3))
    assert Journal(path).batches == [batch(1), batch(3)]


def test_a_handle_that_failed_to_sync_is_not_trusted_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def told(found: Path, *options: int) -> int:
        opened.append(found)
        return _OPEN(found, *options)

    with journal_at(path) as journal:
        with monkeypatch.context() as patched:
            patched.setattr(os, "fdatasync", no_space)
            with pytest.raises(NotSavedError):
                journal.append(batch(1))
        monkeypatch.setattr(os, "open", told)
        journal.append(batch(2))
        assert path in opened
        opened.clear()
        journal.append(batch(3))
        assert opened == []


def test_the_name_of_a_journal_is_made_durable_when_it_was_refused_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with journal_at(path) as journal:
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", _no_directories)
            with pytest.raises(NotSavedError):
                journal.append(batch(1))
        synced: list[bool] = []
        monkeypatch.setattr(os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
        journal.append(batch(2))
        assert True in synced


def test_a_journal_that_could_not_be_put_back_refuses_everything_until_it_can(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with journal_at(path) as journal:
        journal.append(batch(1))
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", _half)
            patched.setattr(os, "ftruncate", no_space)
            with pytest.raises(NotSavedError):
                journal.append(batch(2))
            patched.setattr(os, "write", _WRITE)
            with pytest.raises(NotSavedError):
                journal.append(batch(3))
        journal.append(batch(4))
    assert Journal(path).batches == [batch(1), batch(4)]


def test_what_was_refused_is_durably_gone_before_the_next_append(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power cut could bring it back."""
    with journal_at(path) as journal:
        journal.append(batch(1))
        with monkeypatch.context() as patched:
            patched.setattr(os, "fdatasync", no_space)
            patched.setattr(os, "fsync", no_space)
            with pytest.raises(NotSavedError):
                journal.append(batch(2))
        synced: list[bytes] = []
        monkeypatch.setattr(os, "fsync", lambda handle: synced.append(path.read_bytes()))
        before = path.read_bytes()
        journal.append(batch(3))
        assert before in synced


def test_an_interrupt_in_the_middle_of_a_line_leaves_no_half_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(handle: int, data: bytes) -> int:
        _WRITE(handle, data[:9])
        raise KeyboardInterrupt

    with journal_at(path) as journal:
        journal.append(batch(1))
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", interrupted)
            with pytest.raises(KeyboardInterrupt):
                journal.append(batch(2))
        journal.append(batch(3))
    assert Journal(path).batches == [batch(1), batch(3)]


def test_a_write_that_takes_several_calls_is_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda handle, data: _WRITE(handle, data[:7]))
    write(path, 1, 2)
    assert Journal(path).batches == [batch(1), batch(2)]


def test_a_text_that_utf_8_cannot_hold_is_refused(path: Path) -> None:
    with journal_at(path) as journal, pytest.raises(NotSavedError, match="NOT saved: the text cannot be stored"):
        journal.append((Change(id="1", at="t", by="\udcff", kind="edit", target="claims/a"),))
    assert not path.exists()
