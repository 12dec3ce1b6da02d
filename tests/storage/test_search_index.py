"""The file of an index: whole, or as good as absent."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from factcheck.errors import NotSavedError
from factcheck.storage import read_index, write_index

HEADER = {"made_by": {"x": 1}, "shelves": {"en": [["s1", "mark"]]}}
PARTS = {"en/starts": bytes(range(40)), "en/terms": "größe\nмост".encode(), "empty": b""}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "db.json.index"
    write_index(path, HEADER, PARTS)
    return path


def read(path: Path) -> tuple[object, dict[str, bytes]] | None:
    found = read_index(path)
    return None if found is None else (found[0], {name: bytes(part) for name, part in found[1].items()})


def test_what_was_written_is_read(path: Path) -> None:
    assert read(path) == (HEADER, PARTS)
    write_index(path, {}, {})
    assert read(path) == ({}, {})


def test_damage_of_any_byte_is_seen(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        assert read_index(path) is None, at
    path.write_bytes(whole)
    assert read(path) == (HEADER, PARTS)


def test_a_file_that_is_cut_off_or_goes_on_is_not_read(path: Path) -> None:
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        assert read_index(path) is None, size
    path.write_bytes(whole + b"\0")
    assert read_index(path) is None


def test_no_file_no_index(tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("no index at all, but long enough to be one")
    for name in ("absent", "directory", "empty", "text"):
        assert read_index(tmp_path / name) is None


@pytest.mark.skipif(os.name != "posix", reason="this system has neither modes nor pipes")
def test_it_is_for_its_owner_only_and_neither_a_link_nor_a_pipe_is_read(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    link, pipe = path.with_name("link"), path.with_name("pipe")
    link.symlink_to(path)
    os.mkfifo(pipe)
    assert read_index(link) is None
    assert read_index(pipe) is None
    write_index(link, {}, {})
    assert not link.is_symlink()
    assert read(path) == (HEADER, PARTS)


def test_an_index_that_is_read_stays_while_a_new_one_is_written(path: Path) -> None:
    found = read_index(path)
    assert found is not None
    write_index(path, {}, {"en/terms": b"other"})
    assert bytes(found[1]["en/terms"]) == PARTS["en/terms"]


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotSavedError):
        write_index(tmp_path / "absent" / "db.json.index", HEADER, PARTS)
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_goes_with_the_next_one(path: Path) -> None:
    left = path.with_name(f".{path.name}.0123456789ab.tmp")
    left.touch()
    write_index(path, HEADER, PARTS)
    assert not left.exists()
