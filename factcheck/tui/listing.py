"""Which claims the list shows, and in which order: the view, the order and the filter together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from factcheck import query
from factcheck.case import Case
from factcheck.model import Claim, Stance

E = TypeVar("E", bound=StrEnum)


class View(StrEnum):
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

    view: View = View.ALL
    order: Order = Order.CASE
    words: str = ""

    def next_view(self) -> Listing:
        """Return the listing with the next view."""
        return replace(self, view=_after(View, self.view))

    def next_order(self) -> Listing:
        """Return the listing with the next order."""
        return replace(self, order=_after(Order, self.order))

    def claims(self, case: Case) -> list[Claim]:
        """Return the claims that are wanted. Raises UnknownError for a filter that asks for what is not there."""
        test = query.parse(self.words, case)
        claims = [claim for claim in case.in_order() if self._in_view(case, claim) and test(case, claim)]
        return claims if self.order is Order.CASE else sorted(claims, key=_SORTERS[self.order](case))

    @property
    def only(self) -> str:
        """The view and the filter as one filter, for an export of what is seen."""
        view = "" if self.view is View.ALL else f"is:{self.view}"
        return f"{view} {self.words}".strip()

    def _in_view(self, case: Case, claim: Claim) -> bool:
        return self.view is View.ALL or (case.verdict_of(claim.id) is None) == (self.view is View.UNCHECKED)


def _after(kind: type[E], member: E) -> E:
    members = list(kind)
    return members[(members.index(member) + 1) % len(members)]


def _by_dispute(case: Case) -> Callable[[Claim], Any]:
    def key(claim: Claim) -> tuple[int, int]:
        supports = len(case.excerpts_of(claim.id, Stance.SUPPORTS))
        contradicts = len(case.excerpts_of(claim.id, Stance.CONTRADICTS))
        return -min(supports, contradicts), -contradicts

    return key


def _by_verdict(case: Case) -> Callable[[Claim], Any]:
    places = {label.id: place for place, label in enumerate(case.scale.labels, 1)}

    def key(claim: Claim) -> int:
        verdict = case.verdict_of(claim.id)
        return places[verdict.label] if verdict and verdict.label else 0

    return key


def _by_time(case: Case) -> Callable[[Claim], Any]:
    def key(claim: Claim) -> tuple[int, ...]:
        verdict = case.verdict_of(claim.id)
        return tuple(-ord(character) for character in verdict.at) if verdict else (0,)

    return key


_SORTERS = {Order.DISPUTED: _by_dispute, Order.VERDICT: _by_verdict, Order.RECENT: _by_time}
