"""Opens a case in the workbench in a process of its own and tells how it went: `python -m tests.benchmarks.opening`."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from tests.benchmarks.processes import environment
from tests.benchmarks.pulse import BEAT, beating

FRAME = "Unchecked"
"""What stands in the first picture of the workbench, with the claims or still without them."""


@dataclass(frozen=True)
class Opening:
    """Seconds from the start of the process to the first picture and until all was loaded; the longest wait; bytes.

    The wait is the event loop's between the picture and the end of loading; from the very beginning where the
    case was loaded before there was a picture.
    """

    painted: float
    loaded: float
    wait: float
    resident: int
    peak: int


def open_apart(path: Path, claims: int) -> Opening:
    """Open the case at `path`, of `claims` claims, in a process of its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "tests.benchmarks.opening", str(path), str(claims), str(time.monotonic())]
    told = subprocess.run(command, env=environment(), check=True, stdout=subprocess.PIPE).stdout
    return Opening(**orjson.loads(told))


async def open_here(path: Path, claims: int, began: float) -> Opening:
    """Open the case in this process, which was started at `began` by the monotonic clock."""
    from tests.benchmarks import workbench
    from tests.benchmarks.glass import Glass

    started = time.perf_counter() - (time.monotonic() - began)
    moments: dict[str, float] = {}

    async with beating() as pulse:
        app = workbench.build(path)
        glass = Glass(app, lambda: workbench.drawn(app))

        def look(data: str) -> None:
            if FRAME in data and "painted" not in moments:
                moments["painted"] = moments["waiting"] = time.perf_counter()
                if workbench.loaded(app, claims):
                    moments.update({"waiting": started, "loaded": moments["painted"]})

        async def act() -> None:
            while not workbench.loaded(app, claims):
                await asyncio.sleep(2 * BEAT)
            moments.setdefault("loaded", time.perf_counter())
            await glass.settle()

        glass.on_picture = look
        try:
            await glass.drive(act)
            resident, peak = memory()
        finally:
            app.close()
    wait = pulse.longest(moments["waiting"], moments["loaded"])
    return Opening(moments["painted"] - started, moments["loaded"] - started, wait, resident, peak)


def memory() -> tuple[int, int]:
    """Return how many bytes of memory this process has now, and had at most."""
    status = Path("/proc/self/status")
    if not status.exists():
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most, most
    sizes = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(sizes["VmRSS"].split()[0]) * 1024, int(sizes["VmHWM"].split()[0]) * 1024


if __name__ == "__main__":
    opened = asyncio.run(open_here(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
    sys.stdout.buffer.write(orjson.dumps(asdict(opened)))
