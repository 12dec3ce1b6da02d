"""Who works on a case on a server, and in which role."""

from __future__ import annotations

from types import TracebackType
from typing import NamedTuple, Self

from factcheck.case.input import checker_name
from factcheck.errors import OfflineError
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_rows import CaseRows
from factcheck.storage.server.desk import Desk
from factcheck.workspace.team.link import TeamLink


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
    """Return the members of a case. Raises ServerError, but none if the server cannot be reached."""
    address = Address(link.data.server)
    try:
        with Desk(address, link.data.uid) as desk:
            return Members(address.shown, _members(desk), "", desk.clock_difference())
    except OfflineError as error:
        return Members(address.shown, [], str(error))


class Administration:
    """Admits members, and ends memberships. Use as a context manager."""

    def __init__(self, link: TeamLink) -> None:
        """Connect to the server of a link. Raises OfflineError, ServerError."""
        self._desk = Desk(Address(link.data.server), link.data.uid)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._desk.close()

    def members(self) -> list[Member]:
        """Return the members of the case, by name. Raises OfflineError, ServerError."""
        return _members(self._desk)

    def admit(self, checker: str, login: str, role: str) -> None:
        """Make somebody a member, or change what he is. Raises ServerError: only an editor may."""
        CaseRows(self._desk).admit(checker_name(checker), login, role)

    def dismiss(self, checker: str) -> bool:
        """End a membership; return whether there was one. Raises ServerError: only an editor may."""
        return CaseRows(self._desk).dismiss(checker)


def _members(desk: Desk) -> list[Member]:
    return [Member(*member) for member in CaseRows(desk).members()]
