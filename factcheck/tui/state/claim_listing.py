"""Which claims are listed and in which order, and the search for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from factcheck.case.case import Case
from factcheck.case.records import Claim, Stance
from factcheck.case.statistics import is_disputed, standing
from factcheck.case.table import Records
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.workspace import parts
from factcheck.workspace.claim_facts import ClaimFacts

if TYPE_CHECKING:
    from factcheck.workspace.filter import Test

E = TypeVar("E", bound=StrEnum)

_SLICE = 50
"""Claims to test before the time is checked."""


class ClaimScope(StrEnum):
    """Which claims are listed; `v` cycles through them."""

    ALL = "all"
    UNCHECKED = "unchecked"
    DISPUTED = "disputed"
    FLAGGED = "flagged"


class Order(StrEnum):
    """The order of the list; `o` cycles through them."""

    CASE = "order of the case"
    DISPUTED = "most disputed first"
    VERDICT = "by verdict"
    RECENT = "last checked first"


class Listing(NamedTuple):
    """The claims to list: view, order and filter words. Immutable."""

    view: ClaimScope = ClaimScope.ALL
    order: Order = Order.CASE
    words: str = ""

    def next_view(self) -> Listing:
        """Return the listing with the next view."""
        return self._replace(view=_after(ClaimScope, self.view))

    def next_order(self) -> Listing:
        """Return the listing with the next order."""
        return self._replace(order=_after(Order, self.order))

    def search(self, facts: ClaimFacts, anchor_of: AnchorLookup = no_anchor) -> ClaimSearch:
        """Return a search of the case of `facts` for the claims to list. Raises UnknownError for an invalid filter.

        `anchor_of` tells what is known of how an excerpt stands to its source.
        """
        case, is_in_scope = facts.case, _IN_SCOPE.get(self.view)
        test = parts.parse_filter(self.words, facts, anchor_of) if self.words else None
        if is_in_scope is None:
            return ClaimSearch(case, test, self.order)
        return ClaimSearch(
            case, lambda case, claim: is_in_scope(facts, claim) and (test is None or test(case, claim)), self.order
        )

    @property
    def only(self) -> str:
        """The view and the filter words as one filter, for an export of the listed claims."""
        view = "" if self.view is ClaimScope.ALL else f"is:{self.view}"
        return parts.both(view, self.words)


class ClaimSearch:
    """Searches the claims of a case in slices, so that a large case does not block the screen."""

    def __init__(self, case: Case, test: Test | None, order: Order) -> None:
        """Search for the claims for which `test` is true (all if None), sorted by `order`."""
        self._case = case
        self._test = test
        self._rank = _RANKS[order](case) if order in _RANKS else None
        self._newest_first = order is Order.RECENT
        self._left = iter(case.index.order())
        self._found: dict[Any, list[str]] = {}

    def advance(self, seconds: float) -> bool:
        """Continue for about `seconds`; return whether the search is complete."""
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
        """The claims found so far, in order."""
        if self._test is None and self._rank is None:
            return self._case.in_order()
        ranks = sorted(self._found, reverse=self._newest_first) if self._rank else list(self._found)
        return Records(self._case.claims, [claim for rank in ranks for claim in self._found[rank]])

    def _look(self, claims: Iterable[str]) -> None:
        case, test, rank = self._case, self._test, self._rank
        for claim in claims:
            if test is None or test(case, claim):
                self._found.setdefault(rank(claim) if rank else 0, []).append(claim)


_IN_SCOPE: Mapping[ClaimScope, Callable[[ClaimFacts, str], bool]] = {
    ClaimScope.UNCHECKED: lambda facts, claim: claim not in facts.checked,
    ClaimScope.DISPUTED: lambda facts, claim: is_disputed(facts.case, claim),
    ClaimScope.FLAGGED: lambda facts, claim: claim in facts.case.index.flagged,
}


def _after(kind: type[E], member: E) -> E:
    members = list(kind)
    return members[(members.index(member) + 1) % len(members)]


def _by_dispute(case: Case) -> Callable[[str], Any]:
    def rank(claim: str) -> tuple[bool, int, int]:
        supports, contradicts = (case.count(claim, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS))
        return not standing(case, claim).differ, -min(supports, contradicts), -contradicts

    return rank


def _by_verdict(case: Case) -> Callable[[str], Any]:
    places = {label.id: place for place, label in enumerate(case.scale.labels, 1)}

    def rank(claim: str) -> int:
        verdict = case.verdict_of(claim)
        return places[verdict.label] if verdict and verdict.label else 0

    return rank


def _by_time(case: Case) -> Callable[[str], Any]:
    def rank(claim: str) -> str:
        verdict = case.newest_verdict(claim)
        return verdict.at if verdict else ""

    return rank


_RANKS = {Order.DISPUTED: _by_dispute, Order.VERDICT: _by_verdict, Order.RECENT: _by_time}
