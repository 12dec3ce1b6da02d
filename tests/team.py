"""A team for tests: people who share the sample case by a server, each with a copy of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from factcheck.storage.team_files import TeamFiles
from factcheck.workspace.create import begin_sample
from factcheck.workspace.team.administration import administer
from factcheck.workspace.team.joining import join, put_on_server
from factcheck.workspace.team.link import SyncResult, TeamLink
from factcheck.workspace.workspace import Workspace
from tests.postgres import PostgresServer


def share_sample(server: PostgresServer, directory: Path) -> str:
    """Share the sample case, in ada's directory, by a new database, and return its name."""
    database = server.new_database()
    (directory / "ada").mkdir()
    begin_sample(directory / "ada" / "db.json")
    with Workspace.open(directory / "ada" / "db.json", "ada") as ada:
        put_on_server(ada, server.address(database, "ada")).sync()
    return database


def copied(server: PostgresServer, database: str, made: Path, directory: Path) -> Team:
    """Return a copy of what `share_sample` made in the directory `made`."""
    new = server.new_database(database)
    shutil.copytree(made, directory, dirs_exist_ok=True)
    files = TeamFiles(directory / "ada" / "db.team")
    link = files.read()
    assert link is not None
    files.write(replace(link, server=server.address(new, "ada")))
    return Team(server, new, directory)


class Team:
    """Some people who share the sample case. Ada put it on the server."""

    def __init__(self, server: PostgresServer, database: str, directory: Path) -> None:
        """Go on with what `share_sample` made."""
        self.server, self.database, self.directory = server, database, directory
        self.open: dict[str, Workspace] = {"ada": Workspace.open(self.path("ada"), "ada")}

    def path(self, name: str) -> Path:
        """Return where somebody has the case."""
        (self.directory / name).mkdir(exist_ok=True)
        return self.directory / name / "db.json"

    def address(self, name: str) -> str:
        """Return the address of the server for somebody."""
        return self.server.address(self.database, name)

    def admit(self, name: str, role: str = "checker") -> Workspace:
        """Make somebody a member, with a copy of the case."""
        with administer(self.link("ada")) as administration:
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


def rows_of(workspace: Workspace) -> dict[str, object]:
    """Return all rows and the contested ones of a copy, to be compared with those of another."""
    case = workspace.record
    rows: dict[str, object] = {name: dict(table.rows()) for name, table in case.tables.items() if name != "case"}
    return {**rows, "history": sorted(case.history.stored())}
