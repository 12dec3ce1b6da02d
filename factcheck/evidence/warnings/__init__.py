"""Warnings about verdicts: reasons to look again, which a checker can dismiss with a reason.

Each check is a function from a claim with its verdict to a line of words, listed in `WARNING_CHECKS`. Checks look at
records, and at texts and quote checks if they are given. A warning is not a decision: the checker may know why the
verdict is right nevertheless.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.waivers import Waiver, parted, waivers
from factcheck.evidence.warnings.dates import after_verdict
from factcheck.evidence.warnings.desk import NO_SIGN_OFF, NOT_CONTACTED, no_sign_off, not_contacted
from factcheck.evidence.warnings.origins import SharedText, circular, one_origin, one_publisher, one_source, own_origin
from factcheck.evidence.warnings.verdict import (
    JudgedClaim,
    TextOverlap,
    WarningCheck,
    both_sides,
    checked_claim,
    misquoted,
    no_evidence,
    one_sided,
)
from factcheck.quotes import AnchorLookup, no_anchor

__all__ = [
    "WARNING_CHECKS",
    "SharedText",
    "VerdictWarning",
    "Waiver",
    "circular",
    "is_misquoted",
    "is_warned",
    "warnings",
]

WARNING_CHECKS: Mapping[str, WarningCheck] = {
    "no-evidence": no_evidence,
    "misquoted": misquoted,
    "both-sides": both_sides,
    "one-sided": one_sided,
    "one-source": one_source,
    "one-publisher": one_publisher,
    "one-origin": one_origin,
    "own-origin": own_origin,
    "after-verdict": after_verdict,
    NOT_CONTACTED: not_contacted,
    NO_SIGN_OFF: no_sign_off,
}
"""All checks by the name of their warning, the most important first."""

_TITLES = {"one-source": "single source", "own-origin": "circular"}


class VerdictWarning(NamedTuple):
    """A warning about a claim's verdict: its name, what it says in one line, and the waiver if it was dismissed."""

    name: str
    words: str
    waiver: Waiver | None = None

    def __str__(self) -> str:
        if " " in self.name:  # a mark, whose words say all
            return self.words
        return f"{_TITLES.get(self.name, self.name.replace('-', ' '))}: {self.words}"


def warnings(
    case: Case,
    claim_id: str,
    overlap: TextOverlap | None = None,
    anchor_of: AnchorLookup = no_anchor,
    always: Collection[str] = (),
) -> list[VerdictWarning]:
    """Return the warnings about a claim's verdict, with those that were dismissed; none for a claim without a verdict.

    `overlap` compares the texts of sources, `anchor_of` tells how an excerpt relates to its text. Without them only
    the records are checked. The warnings with the names `always` are given under all circumstances.
    """
    checked = _checked(case, claim_id, overlap, anchor_of, always)
    if checked is None:
        return []
    dismissed = waivers(case, checked.claim)
    results = ((name, check(checked)) for name, check in WARNING_CHECKS.items())
    return [VerdictWarning(name, words, dismissed.get(name)) for name, words in results if words]


def is_warned(case: Case, claim_id: str, anchor_of: AnchorLookup = no_anchor, always: Collection[str] = ()) -> bool:
    """Return whether there is a warning about a claim that was not dismissed; see `warnings`."""
    checked = _checked(case, claim_id, None, anchor_of, always)
    if checked is None:
        return False
    dismissed = {parted(text)[0] for text in checked.claim.waived}
    return any(check(checked) for name, check in WARNING_CHECKS.items() if name not in dismissed)


def is_misquoted(case: Case, claim_id: str, anchor_of: AnchorLookup) -> bool:
    """Tell whether an excerpt of a claim, whatever its stance, differs from its source or hides a negation."""
    if anchor_of is no_anchor:
        return False
    anchors = (anchor_of(excerpt_id) for excerpt_id in case.index.excerpts.get(claim_id, ()))
    return any(anchor.misquotes for anchor in anchors if anchor is not None)


def _checked(
    case: Case, claim_id: str, overlap: TextOverlap | None, anchor_of: AnchorLookup, always: Collection[str]
) -> JudgedClaim | None:
    return checked_claim(case, claim_id, overlap, anchor_of, always) if claim_id in case.index.checked else None
