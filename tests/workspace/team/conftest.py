"""A team for tests: a database with its tables, and a copy of the case for each who works on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.storage.server.address import Address
from factcheck.storage.server.migrations import prepare
from factcheck.workspace.create import begin_sample
from factcheck.workspace.team.administration import Administration
from factcheck.workspace.team.joining import join, put_on_server
from factcheck.workspace.team.link import SyncResult, TeamLink
from factcheck.workspace.workspace import Workspace
from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def template(postgres: PostgresServer) -> str:
    """A database with the tables, of which the tests make copies."""
    name = postgres.new_database()
    prepare(Address(postgres.address(name, "ada")))
    return name


class Team:
    """Some people who share the sample case. Ada put it on the server."""

    def __init__(self, server: PostgresServer, database: str, directory: Path) -> None:
        """Share the sample case by a database."""
        self.server, self.database, self.directory = server, database, directory
        self.open: dict[str, Workspace] = {}
        path = self.path("ada")
        begin_sample(path)
        self.open["ada"] = Workspace.open(path, "ada")
        put_on_server(self.open["ada"], self.address("ada")).sync()

    def path(self, name: str) -> Path:
        """Return where somebody has the case."""
        (self.directory / name).mkdir(exist_ok=True)
        return self.directory / name / "db.json"

    def address(self, name: str) -> str:
        """Return the address of the server for somebody."""
        return self.server.address(self.database, name)

    def admit(self, name: str, role: str = "checker") -> Workspace:
        """Make somebody a member, with a copy of the case."""
        with Administration(self.link("ada")) as administration:
            administration.admit(name, name, role)
        join(self.path(name), self.address(name))
        self.open[name] = Workspace.open(self.path(name), name)
        return self.open[name]

    def link(self, name: str) -> TeamLink:
        """Return the link of somebody's copy."""
        link = TeamLink.of(self.open[name])
        assert link is not None
        return link

    def sync(self, *names: str) -> SyncResult:
        """Let some, one after the other, send and fetch; return what the last one's sync did."""
        return [self.link(name).sync() for name in names or self.open][-1]

    def close(self) -> None:
        """Close all copies."""
        for workspace in self.open.values():
            workspace.close()


@pytest.fixture
def team(postgres: PostgresServer, template: str, tmp_path: Path) -> Iterator[Team]:
    """Ada's case on a server."""
    made = Team(postgres, postgres.new_database(template), tmp_path)
    yield made
    made.close()


Rows = Callable[[Workspace], dict[str, object]]


def rows_of(workspace: Workspace) -> dict[str, object]:
    """Return all rows and the contested ones of a copy, to be compared with those of another."""
    case = workspace.record
    rows: dict[str, object] = {name: dict(table.rows()) for name, table in case.tables.items() if name != "case"}
    return {**rows, "history": sorted(case.history.stored())}
