"""The id of a machine: random, kept outside of the case, and named by the changes that are made there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.workspace.device import device_id
from factcheck.workspace.workspace import Workspace


def at(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be on the machine whose state is in a directory; return the file with its id."""
    monkeypatch.setenv("FACTCHECK_STATE", str(directory / "state.json"))
    return directory / "device"


def test_it_is_made_once_for_a_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = at(tmp_path / "laptop", monkeypatch)
    made = device_id()
    assert device_id() == made == kept.read_text().strip()
    at(tmp_path / "desk", monkeypatch)
    assert device_id() != made


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe", b"no id at all", b"1" * 1_000])
def test_one_that_is_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes) -> None:
    kept = at(tmp_path, monkeypatch)
    kept.write_bytes(damaged)
    assert device_id() == kept.read_text().strip()


def test_without_a_place_for_it_there_is_one_for_this_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no directory")
    at(tmp_path / "file", monkeypatch)
    assert device_id() == device_id() != ""


def test_a_change_names_it_and_the_case_does_not_otherwise(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide("C1", "supported")
        workspace.undo()
    found = json.loads(case_path.read_bytes())
    assert [row["device"] for row in found["history"].values() if "device" in row] == [device_id()] * 2
    assert all("device" not in row for table, rows in found.items() if table != "history" for row in rows.values())
