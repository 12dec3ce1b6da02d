"""A program in a terminal of its own: when something is first seen there, counted from the start of the process."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from tests.benchmarks.moment import PATIENCE
from tests.benchmarks.processes import children_cpu, cpu_of, environment

SIZE = (120, 40)
"""Columns and lines of every terminal that is drawn on."""

LEAVE = b"\x11"
"""ctrl+q."""

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


@dataclass(frozen=True)
class Sighting:
    """After how many seconds each thing was first seen, and how many the process had worked until then and at its end.

    Where a system does not tell how long another process has worked, `worked` has the whole for each.
    """

    seconds: tuple[float, ...]
    worked: tuple[float, ...]
    cpu: float


class Terminal:
    """A running program and the terminal that it draws on."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        """Look on while `process` writes to the other end of `handle`."""
        self._process = process
        self._handle = handle
        self._written = b""

    @property
    def worked(self) -> float | None:
        """How many seconds the program has worked so far, all threads; None where the system does not tell."""
        return cpu_of(self._process.pid)

    @property
    def text(self) -> str:
        """What was written so far, without what moves the cursor and gives colours."""
        return _SEQUENCE.sub(b"", self._written).decode("utf-8", "replace")

    def read(self) -> bool:
        """Take in what is written; return False when the program has ended."""
        ready, _, _ = select.select([self._handle], [], [], 0.05)
        if ready:
            with suppress(OSError):  # what Linux says when the other end is closed
                self._written += os.read(self._handle, 1 << 16)
        return self._process.poll() is None

    def leave(self) -> None:
        """Have the program end, and wait until it has."""
        os.write(self._handle, LEAVE)
        while self.read():
            pass


def watch(command: Sequence[str], sights: Sequence[str]) -> Sighting:
    """Start `command`, tell when each of `sights` (patterns) is first seen, and leave it.

    Raises TimeoutError, with what was seen instead.
    """
    seen: dict[str, float] = {}
    work: dict[str, float | None] = {}
    worked, began = children_cpu(), time.perf_counter()
    with _started(command) as terminal:
        while len(seen) < len(sights):
            running = terminal.read()
            moment, so_far = time.perf_counter() - began, terminal.worked
            fresh = [sight for sight in sights if sight not in seen and re.search(sight, terminal.text)]
            seen |= dict.fromkeys(fresh, moment)
            work |= dict.fromkeys(fresh, so_far)
            if len(seen) < len(sights) and (not running or moment > PATIENCE):
                raise TimeoutError(f"{command} showed {sorted(seen)} of {sights}: {terminal.text[-500:]!r}")
        terminal.leave()
    whole = children_cpu() - worked
    until = (work[sight] for sight in sights)
    return Sighting(
        tuple(seen[sight] for sight in sights), tuple(whole if each is None else each for each in until), whole
    )


@contextmanager
def _started(command: Sequence[str]) -> Iterator[Terminal]:
    import fcntl
    import pty
    import termios

    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    variables = environment() | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=variables, start_new_session=True)
    os.close(its)
    try:
        yield Terminal(process, ours)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)
