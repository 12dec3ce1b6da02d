"""A server that was restored from a backup: what it lacks is offered again, and nothing of what it gets is missed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import PostgresServer, why_not
from tests.team import Team, copied, rows_of, share_sample


@pytest.fixture
def own_team(tmp_path: Path) -> Iterator[Team]:
    """A team with a server of its own, which can be stopped."""
    if reason := why_not():
        pytest.skip(reason)
    (tmp_path / "made").mkdir()
    with PostgresServer() as server:
        made = copied(server, share_sample(server, tmp_path / "made"), tmp_path / "made", tmp_path / "team")
        yield made
        made.close()


def restore(server: PostgresServer, backup: Path) -> None:
    """Put the files of a backup in the place of those of the server."""
    server.stop()
    shutil.rmtree(server.data)
    server.run("cp", "-a", backup, server.data)
    server.start()


def test_after_yesterdays_backup_all_is_offered_again_by_those_who_have_it(own_team: Team) -> None:
    team, server = own_team, own_team.server
    ada, bob = team.open["ada"], team.admit("bob")
    ada.decide("C1", "supported")
    team.sync("ada", "bob")
    server.stop()
    server.run("cp", "-a", server.data, server.directory / "backup")
    server.start()
    bob.decide("C2", "refuted")
    ada.decide("C3", "refuted")
    team.sync("bob", "ada", "bob")
    ada.decide("C4", "supported")
    team.sync("ada")
    before = rows_of(ada)
    restore(server, server.directory / "backup")
    ada.decide("C5", "supported")
    result = team.sync("ada")
    assert "a backup was restored" in result.remarks[0]
    assert result.unshared == 0
    bob.decide("C6", "supported")
    team.sync("bob", "ada", "bob")
    assert rows_of(ada) == rows_of(bob)
    assert {*rows_of(ada)["history"]} > {*before["history"]}  # type: ignore[misc]
    newcomer = team.admit("cy")
    assert rows_of(newcomer) == rows_of(ada)
    assert team.sync("ada").remarks == []


def test_a_change_that_was_acknowledged_after_the_backup_is_offered_again(own_team: Team) -> None:
    """The reader was not past it yet: another transaction was running, so that its place was not settled."""
    team, server = own_team, own_team.server
    bob = team.admit("bob")
    server.stop()
    server.run("cp", "-a", server.data, server.directory / "backup")
    server.start()
    with team.server.admin() as running:
        running.autocommit = False
        running.execute("select pg_current_xact_id()")
        bob.decide("C2", "refuted")
        assert team.sync("bob").sent == 1
        running.rollback()
    restore(server, server.directory / "backup")
    assert team.sync("bob").sent == 1
    assert len(team.sync("ada").taken) == 1


def test_a_dump_that_is_loaded_elsewhere_begins_a_new_generation(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    ada.decide("C1", "supported")
    team.sync("ada", "bob")
    with team.server.admin(team.database) as admin:  # as it is there: numbers of transactions that are far ahead
        admin.execute("update factcheck.changes set tx = '900000000000'")
        admin.execute("update factcheck.generation set server = 'another'")
    bob.decide("C2", "refuted")
    bob.decide("C3", "refuted")
    assert team.sync("bob").unshared == 0
    ada.decide("C4", "refuted")
    team.sync("ada", "bob")
    assert rows_of(ada) == rows_of(bob)
    for name in ("ada", "bob"):
        again = team.sync(name)
        assert (again.sent, again.taken, again.remarks) == (0, [], [])
        with team.link(name).session() as session:
            assert session.exchange(team.link(name).prepare()).changes == []
