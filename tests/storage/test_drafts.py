"""Drafts are kept durably, damaged ones are set aside, and a refusal is told and tried again."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import NotSavedError
from factcheck.storage.drafts import Draft, DraftFiles
from tests.strategies import texts

DEEP = b"[" * 1000 + b"]" * 1000
"""JSON that can be read, and of which Python can make no text."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db.json.drafts"


@given(st.dictionaries(texts, st.tuples(texts, texts), max_size=4))
def test_drafts_are_there_again_until_the_last_is_dropped(drawn: dict[str, Draft]) -> None:
    with TemporaryDirectory() as directory:
        path = Path(directory) / "drafts"
        drafts = DraftFiles(path)
        for key, draft in drawn.items():
            drafts.keep(key, draft)
        for key, draft in drawn.items():
            assert DraftFiles(path).get(key) == draft
            drafts.drop(key)
            assert DraftFiles(path).get(key) is None
        assert list(Path(directory).iterdir()) == []


def test_no_drafts_are_no_file(path: Path) -> None:
    drafts = DraftFiles(path)
    drafts.drop("a")
    assert drafts.get("a") is None
    assert not path.exists()


def test_drafts_are_for_their_owner_only(path: Path) -> None:
    DraftFiles(path).keep("a", ("x", ""))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_draft_takes_the_place_of_the_first(path: Path) -> None:
    drafts = DraftFiles(path)
    drafts.keep("a", ("one", ""))
    drafts.keep("a", ("two", "if"))
    assert DraftFiles(path).get("a") == ("two", "if")


@pytest.mark.parametrize(
    "content",
    [b"", b"torn {", b"5", b"[]", b'{"a": 5}', b'{"a": ["x"]}', b'{"a": null}', b"\xff", b'{"a": ["", ' + DEEP + b"]}"],
)
def test_a_damaged_file_is_set_aside_and_begun_anew(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    drafts = DraftFiles(path)
    assert drafts.get("a") is None
    assert path.read_bytes() == content
    drafts.keep("a", ("x", ""))
    drafts.keep("a", ("y", ""))
    assert path.with_name("db.json.drafts.damaged").read_bytes() == content
    assert DraftFiles(path).get("a") == ("y", "")


def test_a_pipe_in_its_place_does_not_stop_the_program(path: Path) -> None:
    os.mkfifo(path)
    drafts = DraftFiles(path)
    drafts.keep("a", ("x", ""))
    assert DraftFiles(path).get("a") == ("x", "")


def _full(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_draft_that_was_refused_is_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = DraftFiles(path)
    drafts.keep("a", ("one", ""))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _full)
        with pytest.raises(NotSavedError, match="NOT saved"):
            drafts.keep("a", ("two", ""))
    assert drafts.get("a") == DraftFiles(path).get("a") == ("one", "")
    drafts.keep("a", ("two", ""))
    assert DraftFiles(path).get("a") == ("two", "")


@pytest.mark.parametrize(("others", "call"), [(0, "unlink"), (1, "fsync")])
def test_a_drop_that_was_refused_is_told_and_can_be_repeated(
    path: Path, monkeypatch: pytest.MonkeyPatch, others: int, call: str
) -> None:
    drafts = DraftFiles(path)
    for key in ["a", "b"][: others + 1]:
        drafts.keep(key, ("x", ""))
    with monkeypatch.context() as patched:
        patched.setattr(os, call, _full)
        with pytest.raises(NotSavedError):
            drafts.drop("a")
    assert DraftFiles(path).get("a") == ("x", "")
    drafts.drop("a")
    assert DraftFiles(path).get("a") is None


def test_a_text_that_utf_8_cannot_hold_is_refused(path: Path) -> None:
    with pytest.raises(NotSavedError, match="cannot be stored"):
        DraftFiles(path).keep("a", ("\udcff", ""))
    assert not path.exists()


def test_what_cannot_be_kept_goes_into_the_spare_file_until_it_can(path: Path, tmp_path: Path) -> None:
    spare = tmp_path / "state" / "drafts" / "spare.json"
    drafts = DraftFiles(path)
    drafts.use_spare(spare.parent, lambda: spare.name)
    drafts.keep("a", ("one", ""))
    path.unlink()
    path.mkdir()
    drafts.keep("b", ("two", ""))
    drafts.keep("a", ("one more", ""))
    assert stat.S_IMODE(spare.stat().st_mode) == 0o600
    again = DraftFiles(tmp_path / "other")
    again.use_spare(spare.parent, lambda: spare.name)
    assert (again.get("a"), again.get("b")) == (("one more", ""), ("two", ""))
    path.rmdir()
    drafts.drop("b")
    drafts.keep("c", ("three", ""))
    assert not spare.exists()
    assert DraftFiles(path).get("a") == ("one more", "")
    assert DraftFiles(path).get("b") is None
    assert DraftFiles(path).get("c") == ("three", "")


def test_where_neither_file_can_be_written_both_are_named(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path.mkdir()
    drafts = DraftFiles(path)
    drafts.use_spare(tmp_path / "file", lambda: "drafts.json")
    path.with_name(f"{path.name}.damaged").touch()
    with pytest.raises(NotSavedError, match=r"NOT saved: .*db\.json\.drafts.*, nor in .*file"):
        drafts.keep("a", ("one", ""))
    assert drafts.get("a") is None


def test_two_processes_share_the_spare_file(path: Path, tmp_path: Path) -> None:
    spare = tmp_path / "spare.json"
    first, second = DraftFiles(path), DraftFiles(path)
    for drafts in (first, second):
        drafts.use_spare(spare.parent, lambda: spare.name)
    first.keep_in_spare("a", ("one", ""))
    second.keep_in_spare("b", ("two", ""))
    again = DraftFiles(path)
    again.use_spare(spare.parent, lambda: spare.name)
    assert (again.get("a"), again.get("b")) == (("one", ""), ("two", ""))
    assert not path.exists()
