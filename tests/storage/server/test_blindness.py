"""A blind case: the database hides others' work on a claim until one has decided it, and then shows it all."""

from __future__ import annotations

from factcheck.workspace.workspace import Workspace
from tests.team import Team, rows_of


def blind(team: Team) -> tuple[Workspace, Workspace, Workspace]:
    """Make the case blind, and return the copies of ada, bob and cy."""
    team.open["ada"].set_rules(blind=True)
    team.sync("ada")
    return team.open["ada"], team.admit("bob"), team.admit("cy")


def targets_seen(team: Team, name: str) -> set[str]:
    """Return the verdicts and entries of which somebody can read changes, by SQL as that role."""
    with team.server.connect(team.database, name) as connection:
        rows = connection.execute(
            "select distinct target from factcheck.changes where target ~ '^(verdicts|entries|claims)/'"
        )
        return {str(row[0]) for row in rows}


def test_the_database_hides_the_verdict_of_another_until_one_has_decided(team: Team) -> None:
    _, bob, cy = blind(team)
    claim = bob.key("claims", "C1")
    bob.decide("C1", "refuted")
    team.sync("bob")
    assert f"verdicts/{claim}/bob" not in targets_seen(team, "cy")
    assert f"verdicts/{claim}/bob" in targets_seen(team, "bob")
    cy.decide("C2", "refuted")
    team.sync("cy")
    assert f"verdicts/{claim}/bob" not in targets_seen(team, "cy")
    cy.decide("C1", "supported")
    team.sync("cy")
    assert f"verdicts/{claim}/bob" in targets_seen(team, "cy")


def test_what_was_hidden_arrives_though_the_reader_was_past_it(team: Team) -> None:
    _, bob, cy = blind(team)
    bob.decide("C1", "refuted", rationale="no source says so")
    bob.entries.add("C1", "I doubt it.", kind="note")
    team.sync("bob")
    assert team.sync("cy").taken == []
    assert rows_of(cy) != rows_of(bob)
    cy.decide("C1", "supported")
    taken = team.sync("cy").taken
    assert sorted(change.table for change in taken) == ["entries", "verdicts"]
    team.sync("bob")
    assert rows_of(cy) == rows_of(bob)


def test_a_copy_holds_nothing_that_the_database_hides(team: Team) -> None:
    _, bob, cy = blind(team)
    bob.decide("C1", "refuted", rationale="a secret reason")
    team.sync("bob", "cy")
    cy.fold()
    assert b"a secret reason" not in team.path("cy").read_bytes()


def test_notes_are_hidden_like_verdicts_and_tasks_and_notes_on_sources_are_not(team: Team) -> None:
    _, bob, _ = blind(team)
    hidden = bob.entries.add("C1", "I doubt it.", kind="note")
    shown = [bob.entries.add("C1", "Call the court.", kind="todo"), bob.entries.add("S1", "A tabloid.", kind="note")]
    waived = bob.edit("claims", "C3", text="Another text")
    bob.entries.close(hidden.key)
    team.sync("bob")
    seen = targets_seen(team, "cy")
    assert f"entries/{hidden.key}" not in seen
    assert {f"entries/{each.key}" for each in shown} <= seen
    assert waived[0].target in seen


def test_an_editor_sees_all_and_a_reader_of_a_blind_case_no_verdict(team: Team) -> None:
    _, bob, _ = blind(team)
    team.admit("eve", "reader")
    bob.decide("C1", "refuted")
    team.sync("bob")
    verdict = f"verdicts/{bob.key('claims', 'C1')}/bob"
    assert verdict not in targets_seen(team, "eve")
    assert len(team.sync("ada").taken) == 1


def test_a_checker_cannot_end_blindness_and_the_rest_of_his_work_is_shared(team: Team) -> None:
    _, _, cy = blind(team)
    cy.set_rules(blind=False)
    cy.decide("C2", "refuted")
    result = team.sync("cy")
    assert (result.sent, result.held) == (1, 1)


def test_when_blindness_ends_all_arrives(team: Team) -> None:
    ada, bob, cy = blind(team)
    bob.decide("C1", "refuted")
    cy.decide("C2", "refuted")
    team.sync("bob", "cy", "ada")
    ada.set_rules(blind=False)
    team.sync("ada", "bob", "cy")
    assert rows_of(ada) == rows_of(bob) == rows_of(cy)
    assert bob.case.verdicts_of(bob.key("claims", "C2"))


def test_who_becomes_an_editor_gets_what_was_hidden(team: Team) -> None:
    from factcheck.workspace.team.administration import administer

    _, bob, cy = blind(team)
    bob.decide("C1", "refuted")
    team.sync("bob", "cy")
    with administer(team.link("ada")) as administration:
        administration.admit("cy", "cy", "editor")
    assert len(team.sync("cy").taken) == 1
    assert rows_of(cy) == rows_of(bob)


def test_a_claim_decided_on_another_device_opens_the_work_of_others_here_too(team: Team) -> None:
    from factcheck.workspace.team.joining import join

    _, bob, cy = blind(team)
    bob.decide("C1", "refuted")
    team.sync("bob")
    (team.directory / "second").mkdir()
    path = team.directory / "second" / "db.json"
    join(path, team.address("cy"))
    cy.decide("C1", "supported")
    team.sync("cy")
    with Workspace.open(path, "cy") as second:
        team.open["second"] = second
        team.sync("second")
        assert rows_of(second) == rows_of(cy)
        del team.open["second"]


def test_a_newcomer_to_a_blind_case_gets_no_work_of_others_neither_from_a_snapshot(team: Team) -> None:
    ada, bob, _ = blind(team)
    bob.decide("C1", "refuted", rationale="a secret reason")
    team.sync("bob", "ada")
    snapshot = team.link("ada").snapshot()
    assert snapshot is not None
    with team.link("ada").session() as session:
        session.keep(snapshot)
    eve = team.admit("eve")
    assert not eve.case.verdicts_of(eve.key("claims", "C1"))
    eve.fold()
    assert b"a secret reason" not in team.path("eve").read_bytes()
    eve.decide("C1", "refuted")
    team.sync("eve", "bob", "ada")
    assert rows_of(eve) == rows_of(bob) == rows_of(ada)
