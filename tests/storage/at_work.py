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
from factcheck.workspace.workspace import Desk
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
    def of(cls, desk: Desk, newest: list[str]) -> Ack:
        """Return what there is at a desk."""
        tables = (desk.case.claims, desk.case.excerpts, desk.case.verdicts)
        rows = repr([sorted(table.items()) for table in tables])
        return cls(newest, len(desk.case.history), hashlib.sha256(rows.encode()).hexdigest())


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
    desk = Desk.open(path, "ada")
    tell(Ack.of(desk, []))
    while True:
        batch = wish(desk, random)
        tell(Ack.of(desk, [change.id for change in batch]))
        if random.random() < 0.15:
            desk.fold()


def wish(desk: Desk, random: Random) -> Batch:
    """Do something; there may be no claim left, if all that was done is undone."""
    if not desk.case.claims:
        return desk.redo() or desk.add_claim("It rains.")
    claim = random.choice(desk.case.in_order()).id
    return random.choice(
        (
            lambda: desk.decide(claim, random.choice(desk.case.scale.labels).id),
            lambda: desk.set_rationale(claim, "Because " * random.randrange(200), ""),
            desk.undo,
            desk.redo,
        )
    )()


def in_turns(path: Path, name: str, times: int) -> None:
    """Decide once each time that the case is free; tell who holds it when it is not."""
    done = 0
    holders = set()
    while done < times:
        with Desk.open(path, name) as desk:
            if desk.read_only and desk.read_only not in holders:
                holders.add(desk.read_only)
                tell(desk.read_only)
            if not desk.read_only:
                claim = desk.case.in_order()[done % len(desk.case.claims)].id
                batch = desk.decide(claim, desk.case.scale.labels[done // len(desk.case.claims) % 2].id)
                tell(Ack.of(desk, [change.id for change in batch]))
                done += 1


def as_nobody(path: Path, other: Path) -> None:
    """Decide once as a user without rights."""
    in_turns(other, "warm", 1)  # so that all is imported that nobody might not be allowed to read
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        with Desk.open(path, "nobody") as desk:
            if desk.read_only:
                tell(desk.read_only)
            else:
                tell(Ack.of(desk, [change.id for change in desk.decide(desk.case.in_order()[0].id, "refuted")]))
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
