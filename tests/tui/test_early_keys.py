"""Keys that are typed before the first picture, in a real terminal: none is lost, also in a case without claims."""

from __future__ import annotations

import shutil
import time
from itertools import product
from pathlib import Path

import pytest

from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case, sample_path
from tests.tui.terminal import program

SHOWN = {"l": " with text", "a": "New claim"}
"""What is on the screen that a key opens, and nowhere else."""

SHORT = [("existing", "l", 0), ("existing", "a", 120), ("empty", "l", 120), ("empty", "a", 60)]
EVERY = list(product(("existing", "empty", "begun"), SHOWN, (0, 60, 120, 250)))


def opens(path: Path, kind: str, key: str, milliseconds: int) -> None:
    """Start the program on a case of a kind, type a key so soon, and see what it opens."""
    if kind == "existing":
        shutil.copy(sample_path(), path)
    elif kind == "empty":
        begin_case(path, "Nothing yet", DEFAULT_SCALE, "ada")
    with program(path) as terminal:
        if kind == "begun":
            terminal.type("", until="Begin a new case")
            terminal.send_bytes(b"\x1b[B\rquiz\r")
        time.sleep(milliseconds / 1000)
        terminal.send_bytes(key.encode())
        terminal.read(lambda: SHOWN[key].encode() in terminal.written, f"{key} at {milliseconds} ms was lost")


@pytest.mark.parametrize(("kind", "key", "milliseconds"), SHORT)
def test_no_key_is_lost(tmp_path: Path, kind: str, key: str, milliseconds: int) -> None:
    opens(tmp_path / "db.json", kind, key, milliseconds)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "key", "milliseconds"), EVERY)
def test_no_key_is_lost_at_any_time(tmp_path: Path, kind: str, key: str, milliseconds: int) -> None:
    opens(tmp_path / "db.json", kind, key, milliseconds)
