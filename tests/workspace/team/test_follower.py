"""The thread that follows a server: what it sends and when, and that nothing of the server ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Queue
from typing import Any

import pytest

from factcheck.errors import FactcheckError, OfflineError, ServerError
from factcheck.workspace.team import follower
from factcheck.workspace.team.exchange import Received
from factcheck.workspace.team.follower import Follower
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.team.news import Away, Back, Moment, News, Whereabouts
from tests.team import Team

PATIENCE = 10.0


class Client:
    """A copy of the case that follows, with the news of its follower taken on the thread of the test."""

    def __init__(self, link: TeamLink, connect: Callable[[], Any] | None = None) -> None:
        self.link = link
        self.news: Queue[News] = Queue()
        self.follower = Follower(connect or link.session, self.news.put, link.write_notes)

    def until(self, holds: Callable[[News], bool]) -> News:
        """Take news as a screen does until something holds of one, and return that."""
        while True:
            news = self.news.get(timeout=PATIENCE)
            if isinstance(news, Received):
                self.link.take(news)
                self.follower.give(self.link.prepare())
            if holds(news):
                return news


@pytest.fixture
def clients() -> Iterator[list[Client]]:
    """Clients, ended with the test."""
    made: list[Client] = []
    yield made
    for client in made:
        client.follower.stop(PATIENCE)


def start(clients: list[Client], link: TeamLink, connect: Callable[[], Any] | None = None) -> Client:
    client = Client(link, connect)
    clients.append(client)
    client.follower.give(link.prepare())
    client.follower.start()
    return client


def test_a_change_reaches_a_colleague_at_once_and_the_notes_are_written(
    team: Team, clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "POLL", 60.0)  # a hint is enough
    ada, bob = team.open["ada"], team.admit("bob")
    one, other = start(clients, team.link("ada")), start(clients, team.link("bob"))
    one.until(lambda news: isinstance(news, Moment))
    other.until(lambda news: isinstance(news, Moment))
    bob.decide("C3", "refuted")
    other.follower.give(other.link.prepare())
    found = one.until(lambda news: isinstance(news, Received) and bool(news.changes))
    assert isinstance(found, Received)
    assert [change.by for change in found.changes] == ["bob"]
    other.until(lambda news: isinstance(news, Received) and bool(news.sent))
    assert ada.case.verdicts_of(ada.key("claims", "C3"))[0].label == "refuted"
    for client in (one, other):
        client.follower.stop(PATIENCE)
        client.link.write_notes()
    assert team.link("bob").unshared() == 0
    assert team.link("ada").data.seq > 0


def test_a_server_that_cannot_be_reached_is_tried_again(
    team: Team, clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "RETRY", (0.05,))
    link, tries = team.link("ada"), [OfflineError("no route"), ServerError("no member"), ValueError("nonsense")]

    def connect() -> Any:
        if tries:
            raise tries.pop(0)
        return link.session()

    client = start(clients, link, connect)
    seen: list[News] = []
    client.until(lambda news: seen.append(news) or isinstance(news, Back))  # type: ignore[func-returns-value]
    away = [news for news in seen if isinstance(news, Away)]
    assert [(each.why, each.is_offline) for each in away] == [
        ("no route", True),
        ("no member", False),
        ("the server sent what cannot be used: ValueError: nonsense", False),
    ]


def test_a_server_that_is_killed_loses_nothing(
    team: Team, clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "RETRY", (0.1,))
    ada = team.open["ada"]
    client = start(clients, team.link("ada"))
    client.until(lambda news: isinstance(news, Moment))
    team.server.kill()
    client.until(lambda news: isinstance(news, Away))
    ada.decide("C3", "refuted")
    client.follower.give(client.link.prepare())
    team.server.start()
    client.until(lambda news: isinstance(news, Received) and bool(news.sent))
    assert client.link.unshared() == 0


def test_the_next_claim_is_one_that_no_colleague_has_and_is_given_back(team: Team, clients: list[Client]) -> None:
    team.admit("bob")
    with team.link("bob").session() as bob:
        bob.lease("c2")
        client = Client(team.link("ada"))
        clients.append(client)
        client.follower.be_at(Whereabouts("c1", True, ("c2", "c3", "c4")))
        client.follower.start()
        found = client.until(lambda news: isinstance(news, Moment))
        assert isinstance(found, Moment)
        assert (found.next, found.holder) == ("c3", "")
        assert bob.next_claim(["c3", "c4"]) == "c4"
        client.follower.be_at(Whereabouts("c2", True, ()))
        found = client.until(lambda news: isinstance(news, Moment) and news.at.claim == "c2")
        assert isinstance(found, Moment)
        assert found.holder == "bob"
        assert bob.next_claim(["c1", "c3"]) == "c1"
        client.follower.stop(PATIENCE)
        assert bob.presence() == []


def test_notes_that_cannot_be_written_stop_nothing(team: Team, clients: list[Client]) -> None:
    def refuse() -> None:
        raise FactcheckError("NOT saved: no space")

    link = team.link("ada")
    client = Client(link)
    client.follower = Follower(link.session, client.news.put, refuse)
    clients.append(client)
    team.open["ada"].decide("C3", "refuted")
    client.follower.give(link.prepare())
    client.follower.start()
    client.until(lambda news: isinstance(news, Received) and bool(news.sent))
