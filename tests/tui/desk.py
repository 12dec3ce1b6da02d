"""A server of a team for tests of screens: in memory, with the real link and follower around it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import Condition
from types import TracebackType
from typing import NamedTuple, Self

import pytest

from factcheck.case.changes import Change
from factcheck.errors import OfflineError
from factcheck.storage import CasePaths, DocumentStore
from factcheck.storage.team_files import LinkData, TeamFiles
from factcheck.workspace.team.exchange import DocumentsShared, Prepared, Received
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking


class At(NamedTuple):
    """Where somebody is."""

    checker: str
    claim: str
    since: float = 0.0


class FakeDesk:
    """Keeps changes in their order, and who is where. It can be taken away."""

    def __init__(self) -> None:
        self.changes: dict[str, Change] = {}
        self.people: dict[str, At] = {}
        self.leases: dict[str, str] = {}
        self.is_away = False
        self._new = Condition()

    def add(self, changes: Sequence[Change]) -> None:
        """Append changes, and wake who waits."""
        with self._new:
            self.changes |= {change.id: change for change in changes if change.id not in self.changes}
            self._new.notify_all()

    def wait(self, count: int, seconds: float) -> bool:
        """Wait until there are more than `count` changes."""
        with self._new:
            return self._new.wait_for(lambda: len(self.changes) > count, seconds)


class FakeConnection:
    """What `Session` is for a real server."""

    def __init__(self, desk: FakeDesk, checker: str) -> None:
        """Connect. Raises OfflineError."""
        self._desk = desk
        self._checker = checker
        self._seen = 0
        self._require()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def _require(self) -> None:
        if self._desk.is_away:
            raise OfflineError("desk.example: cannot be reached: no route")

    def exchange(self, prepared: Prepared) -> Received:
        """Append, and read on from the cursor."""
        self._require()
        self._desk.add(prepared.changes)
        found = list(self._desk.changes.values())
        self._seen = len(found)
        data = LinkData(
            server="service=fake", uid="fake", checker=self._checker, role=prepared.data.role, seq=len(found)
        )
        sent = [change.id for change in prepared.changes]
        return Received(
            data, sent, found[prepared.data.seq :], frozenset(), starts_anew=False, is_snapshot_due=False, remarks=[]
        )

    def presence(self, claim: str = "") -> list[At]:
        """Note where one is, and return where the others are."""
        self._require()
        self._desk.people[self._checker] = At(self._checker, claim)
        return [at for name, at in self._desk.people.items() if name != self._checker]

    def lease(self, claim: str) -> str:
        """Take a claim, unless another has it."""
        holder = self._desk.leases.setdefault(claim, self._checker)
        return "" if holder == self._checker else holder

    def give_back(self, claim: str) -> None:
        """Give back a claim."""
        if self._desk.leases.get(claim) == self._checker:
            del self._desk.leases[claim]

    def next_claim(self, claims: Sequence[str]) -> str:
        """Take the first claim that nobody has."""
        return next((claim for claim in claims if not self.lease(claim)), "")

    def documents(self, _store: DocumentStore, _named: frozenset[str]) -> DocumentsShared:
        """Share none."""
        return DocumentsShared(0, 0)

    def be_gone(self) -> None:
        """Be nowhere."""
        self._desk.people.pop(self._checker, None)

    def wait(self, seconds: float) -> bool:
        """Wait for changes."""
        self._require()
        return self._desk.wait(self._seen, seconds)


class Colleague:
    """Somebody else with a copy of the case, whose changes go to the desk."""

    def __init__(self, desk: FakeDesk, name: str, path: Path) -> None:
        self.name = name
        self.desk = desk
        self.case = Workspace.open(path, name, clock=ticking())
        self._before = self.case.record.history.count

    def share(self) -> None:
        """Send what was changed since the last time."""
        history = self.case.record.history
        self.desk.add(history.after(self._before))
        self._before = history.count

    def decides(self, ref: str, label: str) -> None:
        """Decide on a claim and share that."""
        self.case.decide(ref, label)
        self.share()

    def goes_to(self, ref: str) -> None:
        """Be at a claim."""
        self.desk.people[self.name] = At(self.name, self.case.key("claims", ref))


def link(path: Path, checker: str = "ada", role: str = "editor") -> None:
    """Link the case at `path` to the desk, which has what it holds now."""
    files = TeamFiles(CasePaths.of(path).team)
    files.write(LinkData(server="service=fake", uid="fake", checker=checker, role=role))
    with Workspace.open(path, checker, write=False) as workspace:
        files.add_shared(workspace.record.history.stored())


def copy_for(name: str, path: Path, desk: FakeDesk) -> Colleague:
    """Give a colleague a copy of the case at `path`."""
    where = path.parent / name
    where.mkdir()
    shutil.copy(path, where / "db.json")
    return Colleague(desk, name, where / "db.json")


def use(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let links connect to the desk."""
    monkeypatch.setattr(TeamLink, "session", lambda link: FakeConnection(desk, link.data.checker))
