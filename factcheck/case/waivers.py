"""Dismissed warnings about a verdict, stored with the claim as "warning: reason"."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind, Edit
from factcheck.case.records import Claim
from factcheck.errors import UnknownError

WARNINGS = (
    "no-evidence",
    "misquoted",
    "both-sides",
    "one-sided",
    "one-source",
    "one-publisher",
    "one-origin",
    "own-origin",
    "after-verdict",
    "not-contacted",
    "no-sign-off",
)
"""The names of all warnings, the most important first; `factcheck.evidence.warnings` finds them."""

ASKED_FOR = ("not-contacted", "no-sign-off")
"""The warnings that are off unless the case or the settings ask for them."""

MARKS = ("misquoted", "differs", "unmentioned", "word")
"""The kinds of marks; a mark is named by its kind and the marked words, as in "unmentioned April 14"."""


class Waiver(NamedTuple):
    """Why a warning was dismissed, by whom and when; the latter two are empty if the history does not have it."""

    reason: str
    by: str = ""
    at: str = ""


def parted(waived: str) -> tuple[str, str]:
    """Return the warning and the reason of a stored waiver."""
    warning, _, reason = waived.partition(":")
    return warning.strip(), reason.strip()


def waivers(case: Case, claim: Claim) -> dict[str, Waiver]:
    """Return the waivers of a claim by the name of the warning."""
    if not claim.waived:
        return {}
    changes = case.history.changes_of([f"claims/{claim.id}"])
    found = {}
    for text in claim.waived:
        warning, reason = parted(text)
        given = next((change for change in reversed(changes) if _gives(change, text)), None)
        found[warning] = Waiver(reason, given.by, given.at) if given else Waiver(reason)
    return found


def _gives(change: Change, text: str) -> bool:
    """Return whether a change added this waiver, other than by undo or redo."""
    if change.kind in {ChangeKind.UNDO, ChangeKind.REDO}:
        return False
    before, after = ((side or {}).get("waived", ()) for side in (change.before, change.after))
    return text in after and text not in before


def waive(case: Case, claim_id: str, warning: str, reason: str) -> list[Edit]:
    """Dismiss a warning about a claim's verdict or a mark of the claim, with a reason.

    Raises UnknownError if there is no such warning, and no such kind of marks.
    """
    kind, _, marked = warning.partition(" ")
    if warning not in WARNINGS and not (kind in MARKS and marked and ":" not in marked):
        raise UnknownError(f"no warning {warning!r}; there are {', '.join(WARNINGS)}")
    waiver = f"{warning}: {reason}"
    if waiver in case.claims[claim_id].waived:
        return []
    return edits.edit(case, "claims", claim_id, waived=(*_other_waivers(case, claim_id, warning), waiver))


def unwaive(case: Case, claim_id: str, warning: str) -> list[Edit]:
    """Show a warning again that was dismissed."""
    return edits.edit(case, "claims", claim_id, waived=_other_waivers(case, claim_id, warning))


def _other_waivers(case: Case, claim_id: str, warning: str) -> tuple[str, ...]:
    return tuple(text for text in case.claims[claim_id].waived if parted(text)[0] != warning)
