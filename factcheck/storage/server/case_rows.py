"""A case on a server: how it is made, who its members are, and what its rows were before any change."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.connection import telling

_WHO_MAY = "a case is put there by the owner of the database, or by an editor of another case"
_ADD_GROUND = b"insert into factcheck.ground (case_id, target, body) select %s, * from unnest(%s::text[], %s::json[])"


class CaseRows:
    """A case on a server, apart from its changes."""

    def __init__(self, connection: CaseConnection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def create(self, title: str, checker: str, *, blind: bool, ground: Mapping[str, bytes]) -> None:
        """Make a case with the uid of this one, and the caller its first editor. Raises ServerError."""
        rows = [list(ground), [body.decode() for body in ground.values()]]
        raw = self._connection.raw
        with telling(self._connection.address, raw, who_may=_WHO_MAY), raw.transaction():
            made = raw.execute(
                b"select factcheck.create_case(%s, %s, %s, %s)", [self._connection.case.uid, title, blind, checker]
            ).fetchone()
            raw.execute(_ADD_GROUND, [made and made[0], *rows])
        self._connection.find(self._connection.case.uid)

    def admit(self, checker: str, login: str, role: str) -> None:
        """Make somebody a member of the case, or change what he is. Raises ServerError."""
        self._connection.query(
            b"select factcheck.admit(%s, %s, %s, %s)", [self._connection.case.id, checker, login, role]
        )

    def dismiss(self, checker: str) -> bool:
        """End a membership; return whether there was one. What the member shared stays. Raises ServerError."""
        return bool(
            self._connection.query(b"select factcheck.dismiss(%s, %s)", [self._connection.case.id, checker])[0][0]
        )

    def members(self) -> list[tuple[str, str, str]]:
        """Return the members of the case: name, login and role."""
        rows = self._connection.query(
            b"select checker, db_role::text, role from factcheck.members where case_id = %s order by checker",
            [self._connection.case.id],
        )
        return [(str(name), str(login), str(role)) for name, login, role in rows]

    def has_any(self, rows: Collection[str]) -> bool:
        """Return whether the case has one of some claims and sources, each as "table/key"."""
        return not (self.ground().keys().isdisjoint(rows) and self.first_targets().isdisjoint(rows))

    def first_targets(self) -> set[str]:
        """Return the claims and sources of which there are changes, as "table/key"."""
        rows = self._connection.query(
            b"""select distinct target from factcheck.changes
                where case_id = %s and (target like 'claims/%%' or target like 'sources/%%')""",
            [self._connection.case.id],
        )
        return {str(row[0]) for row in rows}

    def ground(self) -> Mapping[str, bytes]:
        """Return the rows of the case as they were before any change, as "table/key" and JSON."""
        rows = self._connection.query(
            b"select target, convert_to(body::text, 'UTF8') from factcheck.ground where case_id = %s",
            [self._connection.case.id],
        )
        return {str(target): body for target, body in rows}
