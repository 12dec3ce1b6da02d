"""Dismissed warnings about a verdict, stored with the claim as "warning: reason"."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.records import Claim

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
    "before-event",
)
"""The names of all warnings, the most important first; `factcheck.evidence.warnings` finds them."""


class Waiver(NamedTuple):
    """Why a warning was dismissed, by whom and when; the latter two are empty if the history does not have it."""

    reason: str
    by: str = ""
    at: str = ""


def written(warning: str, reason: str) -> str:
    """Return a waiver as a claim stores it."""
    return f"{warning}: {reason}"


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
