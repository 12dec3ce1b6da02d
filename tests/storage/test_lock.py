"""The lock: one holder at a time, who is named, and whose death lets go."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from factcheck.storage.lock import Holder, Lock, look

DEEP = b"[" * 1000 + b"]" * 1000
"""JSON that can be read, and of which Python can make no text."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db.json.lock"


def taken(path: Path, name: str = "ada") -> Lock:
    lock = Lock.acquire(path, name)
    assert isinstance(lock, Lock)
    return lock


def refused(path: Path) -> Holder:
    holder = Lock.acquire(path, "bob")
    assert isinstance(holder, Holder)
    return holder


def open_handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_second_taker_is_told_who_holds_it(path: Path) -> None:
    lock = taken(path)
    holder = refused(path)
    assert (holder.name, holder.pid) == ("ada", os.getpid())
    assert str(holder).startswith(f"ada (process {os.getpid()} on ")
    lock.release()


def test_a_lock_that_is_released_leaves_nothing_and_can_be_taken_again(path: Path) -> None:
    for _ in range(2):
        lock = taken(path)
        lock.release()
        lock.release()
        assert not path.exists()


def test_asking_in_vain_does_not_loosen_the_lock(path: Path) -> None:
    lock = taken(path)
    handles = open_handles()
    for _ in range(3):
        refused(path)
    assert open_handles() == handles
    lock.release()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        orjson.dumps({"name": "dead", "pid": 1, "host": "elsewhere"}),
    ],
)
def test_what_a_dead_holder_left_is_no_lock(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    lock = taken(path)
    assert orjson.loads(path.read_bytes())["name"] == "ada"
    lock.release()


@pytest.mark.parametrize(
    "content", [b"[]", b'{"name": 5, "pid": 1, "host": ""}', b'{"pid": 1, "host": "", "name": ' + DEEP + b"}"]
)
def test_a_holder_whose_name_cannot_be_read_is_unknown(path: Path, content: bytes) -> None:
    lock = taken(path)
    path.write_bytes(content)
    holder = look(path)
    assert holder is not None
    assert str(holder) == "somebody (process 0 on an unknown machine)"
    lock.release()


def test_a_look_tells_the_holder_and_takes_nothing(path: Path) -> None:
    assert look(path) is None
    assert not path.exists()
    lock = taken(path)
    handles = open_handles()
    holder = look(path)
    assert holder is not None
    assert holder.name == "ada"
    assert open_handles() == handles
    lock.release()
    path.write_bytes(orjson.dumps({"name": "dead", "pid": 1, "host": "elsewhere"}))
    assert look(path) is None
    taken(path).release()


@pytest.fixture
def held(path: Path) -> Iterator[Path]:
    """A lock that another program holds, with something of its own in the file."""
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield path


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00",
        b"5",
        b"[]",
        b"{}",
        b"null",
        orjson.dumps({"name": "ada", "pid": "x", "host": "h"}),
        orjson.dumps({"name": "ada", "pid": None, "host": "h"}),
        orjson.dumps({"name": "ada", "pid": "9" * 5000, "host": "h"}),
        orjson.dumps({"name": "\x1b[2J\n\u202eeve", "pid": 5, "host": "\x00h"}),
        orjson.dumps({"name": ["x"] * 3000, "pid": 5, "host": "h"}),
    ],
    ids=lambda content: ascii(content)[:30],
)
def test_a_holder_is_one_harmless_line_whatever_is_in_the_file(held: Path, content: bytes) -> None:
    held.write_bytes(content)
    assert str(refused(held)).isprintable()


def test_the_name_of_a_holder_is_written_harmless(path: Path) -> None:
    lock = taken(path, "\x1b[2J\n\udcff")
    assert refused(path).name.isprintable()
    lock.release()


def test_a_lock_that_is_removed_between_opening_and_locking_is_taken_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, really = taken(path), fcntl.flock

    def late(handle: int, operation: int) -> None:
        first.release()
        really(handle, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    lock = taken(path, "carol")
    monkeypatch.undo()
    assert refused(path).name == "carol"
    lock.release()


def test_a_lock_that_another_took_between_opening_and_locking_is_theirs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, really = taken(path), fcntl.flock
    theirs: list[Lock] = []

    def late(handle: int, operation: int) -> None:
        monkeypatch.undo()
        first.release()
        theirs.append(taken(path, "carol"))
        really(handle, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    assert refused(path).name == "carol"
    theirs[0].release()


def test_a_release_leaves_the_lock_of_another_alone(path: Path) -> None:
    lock = taken(path)
    path.unlink()  # by hand, and unwisely
    theirs = taken(path, "carol")
    lock.release()
    assert refused(path).name == "carol"
    theirs.release()
    assert not path.exists()


@pytest.mark.parametrize("call", ["write", "ftruncate"])
def test_a_disk_that_refuses_leaves_no_lock_behind(path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    handles = open_handles()
    with monkeypatch.context() as patched:
        patched.setattr(os, call, refuse)
        with pytest.raises(OSError, match="No space left"):
            Lock.acquire(path, "ada")
    assert not path.exists()
    assert open_handles() == handles
    taken(path).release()


def test_a_file_system_without_locks_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    handles = open_handles()
    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match="No locks available"):
        Lock.acquire(path, "ada")
    assert open_handles() == handles


def test_a_link_in_its_place_is_not_followed(path: Path) -> None:
    other = path.with_name("precious")
    other.write_bytes(b"precious")
    path.symlink_to(other)
    with pytest.raises(OSError, match="symbolic link"):
        Lock.acquire(path, "ada")
    assert other.read_bytes() == b"precious"


COUNT = """
import sys
from pathlib import Path
from factcheck.storage.lock import Lock
path, count = Path(sys.argv[1]), Path(sys.argv[2])
done = 0
while done < 100:
    lock = Lock.acquire(path, "x")
    if isinstance(lock, Lock):
        count.write_text(str(int(count.read_text()) + 1))
        lock.release()
        done += 1
"""


def test_processes_that_take_turns_never_hold_it_together(path: Path, tmp_path: Path) -> None:
    count = tmp_path / "count"
    count.write_text("0")
    counting = [subprocess.Popen([sys.executable, "-c", COUNT, path, count]) for _ in range(3)]
    assert [process.wait() for process in counting] == [0, 0, 0]
    assert count.read_text() == "300"
    assert not path.exists()
