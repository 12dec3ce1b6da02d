"""What a follower of a server is told, what it tells, and what it needs of a connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from factcheck.storage import DocumentStore
from factcheck.workspace.team.exchange import DocumentsShared, Prepared, Received


class Whereabouts(NamedTuple):
    """Where one is: at a claim, by id, or "" for none; and the claims to go to from there, the next one first.

    `is_due` says that the claim is still to be judged by oneself.
    """

    claim: str = ""
    is_due: bool = False
    next: tuple[str, ...] = ()


class Person(NamedTuple):
    """A colleague at a claim, by id, or in the list ("")."""

    checker: str
    claim: str
    since: float


class Moment(NamedTuple):
    """Who is where; `holder` is who took the claim at which one is before, and `next` a claim that nobody else has."""

    people: tuple[Person, ...]
    at: Whereabouts
    holder: str
    next: str


class Away(NamedTuple):
    """The server cannot be reached, or refuses; `why` is one line."""

    why: str
    is_offline: bool


class Trouble(NamedTuple):
    """A document could not be shared; `why` is one line."""

    why: str


class Back(NamedTuple):
    """The server answers."""


News: TypeAlias = Received | DocumentsShared | Moment | Trouble | Away | Back


class Presence(Protocol):
    """Where somebody is, as the server tells it."""

    @property
    def checker(self) -> str:
        """The name."""

    @property
    def claim(self) -> str:
        """The claim, by id, or ""."""

    @property
    def since(self) -> float:
        """How many seconds ago that was said."""


class Connection(Protocol):
    """A connection to the server, as a follower uses it; all of it raises OfflineError and ServerError."""

    def exchange(self, prepared: Prepared) -> Received:
        """Send, and read what others sent."""

    def presence(self, claim: str = "") -> Sequence[Presence]:
        """Say where one is, and return where the others are."""

    def lease(self, claim: str) -> str:
        """Take a claim; return who else has it."""

    def give_back(self, claim: str) -> None:
        """End one's lease of a claim."""

    def next_claim(self, claims: Sequence[str]) -> str:
        """Take the first of some claims that nobody has."""

    def be_gone(self) -> None:
        """Say that one is nowhere any more."""

    def documents(self, store: DocumentStore, named: frozenset[str]) -> DocumentsShared:
        """Send and fetch the documents that are not on both sides, of those in `named`."""

    def wait(self, seconds: float) -> bool:
        """Wait until something is new, or for some seconds; return whether something is."""
