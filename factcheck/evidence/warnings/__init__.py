"""Guards: what speaks against leaving a verdict as it is, as warnings that can be waived with a reason.

Each guard is a function from a claim under its verdict to a line of words; a guard that is not in the table here
does not exist. They look at records only, and at texts and anchors where somebody hands them some. A warning is never a
judgement: it says what is there, the checker says why that is all right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.waivers import Waiver, parted, waivers
from factcheck.evidence.warnings.dates import after_verdict, before_event
from factcheck.evidence.warnings.excerpts import both_sides, misquoted, no_evidence, one_sided
from factcheck.evidence.warnings.origins import SharedText, one_origin, one_publisher, one_source, own_origin
from factcheck.evidence.warnings.verdict import WarningCheck, checked_claim
from factcheck.quotes import AnchorOf, unanchored

__all__ = ["WARNING_CHECKS", "SharedText", "VerdictWarning", "Waiver", "is_misquoted", "is_warned", "warnings"]

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
    "before-event": before_event,
}
"""All guards by the id under which a warning is waived, those that weigh most first."""


class VerdictWarning(NamedTuple):
    """A warning about a claim's verdict: the id of the guard, what it says in one line, the waiver if there is one."""

    name: str
    words: str
    waiver: Waiver | None = None

    def __str__(self) -> str:
        return f"{self.name.replace('-', ' ')}: {self.words}"


def warnings(
    case: Case, claim_id: str, shares: SharedText | None = None, anchor_of: AnchorOf = unanchored
) -> list[VerdictWarning]:
    """Return the warnings about the verdict that stands on a claim, waived ones too; none for one without a verdict.

    `shares` lets the guards look into the texts of the sources as well, `anchor_of` tells how the excerpts stand to
    them; without these they know the quotes only.
    """
    if claim_id not in case.index.checked or (found := checked_claim(case, claim_id, shares, anchor_of)) is None:
        return []
    given = waivers(case, found.claim)
    return [
        VerdictWarning(name, words, given.get(name))
        for name, guard in WARNING_CHECKS.items()
        if (words := guard(found))
    ]


def is_warned(case: Case, claim_id: str, anchor_of: AnchorOf = unanchored) -> bool:
    """Tell whether there is a warning about a claim that is not waived.

    What the records tell is found once, until something changes; what `anchor_of` tells is asked anew each time.
    """
    known = case.warned.get(claim_id)
    if known is None:
        known = case.warned[claim_id] = _warned(case, claim_id)
    return known or (claim_id in case.index.checked and _rests_on_misquoted(case, claim_id, anchor_of))


def is_misquoted(case: Case, claim_id: str, anchor_of: AnchorOf) -> bool:
    """Tell whether an excerpt of a claim, whatever its stance, is not as in its source or hides a negation."""
    if anchor_of is unanchored:
        return False
    anchors = (anchor_of(excerpt_id) for excerpt_id in case.index.excerpts.get(claim_id, ()))
    return any(anchor.misquotes for anchor in anchors if anchor is not None)


def _rests_on_misquoted(case: Case, claim_id: str, anchor_of: AnchorOf) -> bool:
    if not is_misquoted(case, claim_id, anchor_of):
        return False
    found = checked_claim(case, claim_id, anchor_of=anchor_of)
    waived = found is None or "misquoted" in {parted(text)[0] for text in found.claim.waived}
    return found is not None and not waived and bool(misquoted(found))


def _warned(case: Case, claim_id: str) -> bool:
    if claim_id not in case.index.checked or (found := checked_claim(case, claim_id)) is None:
        return False
    given = {parted(text)[0] for text in found.claim.waived}
    return any(guard(found) for name, guard in WARNING_CHECKS.items() if name not in given)
