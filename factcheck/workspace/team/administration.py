"""Who works on a case on a server, and in which role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from factcheck.case.input import checker_name
from factcheck.errors import ServerError
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.case_rows import CaseRows
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.team.outgoing import EDITOR


class Member(NamedTuple):
    """Who works on a case: the name in the case, the role of PostgreSQL that logs in, and what it may do."""

    checker: str
    login: str
    role: str


class Members(NamedTuple):
    """The server of a case and its members; `fault` says why these are not known, and is empty if they are.

    `clock` is by how many seconds the clock here is ahead of the server's: changes are ordered without clocks, but are
    shown with the time of who made them.
    """

    server: str
    members: list[Member]
    fault: str
    clock: float = 0.0


def members(link: TeamLink) -> Members:
    """Return the members of a case, or why the server does not tell them. Raises ServerError for no address."""
    address = Address(link.data.server)
    try:
        with CaseConnection(address, link.data.uid) as connection:
            return Members(address.shown, _members(connection), "", connection.clock_difference())
    except ServerError as error:
        return Members(address.shown, [], str(error))


@contextmanager
def administer(link: TeamLink) -> Iterator[Administration]:
    """Connect to the server of a link; the connection is closed at the end. Raises OfflineError, ServerError."""
    with CaseConnection(Address(link.data.server), link.data.uid) as connection:
        yield Administration(connection)


class Administration:
    """Admits members, and ends memberships: see `administer`."""

    def __init__(self, connection: CaseConnection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def members(self) -> list[Member]:
        """Return the members of the case, by name. Raises OfflineError, ServerError."""
        return _members(self._connection)

    def admit(self, checker: str, login: str, role: str) -> None:
        """Make somebody a member, or change what he is. Raises ServerError: only an editor may, and one is needed."""
        name = checker_name(checker)
        self._require_editor(without="" if role == EDITOR else name)
        if has := next((each.checker for each in self.members() if each.login == login and each.checker != name), ""):
            raise ServerError(
                f"{self._connection.address.shown}: {login} is the login of {has}; each has one of his own"
            )
        CaseRows(self._connection).admit(name, login, role)

    def dismiss(self, checker: str) -> bool:
        """End a membership; return whether there was one. Raises ServerError: only an editor may, and one is needed."""
        self._require_editor(without=checker)
        return CaseRows(self._connection).dismiss(checker)

    def _require_editor(self, *, without: str) -> None:
        """Refuse what only an editor may do, and what would leave a case with none: nobody could admit one again."""
        shown, role = self._connection.address.shown, self._connection.case.role
        if role != EDITOR:
            raise ServerError(f"{shown}: refused: only an editor admits and dismisses members; you are {role}")
        if [each.checker for each in self.members() if each.role == EDITOR] == [without]:
            raise ServerError(f"{shown}: {without} is the only editor; admit another one with --role editor first")


def _members(connection: CaseConnection) -> list[Member]:
    return [Member(*member) for member in CaseRows(connection).members()]
