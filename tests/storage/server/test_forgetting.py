"""What is forgotten leaves the server, whoever wrote it and wherever it stood there; a change without text stays."""

from __future__ import annotations

import pytest
from psycopg import errors

from factcheck.workspace.workspace import Workspace
from tests.team import Team, rows_of

SECRET = "Masimov’s neighbour told us"  # a quote


def all_texts(team: Team) -> str:
    """Return all that the tables hold, as text."""
    with team.server.admin(team.database) as admin:
        rows = admin.execute(
            "select body::text from factcheck.changes union all select body::text from factcheck.ground"
        )
        snapshots = admin.execute("select encode(body, 'escape') from factcheck.snapshots")
        return "".join(str(row[0]) for row in [*rows, *snapshots])


def quote(workspace: Workspace) -> str:
    changes = workspace.add_excerpt("C1", "S1", SECRET, stance="context")
    return changes.ref


def test_the_text_leaves_every_change_and_every_copy(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    ref = quote(bob)
    bob.edit("excerpts", ref, note=f"{SECRET}, twice")
    team.sync("bob", "ada")
    assert SECRET in all_texts(team)
    bob.forget(ref)
    team.sync("bob")
    assert SECRET not in all_texts(team)
    team.sync("ada")
    ada.fold()
    assert SECRET not in "".join(path.read_text() for path in team.path("ada").parent.rglob("*") if path.is_file())
    assert rows_of(ada) == rows_of(bob)
    newcomer = team.admit("cy")
    assert rows_of(newcomer) == rows_of(ada)


def test_what_somebody_wrote_about_it_offline_is_blanked_when_it_arrives(team: Team) -> None:
    bob, cy = team.admit("bob"), team.admit("cy")
    ref = quote(bob)
    team.sync("bob", "cy")
    cy.edit("excerpts", ref, note=f"{SECRET}, again")
    bob.forget(ref)
    team.sync("bob", "cy")
    assert SECRET not in all_texts(team)
    assert ref not in cy.case.index.refs["excerpts"]
    team.sync("bob", "ada")
    assert rows_of(cy) == rows_of(bob) == rows_of(team.open["ada"])


def test_a_row_without_history_is_forgotten_by_an_editor(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    excerpts = list(ada.case.excerpts.values())
    chosen = next(one for one in excerpts if sum(one.quote[:40] in other.quote for other in excerpts) == 1)
    known = chosen.quote[:40]
    bob.forget(chosen.ref)
    assert team.sync("bob").held == 1
    assert known in all_texts(team)
    ada.forget(chosen.ref)
    team.sync("ada")
    assert known not in all_texts(team)


def test_a_snapshot_with_the_text_is_removed(team: Team) -> None:
    bob = team.admit("bob")
    ref = quote(bob)
    team.sync("bob", "ada")
    snapshot = team.link("ada").snapshot()
    assert snapshot is not None
    with team.link("ada").session() as session:
        session.keep(snapshot)
    bob.forget(ref)
    team.sync("bob")
    with team.server.admin(team.database) as admin:
        assert admin.execute("select count(*) from factcheck.snapshots").fetchone() == (0,)


def test_a_checker_forgets_by_sql_only_what_was_added_under_the_own_name(team: Team) -> None:
    bob = team.admit("bob")
    team.admit("cy")
    target = f"excerpts/{bob.add_excerpt('C1', 'S1', SECRET, stance='context').key}"
    team.sync("bob")
    call = "select factcheck.forget(1, %s, 9, %s, %s, 'b', '{\"kind\": \"forget\"}')"
    with team.server.connect(team.database, "cy") as cy:
        for author in ("cy", "bob"):
            with pytest.raises(errors.InsufficientPrivilege):
                cy.execute(call, ["f1", author, target])
    with team.server.connect(team.database, "bob") as connection:
        with pytest.raises(errors.InvalidParameterValue):
            connection.execute(call, ["f1", "bob", f"claims/{bob.key('claims', 'C1')}"])
        connection.execute(call, ["f1", "bob", target])
    assert SECRET not in all_texts(team)
