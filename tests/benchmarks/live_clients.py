"""Clients without a screen for `live`: each follows the server, and decides on a claim every few seconds."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic, sleep

from factcheck.workspace.team.exchange import Received
from factcheck.workspace.team.follower import Follower
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.team.news import Moment, News, Whereabouts
from factcheck.workspace.workspace import Workspace
from tests.benchmarks.live import resident

LABELS = ("supported", "refuted", "conflicting")


class Client:
    """A copy of the case, worked on by a thread of its own."""

    def __init__(self, path: Path, name: str) -> None:
        """Open the copy."""
        self.workspace = Workspace.open(path, name)
        link = TeamLink.of(self.workspace)
        assert link is not None
        self._link = link
        self._news: Queue[News] = Queue()
        self._follower = Follower(link.session, self._news.put, link.write_notes)
        self._random = random.Random(name)
        self.made: list[tuple[str, float]] = []
        self.is_there = False

    def work(self, end: list[float], pause: float) -> None:
        """Take what comes, and decide, until `end` has passed; it is given once all are there."""
        link, follower = self._link, self._follower
        follower.give(link.prepare())
        follower.start()
        due = float("inf")
        while not end or monotonic() < end[0] + 2:
            if end and due == float("inf"):
                due = monotonic() + self._random.uniform(0, pause)
            try:
                news = self._news.get(timeout=max(0.0, min(due - monotonic(), 0.2)))
            except Empty:
                news = None
            if isinstance(news, Received):
                link.take(news)
                follower.give(link.prepare())
            self.is_there = self.is_there or isinstance(news, Moment)
            if monotonic() >= due and end and monotonic() < end[0]:
                due += pause * self._random.uniform(0.5, 1.5)
                self._decide()
        follower.stop(5.0)

    def _decide(self) -> None:
        claim = self._random.choice(list(self.workspace.case.index.order()))
        begin = monotonic()
        batch = self.workspace.decide(claim, self._random.choice(LABELS))
        self.made += [(change.id, begin) for change in batch]
        self._follower.give(self._link.prepare())
        self._follower.be_at(Whereabouts(claim))


def main() -> None:
    """Work for some seconds, and print when what was decided, and the memory."""
    directory, seconds, pause, *names = sys.argv[1:]
    clients = [Client(Path(directory) / name / "db.json", name) for name in names]
    end: list[float] = []
    threads = [Thread(target=client.work, args=(end, float(pause))) for client in clients]
    for thread in threads:
        thread.start()
    while not all(client.is_there for client in clients):
        sleep(0.1)
    print("ready", flush=True)
    sleep(2.0)
    end.append(monotonic() + float(seconds))
    for _ in range(3):
        sleep(float(seconds) / 3)
        print(f"memory of all clients {resident():.0f} MB", flush=True)
    for thread in threads:
        thread.join()
    for client in clients:
        for change, at in client.made:
            print("made", change, at)


if __name__ == "__main__":
    main()
