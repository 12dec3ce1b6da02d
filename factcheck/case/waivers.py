"""Warnings that a checker lets rest, each with the reason: kept with the claim as "guard: reason"."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.records import Claim


class Waiver(NamedTuple):
    """Why a warning is let rest, who said so and when; the latter two are empty where the history does not tell."""

    reason: str
    by: str = ""
    at: str = ""


def written(guard: str, reason: str) -> str:
    """Return a waiver as a claim keeps it."""
    return f"{guard}: {reason}"


def parted(waived: str) -> tuple[str, str]:
    """Return the guard and the reason of a waiver that a claim keeps."""
    guard, _, reason = waived.partition(":")
    return guard.strip(), reason.strip()


def waivers(case: Case, claim: Claim) -> dict[str, Waiver]:
    """Return the waivers of a claim by the guard."""
    if not claim.waived:
        return {}
    changes = case.history.of([f"claims/{claim.id}"])
    found = {}
    for text in claim.waived:
        guard, reason = parted(text)
        given = next((change for change in reversed(changes) if _gives(change, text)), None)
        found[guard] = Waiver(reason, given.by, given.at) if given else Waiver(reason)
    return found


def _gives(change: Change, text: str) -> bool:
    """Tell whether somebody gave this waiver by a change; to bring it back by undo is no reason of one's own."""
    if change.kind in {ChangeKind.UNDO, ChangeKind.REDO}:
        return False
    before, after = ((side or {}).get("waived", ()) for side in (change.before, change.after))
    return text in after and text not in before
