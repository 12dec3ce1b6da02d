"""Reasons to look at a verdict again, as lines: what it was based on has changed, or there are warnings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.case.staleness import BasisChange, is_stale, what_changed
from factcheck.diff import DiffOp, Segment, segments, shortened
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.text import visible_line
from factcheck.tui.render.styles import LOOK_AGAIN, MUTED
from factcheck.workspace import parts

if TYPE_CHECKING:
    from factcheck.evidence.warnings import VerdictWarning

WARNING = "⚠"
AROUND = 24
"""Characters of context shown around a change."""
LONGEST = 400
"""Maximum number of characters shown of a removed or added text."""
STYLES = {DiffOp.STAYED: MUTED, DiffOp.GONE: "$text-error", DiffOp.NEW: "$text-success"}
SIGNS = {DiffOp.STAYED: "", DiffOp.GONE: "−", DiffOp.NEW: "+"}


def changed_since(case: Case, claim: Claim) -> list[Content]:
    """Return the changes since the current verdict on a claim, a line each; empty if it is up to date."""
    verdict = case.verdict_of(claim.id) if is_stale(case, claim.id) else None
    found = what_changed(case, verdict) if verdict else []
    return [_difference(difference, first=not place) for place, difference in enumerate(found)]


def _difference(found: BasisChange, *, first: bool) -> Content:
    begin = f"{LOOK_AGAIN} look again: " if first else f"{LOOK_AGAIN} "
    signed = f" ({visible_line(found.by)})" if found.by else ""
    head = Content.assemble((begin, "bold $text-warning"), visible_line(found.words), (signed, MUTED))
    both = shortened(segments(visible_line(found.before), visible_line(found.after)), AROUND)
    return Content.assemble(head, (": ", MUTED), _pieces(both)) if both else head


def _pieces(found: Sequence[Segment]) -> Content:
    """Return segments of text with a sign and a colour for removed and added ones."""
    return Content("").join(_piece(piece) for piece in found)


def _piece(piece: Segment) -> Content:
    text = piece.text if len(piece.text) <= LONGEST else f"{piece.text[:LONGEST]}…"
    words = text.rstrip()
    blank = text[len(words) :]
    return Content.assemble((f"{SIGNS[piece.op]}{words}", STYLES[piece.op]), blank or " " * bool(SIGNS[piece.op]))


def warnings_about(
    case: Case, claim: Claim, key: str, anchor_of: AnchorLookup = no_anchor, always: Collection[str] = ()
) -> list[Content]:
    """Return the warnings about the verdict on a claim, a line each, dismissed ones last; `key` dismisses one.

    `anchor_of` tells what is known of how an excerpt stands to its source; the warnings `always` are always given.
    """
    if claim.id not in case.index.checked:
        return []
    found = sorted(
        parts.warnings(case, claim.id, anchor_of=anchor_of, always=always),
        key=lambda warning: warning.waiver is not None,
    )
    lines = [warning_line(warning) for warning in found]
    left = sum(warning.waiver is None for warning in found)
    if left:
        lines[left - 1] = Content.assemble(lines[left - 1], (f" · {key} dismisses", MUTED))
    return lines


def warning_line(found: VerdictWarning) -> Content:
    """Return a warning; a dismissed one is muted, with reason, checker and date."""
    words = visible_line(str(found))
    if found.waiver is None:
        return Content.styled(f"{WARNING} {words}", "$text-warning")
    reason, by, at = map(visible_line, found.waiver)
    signed = f" ({', '.join(filter(None, (by, at[:10])))})" if by or at else ""
    return Content.styled(f"– {words} · waived: {reason}{signed}", MUTED)
