"""Many processes at one case: nothing that was saved is lost, and whoever is refused is told who holds it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.at_work import Ack, start
from tests.storage.pictures import KEPT

NAMES = ("ada", "bob", "carol", "dan")


def meet(path: Path, names: tuple[str, ...], times: int) -> None:
    """Let checkers decide in turns who all find the case held at first; look at the case and what they were told."""
    with Workspace.open(path, "eve"):
        checkers = {name: start("in-turns", path, name, times) for name in names}
        for process in checkers.values():
            assert process.stdout is not None
            assert json.loads(process.stdout.readline()) == holder("eve", os.getpid())
    told = [word for process in checkers.values() for word in words_of(process)]
    acks = [Ack(*word) for word in told if not isinstance(word, str)]
    assert len(acks) == len(names) * times
    with Workspace.open(path, "eve") as workspace:
        assert (workspace.read_only, workspace.recovered) == ("", 0)
        assert {name for ack in acks for name in ack.newest} <= {change.id for change in workspace.case.history}
        assert {verdict.checker for verdict in workspace.case.verdicts.values()} == set(names)
    assert set(names_in(path.parent)) <= KEPT
    holders = {holder(name, process.pid) for name, process in checkers.items()}
    assert {word for word in told if isinstance(word, str)} <= holders


def holder(name: str, pid: int) -> str:
    return f"held by {name} (process {pid} on {socket.gethostname()})"


def words_of(process: subprocess.Popen[bytes]) -> list[Any]:
    """Return all that a checker tells from now on, once it is done."""
    output, _ = process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize("count", [2, 4])
def test_checkers_who_take_turns_lose_nothing(small: Path, count: int) -> None:
    meet(small, NAMES[:count], 15)


@pytest.mark.slow
def test_four_checkers_two_hundred_times_each_lose_nothing(small: Path) -> None:
    meet(small, NAMES, 200)


def test_a_holder_who_has_not_signed_yet_is_waited_for(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small.with_name("db.json.lock")
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        signature = b'{"name":"ada","pid":5,"host":"h"}'
        monkeypatch.setattr(time, "sleep", lambda _: path.write_bytes(signature))
        with Workspace.open(small, "bob") as workspace:
            assert workspace.read_only == "held by ada (process 5 on h)"


def test_a_holder_who_never_signs_is_not_waited_for_without_end(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small.with_name("db.json.lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        monkeypatch.setattr(time, "sleep", lambda _: None)
        with Workspace.open(small, "bob") as workspace:
            assert workspace.read_only.startswith("held by somebody ")
