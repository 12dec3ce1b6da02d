"""The program as it is started, once, in a real terminal: decide, leave, and read the file with plain TinyDB."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.conftest import names_in
from tests.tui.hostile import write_hostile_case

pytest.importorskip("pty", reason="a system without pseudo-terminals")

PATIENCE = 30.0
"""Seconds after which a program that says nothing is given up."""


class Terminal:
    """A program in a terminal of its own: what it writes is kept, keys are typed."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        self._process = process
        self._handle = handle
        self._deadline = time.monotonic() + PATIENCE
        self.written = b""

    def type(self, keys: str, until: str) -> None:
        """Type keys, and read what is written from then on until `until` is in it."""
        before = len(self.written)
        os.write(self._handle, keys.encode())
        while until.encode() not in self.written[before:]:
            self._read(f"{until!r} was not written")

    def leave(self, keys: str) -> int:
        """Type keys that end the program; return its exit status."""
        os.write(self._handle, keys.encode())
        while self._process.poll() is None:
            self._read("the program did not end")
        return self._process.wait()

    def _read(self, complaint: str) -> None:
        assert time.monotonic() < self._deadline, f"{complaint}; it wrote {self.written[-2000:]!r}"
        ready, _, _ = select.select([self._handle], [], [], 0.05)
        if ready:
            with suppress(OSError):  # what Linux says when the other end is closed
                self.written += os.read(self._handle, 65536)


@contextmanager
def program(path: Path, *, size: tuple[int, int] = (120, 36)) -> Iterator[Terminal]:
    """Start factcheck on the case at `path` in a terminal."""
    import fcntl
    import pty
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    command = [sys.executable, "-m", "factcheck", "--db", str(path), "--checker", "ada"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(master)


def test_decide_leave_and_read_with_plain_tinydb(case_path: Path) -> None:
    with program(case_path) as terminal:
        terminal.type("", until="Karim Masimov was sentenced")
        terminal.type("2", until="takes it back")
        assert terminal.leave("q") == 0
    with TinyDB(case_path) as database:
        (verdict,) = database.table("verdicts").all()
        claim = next(row for row in database.table("claims").all() if row["id"] == verdict["claim"])
    assert (verdict["label"], verdict["checker"], claim["ref"]) == ("refuted", "ada", "C1")
    assert names_in(case_path.parent) == ["db.json"]


def test_hostile_text_never_reaches_the_terminal_as_a_sequence(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    write_hostile_case(path)
    with program(path) as terminal:
        terminal.type("", until="[link=https")
        terminal.type("\ty", until="copied")
        terminal.type("h", until="History")
        terminal.type("qr", until="Rationale")
        terminal.type("\x1b", until="no draft is kept")
        assert terminal.leave("q") == 0
    assert "␛]0;title␇".encode() in terminal.written
    for sequence in ("\x1b]0;title", "\x1b]52;c;aGVsbG8=", "\x9b31m", "\x90q", "\u202e", "\u2066", "\x1b[2J ␛"):
        assert sequence.encode() not in terminal.written, sequence
