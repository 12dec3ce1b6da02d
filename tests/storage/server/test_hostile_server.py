"""A server that is not what it should be: it harms no case, and what is wrong is said in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import ConflictError, FactcheckError, OfflineError, ServerError
from factcheck.storage.server import change_rows
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.migrations import prepare, steps
from factcheck.workspace.create import begin_case
from factcheck.workspace.team.joining import join, link_copy, put_on_server
from factcheck.workspace.workspace import Workspace
from tests.postgres import LOCKED, PASSWORD, PostgresServer
from tests.team import Team, rows_of

_FREE = """
alter table factcheck.changes drop constraint changes_pkey;
alter table factcheck.changes disable row level security;
drop policy member on factcheck.changes;
drop policy signed on factcheck.changes;
alter table factcheck.changes alter column id drop not null, alter column n drop not null,
    alter column by_ drop not null, alter column target drop not null, alter column body drop not null,
    alter column tx drop not null;
alter table factcheck.changes disable trigger all;
"""
_SNAPSHOT = "insert into factcheck.snapshots select 1, false, '1', 1, id, '%s' from factcheck.changes limit 1"
DAMAGE: dict[str, str] = {
    "no body": "update factcheck.changes set body = null",
    "a body that is a list": "update factcheck.changes set body = '[]'",
    "a body that is a number": "update factcheck.changes set body = '7'",
    "values of wrong types": """update factcheck.changes set body =
        '{"at": 7, "kind": [], "before": "", "after": 1, "undoes": {}, "seen": "x"}'""",
    "a row of wrong types": """update factcheck.changes set body =
        '{"at": "", "kind": "edit", "before": {"text": 1}, "after": {"text": ["x"]}, "undoes": null, "seen": []}'""",
    "no target": "update factcheck.changes set target = ''",
    "a target in no table": "update factcheck.changes set target = 'secrets/1'",
    "a null target": "update factcheck.changes set target = null",
    "no id": "update factcheck.changes set id = null",
    "a number where a text is": "alter table factcheck.changes alter column by_ type bigint using 7",
    "a text where a number is": "alter table factcheck.changes alter column n type text using 'many'",
    "a fraction where a number is": "alter table factcheck.changes alter column n type double precision using 0.5",
    "nesting without end": "update factcheck.changes set body = (repeat('[', 5000) || repeat(']', 5000))::json",
    "changes of another case": """insert into factcheck.cases (uid) values ('other');
        create or replace function factcheck.other() returns bigint language sql as 'select 2';
        alter table factcheck.changes rename to kept;
        create view factcheck.changes as select 2::bigint as case_id, tx, seq, id, n, by_, target, batch, body, work_on,
            received from factcheck.kept where 2 > 1;
        create rule r as on insert to factcheck.changes do instead nothing""",
}


def damaged(team: Team, what: str) -> None:
    with team.server.admin(team.database) as admin:
        admin.execute((_FREE + what).encode())


def harmless(team: Team, attempt: Callable[[], object]) -> str:
    """Return the message of an attempt to sync that fails and changes nothing."""
    bob = team.open["bob"]
    before = rows_of(bob)
    with pytest.raises(FactcheckError) as caught:
        attempt()
    assert "\n" not in str(caught.value)
    assert rows_of(bob) == before
    bob.close()
    team.open["bob"] = type(bob).open(team.path("bob"), "bob")
    assert rows_of(team.open["bob"]) == before
    return str(caught.value)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_row_harms_no_copy(team: Team, damage: str) -> None:
    team.admit("bob")
    team.open["ada"].edit("claims", "C1", text="Another text")
    team.sync("ada")
    damaged(team, DAMAGE[damage])
    harmless(team, lambda: team.sync("bob"))


def test_a_huge_row_is_refused(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team.admit("bob")
    team.open["ada"].edit("claims", "C1", text="word " * 2_000)
    team.sync("ada")
    monkeypatch.setattr(change_rows, "LARGEST", 5_000)
    assert "more than 5000 bytes" in harmless(team, lambda: team.sync("bob"))


def test_a_change_that_was_altered_there_is_named(team: Team) -> None:
    bob = team.admit("bob")
    bob.edit("claims", "C1", text="Bob's text")
    team.sync("bob")
    with team.server.admin(team.database) as admin:
        admin.execute("update factcheck.changes set body = replace(body::text, 'Bob''s', 'A nasty')::json")
    team.link("bob").leave()
    link_copy(bob, team.address("bob"))
    assert "was altered" in harmless(team, lambda: team.sync("bob"))


def test_a_verdict_under_the_key_of_another_is_refused(team: Team) -> None:
    team.admit("bob")
    team.open["ada"].decide("C1", "supported")
    team.sync("ada")
    with team.server.admin(team.database) as admin:
        admin.execute("alter table factcheck.changes drop constraint verdict_under_the_name_of_its_checker")
        admin.execute("update factcheck.changes set target = replace(target, '/ada', '/bob')")
    assert "names another row" in harmless(team, lambda: team.sync("bob"))


@pytest.mark.parametrize(
    "damage",
    [
        "update factcheck.ground set body = '[]' where target like 'claims/%'",
        "update factcheck.ground set target = 'secrets/' || target",
        "update factcheck.ground set body = '{\"id\": 1, \"text\": 2}' where target like 'claims/%'",
        "delete from factcheck.ground where target like 'claims/%'",
        _SNAPSHOT % "no snapshot",
        _SNAPSHOT % "\\x789c4b040000620062",
    ],
)
def test_a_newcomer_to_a_damaged_case_gets_one_line_and_no_file(team: Team, damage: str) -> None:
    team.admit("bob")
    team.open["ada"].decide("C1", "supported")
    team.sync("ada")
    with team.server.admin(team.database) as admin:
        admin.execute(damage.encode())
    path = team.directory / "new" / "db.json"
    path.parent.mkdir()
    with pytest.raises(FactcheckError) as caught:
        join(path, team.address("bob"))
    assert "\n" not in str(caught.value)
    assert [*path.parent.iterdir()] == []


def test_tables_of_a_newer_version_are_refused_in_one_line(team: Team) -> None:
    with team.server.admin(team.database) as admin:
        admin.execute("insert into factcheck.migrations values (%s)", [max(steps()) + 1])
    with pytest.raises(ServerError, match="a newer factcheck is needed") as caught:
        team.sync("ada")
    assert "\n" not in str(caught.value)
    with pytest.raises(ServerError, match="a newer factcheck is needed"):
        prepare(Address(team.address("ada")))


def test_tables_of_an_older_version_are_brought_up_to_date_by_their_owner(postgres: PostgresServer) -> None:
    name = postgres.new_database()
    address = Address(postgres.address(name, "ada"))
    assert prepare(address) == len(steps())
    assert prepare(address) == 0
    with postgres.admin(name) as admin:
        admin.execute("delete from factcheck.migrations where version = %s", [max(steps())])
    with pytest.raises(ServerError, match="`factcheck team init`"):
        CaseConnection(address)
    postgres.drop(name)


def test_a_database_without_the_tables_and_one_of_another_encoding_are_refused(postgres: PostgresServer) -> None:
    name = postgres.new_database()
    with pytest.raises(ServerError, match="is not the database of a team"):
        CaseConnection(Address(postgres.address(name, "ada")))
    with postgres.admin() as admin:
        admin.execute("create database latin encoding 'LATIN1' template template0 owner ada")
    with pytest.raises(ServerError, match="UTF-8 is needed"):
        CaseConnection(Address(postgres.address("latin", "ada")))
    postgres.drop(name)
    postgres.drop("latin")


def test_a_server_that_wants_another_password_is_not_away(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    monkeypatch.delenv("PGPASSWORD", raising=False)
    for password, database, expected in (
        ("", "postgres", r"asks for a password: .*pgpass"),
        ("wrong-secret", "postgres", 'refused: password authentication failed for user "locked"$'),
        (PASSWORD, "nowhere", 'refused: database "nowhere" does not exist$'),
    ):
        monkeypatch.setenv("PGPASSWORD", password)
        with pytest.raises(ServerError, match=expected) as caught:
            CaseConnection(Address(postgres.address(database, LOCKED)))
        assert not isinstance(caught.value, OfflineError)
        assert "\n" not in str(caught.value)
        assert "wrong-secret" not in str(caught.value)


def test_a_server_that_may_only_be_read_says_so(team: Team) -> None:
    with team.server.admin() as admin:
        admin.execute(f"alter database {team.database} set default_transaction_read_only = on".encode())
    team.open["ada"].decide("C1", "refuted")
    with pytest.raises(ServerError, match=r"takes no changes: .*; it is a replica, or set to be read only"):
        team.sync("ada")
    with team.server.admin() as admin:
        admin.execute(f"alter database {team.database} reset default_transaction_read_only".encode())
    assert team.sync("ada").sent == 1


def test_who_lacks_a_right_is_told_who_has_it(team: Team, postgres: PostgresServer) -> None:
    team.admit("bob")
    with pytest.raises(ServerError, match="you are a member of no case there; an editor admits you"):
        CaseConnection(Address(team.address("mal")))
    begin_case(other := team.directory / "other.json", "Other", DEFAULT_SCALE, "bob")
    with postgres.admin() as admin:
        admin.execute("revoke factcheck_editor from bob")  # roles outlive the databases of other tests
    with Workspace.open(other, "bob") as workspace:
        with pytest.raises(ServerError, match="by the owner of the database, or by an editor"):
            put_on_server(workspace, team.address("bob"))
        name = postgres.new_database()
        with pytest.raises(ServerError, match="the tables are made by the owner of the database"):
            put_on_server(workspace, postgres.address(name, "bob"))
        postgres.drop(name)
    assert not (team.directory / "other.team").exists()


def test_a_copy_of_another_case_is_not_linked(team: Team) -> None:
    path = team.directory / "other.json"
    begin_case(path, "Other", DEFAULT_SCALE, "ada")
    with Workspace.open(path, "ada") as other:
        other.add_claim("It rained.")
        with pytest.raises(ConflictError, match="is not a copy of"):
            link_copy(other, team.address("ada"))
    assert not path.with_suffix(".team").exists()
