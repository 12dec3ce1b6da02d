"""Reasons to look at a verdict again, in Markdown: what it was based on has changed, or there are warnings."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent

from factcheck.case.case import Case
from factcheck.case.records import Verdict
from factcheck.case.staleness import Difference, what_changed
from factcheck.evidence.warnings import VerdictWarning, warnings
from factcheck.exports.report.markdown_escape import escape, escape_block, when
from factcheck.quotes import AnchorOf, unanchored


def look_again(case: Case, verdict: Verdict) -> Iterator[str]:
    """Yield what has changed since a verdict, if something has."""
    changed = what_changed(case, verdict)
    if changed:
        yield "Look again: what this verdict was based on has changed since."
        yield "\n".join(map(_difference, changed))


def _difference(found: Difference) -> str:
    """Return a difference as an item of a list: what it is, who made it when, what was and what is now."""
    signed = " · ".join(filter(None, (escape(found.words), escape(found.by), when(found.at))))
    sides = [f"{sign} {escape_block(text)}" for sign, text in (("−", found.before), ("\\+", found.after)) if text]
    return "- " + indent("\n\n".join((signed, *sides)), "  ").lstrip()


def warned(case: Case, claim_id: str, anchor_of: AnchorOf = unanchored) -> Iterator[str]:
    """Yield the warnings about the verdict on a claim, those that are waived with the reason."""
    found = warnings(case, claim_id, anchor_of=anchor_of)
    if found:
        yield "\n".join(f"- {_warning(warning)}" for warning in found)


def _warning(found: VerdictWarning) -> str:
    if found.waiver is None:
        return f"Warning, {escape(str(found))}."
    reason, by, at = found.waiver
    signed = " · ".join(filter(None, (escape(by), when(at))))
    return f"Waived, {escape(str(found))}. Why: {escape(reason)}{f' ({signed})' if signed else ''}"
