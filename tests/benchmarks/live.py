"""From a colleague's key to one's own screen: `python -m tests.benchmarks live [--clients 50] [--seconds 30]`.

A server of its own, some clients without a screen in another process, each with its own copy of the case and its own
connection, and one workbench. Each client decides on a claim every few seconds. The time is from before the decision is
saved at the client until the workbench has drawn it. What one's own key takes, with the wait of the pilot, is measured
beside it, and memory after each third of the time: a case grows with its history, and nothing else may.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from time import monotonic

from factcheck.case.changes import Change
from factcheck.storage.team_files import TeamFiles
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.postgres import PostgresServer
from tests.team import Team, share_sample


def main(words: Sequence[str]) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks live", description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--pause", type=float, default=6.0, help="seconds from one decision of a client to the next")
    options = parser.parse_args(words)
    with PostgresServer(max_connections=str(options.clients + 30)) as server, tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        people = [f"c{number}" for number in range(options.clients)]
        with server.admin() as admin:
            for person in people:
                admin.execute(f"create role {person} login".encode())
        team = Team(server, share_sample(server, directory), directory)
        admitted = team.admit(people[0])
        admitted.close()
        for person in people[1:]:
            _copy(team, people[0], person)
        team.open["ada"].close()
        asyncio.run(_measure(team, people, options.seconds, options.pause))


def _copy(team: Team, like: str, person: str) -> None:
    """Make somebody a member with the copy that another just got: joining so many takes long."""
    from factcheck.workspace.team.administration import administer

    with administer(team.link("ada")) as administration:
        administration.admit(person, person, "checker")
    shutil.copytree(team.path(like).parent, team.directory / person)
    files = TeamFiles(team.path(person).with_name("db.team"))
    link = files.read()
    assert link is not None
    files.write(replace(link, server=team.address(person), checker=person, copy_name=person))


async def _measure(team: Team, people: Sequence[str], seconds: float, pause: float) -> None:
    clients = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.live_clients", str(team.directory), str(seconds), str(pause), *people],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert clients.stdout is not None
    assert clients.stdout.readline() == "ready\n"
    drawn: dict[str, float] = {}
    own: list[float] = []
    workspace = Workspace.open(team.path("ada"), "ada")
    app = FactcheckApp(team.path("ada"), checker="ada", workspace=workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = app.screen
        assert isinstance(screen, Workbench)
        show = screen.team._show

        def shown(taken: Sequence[Change], about: set[str | None]) -> object:
            result = show(taken, about)
            screen.call_after_refresh(lambda: drawn.update((change.id, monotonic()) for change in taken))
            return result

        screen.team._show = shown
        began = monotonic()
        thirds = [began + 2 + seconds * part / 3 for part in (1, 2, 3)]
        memory: list[str] = []
        while monotonic() < began + seconds + 4:
            if thirds and monotonic() > thirds[0]:
                thirds.pop(0)
                memory.append(f"{resident():.0f} MB with {workspace.record.history.count:,} changes")
            begin = monotonic()
            await pilot.press(random.choice("jk12"))
            own.append(monotonic() - begin)
            await asyncio.sleep(0.5)
    app.close()
    made, lines = {}, clients.stdout.read().splitlines()
    theirs = [line for line in lines if line.startswith("memory")]
    for line in lines:
        if line.startswith("made"):
            _, change, at = line.split()
            made[change] = float(at)
    clients.wait()
    times = sorted(drawn[change] - at for change, at in made.items() if change in drawn)
    missing = [change for change in made if change not in drawn]
    print(f"{len(people)} clients, {len(made)} decisions in {seconds:.0f} s, {len(missing)} not drawn at the end")
    print(f"from key to screen: p50 {_share(times, 50):.3f} s, p99 {_share(times, 99):.3f} s, most {times[-1]:.3f} s")
    own.sort()
    print(f"own key, with a pilot: p50 {_share(own, 50):.3f} s, p99 {_share(own, 99):.3f} s")
    print(f"memory of the workbench: {'; '.join(memory)}")
    print("; ".join(theirs))


def _share(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


def resident() -> float:
    """Return the megabytes of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
