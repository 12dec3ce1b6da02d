"""Copies that were long apart, or whose clocks are wrong, come to the same rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest

from factcheck.storage.server import snapshots
from factcheck.workspace.merge_lines import contested_lines
from factcheck.workspace.team.joining import link_copy
from factcheck.workspace.workspace import Workspace
from tests.team import Team, rows_of


def clock(hours: float) -> Callable[[], datetime]:
    """Return a clock that goes wrong by some hours."""
    return lambda: datetime.now(UTC) + timedelta(hours=hours)


def test_clocks_that_are_an_hour_apart_contest_the_same_and_lose_nothing(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    ada.clock, bob.clock = clock(1), clock(-1)
    ada.edit("claims", "C1", text="Ada's first")
    team.sync("ada", "bob")
    bob.edit("claims", "C1", text="Bob's, who saw it")
    team.sync("bob", "ada")
    assert ada.case.claim("C1").text == "Bob's, who saw it"
    assert not ada.case.history.branched
    ada.edit("claims", "C2", text="Ada's text")
    bob.edit("claims", "C2", text="Bob's text")
    team.sync("ada", "bob", "ada")
    assert rows_of(ada) == rows_of(bob)
    assert [line.text for line in contested_lines(ada.case)] == [line.text for line in contested_lines(bob.case)]
    assert len(list(contested_lines(ada.case))) == 1


@pytest.mark.parametrize("seed", range(3))
def test_three_who_work_apart_in_any_order_come_to_the_same(team: Team, seed: int) -> None:
    chance = random.Random(seed)
    people = {"ada": team.open["ada"], "bob": team.admit("bob", "editor"), "cy": team.admit("cy", "editor")}

    def step(workspace: Workspace) -> None:
        claim = f"C{chance.randint(1, 4)}"
        what = chance.randrange(7)
        if what == 0:
            workspace.edit("claims", claim, text=f"Text {chance.random()}")
        elif what == 1:
            workspace.decide(claim, chance.choice(["supported", "refuted"]), rationale=f"{chance.random()}")
        elif what == 2:
            workspace.add_claim(f"Claim {chance.random()}")
        elif what == 3:
            workspace.undo()
        elif what == 4:
            workspace.edit("claims", claim, tags=[chance.choice("abc")])
        elif what == 5:
            workspace.add_excerpt(claim, "S1", f"quote {chance.random()}", stance="context")
        else:
            name = chance.choice([*people])
            team.sync(name)

    for _ in range(24):
        step(people[chance.choice([*people])])
    team.sync("ada", "bob", "cy", "ada", "bob")
    assert rows_of(people["ada"]) == rows_of(people["bob"]) == rows_of(people["cy"])


def offline(team: Team, changes: int) -> float:
    """Let bob make many changes without the server, share them, and return the seconds until ada has them."""
    bob = team.admit("bob")
    bob.add_claims({"text": f"Claim {number}"} for number in range(changes // 2))
    claims = [claim.id for claim in list(bob.case.claims.values())[-(changes // 2) :]]
    bob.edit_all("claims", {claim: {"speaker": "The minister"} for claim in claims})
    team.open["ada"].edit("claims", "C1", text="Meanwhile")
    team.sync("ada")
    begun = perf_counter()
    assert team.sync("bob").unshared == 0
    assert len(team.sync("ada").taken) == 2 * (changes // 2)
    taken = perf_counter() - begun
    assert rows_of(team.open["ada"]) == rows_of(bob)
    assert team.sync("bob").sent == 0
    return taken


def test_thousands_of_changes_made_offline_are_shared_at_once(team: Team) -> None:
    offline(team, 2_200)


@pytest.mark.slow
def test_100000_changes_made_offline_are_shared_at_once(team: Team) -> None:
    print(f"100,000 changes made offline: {offline(team, 100_000):.1f} s until a colleague has them")


def test_a_newcomer_to_a_long_history_reads_a_snapshot_and_what_came_after(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "EVERY", 100)
    ada = team.open["ada"]
    ada.add_claims({"text": f"Claim {number}"} for number in range(100))
    team.sync("ada")
    ada.decide("C1", "supported")
    team.sync("ada")
    with team.server.admin(team.database) as admin:
        assert admin.execute("select count(*) from factcheck.snapshots").fetchone() == (1,)
        assert admin.execute("select count(*) from factcheck.changes").fetchone() == (101,)
    bob = team.admit("bob")
    assert rows_of(bob) == rows_of(ada)
    bob.decide("C2", "refuted")
    team.sync("bob", "ada")
    assert rows_of(bob) == rows_of(ada)


def test_a_copy_that_came_by_mail_is_linked_and_brings_what_it_has(team: Team) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    team.link("bob").leave()
    ada.decide("C1", "supported")
    team.sync("ada")
    bob.decide("C2", "refuted")
    link_copy(bob, team.address("bob"))
    assert team.sync("bob", "ada").unshared == 0
    assert rows_of(ada) == rows_of(bob)


def test_a_colleagues_file_that_is_merged_is_shared_by_an_editor_and_kept_by_a_checker(team: Team) -> None:
    from factcheck.workspace.merge_copies import apply_merge, plan_merge

    bob = team.admit("bob")
    guest = team.directory / "guest.json"
    team.link("bob").export(guest)
    with Workspace.open(guest, "guest") as other:
        other.decide("C1", "supported")
    apply_merge(bob, plan_merge(bob, [guest]))
    bob.decide("C2", "supported")
    assert (team.sync("bob").held, team.link("bob").unshared()) == (1, 1)
    ada = team.open["ada"]
    apply_merge(ada, plan_merge(ada, [guest]))
    team.sync("ada", "bob")
    assert rows_of(ada) == rows_of(bob)
    assert team.link("bob").unshared() == 0
