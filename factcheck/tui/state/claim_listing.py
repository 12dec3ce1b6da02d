"""Which claims the list shows, and in which order: the view, the order and the filter together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from time import monotonic
from typing import Any, TypeVar

from factcheck.case.case import Case
from factcheck.case.records import Claim, Stance
from factcheck.case.table import Records
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.workspace import filter as query

E = TypeVar("E", bound=StrEnum)

_SLICE = 50
"""Claims that are looked at before a look at the clock."""


class ClaimScope(StrEnum):
    """Which claims are wanted; `v` goes round."""

    ALL = "all"
    UNCHECKED = "unchecked"
    CHECKED = "checked"


class Order(StrEnum):
    """In which order; `o` goes round."""

    CASE = "order of the case"
    DISPUTED = "most disputed first"
    VERDICT = "by verdict"
    RECENT = "last checked first"


@dataclass(frozen=True, slots=True)
class Listing:
    """A wish for claims. Immutable: every change of it is a new one."""

    view: ClaimScope = ClaimScope.ALL
    order: Order = Order.CASE
    words: str = ""

    def next_view(self) -> Listing:
        """Return the listing with the next view."""
        return replace(self, view=_after(ClaimScope, self.view))

    def next_order(self) -> Listing:
        """Return the listing with the next order."""
        return replace(self, order=_after(Order, self.order))

    def search(self, case: Case, anchor_of: AnchorLookup = no_anchor) -> ClaimSearch:
        """Return the search for the claims that are wanted. Raises UnknownError for a filter of what is not there.

        `anchor_of` tells what is known of how an excerpt stands to its source.
        """
        test = query.parse(self.words, case, anchor_of)
        if self.view is ClaimScope.UNCHECKED:
            return ClaimSearch(
                case, lambda case, claim: claim not in case.index.checked and test(case, claim), self.order
            )
        if self.view is ClaimScope.CHECKED:
            return ClaimSearch(case, lambda case, claim: claim in case.index.checked and test(case, claim), self.order)
        return ClaimSearch(case, test if self.words else None, self.order)

    @property
    def only(self) -> str:
        """The view and the filter as one filter, for an export of what is seen."""
        view = "" if self.view is ClaimScope.ALL else f"is:{self.view}"
        return f"{view} {self.words}".strip()


class ClaimSearch:
    """Goes through the claims of a case, a slice at a time, so that nobody waits for a case of a hundred thousand."""

    def __init__(self, case: Case, test: query.Test | None, order: Order) -> None:
        """Look for the claims that pass `test`, all of them without one, and put them in order."""
        self._case = case
        self._test = test
        self._rank = _RANKS[order](case) if order in _RANKS else None
        self._newest_first = order is Order.RECENT
        self._left = iter(case.index.order())
        self._found: dict[Any, list[str]] = {}

    def advance(self, seconds: float) -> bool:
        """Go on for about `seconds`; return whether all claims were looked at."""
        if self._test is None and self._rank is None:
            return True
        until = monotonic() + seconds
        for slice_ in iter(lambda: list(islice(self._left, _SLICE)), []):
            self._look(slice_)
            if monotonic() > until:
                return False
        return True

    @property
    def claims(self) -> Records[Claim]:
        """The claims that were found so far, in their order."""
        if self._test is None and self._rank is None:
            return self._case.in_order()
        ranks = sorted(self._found, reverse=self._newest_first) if self._rank else list(self._found)
        return Records(self._case.claims, [claim for rank in ranks for claim in self._found[rank]])

    def _look(self, claims: Iterable[str]) -> None:
        case, test, rank = self._case, self._test, self._rank
        for claim in claims:
            if test is None or test(case, claim):
                self._found.setdefault(rank(claim) if rank else 0, []).append(claim)


def _after(kind: type[E], member: E) -> E:
    members = list(kind)
    return members[(members.index(member) + 1) % len(members)]


def _by_dispute(case: Case) -> Callable[[str], Any]:
    def rank(claim: str) -> tuple[int, int]:
        supports, contradicts = (case.count(claim, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS))
        return -min(supports, contradicts), -contradicts

    return rank


def _by_verdict(case: Case) -> Callable[[str], Any]:
    places = {label.id: place for place, label in enumerate(case.scale.labels, 1)}

    def rank(claim: str) -> int:
        verdict = case.verdict_of(claim)
        return places[verdict.label] if verdict and verdict.label else 0

    return rank


def _by_time(case: Case) -> Callable[[str], Any]:
    def rank(claim: str) -> str:
        verdict = case.verdict_of(claim)
        return verdict.at if verdict else ""

    return rank


_RANKS = {Order.DISPUTED: _by_dispute, Order.VERDICT: _by_verdict, Order.RECENT: _by_time}
