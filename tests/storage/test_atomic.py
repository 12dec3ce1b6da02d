"""Files are written whole or not at all, and nothing is left beside them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import ExistsError, NotSavedError, UnreadableError
from factcheck.storage.atomic import remove_leftovers, write_atomically
from factcheck.storage.disk import read_ordinary, readable, sync_directory


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db.json"


def test_a_new_file_is_for_its_owner_only(path: Path) -> None:
    write_atomically(path, [b"one ", b"two"])
    assert path.read_bytes() == b"one two"
    assert mode(path) == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("kept", [0o644, 0o640, 0o600, 0o666])
def test_the_mode_of_a_file_is_kept_whatever_the_umask(path: Path, kept: int) -> None:
    path.write_bytes(b"old")
    path.chmod(kept)
    before = os.umask(0o077)
    try:
        write_atomically(path, [b"new"])
    finally:
        os.umask(before)
    assert (path.read_bytes(), mode(path)) == (b"new", kept)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser may give files away")
def test_the_owner_of_a_file_is_kept(path: Path) -> None:
    path.write_bytes(b"old")
    os.chown(path, 1234, 4321)
    write_atomically(path, [b"new"])
    assert (path.stat().st_uid, path.stat().st_gid, path.read_bytes()) == (1234, 4321, b"new")


def test_a_file_whose_owner_cannot_be_kept_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fchown", refuse)
    write_atomically(path, [b"new"])
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(("overwrite", "error"), [(True, NotSavedError), (False, ExistsError)])
def test_what_is_no_file_is_not_put_out_of_its_place(path: Path, overwrite: bool, error: type[Exception]) -> None:
    os.mkfifo(path)
    with pytest.raises(error):
        write_atomically(path, [b"new"], overwrite=overwrite)
    assert path.is_fifo()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("target", ["real/case.json", "real/not-there-yet.json"])
def test_a_symbolic_link_is_followed_and_kept(path: Path, target: str) -> None:
    (path.parent / "real").mkdir()
    (path.parent / "real" / "case.json").write_bytes(b"old")
    path.symlink_to(target)
    write_atomically(path, [b"new"])
    assert path.is_symlink()
    assert (path.parent / target).read_bytes() == b"new"
    assert not (path.parent / target).is_symlink()


def test_a_file_that_is_there_is_overwritten_only_when_asked(path: Path) -> None:
    write_atomically(path, [b"old"], overwrite=False)
    with pytest.raises(ExistsError, match="is there already; it was not overwritten"):
        write_atomically(path, [b"new"], overwrite=False)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace", "fchmod", "open"])
def test_a_disk_that_refuses_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path.write_bytes(b"old")

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, refuse)
        with pytest.raises(NotSavedError, match=r"^NOT saved: disk full \(.*db\.json\)$"):
            write_atomically(path, [b"new"])
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_made_is_not_written_in_part(path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"new"
        raise TypeError("no JSON")

    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_atomically(path, broken())
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("where", ["gone/db.json", "file/db.json", "x" * 300, "directory"])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "directory").mkdir()
    with pytest.raises(NotSavedError, match=r"^NOT saved: "):
        write_atomically(tmp_path / where, [b"new"])
    assert {found.name for found in tmp_path.iterdir()} == {"file", "directory"}


def test_the_bytes_are_durable_before_the_name_and_the_name_before_it_returns(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def told_fsync(handle: int) -> None:
        steps.append("fsync directory" if stat.S_ISDIR(os.fstat(handle).st_mode) else "fsync file")
        fsync(handle)

    def told_replace(source: Path, target: Path) -> None:
        assert Path(source).read_bytes() == b"new"
        assert Path(source).parent == Path(target).parent
        steps.append("rename")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", told_fsync)
    monkeypatch.setattr(os, "replace", told_replace)
    write_atomically(path, [b"new"])
    assert steps == ["fsync file", "rename", "fsync directory"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EBADF])
def test_a_file_system_that_cannot_sync_directories_is_good_enough(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fsync = os.fsync

    def fsync_files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fsync_files_only)
    write_atomically(path, [b"new"])
    assert path.read_bytes() == b"new"


def test_a_directory_that_could_not_be_synced_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        sync_directory(path.parent)


def test_leftovers_of_a_crash_are_removed_and_nothing_else(path: Path) -> None:
    leftover = path.with_name(".db.json.0123456789ab.tmp")
    others = [
        ".db.json.tmp",
        ".db.json.0123456789ab.tmp.txt",
        ".other.json.0123456789ab.tmp",
        "db.json.0123456789ab.tmp",
    ]
    for name in (leftover.name, *others):
        path.with_name(name).write_bytes(b"")
    remove_leftovers(path)
    assert sorted(found.name for found in path.parent.iterdir()) == sorted(others)


def test_reading_refuses_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for found in (tmp_path / "pipe", tmp_path, Path(os.devnull)):
        with pytest.raises(OSError, match="not an ordinary file"):
            read_ordinary(found)


def test_a_refusal_to_read_is_one_line_whatever_the_name() -> None:
    path = Path("/nowhere/\x1b[2J\n\udcff.json")
    with pytest.raises(UnreadableError) as raised, readable(path):
        path.read_bytes()
    assert str(raised.value).isprintable()
    assert str(raised.value).endswith(": no such file")
    with pytest.raises(UnreadableError, match=r"no permission$"), readable(path):
        raise PermissionError(errno.EACCES, "Permission denied")
