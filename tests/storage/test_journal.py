"""The journal: what was acknowledged is read again, what was torn is dropped, what is damaged is refused."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.changes import Batch, Change
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.storage import journal as journal_module
from factcheck.storage.journal import Journal
from factcheck.storage.journal_lines import damaged, read_journal
from tests.storage.conftest import no_space
from tests.strategies import texts

rows = st.none() | st.dictionaries(st.sampled_from(["text", "speaker", "colour"]), texts, max_size=3)
changes: st.SearchStrategy[Change] = st.builds(
    Change,
    id=texts,
    at=texts,
    by=texts,
    kind=texts,
    target=texts.map(lambda key: f"claims/{key}"),
    before=rows,
    after=rows,
    undoes=st.none() | texts,
    batch=texts,
)
batches: st.SearchStrategy[list[Batch]] = st.lists(st.lists(changes, min_size=1, max_size=3).map(tuple), max_size=4)


def batch(number: int) -> Batch:
    return (Change(id=str(number), at="t", by="ada", kind="edit", target="claims/a", after={"text": f"{number}\n…"}),)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db.json.journal"


@contextmanager
def journal_at(path: Path) -> Iterator[Journal]:
    journal = Journal(path)
    try:
        yield journal
    finally:
        journal.close()


def write(path: Path, *numbers: int) -> bytes:
    with journal_at(path) as journal:
        for number in numbers:
            journal.append(batch(number))
    return path.read_bytes()


def journal_tail(data: bytes) -> bytes:
    """Return the second of two lines."""
    return data.split(b"\n")[1] + b"\n"


def line(body: bytes, before: bytes = b"") -> bytes:
    """Return the line of `body` after the lines `before`."""
    last = int(before.splitlines()[-1][:8], 16) if before else 0
    return b"%08x %s\n" % (zlib.crc32(body, last), body)


@given(batches)
def test_what_was_appended_is_read_again(drawn: list[Batch]) -> None:
    with TemporaryDirectory() as directory:
        path = Path(directory) / "journal"
        with journal_at(path) as journal:
            for each in drawn:
                journal.append(each)
                assert path.stat().st_size == journal.size
        assert Journal(path).batches == drawn


def test_nothing_is_made_before_the_first_append(path: Path) -> None:
    with journal_at(path) as journal:
        assert (journal.batches, journal.size) == ([], 0)
    assert not path.exists()


def test_a_line_is_on_the_disk_and_durable_when_append_returns(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    durable: list[bytes] = []
    sync = os.fdatasync

    def told(handle: int) -> None:
        sync(handle)
        durable.append(path.read_bytes())

    monkeypatch.setattr(os, "fdatasync", told)
    with journal_at(path) as journal:
        for number in range(3):
            journal.append(batch(number))
            assert len(durable) == number + 1
            assert len(durable[-1].splitlines()) == number + 1
            assert durable[-1] == path.read_bytes()


def test_the_name_of_a_new_journal_is_durable_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    fsync = os.fsync

    def told(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", told)
    write(path, 1)
    assert True in synced


def test_a_journal_is_for_its_owner_only(path: Path) -> None:
    write(path, 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_line_has_its_checksum_and_plain_json(path: Path) -> None:
    checksum, _, body = write(path, 1).partition(b" ")
    assert checksum == b"%08x" % zlib.crc32(body.rstrip(b"\n"))
    assert orjson.loads(body)[0]["after"] == {"text": "1\n…"}


def test_a_tail_torn_at_any_byte_is_dropped_and_the_next_append_works(path: Path) -> None:
    whole = write(path, 1)
    torn = write(path, 2)[len(whole) :]
    for cut in range(len(torn)):
        path.write_bytes(whole + torn[:cut])
        assert Journal(path).batches == [batch(1)]
        assert write(path, 3).startswith(whole)
        assert Journal(path).batches == [batch(1), batch(3)]


@pytest.mark.parametrize("tail", [bytes(64), bytes(64) + b"\n", b"\n", b"garbage\n", b"00000000 []\n"])
def test_a_tail_that_does_not_match_its_checksum_is_dropped(path: Path, tail: bytes) -> None:
    path.write_bytes(write(path, 1, 2) + tail)
    assert Journal(path).batches == [batch(1), batch(2)]
    write(path, 3)
    assert Journal(path).batches == [batch(1), batch(2), batch(3)]


def test_a_torn_tail_stays_until_the_next_append(path: Path) -> None:
    path.write_bytes(write(path, 1) + b"torn")
    before = path.read_bytes()
    with journal_at(path):
        pass
    assert path.read_bytes() == before


def test_a_byte_flipped_anywhere_before_the_last_line_is_refused_by_its_line(path: Path) -> None:
    first = len(write(path, 1))
    second = len(write(path, 2))
    data = write(path, 3)
    for place in range(second):
        damaged = bytearray(data)
        damaged[place] ^= 0x01
        path.write_bytes(damaged)
        with pytest.raises(UnreadableError, match=f"line {1 if place < first else 2} of [23] is damaged"):
            Journal(path)
        assert path.read_bytes() == damaged


def test_a_damaged_line_with_anything_after_it_was_acknowledged_and_is_refused(path: Path) -> None:
    first = len(write(path, 1))
    damaged = bytearray(write(path, 2))
    damaged[first + 12] ^= 0x01
    path.write_bytes(bytes(damaged) + b"0123")
    with pytest.raises(UnreadableError, match="line 2 of 2 is damaged"):
        Journal(path)


CHANGE = {"id": "1", "at": "t", "by": "ada", "kind": "edit", "target": "claims/a"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"null",
        b"5",
        b'"text"',
        b"{}",
        b"[5]",
        b'["id"]',
        b"[[]]",
        b"[{}]",
        orjson.dumps([{**CHANGE, "target": 5}]),
        orjson.dumps([{**CHANGE, "before": "text"}]),
        orjson.dumps([{**CHANGE, "after": []}]),
        orjson.dumps([{**CHANGE, "after": {"text": 5}}]),
        orjson.dumps([{**CHANGE, "undoes": 5}]),
        orjson.dumps([{**CHANGE, "by": "\u202e\n", "id": None}]),
    ],
)
def test_a_line_that_holds_no_changes_is_refused_even_with_its_checksum(path: Path, body: bytes) -> None:
    whole = write(path, 1)
    path.write_bytes(whole + line(body, whole))
    before = path.read_bytes()
    with pytest.raises(UnreadableError) as raised:
        Journal(path)
    assert str(raised.value).startswith(f"{path}: line 2: ")
    assert str(raised.value).isprintable()
    assert path.read_bytes() == before


def test_fields_and_kinds_of_a_later_version_are_let_be(path: Path) -> None:
    path.write_bytes(line(orjson.dumps([{**CHANGE, "kind": "merge", "colour": "blue"}])))
    ((change,),) = Journal(path).batches
    assert change.kind == "merge"


def test_a_pipe_or_a_directory_in_its_place_is_refused_at_once(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(UnreadableError, match="not an ordinary file"):
        Journal(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(UnreadableError):
        Journal(path)


def test_a_link_in_its_place_is_not_written_through(path: Path) -> None:
    other = path.with_name("precious")
    other.write_bytes(b"")
    path.symlink_to(other)
    with journal_at(path) as journal, pytest.raises(NotSavedError, match="NOT saved"):
        journal.append(batch(1))
    assert other.read_bytes() == b""


# Any damage


def test_a_byte_flipped_cut_or_doubled_anywhere_gives_a_beginning_of_the_history_or_a_report(path: Path) -> None:
    whole = [batch(number) for number in range(4)]
    data = write(path, *range(4))
    for place in range(len(data)):
        for damaged_data in (
            data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :],
            data[:place] + bytes([data[place] ^ 0x80]) + data[place + 1 :],
            data[:place] + data[place + 1 :],
            data[:place] + data[place : place + 1] + data[place:],
        ):
            path.write_bytes(damaged_data)
            found = read_journal(path)
            assert found.batches == whole[: len(found.batches)]
            assert found.fault or found.damaged_tail or len(found.batches) == 4


@pytest.mark.parametrize("order", [(0, 2), (1, 2), (0, 0, 1), (0, 1, 1), (1, 0, 2), (0, 1, 2, 2)], ids=str)
def test_a_line_that_is_lost_doubled_or_moved_is_told(path: Path, order: tuple[int, ...]) -> None:
    lines = write(path, 0, 1, 2).splitlines(keepends=True)
    path.write_bytes(b"".join(lines[place] for place in order))
    found = read_journal(path)
    good = len(found.batches)
    assert found.batches == [batch(number) for number in range(good)]
    assert list(order[:good]) == list(range(good))
    assert found.fault or found.damaged_tail


@pytest.mark.parametrize("harm", [lambda data: data[:-9] + b"X" + data[-8:], lambda data: data[:-1]])
def test_a_last_line_that_is_damaged_is_set_aside(path: Path, harm: Callable[[bytes], bytes]) -> None:
    harmed = harm(write(path, 1, 2))
    path.write_bytes(harmed)
    with journal_at(path) as journal:
        assert journal.batches == [batch(1)]
        assert journal.damaged_tail in harmed
        assert not damaged(path).exists()
        journal.append(batch(3))
    assert damaged(path).read_bytes() == journal_tail(harmed)
    assert stat.S_IMODE(damaged(path).stat().st_mode) == 0o600
    assert Journal(path).batches == [batch(1), batch(3)]


# Putting away


def test_a_journal_is_put_away_only_when_all_of_it_was_folded(path: Path) -> None:
    backup = path.with_name("backup")
    with journal_at(path) as journal:
        journal.append(batch(1))
        folded = journal.size
        journal.append(batch(2))
        journal.archive(folded, backup)
        assert Journal(path).batches == [batch(1), batch(2)]
        assert not backup.exists()
        journal.archive(journal.size, backup)
        assert (journal.size, path.exists()) == (0, False)
        assert Journal(backup).batches == [batch(1), batch(2)]
        journal.append(batch(3))
    assert Journal(path).batches == [batch(3)]


def test_a_putting_away_that_is_refused_leaves_everything(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with journal_at(path) as journal:
        journal.append(batch(1))
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", no_space)
            with pytest.raises(NotSavedError, match="could not be put away: disk full"):
                journal.archive(journal.size, path.with_name("backup"))
        assert journal.size == path.stat().st_size > 0
        journal.append(batch(2))
    assert Journal(path).batches == [batch(1), batch(2)]


@pytest.mark.parametrize(("content", "stays"), [(b"", False), (b"torn", False), (line(orjson.dumps([CHANGE])), True)])
def test_only_a_journal_without_a_whole_line_is_removed(path: Path, content: bytes, stays: bool) -> None:
    path.write_bytes(content)
    Journal(path).remove_empty()
    assert path.exists() == stays


def test_a_large_batch_is_written_in_pieces_that_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, pieces = tmp_path / "whole", tmp_path / "pieces"
    entries = [orjson.dumps(change.to_row()) for number in range(3) for change in batch(number)]
    for most in (len(entries), 1, 2):
        monkeypatch.setattr(journal_module, "_PART", most)
        path = whole if most == len(entries) else pieces
        path.unlink(missing_ok=True)
        journal = Journal(path)
        journal.append(batch(0), entries, "before")
        journal.append(batch(1), entries)
        journal.close()
        assert path.read_bytes() == whole.read_bytes()
        assert journal.size == len(path.read_bytes())
        assert Journal(path).begun_on == "before"
