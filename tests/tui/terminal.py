"""The program in a terminal of its own: keys are typed, signals sent, and what it writes is kept."""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

fcntl = pytest.importorskip("fcntl", reason="this system has no pseudo-terminals")
termios = pytest.importorskip("termios")

PATIENCE = 30.0
"""Seconds after which a program that says nothing is given up."""

TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""A program that makes its terminal that of its session, and then is the one that follows."""

PUT_BACK = {
    "the screen": (b"\x1b[?1049h", b"\x1b[?1049l"),
    "the cursor": (b"\x1b[?25l", b"\x1b[?25h"),
    "the mouse": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "the mouse's moves": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "pasting": (b"\x1b[?2004h", b"\x1b[?2004l"),
    "the focus": (b"\x1b[?1004h", b"\x1b[?1004l"),
    "the keyboard": (b"\x1b[>25u", b"\x1b[<u"),
    "line wrap": (b"\x1b[?7l", b"\x1b[?7h"),
}
"""What the screens change in a terminal: the sequence that changes it, and the one that puts it back."""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        self._process = process
        self._handle: int | None = handle
        self._modes = termios.tcgetattr(handle)
        self._deadline = time.monotonic() + PATIENCE
        self.written = b""

    def type(self, keys: str, until: str) -> None:
        """Type keys, and read what is written from then on until `until` is in it."""
        while keys and self._take(0.06):
            pass  # the rest of a picture that was drawn before
        before = len(self.written)
        assert self._handle is not None
        os.write(self._handle, keys.encode())
        self.read(lambda: until.encode() in self.written[before:], f"{until!r} was not written")

    def read(self, holds: Callable[[], bool], complaint: str) -> None:
        """Read what is written until something holds."""
        over = False
        while not holds():
            assert not over, f"{complaint}, and the program has ended; it wrote {self.written[-2000:]!r}"
            assert time.monotonic() < self._deadline, f"{complaint}; it wrote {self.written[-2000:]!r}"
            over = self._process.poll() is not None
            over = not self._take(0.01) and over

    def _take(self, seconds: float) -> bool:
        """Read what is written within so many seconds; tell whether there was something."""
        handles = [] if self._handle is None else [self._handle]
        part = b""
        for handle in select.select(handles, [], [], seconds)[0]:
            with suppress(OSError):  # what Linux says when the other end is closed
                part = os.read(handle, 65536)
        self.written += part
        return bool(part)

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as a terminal might, and read what is written meanwhile."""
        assert self._handle is not None
        os.write(self._handle, data)
        while self._take(0.02):
            pass

    def leave(self, keys: str) -> int:
        """Type keys that end the program; return its exit status."""
        assert self._handle is not None
        os.write(self._handle, keys.encode())
        return self.ends()

    def send(self, *signals: signal.Signals) -> None:
        """Send signals to the program."""
        for number in signals:
            self._process.send_signal(number)

    def stops(self) -> None:
        """Return when the program stands still, and all that it wrote before is read."""
        self.read(self._stands, "the program did not stop")
        self.read(lambda: not self._take(0), "it goes on")

    def _stands(self) -> bool:
        which = os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT
        found = os.waitid(os.P_PID, self._process.pid, which)
        return found is not None and found.si_code == os.CLD_STOPPED

    def ends(self) -> int:
        """Return the exit status of the program when it has ended, and all that it wrote is read."""
        self.read(lambda: self._process.poll() is not None, "the program did not end")
        self.read(lambda: not self._take(0), "it goes on")
        return self._process.wait()

    def ends_unread(self) -> int:
        """Return the exit status of the program when it has ended, with nobody to read what it writes."""
        return self._process.wait(PATIENCE)

    def flood(self, keys: str) -> None:
        """Type keys that are answered, and read nothing, until there is no room for an answer."""
        assert self._handle is not None
        unanswered, room = 0, self._unread()
        while unanswered < 20:
            os.write(self._handle, keys.encode())
            select.select([], [], [], 0.02)
            unanswered, room = (unanswered + 1, room) if self._unread() == room else (0, self._unread())

    def _unread(self) -> bytes:
        return bytes(fcntl.ioctl(self._handle, termios.FIONREAD, b"\0\0\0\0"))

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        assert self._handle is not None
        _set_size(self._handle, width, height)

    def hang_up(self) -> None:
        """Close the terminal."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def changed(self) -> set[str]:
        """Return what the program has changed in the terminal and not put back."""
        changed = {
            name for name, (begin, end) in PUT_BACK.items() if self.written.rfind(begin) > self.written.rfind(end)
        }
        return changed | ({"its modes"} if termios.tcgetattr(self._handle) != self._modes else set())


def _set_size(handle: int, width: int, height: int) -> None:
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


@contextmanager
def started(
    command: Sequence[str],
    *,
    size: tuple[int, int] = (120, 36),
    session: bool = True,
    variables: Mapping[str, str] | None = None,
    **options: Any,
) -> Iterator[Terminal]:
    """Start a command in a terminal of `size`; with `session` it is told when the terminal goes."""
    ours, its = os.openpty()
    _set_size(its, *size)
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(variables or {})}
    before = [sys.executable, "-IS", "-c", TAKE_TERMINAL] if session else []
    streams = {"stdin": its, "stdout": its, "stderr": its, **options}
    process = subprocess.Popen([*before, *command], env=environment, start_new_session=True, **streams)
    os.close(its)
    terminal = Terminal(process, ours)
    try:
        yield terminal
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        terminal.hang_up()


def program(path: Path, *arguments: str, **options: Any) -> AbstractContextManager[Terminal]:
    """Start factcheck on the case at `path` as ada, in a terminal."""
    command = [sys.executable, "-m", "factcheck", "--db", str(path), "--checker", "ada", *arguments]
    return started(command, **options)


def decide(terminal: Terminal) -> None:
    """Refute the first claim of the sample case, once it is there."""
    terminal.type("", until="Karim Masimov was sentenced")
    terminal.type("2", until="C1 ✗ Refuted")


def drafts(path: Path) -> list[str]:
    """Return the rationales that were being written when the program was left."""
    kept = path.with_name(f"{path.name}.drafts")
    return [rationale for rationale, _ in json.loads(kept.read_bytes()).values()] if kept.exists() else []
