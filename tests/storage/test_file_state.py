"""What other programs do to db.json while it is open: nothing that is in memory is missing on the disk afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from tinydb import TinyDB

from factcheck.errors import ExistsError, ForeignError, NotSavedError, ReadOnlyError
from factcheck.storage import FileState
from factcheck.workspace.workspace import Workspace
from tests.storage.conftest import first, journal_of, label_in


def remove(path: Path) -> None:
    path.unlink()


def remove_all(path: Path) -> None:
    for found in path.parent.glob("db.json*"):
        found.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garble(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def replace_by_another_case(path: Path) -> None:
    """Put a case in its place that lacks what was decided and folded."""
    tables = orjson.loads(path.read_bytes())
    tables["verdicts"], tables["history"] = {}, {}
    path.write_bytes(orjson.dumps(tables))


def remove_directory(path: Path) -> None:
    shutil.rmtree(path.parent)


MISHAPS: dict[Callable[[Path], None], FileState] = {
    remove: FileState.REMOVED,
    remove_all: FileState.REMOVED,
    empty: FileState.UNREADABLE,
    garble: FileState.UNREADABLE,
    replace_by_another_case: FileState.CHANGED,
    remove_directory: FileState.NO_DIRECTORY,
}
mishaps = pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.__name__)
in_place = pytest.mark.parametrize(
    "mishap", [mishap for mishap in MISHAPS if mishap is not remove_directory], ids=lambda mishap: mishap.__name__
)


@pytest.fixture
def place(small: Path, tmp_path: Path) -> Path:
    """A small case in a directory of its own."""
    directory = tmp_path / "desk"
    directory.mkdir()
    return small.rename(directory / "db.json")


def decided(place: Path, *, folded: bool) -> Workspace:
    workspace = Workspace.open(place, "ada")
    workspace.decide(first(workspace), "refuted")
    if folded:
        workspace.store.fold()
    return workspace


@mishaps
def test_it_is_seen_what_became_of_the_file(place: Path, mishap: Callable[[Path], None]) -> None:
    workspace = decided(place, folded=True)
    assert workspace.file.observe(read=True).state is FileState.UNCHANGED
    mishap(place)
    assert workspace.file.observe(read=True).state is MISHAPS[mishap]


@mishaps
@pytest.mark.parametrize("folded", [True, False], ids=["folded", "in the journal"])
def test_closing_leaves_all_that_was_in_memory(
    place: Path, mishap: Callable[[Path], None], folded: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_STATE", str(tmp_path / "state" / "state.json"))
    workspace = decided(place, folded=folded)
    mishap(place)
    with pytest.raises(ForeignError) as raised:
        workspace.close()
    saved = [path for path in tmp_path.rglob("*.json") if path.name != "db.theirs.json"]
    readable = [path for path in saved if path.stat().st_size and label_in(path) == "refuted"]
    assert readable, raised.value
    names = [word.strip(";,") for word in str(raised.value).split() if "/" in word]
    assert [name for name in names if not Path(name).exists() and Path(name) != place] == []
    if mishap is not remove_directory:
        assert label_in(place) == ("refuted" if MISHAPS[mishap] is not FileState.CHANGED or not folded else None)


def test_a_version_that_says_the_same_is_taken_over_without_a_word(place: Path) -> None:
    workspace = decided(place, folded=True)
    place.write_bytes(orjson.dumps(orjson.loads(place.read_bytes()), option=orjson.OPT_INDENT_2))
    workspace.close()
    assert sorted(found.name for found in place.parent.glob("db.*.json")) == []
    assert label_in(place) == "refuted"


def test_a_table_of_another_program_does_not_hinder_closing(place: Path) -> None:
    workspace = decided(place, folded=False)
    with TinyDB(place) as plain:
        plain.table("notes").insert({"theirs": True})
    workspace.close()
    assert orjson.loads(place.read_bytes())["notes"] == {"1": {"theirs": True}}
    assert not journal_of(place).exists()
    assert label_in(place) == "refuted"


@in_place
def test_keep_mine_names_only_a_file_that_exists(place: Path, mishap: Callable[[Path], None]) -> None:
    with decided(place, folded=True) as workspace:
        mishap(place)
        theirs = workspace.file.keep_mine()
        assert (theirs is None) == (MISHAPS[mishap] is FileState.REMOVED)
        assert theirs is None or theirs.exists()
        workspace.decide(first(workspace), "supported")
    assert label_in(place) == "supported"


@in_place
def test_save_beside_needs_nothing_of_the_other_file(place: Path, mishap: Callable[[Path], None]) -> None:
    sources = place.with_suffix(".sources")
    sources.mkdir()
    (sources / "a.txt").write_text("a document")
    with decided(place, folded=True) as workspace:
        mishap(place)
        there = place.read_bytes() if place.exists() else None
        mine = workspace.file.save_beside()
        assert mine.name == "db.mine.json"
        assert label_in(mine) == "refuted"
        assert (place.read_bytes() if place.exists() else None) == there
        if MISHAPS[mishap] is not FileState.CHANGED:
            assert workspace.path == mine
            workspace.decide(first(workspace), "supported")
            assert journal_of(mine).exists()
            assert mine.with_name("db.mine.json.lock").exists()
    assert label_in(mine) == ("refuted" if MISHAPS[mishap] is FileState.CHANGED else "supported")
    assert (mine.with_suffix(".sources") / "a.txt").read_text() == "a document"


def test_without_its_directory_nothing_is_saved_until_there_is_a_new_place(place: Path, tmp_path: Path) -> None:
    with decided(place, folded=False) as workspace:
        workspace.unsaved.keep(first(workspace), "half a thought", "")
        remove_directory(place)
        with pytest.raises(ForeignError, match=r"NOT saved.*directory"):
            workspace.decide(first(workspace), "supported")
        with pytest.raises(ForeignError, match="directory"):
            workspace.store.fold()
        (tmp_path / "there.json").touch()
        with pytest.raises(ExistsError):
            workspace.file.move_to(tmp_path / "there.json")
        workspace.file.move_to(tmp_path / "new" / "place" / "other.json")
        assert not workspace.read_only
        workspace.decide(first(workspace), "supported")
        assert workspace.unsaved.of(first(workspace)) is not None
    assert label_in(tmp_path / "new" / "place" / "other.json") == "supported"


def test_the_old_place_can_be_made_again(place: Path) -> None:
    with decided(place, folded=False) as workspace:
        remove_directory(place)
        workspace.file.move_to(place)
    assert label_in(place) == "refuted"


def test_where_nothing_can_be_written_at_all_closing_says_so(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FACTCHECK_STATE", str(tmp_path / "file" / "state.json"))
    workspace = decided(place, folded=True)
    remove_directory(place)
    with pytest.raises((NotSavedError, ForeignError), match="NOT saved"):
        workspace.close()


def test_a_reader_takes_over_where_the_holder_has_left(place: Path) -> None:
    ada = Workspace.open(place, "ada")
    bob = Workspace.open(place, "bob")
    assert bob.file.observe().state is FileState.UNCHANGED
    with pytest.raises(ReadOnlyError, match="held by ada"):
        bob.file.take_over()
    ada.decide(first(ada), "refuted")
    ada.unsaved.keep(first(ada), "ada's thought", "")
    ada.close()
    assert bob.file.observe().state is FileState.RELEASED
    with Workspace.open(place, "carol"):
        assert bob.file.observe().state is FileState.UNCHANGED
        assert "held by carol" in bob.read_only
    bob.file.take_over()
    assert bob.read_only == ""
    assert [verdict.label for verdict in bob.case.verdicts.values()] == ["refuted"]
    bob.decide(first(bob), "conflicting")
    bob.unsaved.keep(first(bob), "bob's thought", "")
    bob.close()
    with Workspace.open(place, "ada") as again:
        assert again.unsaved.of(first(again)) == ("ada's thought", "")
        assert sorted(str(verdict.label) for verdict in again.case.verdicts.values()) == ["conflicting", "refuted"]


def test_who_lost_the_lock_takes_the_case_over_as_it_is_then(place: Path) -> None:
    ada = decided(place, folded=False)
    place.with_name("db.json.lock").unlink()
    bob = Workspace.open(place, "bob")
    with pytest.raises(ReadOnlyError, match="held by bob"):
        ada.decide(first(ada), "supported")
    bob.decide(first(bob), "conflicting")
    assert ada.file.observe().state is FileState.UNCHANGED
    bob.close()
    assert ada.file.observe().state is FileState.RELEASED
    ada.file.take_over()
    assert sorted(str(verdict.label) for verdict in ada.case.verdicts.values()) == ["conflicting", "refuted"]
    ada.decide(first(ada), "supported")
    ada.close()


def test_a_case_that_is_read_on_purpose_is_not_taken_over(place: Path) -> None:
    with Workspace.open(place, "ada", write=False) as reader:
        assert reader.file.observe().state is FileState.UNCHANGED
        reader.file.take_over()
        assert reader.read_only == "opened for reading"
