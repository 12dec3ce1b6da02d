"""A damaged case comes back from the copies beside it, up to the last change that was confirmed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.errors import ReadOnlyError, UnreadableError
from factcheck.storage.paths import CasePaths
from factcheck.storage.recovery import examine, recover
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in, ticking
from tests.storage.conftest import first, journal_of
from tests.strategies import elsewhere, state


@pytest.fixture
def crashed(small: Path, tmp_path: Path) -> tuple[Path, object]:
    """A case whose writer folded, saved twice more and died; and the state that was confirmed."""
    with Workspace.open(small, "ada", clock=ticking()) as workspace:
        workspace.decide(first(workspace), "refuted")
        workspace.store.fold()
        workspace.set_rationale(first(workspace), "Because.", "")
        workspace.retitle("Rain")
        copy = elsewhere(small, tmp_path / "crashed")
        for path in (CasePaths.of(small).backup, CasePaths.of(small).journal_backup):
            if path.exists():
                copy.with_name(path.name).write_bytes(path.read_bytes())
        return copy, state(workspace.case)


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "emptied": lambda data: b"",
    "zeros": lambda data: bytes(len(data)),
    "garbage": lambda data: b"\xff" * 100,
    "a flipped bit": lambda data: data.replace(b'"claim"', b'"claiM"', 1),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_file_comes_back_with_everything_that_was_confirmed(crashed: tuple[Path, object], harm: str) -> None:
    path, confirmed = crashed
    damaged = HARMS[harm](path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises(UnreadableError, match="`factcheck recover` has a copy from before"):
        Workspace.open(path, "ada")
    examination = examine(path)
    assert (examination.source, examination.lost) == ("db.json.bak", 0)
    assert path.read_bytes() == damaged
    kept = recover(path, examination)
    assert kept[0].read_bytes() == damaged
    with Workspace.open(path, "ada") as workspace:
        assert not workspace.read_only
        assert state(workspace.case) == confirmed
    assert not examine(path).fault


def test_a_file_that_is_gone_comes_back(crashed: tuple[Path, object]) -> None:
    path, confirmed = crashed
    path.unlink()
    recover(path, examine(path))
    with Workspace.open(path, "ada") as workspace:
        assert state(workspace.case) == confirmed


def test_of_a_damaged_journal_all_but_the_damaged_entries_come_back(crashed: tuple[Path, object]) -> None:
    path, confirmed = crashed
    data = journal_of(path).read_bytes()
    journal_of(path).write_bytes(data.replace(b"Because.", b"BecausX."))
    examination = examine(path)
    assert "line 1 of 2 is damaged or lost" in examination.fault
    assert (examination.source, examination.lost) == ("db.json", 1)
    (kept,) = recover(path, examination)
    assert b"BecausX." in kept.read_bytes()
    with Workspace.open(path, "ada") as workspace:
        assert workspace.case.title == "Rain"
        verdict = workspace.case.verdict_of(first(workspace))
        assert verdict is not None
        assert verdict.rationale == ""
    assert state(workspace.case) != confirmed


def test_a_journal_that_does_not_fit_is_told_and_kept(crashed: tuple[Path, object], tmp_path: Path) -> None:
    path, _ = crashed
    path.write_bytes(path.read_bytes().replace(b'"title":"A case"', b'"title":"B case"'))
    with pytest.raises(UnreadableError, match=r"does not fit .*`factcheck recover` shows"):
        Workspace.open(path, "ada")
    examination = examine(path)
    assert examination.lost == 1
    recover(path, examination)
    with Workspace.open(path, "ada") as workspace:
        assert workspace.case.title == "B case"
    assert "db.json.damaged.journal" in names_in(path.parent)


def test_without_a_copy_the_fault_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(b"{")
    examination = examine(path)
    assert examination.fault.startswith(f"{path}: line 1")
    assert examination.case is None
    with pytest.raises(UnreadableError, match="there is no copy beside it"):
        recover(path, examination)
    assert names_in(tmp_path) == ["db.json"]


def test_a_whole_case_has_nothing_to_recover(small: Path) -> None:
    assert examine(small).fault == ""


def test_a_case_that_somebody_has_open_is_let_be(small: Path) -> None:
    with Workspace.open(small, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        workspace.store.fold()
        whole = small.read_bytes()
        small.write_bytes(b"{")
        with pytest.raises(ReadOnlyError, match="is held by ada"):
            recover(small, examine(small))
        assert small.read_bytes() == b"{"
        small.write_bytes(whole)
        workspace.file.reload()
