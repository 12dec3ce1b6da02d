"""The sentences of a text under check, each with its state: looked at or not, by which claims and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Entry
from factcheck.evidence.claims.coverage import CoveredUnit
from factcheck.evidence.claims.units import TextUnit
from factcheck.workspace.entries import ASIDE


class SentenceState(StrEnum):
    """What was done about a sentence, the first of these that applies."""

    QUERIED = "queried"
    BEING_CHECKED = "being checked"
    CHECKED = "checked"
    ASIDE = "set aside"
    UNSEEN = "not looked at"
    UNJUDGED = "not judged checkable"


SIGNS = {
    SentenceState.QUERIED: "?",
    SentenceState.BEING_CHECKED: "…",
    SentenceState.CHECKED: "•",
    SentenceState.ASIDE: "·",
    SentenceState.UNSEEN: "○",
    SentenceState.UNJUDGED: " ",
}
"""The sign of each state; a sentence that is checked has those of the labels of its claims, where there is room."""


class DraftSentence(NamedTuple):
    """A sentence or line of a draft by its number, from 1.

    `claims` are the claims that cover it, in the order of the case; of these, `again` are to be looked at again,
    because the sentence or what their verdict is based on has changed. `notes` are the open notes on it.
    """

    number: int
    unit: TextUnit
    text: str
    state: SentenceState
    claims: tuple[Claim, ...] = ()
    again: tuple[Claim, ...] = ()
    notes: tuple[Entry, ...] = ()


def overlaps(entry: Entry, start: int, end: int) -> bool:
    """Tell whether an entry is about a passage of a draft, from `start` to `end`."""
    return entry.start is not None and entry.end is not None and entry.start < end and start < entry.end


def sentences_of(
    case: Case,
    text: str,
    covered: Iterable[CoveredUnit],
    entries: Sequence[Entry],
    is_changed: Callable[[Claim], bool],
) -> list[DraftSentence]:
    """Return the sentences of a text with their states.

    `covered` has them with their claims; `entries` are those about sentences of the text; `is_changed` tells which
    claims are to be looked at again.
    """
    found = []
    for number, each in enumerate(covered, 1):
        unit, claims = each.unit, tuple(case.claim(ref) for ref in each.covered_by)
        here = [entry for entry in entries if overlaps(entry, unit.start, unit.end)]
        notes = [entry for entry in here if entry.kind != ASIDE and not entry.closed]
        notes += [entry for claim in claims for entry in case.entries_of(claim.id) if entry.to and not entry.closed]
        is_aside = any(entry.kind == ASIDE for entry in here)
        state = _state(case, unit, claims, is_queried=bool(notes), is_aside=is_aside)
        again = tuple(filter(is_changed, claims))
        found.append(DraftSentence(number, unit, unit.words(text), state, claims, again, tuple(notes)))
    return found


def _state(case: Case, unit: TextUnit, claims: Sequence[Claim], *, is_queried: bool, is_aside: bool) -> SentenceState:
    if is_queried:
        return SentenceState.QUERIED
    if claims:
        done = all(claim.id in case.index.checked for claim in claims)
        return SentenceState.CHECKED if done else SentenceState.BEING_CHECKED
    if is_aside:
        return SentenceState.ASIDE
    return SentenceState.UNSEEN if unit.kind.checkable else SentenceState.UNJUDGED
