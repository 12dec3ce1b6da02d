"""A connection that breaks, a server that is killed, a client that is killed: what was acknowledged is there, what is
there was sent, and nothing is there twice.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from factcheck.errors import OfflineError, ServerError
from factcheck.storage import CaseStorage
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.change_feed import ChangeFeed
from factcheck.storage.team_files import Cursor, TeamFiles
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.workspace import Workspace
from tests.postgres import PostgresServer, why_not
from tests.storage.server.cutting_proxy import TO_CLIENT, TO_SERVER, CuttingProxy
from tests.storage.server.test_no_change_is_missed import change
from tests.team import Team, copied, rows_of, share_sample


def on_server(team: Team) -> list[str]:
    """Return the ids of all changes on the server."""
    with team.server.admin(team.database) as admin:
        return [str(row[0]) for row in admin.execute("select id from factcheck.changes")]


def holds(team: Team, *names: str) -> None:
    """Check that what copies take to be shared is on the server once, and that all there is in one of them."""
    there = on_server(team)
    known: set[str] = set()
    for name in names:
        history = team.open[name].record.history
        unshared = team.link(name)._not_shared()
        assert {*history.stored()} - {*unshared} <= {*there}
        known |= {*history.stored()}
    assert {*there} <= known
    assert len(there) == len({*there})


def cut_off(team: Team, direction: str, after: int | None) -> bool:
    """Sync bob's copy on a way that is cut; return whether that was noticed."""
    link = team.link("bob")
    with CuttingProxy(team.server.directory, direction, after) as proxy:
        there = replace(link.data, server=CuttingProxy.moved(link.data.server, proxy))
        link.data = there
        try:
            link.sync()
        except OfflineError as error:
            assert "\n" not in str(error)
            return True
        finally:
            files = TeamFiles(team.path("bob").with_suffix(".team"))
            data = files.read()
            assert data is not None
            files.write(replace(data, server=team.address("bob")))
    return False


def lengths(team: Team) -> dict[str, int]:
    """Return how many bytes a sync of bob's copy takes in both directions."""
    link = team.link("bob")
    with CuttingProxy(team.server.directory) as proxy:
        link.data = replace(link.data, server=CuttingProxy.moved(link.data.server, proxy))
        link.sync()
        counted = proxy.counted
    TeamFiles(team.path("bob").with_suffix(".team")).write(replace(link.data, server=team.address("bob")))
    return counted


