"""Child processes that run one module of this package, and what is said of those that did not end well."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); import factcheck; del sys.path[0]; "
    "from importlib import import_module; import_module(sys.argv[2]).main()"
)


def start(module: str, stdout: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a process that calls `main` of a module, its standard input a pipe. Raises OSError.

    It is in a session of its own: ctrl+c at the terminal reaches the parent only. Its standard input ends when the
    parent does.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[3]), module],
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(child: subprocess.Popen[bytes]) -> None:
    """Kill a process unless it has ended, and close its pipes."""
    if child.poll() is None:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # what was still to be written to it


def exceeded_cpu_time(status: int) -> bool:
    """Tell whether a process ended because of its limit of processor time."""
    return status == -getattr(signal, "SIGXCPU", 0)


def signal_name(number: int) -> str:
    """Return the name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def format_size(number: int) -> str:
    """Return a number of bytes for people: "1 GB", "4 kB"."""
    for unit, power in (("GB", 30), ("MB", 20), ("kB", 10)):
        if number >= 1 << power:
            return f"{number / (1 << power):.3g} {unit}"
    return f"{number} bytes"
