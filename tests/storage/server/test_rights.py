"""What the database lets somebody do, whatever program asks: tried by SQL, as the role itself."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from psycopg import errors

from factcheck.errors import ServerError
from factcheck.workspace.team.administration import administer
from tests.team import Team

_INSERT = """insert into factcheck.changes (case_id, id, n, by_, target, batch, body)
values (1, %s, 99, %s, %s, '', %s::json)"""


def connect(team: Team, name: str) -> psycopg.Connection[tuple[Any, ...]]:
    return team.server.connect(team.database, name)


def insert(
    connection: psycopg.Connection[tuple[Any, ...]],
    by: str,
    target: str = "claims/c1",
    body: str = '{"kind": "edit", "after": {}}',
    change_id: str = "x1",
) -> None:
    connection.execute(_INSERT, [change_id, by, target, body])


def test_a_checker_signs_with_the_own_name_only(team: Team) -> None:
    team.admit("bob")
    with connect(team, "bob") as bob:
        insert(bob, "bob")
        with pytest.raises(errors.InsufficientPrivilege):
            insert(bob, "ada", change_id="x2")


def test_a_checker_writes_neither_the_rules_of_the_case_nor_the_verdict_of_another(team: Team) -> None:
    team.admit("bob")
    with connect(team, "bob") as bob:
        insert(bob, "bob", "verdicts/c1/bob")
        for place, target in enumerate(("case/case", "verdicts/c1/ada")):
            with pytest.raises(errors.InsufficientPrivilege):
                insert(bob, "bob", target, change_id=f"y{place}")
        with pytest.raises(errors.InsufficientPrivilege):
            insert(bob, "bob", "excerpts/e1", '{"kind": "forget"}', change_id="y9")
        with pytest.raises(errors.CheckViolation):
            insert(bob, "bob", "verdicts/c2/bob", '{"kind": "decide", "after": {"checker": "ada"}}', change_id="y8")


def test_a_reader_reads_and_writes_nothing(team: Team) -> None:
    team.admit("cy", "reader")
    with connect(team, "cy") as cy:
        assert cy.execute("select count(*) from factcheck.ground").fetchone() != (0,)
        with pytest.raises(errors.InsufficientPrivilege):
            insert(cy, "cy")


def test_who_was_a_checker_elsewhere_is_still_only_a_reader_here(team: Team) -> None:
    team.admit("cy", "reader")
    with team.server.admin() as admin:
        admin.execute("grant factcheck_editor to cy")
    with connect(team, "cy") as cy, pytest.raises(errors.InsufficientPrivilege):
        insert(cy, "cy")
    with team.server.admin() as admin:
        admin.execute("revoke factcheck_editor from cy")


def test_an_editor_brings_what_others_made(team: Team) -> None:
    team.admit("bob", "editor")
    with connect(team, "bob") as bob:
        insert(bob, "cy")
        with pytest.raises(errors.InsufficientPrivilege):
            insert(bob, "cy", "excerpts/e1", '{"kind": "forget"}', change_id="x2")


FORBIDDEN = (
    "update factcheck.changes set n = 1",
    "delete from factcheck.changes",
    "truncate factcheck.changes",
    "update factcheck.members set role = 'editor'",
    "insert into factcheck.members values (1, 'eve', 'bob'::regrole, 'editor')",
    "update factcheck.ground set body = '{}'",
    "delete from factcheck.documents",
    "insert into factcheck.snapshots values (1, false, '1', 1, '', '')",
    "insert into factcheck.changes (case_id, tx, id, n, by_, target, batch, body)"
    " values (1, '1', 'z', 1, 'bob', 'claims/c', '', '{}')",
    "update factcheck.subjects set work_on = ''",
    "select factcheck.work_on(1, 'verdicts/c/bob', '{}')",
    "drop table factcheck.changes",
    "alter table factcheck.changes disable row level security",
)


@pytest.mark.parametrize("role", ["checker", "editor", "reader"])
def test_nobody_alters_or_removes_what_is_there(team: Team, role: str) -> None:
    team.admit("bob", role)
    with connect(team, "bob") as bob:
        for statement in FORBIDDEN:
            with pytest.raises((errors.InsufficientPrivilege, errors.GeneratedAlways)):
                bob.execute(statement.encode())


def test_who_is_no_member_sees_nothing(team: Team) -> None:
    with connect(team, "mal") as mal, pytest.raises(errors.InsufficientPrivilege):
        mal.execute("select * from factcheck.changes")
    with team.server.admin() as admin:
        admin.execute("grant factcheck_editor to mal")
    with connect(team, "mal") as mal:
        for table in ("cases", "members", "changes", "ground", "documents", "snapshots"):
            assert mal.execute(f"select * from factcheck.{table}".encode()).fetchall() == []
        with pytest.raises(errors.InsufficientPrivilege):
            insert(mal, "mal")
        with pytest.raises(errors.InsufficientPrivilege):
            mal.execute("select factcheck.admit(1, 'mal', 'mal', 'editor')")
    with team.server.admin() as admin:
        admin.execute("revoke factcheck_editor from mal")


def test_a_checker_admits_nobody(team: Team) -> None:
    team.admit("bob")
    with administer(team.link("bob")) as administration, pytest.raises(ServerError, match="refused"):
        administration.admit("eve", "eve", "editor")


def test_the_last_editor_stays_one(team: Team) -> None:
    team.admit("bob")
    with administer(team.link("ada")) as administration:
        for change in (
            lambda: administration.dismiss("ada"),
            lambda: administration.admit("ada", "ada", "checker"),
        ):
            with pytest.raises(ServerError, match="ada is the only editor"):
                change()
        administration.admit("bob", "bob", "editor")
        assert administration.dismiss("ada")
    with administer(team.link("bob")) as administration:
        assert [(each.checker, each.role) for each in administration.members()] == [("bob", "editor")]


def test_one_login_is_one_member(team: Team) -> None:
    with (
        administer(team.link("ada")) as administration,
        pytest.raises(ServerError, match="ada is the login of ada"),
    ):
        administration.admit("zed", "ada", "checker")


def test_a_member_who_is_dismissed_is_refused_and_what_he_shared_stays(team: Team) -> None:
    bob = team.admit("bob")
    bob.decide("C1", "refuted")
    team.sync("bob")
    with administer(team.link("ada")) as administration:
        assert administration.dismiss("bob")
        assert not administration.dismiss("bob")
    with pytest.raises(ServerError, match="no member"):
        team.sync("bob")
    assert len(team.sync("ada").taken) == 1


def test_a_role_that_is_renamed_at_work_stays_the_same_member(team: Team) -> None:
    bob = team.admit("bob")
    with team.link("bob").session() as session:
        with team.server.admin() as admin:
            admin.execute("alter role bob rename to robert")
        try:
            bob.decide("C1", "refuted")
            link = team.link("bob")
            assert link.apply(session.exchange(link.prepare())).sent == 1
            with administer(team.link("ada")) as administration:
                assert administration.members()[1].login == "robert"
            with team.server.connect(team.database, "robert") as robert:
                insert(robert, "bob", change_id="x2")
        finally:
            with team.server.admin() as admin:
                admin.execute("alter role robert rename to bob")


def test_a_role_with_an_odd_name_is_a_member_like_others(team: Team) -> None:
    with team.server.admin() as admin:
        admin.execute('create role "Zoë O\'Neil; --" login')
    try:
        with administer(team.link("ada")) as administration:
            administration.admit("zoë", "Zoë O'Neil; --", "checker")
        address = team.address("bob").replace("user=bob", r"user='Zoë O\'Neil; --'")
        with psycopg.connect(address, autocommit=True) as zoe:
            insert(zoe, "zoë")
    finally:
        with team.server.admin() as admin, team.server.admin(team.database) as there:
            there.execute("delete from factcheck.members where checker = 'zoë'")
            admin.execute('drop role "Zoë O\'Neil; --"')
