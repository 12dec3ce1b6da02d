"""Whole programs as they are started from a shell: the command line's way, with nobody's settings."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from tests.benchmarks.cases import CHECKER
from tests.benchmarks.moment import Moment

TOP = Path(__file__).parents[2]
_SCHEDULED = 2
"""With the number of a process, the clock of its work: clock_getcpuclockid(3), which Python does not have."""
_NOT_THEIRS = {"COLUMNS", "LINES", "NO_COLOR", "FACTCHECK_DB"}


def factcheck(case: Path, *words: str) -> list[str]:
    """Return the command `factcheck` on a case, as the installed script has it."""
    script = "from factcheck.cli import main; main()"
    return [sys.executable, "-c", script, "--db", str(case), "--checker", CHECKER, *words]


def environment() -> dict[str, str]:
    """Return the variables for a program: this checkout before an installed one, and no settings of the user's."""
    compile_once()
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_THEIRS}
    places = [str(TOP), *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {"PYTHONPATH": os.pathsep.join(places), "FACTCHECK_CONFIG": str(TOP / "no-such-settings.toml")}


@cache
def compile_once() -> None:
    """Compile what is measured, as an installation does: nobody's start is that of the very first time."""
    for directory in (TOP / "factcheck", Path(__file__).parent):
        compileall.compile_dir(directory, quiet=2)


def run(command: Sequence[str]) -> Moment:
    """Run a command to its end, and return how long it took. Raises CalledProcessError."""
    worked, began = children_cpu(), time.perf_counter()
    subprocess.run(command, env=environment(), check=True, stdout=subprocess.DEVNULL)
    return Moment(children_cpu() - worked, time.perf_counter() - began)


def children_cpu() -> float:
    """Return how many seconds all programs worked that were started here and have ended."""
    if os.name == "posix":
        import resource

        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime
    times = os.times()
    return times.children_user + times.children_system


def cpu_of(process: int) -> float | None:
    """Return how many seconds a running process has worked, all threads; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    with suppress(OSError):  # it has ended
        return time.clock_gettime((~process << 3) | _SCHEDULED)
    return None
