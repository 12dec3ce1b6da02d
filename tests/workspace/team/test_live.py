"""Who is where, who is at which claim, and how one learns that something is new."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from time import monotonic

from tests.team import Team


def test_each_sees_where_the_others_are(team: Team) -> None:
    team.admit("bob")
    with team.link("ada").session() as ada, team.link("bob").session() as bob:
        assert ada.presence("c1") == []
        assert [(each.checker, each.claim) for each in bob.presence()] == [("ada", "c1")]
        ada.presence("c2")
        assert [(each.checker, each.claim) for each in bob.presence("c1")] == [("ada", "c2")]
        assert [(each.checker, each.claim) for each in ada.presence("c2")] == [("bob", "c1")]
        ada.live.be_gone(team.link("ada").data.copy_name)
        assert bob.presence("c1") == []


def test_two_copies_of_one_person_are_told_apart(team: Team) -> None:
    first = team.link("ada")
    with first.session() as one:
        one.presence("c1")
        first.data = replace(first.data, copy_name="telephone")
        with first.session() as other:
            assert [(each.checker, each.claim) for each in other.presence("c2")] == [("ada", "c1")]


def test_who_is_gone_for_ninety_seconds_is_not_shown(team: Team) -> None:
    team.admit("bob")
    with team.link("ada").session() as ada, team.link("bob").session() as bob:
        ada.presence("c1")
        with team.server.admin(team.database) as admin:
            admin.execute("update factcheck.presence set at = at - interval '91 seconds'")
        assert bob.presence() == []


def test_a_lease_is_a_hint_that_ends(team: Team) -> None:
    team.admit("bob")
    with team.link("ada").session() as ada, team.link("bob").session() as bob:
        assert ada.lease("c1") == ""
        assert bob.lease("c1") == "ada"
        assert ada.lease("c1") == ""
        with team.server.admin(team.database) as admin:
            admin.execute("update factcheck.leases set until = until - interval '91 seconds'")
        assert bob.lease("c1") == ""
        assert ada.lease("c1") == "bob"
        bob.live.give_back("c1")
        assert ada.lease("c1") == ""


def test_the_queue_gives_each_a_claim_of_his_own(team: Team) -> None:
    team.admit("bob")
    team.admit("cy")
    claims = [f"c{number}" for number in range(120)]
    with ExitStack() as opened:
        sessions = [opened.enter_context(team.link(name).session()) for name in ("ada", "bob", "cy")]
        with ThreadPoolExecutor(len(sessions)) as threads:
            taken = list(threads.map(lambda session: session.next_claim(claims), sessions))
        assert len({*taken}) == 3
        assert {*taken} <= {*claims[:3]}
        assert sessions[0].next_claim(taken[1:]) == ""


def test_a_wait_ends_when_a_colleague_has_shared_something(team: Team) -> None:
    bob = team.admit("bob")
    with team.link("ada").session() as ada:
        assert not ada.wait(0.01)
        bob.decide("C1", "refuted")
        team.sync("bob")
        started = monotonic()
        assert ada.wait(20)
        assert monotonic() - started < 5
        assert not ada.wait(0.01)