def rounds(team: Team, count: int, seed: int) -> int:
    """Cut bob's connection in `count` syncs, spread over all that goes both ways; return how many it noticed."""
    ada, bob = team.open["ada"], team.open["bob"]
    chance = random.Random(seed)
    ada.edit("claims", "C1", text="Ada's first text")
    bob.edit("claims", "C2", text="Bob's first text")
    team.sync("ada")
    whole = lengths(team)
    noticed = 0
    for number in range(count):
        direction = (TO_SERVER, TO_CLIENT)[number % 2]
        after = 1 + (number * whole[direction] // count + chance.randrange(97)) % whole[direction]
        ada.edit("claims", f"C{1 + number % 70}", text=f"Ada's text {number}")
        bob.edit("claims", f"C{1 + number % 7}", text=f"Bob's text {number}")
        team.sync("ada")
        noticed += cut_off(team, direction, after)
        holds(team, "ada", "bob")
    team.sync("bob", "ada", "bob")
    assert rows_of(ada) == rows_of(bob)
    assert sorted(on_server(team)) == sorted(ada.record.history.stored())
    return noticed


def test_a_connection_that_is_cut_at_any_step_loses_and_doubles_nothing(team: Team) -> None:
    team.admit("bob")
    assert rounds(team, 16, 1) >= 12


@pytest.mark.slow
def test_a_thousand_cuts(team: Team) -> None:
    team.admit("bob")
    noticed = rounds(team, 1_000, 2)
    print(f"1,000 syncs, cut at {noticed} places: nothing lost, nothing twice")
    assert noticed > 900


class Stopped(BaseException):
    """The client ends here, as by a power cut."""


@pytest.mark.parametrize(
    "step",
    [
        (CaseStorage, "save"),
        (CaseStorage, "replace"),
        (TeamFiles, "add_shared"),
        (TeamFiles, "write_unconfirmed"),
        (TeamFiles, "write"),
    ],
    ids=lambda step: step[1],
)
@pytest.mark.parametrize("afterwards", [False, True])
def test_a_client_that_ends_at_any_step_goes_on(
    team: Team, step: tuple[type, str], afterwards: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = team.open["ada"], team.admit("bob")
    ada.decide("C3", "supported")
    ada.edit("claims", "C1", text="Ada's text")
    bob.edit("claims", "C1", text="Bob's text")
    team.sync("ada")
    owner, name = step
    method: Callable[..., object] = getattr(owner, name)

    def stopping(*arguments: object, **named: object) -> object:
        if afterwards:
            method(*arguments, **named)
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, stopping)
        with suppress(Stopped):
            team.sync("bob")
    bob.store._files.release()
    team.open["bob"] = bob = Workspace.open(team.path("bob"), "bob")
    holds(team, "ada", "bob")
    team.sync("bob", "ada", "bob")
    assert rows_of(ada) == rows_of(bob)
    assert len(on_server(team)) == 3


def killed_clients(team: Team, count: int) -> None:
    """Kill a process that syncs bob's copy, `count` times, at some time or other."""
    ada, chance = team.open["ada"], random.Random(3)
    command = [sys.executable, "-c", _SYNC, str(team.path("bob"))]
    for number in range(count):
        ada.edit("claims", f"C{1 + number % 70}", text=f"Ada's text {number}")
        with Workspace.open(team.path("bob"), "bob") as bob:
            bob.edit("claims", f"C{1 + number % 7}", text=f"Bob's text {number}")
        team.sync("ada")
        with subprocess.Popen(command, stdout=subprocess.PIPE) as syncing:
            assert syncing.stdout is not None
            syncing.stdout.readline()
            sleep(chance.random() * 0.08)
            syncing.send_signal(signal.SIGKILL)
        with Workspace.open(team.path("bob"), "bob") as bob:
            team.open["bob"] = bob
            holds(team, "ada", "bob")
            del team.open["bob"]
    with Workspace.open(team.path("bob"), "bob") as bob:
        team.open["bob"] = bob
        team.sync("bob", "ada", "bob")
        assert rows_of(ada) == rows_of(bob)
        del team.open["bob"]


_SYNC = """
import sys
from pathlib import Path
from factcheck.workspace.workspace import Workspace
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.team.session import Session
workspace = Workspace.open(Path(sys.argv[1]), "bob")
print("ready", flush=True)
TeamLink.of(workspace).sync()
"""


def test_a_client_that_is_killed_loses_nothing(team: Team) -> None:
    team.admit("bob").close()
    del team.open["bob"]
    killed_clients(team, 2)


@pytest.mark.slow
def test_a_client_that_is_killed_300_times_loses_nothing(team: Team) -> None:
    team.admit("bob").close()
    del team.open["bob"]
    killed_clients(team, 300)


def killed_servers(tmp_path: Path, count: int, writers: int) -> tuple[int, int]:
    """Kill all processes of a server, `count` times, while some write; return how many were acknowledged, and kills."""
    if reason := why_not():
        pytest.skip(reason)
    (tmp_path / "made").mkdir()
    sent: set[str] = set()
    acknowledged: set[str] = set()
    with PostgresServer() as server:
        made = share_sample(server, tmp_path / "made")
        team = copied(server, made, tmp_path / "made", tmp_path / "team")
        link = team.link("ada")
        address, uid = Address(link.data.server), link.data.uid
        for kill in range(count):

            def write(number: int, kill: int = kill) -> None:
                with suppress(ServerError), CaseConnection(address, uid) as connection:
                    for step in range(100_000):
                        batch = [change(f"k{kill}-{number}-{step}-{place}", f"b{kill}-{step}") for place in range(2)]
                        sent.update(each.id for each in batch)
                        ChangeFeed(connection).append(batch, acknowledged.update)

            with ThreadPoolExecutor(writers) as threads:
                for number in range(writers):
                    threads.submit(write, number)
                before = len(acknowledged)
                while len(acknowledged) < before + 40:
                    sleep(0.002)
                server.kill()
            server.start()
            there = on_server(team)
            assert acknowledged <= {*there} <= sent
            assert len(there) == len({*there})
            with CaseConnection(address, uid) as connection:
                assert {each.id for each in ChangeFeed(connection).since(Cursor()).changes} == {*there}
        team.close()
    return len(acknowledged), count


def test_a_server_that_is_killed_has_what_it_acknowledged(tmp_path: Path) -> None:
    killed_servers(tmp_path, 1, 4)


@pytest.mark.slow
def test_a_server_that_is_killed_50_times_has_what_it_acknowledged(tmp_path: Path) -> None:
    acknowledged, kills = killed_servers(tmp_path, 50, 8)
    print(f"{kills} kills of the server with 8 writers: {acknowledged:,} acknowledged, 0 lost")


def test_without_the_server_everything_else_works(team: Team) -> None:
    bob = team.admit("bob")
    link = TeamLink.of(bob)
    assert link is not None
    link.data = replace(link.data, server="host=/nowhere dbname=team")
    bob.decide("C1", "refuted")
    with pytest.raises(OfflineError, match="cannot be reached"):
        link.sync()
    assert link.unshared() == 1
    assert team.sync("bob").unshared == 0
