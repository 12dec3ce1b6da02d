"""Checkers at work in processes of their own, for the tests that kill them or let them meet.

    python -m tests.storage.at_work alone PATH SEED [CALL]
    python -m tests.storage.at_work in-turns PATH NAME TIMES
    python -m tests.storage.at_work as-nobody PATH OTHER

`alone` decides, undoes, redoes and folds without end; with CALL it kills itself in the middle of that call to
the system. `in-turns` opens the case, decides once and closes it, so many times, and tries again while another
holds it. `as-nobody` does that once, as a user without rights, having done so with OTHER as who it is. Each
acknowledges what was saved with a line on its standard output, an `Ack` as JSON; a text is what it was told.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import NamedTuple

from factcheck.case.changes import Batch
from factcheck.errors import FactcheckError
from factcheck.workspace.workspace import Workspace
from tests.storage.disk import Call, Disk

ROOT = Path(__file__).parents[2]

NOBODY = 65534
"""The user without rights."""


class Ack(NamedTuple):
    """What there was when changes were acknowledged: their ids, how many there were of all, and the rows."""

    newest: list[str]
    total: int
    rows: str

    @classmethod
    def of(cls, workspace: Workspace, newest: list[str]) -> Ack:
        """Return what there is in a workspace."""
        tables = (workspace.case.claims, workspace.case.excerpts, workspace.case.verdicts)
        rows = repr([sorted(table.items()) for table in tables])
        return cls(newest, len(workspace.case.history), hashlib.sha256(rows.encode()).hexdigest())


def start(*arguments: object) -> subprocess.Popen[bytes]:
    """Start a checker at work."""
    command = [sys.executable, "-m", "tests.storage.at_work", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


class Dying(Disk):
    """Kills its own process in the middle of a call to the system, half way through if that is a write."""

    def __init__(self, directory: Path, at: int) -> None:
        super().__init__(directory)
        self._left = at

    def before(self, call: Call) -> None:
        self._left -= call.alters
        self.halving = self._left == 0
        if self._left == 0 and call.name != "write":
            os.kill(os.getpid(), signal.SIGKILL)

    def after(self, call: Call) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def alone(path: Path, seed: str) -> None:
    """Work until the process is killed."""
    random = Random(seed)
    workspace = Workspace.open(path, "ada")
    tell(Ack.of(workspace, []))
    while True:
        batch = wish(workspace, random)
        tell(Ack.of(workspace, [change.id for change in batch]))
        if random.random() < 0.15:
            workspace.store.fold()


def wish(workspace: Workspace, random: Random) -> Batch:
    """Do something; there may be no claim left, if all that was done is undone."""
    if not workspace.case.claims:
        return workspace.redo() or workspace.add_claim("It rains.")
    claim = random.choice(workspace.case.in_order()).id
    return random.choice(
        (
            lambda: workspace.decide(claim, random.choice(workspace.case.scale.labels).id),
            lambda: workspace.set_rationale(claim, "Because " * random.randrange(200), ""),
            workspace.undo,
            workspace.redo,
        )
    )()


def in_turns(path: Path, name: str, times: int) -> None:
    """Decide once each time that the case is free; tell who holds it when it is not."""
    done = 0
    holders = set()
    while done < times:
        with Workspace.open(path, name) as workspace:
            if workspace.read_only and workspace.read_only not in holders:
                holders.add(workspace.read_only)
                tell(workspace.read_only)
            if not workspace.read_only:
                claim = workspace.case.in_order()[done % len(workspace.case.claims)].id
                batch = workspace.decide(claim, workspace.case.scale.labels[done // len(workspace.case.claims) % 2].id)
                tell(Ack.of(workspace, [change.id for change in batch]))
                done += 1


def as_nobody(path: Path, other: Path) -> None:
    """Decide once as a user without rights."""
    in_turns(other, "warm", 1)  # so that all is imported that nobody might not be allowed to read
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        with Workspace.open(path, "nobody") as workspace:
            if workspace.read_only:
                tell(workspace.read_only)
            else:
                tell(
                    Ack.of(
                        workspace,
                        [change.id for change in workspace.decide(workspace.case.in_order()[0].id, "refuted")],
                    )
                )
    except FactcheckError as error:
        tell(str(error))


def tell(ack: Ack | str) -> None:
    os.write(1, json.dumps(ack).encode() + b"\n")


def main() -> None:
    how, path, *rest = sys.argv[1:]
    if how == "in-turns":
        in_turns(Path(path), rest[0], int(rest[1]))
    elif how == "as-nobody":
        as_nobody(Path(path), Path(rest[0]))
    elif len(rest) == 1:
        alone(Path(path), rest[0])
    else:
        with Dying(Path(path).parent, int(rest[1])):
            alone(Path(path), rest[0])


if __name__ == "__main__":
    main()
