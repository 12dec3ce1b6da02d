"""Following a server while a case is worked on: a thread that sends, reads, and tells who is where.

The thread talks to the server only; the case belongs to another thread. That one gives it what is to be sent (`give`)
and where one is (`be_at`), and is told what came by `deliver`, which must only pass it on. After each `Received` the
thread waits for what is to be sent next: by then the case has taken it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from threading import Event, Lock, Thread
from time import monotonic

from factcheck.errors import FactcheckError, OfflineError, ServerError
from factcheck.storage import DocumentStore
from factcheck.workspace.team.exchange import Prepared
from factcheck.workspace.team.news import Away, Back, Connection, Moment, News, Person, Trouble, Whereabouts

POLL = 1.5
"""Seconds from one look at the server to the next, where nobody tells of something new."""
STEP = 0.1
"""Seconds after which what was given is noticed."""
PRESENCE = 3.0
"""Seconds after which one says again where one is, and asks where the others are."""
RENEWAL = 30.0
"""Seconds after which the lease of a claim, which lasts 90, is renewed."""
RETRY = (2.0, 5.0, 15.0)
"""Seconds until the server is tried again after it could not be reached: the first time, the second, and from then."""


class Follower:
    """Keeps a connection to a server, in a thread of its own."""

    def __init__(
        self,
        connect: Callable[[], AbstractContextManager[Connection]],
        deliver: Callable[[News], object],
        write_notes: Callable[[], object],
    ) -> None:
        """Use `connect` for a connection; `write_notes` writes down what the case took, and is called in the thread."""
        self._connect = connect
        self._deliver = deliver
        self._write_notes = write_notes
        self._lock = Lock()
        self._prepared: Prepared | None = None
        self._is_due = False
        self._where = Whereabouts()
        self.documents: tuple[DocumentStore, frozenset[str]] | None = None
        """The documents beside the case, and the hashes of those that it names; None to share none."""
        self._failures = 0
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="team", daemon=True)  # a server that hangs delays no end

    # For the thread of the case

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def give(self, prepared: Prepared) -> None:
        """Give what is to be sent, and from where to read."""
        with self._lock:
            self._prepared = prepared
            self._is_due = self._is_due or bool(prepared.changes)

    def be_at(self, where: Whereabouts) -> None:
        """Say where one is."""
        self._where = where

    def stop(self, patience: float = 0.0) -> None:
        """End, after what was given last is sent; wait for that for some seconds at most."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(patience)

    # The thread

    def _run(self) -> None:
        while not self._stopped.is_set():
            away = self._follow()
            if away is not None:
                self._deliver(away)
                self._stopped.wait(RETRY[min(self._failures, len(RETRY) - 1)])
                self._failures += 1

    def _follow(self) -> Away | None:
        """Follow until the end is asked for; return why that is not possible."""
        try:
            with self._connect() as connection:
                self._deliver(Back())
                self._failures = 0
                _Following(self, connection).run()
        except ServerError as error:
            return Away(str(error), isinstance(error, OfflineError))
        except Exception as error:  # noqa: BLE001 (a server may send anything)
            return Away(f"the server sent what cannot be used: {type(error).__name__}: {error}", is_offline=False)
        return None

    def is_stopped(self) -> bool:
        """Return whether the end was asked for."""
        return self._stopped.is_set()

    def tell(self, news: News) -> None:
        """Pass on what is new."""
        self._deliver(news)

    @property
    def where(self) -> Whereabouts:
        """Where one is."""
        return self._where

    def collect(self, *, even_if_empty: bool) -> Prepared | None:
        """Return what is to be sent, once; None if nothing was given since, or if that is empty and need not be sent.

        What the case took before is written down first.
        """
        with self._lock:
            prepared = self._prepared
            if prepared is None or not (even_if_empty or self._is_due):
                return None
            self._prepared, self._is_due = None, False
        with suppress(FactcheckError):  # it is noted the next time; until then it is read once more after a crash
            self._write_notes()
        return prepared

    def give_back(self, prepared: Prepared) -> None:
        """Keep what was collected for the next time, unless something newer was given."""
        with self._lock:
            if self._prepared is None:
                self._prepared = prepared


class _Following:
    """What is done on one connection."""

    def __init__(self, follower: Follower, connection: Connection) -> None:
        self._follower = follower
        self._connection = connection
        self._looked = self._said = self._renewed = float("-inf")
        self._documents: frozenset[str] = frozenset()
        self._at: Whereabouts | None = None
        self._holder = self._chosen = ""

    def run(self) -> None:
        """Send and read until the end is asked for. Raises OfflineError, ServerError."""
        is_new = True
        while not self._follower.is_stopped():
            now = monotonic()
            self._exchange(is_due=is_new or now - self._looked >= POLL)
            self._say_where(now)
            self._share_documents()
            is_new = self._connection.wait(STEP)
        self._exchange(is_due=False)
        self._connection.be_gone()

    def _exchange(self, *, is_due: bool) -> None:
        prepared = self._follower.collect(even_if_empty=is_due)
        if prepared is None:
            return
        self._looked = monotonic()
        try:
            received = self._connection.exchange(prepared)
        except BaseException:
            self._follower.give_back(prepared)
            raise
        if received.changes or received.sent or received.data != prepared.data or received.starts_anew:
            self._follower.tell(received)
        else:
            self._follower.give_back(prepared)

    def _share_documents(self) -> None:
        """Share the documents, once for each set of them; a file that cannot be read or written waits."""
        if self._follower.documents is not None and self._follower.documents[1] != self._documents:
            store, self._documents = self._follower.documents
            try:
                shared = self._connection.documents(store, self._documents)
            except ServerError:
                raise
            except FactcheckError as error:
                self._follower.tell(Trouble(str(error)))
            else:
                if shared.received:
                    self._follower.tell(shared)

    def _say_where(self, now: float) -> None:
        """Say where one is, where that is due, and tell where the others are."""
        where = self._follower.where
        if where != self._at:
            self._move(where, now)
        elif now - self._said < PRESENCE:
            return
        elif where.is_due and (self._holder or now - self._renewed >= RENEWAL):
            self._renew(where, now)  # who had it may have gone on
        self._said = now
        people = tuple(Person(each.checker, each.claim, each.since) for each in self._connection.presence(where.claim))
        self._follower.tell(Moment(people, where, self._holder, self._chosen))

    def _move(self, where: Whereabouts, now: float) -> None:
        """Give back what one had, and take the claim at which one is and the one to go to from there."""
        for claim in {self._chosen, self._at.claim if self._at and self._at.is_due and not self._holder else ""}:
            if claim and claim != where.claim:
                self._connection.give_back(claim)
        self._at, self._chosen = where, ""
        self._renew(where, now)
        if where.next:
            self._chosen = self._connection.next_claim(where.next)

    def _renew(self, where: Whereabouts, now: float) -> None:
        self._renewed = now
        self._holder = self._connection.lease(where.claim) if where.is_due else ""
