"""Who else is at which claim at this moment, as the server of a team told it last. A hint: nobody is kept out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING
from unicodedata import combining

from rich.cells import cell_len

if TYPE_CHECKING:
    from factcheck.workspace.team.news import Moment

_MOST = 9
_SOMEBODY = "•"
LASTING = 90.0
"""Seconds after which somebody who has said nothing more is gone."""


class Colleagues:
    """Where the others are. What is asked of it costs nothing where nobody is known to be anywhere."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Know of nobody yet."""
        self._clock = clock
        self._at: dict[str, dict[str, float]] = {}
        self._holder = ("", "", 0.0)
        self._next = ("", "")
        self._seen: dict[str, tuple[str, ...]] = {}

    def follow(self, moment: Moment) -> None:
        """Take over what the server told."""
        now = self._clock()
        self._at = {}
        for person in moment.people:
            if person.claim:
                self._at.setdefault(person.claim, {})[person.checker] = now + LASTING - person.since
        self._holder = (moment.at.claim, moment.holder, now + LASTING)
        self._next = (moment.at.claim, moment.next)

    def look(self) -> bool:
        """Return whether somebody is elsewhere than at the last look, or gone."""
        before, self._seen = self._seen, self.places()
        return before != self._seen

    def places(self) -> dict[str, tuple[str, ...]]:
        """Return who is at which claim."""
        return {claim: names for claim in {*self._at, self._holder[0]} if (names := self.at(claim))}

    def at(self, claim_id: str) -> tuple[str, ...]:
        """Return the names of those who are at a claim, first who took it; those who said nothing for long are gone."""
        now = self._clock()
        names = [name for name, until in sorted(self._at.get(claim_id, {}).items()) if until > now]
        held, holder, until = self._holder
        if held == claim_id and holder and until > now:
            names = [holder, *(name for name in names if name != holder)]
        return tuple(names)

    def initial(self, claim_id: str) -> str:
        """Return one cell for who is at a claim: an initial, or the number of people if they are several.

        It is a dot if the initial cannot be drawn in one cell, and empty for nobody.
        """
        names = self.at(claim_id)
        if len(names) > 1:
            return str(min(len(names), _MOST))
        first = "".join(names)[:1]
        return first if cell_len(first) <= 1 and first.isprintable() and not combining(first or " ") else _SOMEBODY

    def next_from(self, claim_id: str) -> str:
        """Return the claim to go to from here that nobody else has; empty where the server named none."""
        claim, chosen = self._next
        return chosen if claim == claim_id else ""


def presence_words(names: Iterable[str]) -> str:
    """Return that somebody is at a claim, in a few words: "bob is at it"."""
    *others, last = list(names) or [""]
    if others:
        return f"{', '.join(others)} and {last} are at it"
    return last and f"{last} is at it"
