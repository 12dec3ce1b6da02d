"""Warnings that the excerpts of a verdict differ from their sources, or do not fit its label."""

from __future__ import annotations

from factcheck.case.records import Excerpt
from factcheck.case.scale import LabelKind
from factcheck.evidence.warnings.verdict import CheckedClaim, join_refs, verb_form
from factcheck.quotes import State

_WORDS = {
    State.ALTERED: "{} {is} altered",
    State.ELSEWHERE: "{} {is} in another source",
    State.NOT_FOUND: "{} {is} not found in {its} source",
    State.ELIDED: "the gap in {} hides a negation",
}


def misquoted(checked: CheckedClaim) -> str:
    """Warn if a verdict is based on quotes that are altered, elsewhere or not found, or that hide a negation.

    Quotes that were not checked, and quotes from sources without text, are left out.
    """
    excerpts: dict[State, list[Excerpt]] = {}
    for excerpt in checked.basis:
        anchor = checked.anchor_of(excerpt.id)
        if anchor is not None and anchor.misquotes:
            excerpts.setdefault(anchor.state, []).append(excerpt)
    return "; ".join(_describe(state, excerpts[state]) for state in _WORDS if state in excerpts)


def _describe(state: State, excerpts: list[Excerpt]) -> str:
    one = len(excerpts) == 1
    return _WORDS[state].format(join_refs(excerpts), **{"is": "is" if one else "are", "its": "its" if one else "their"})


def no_evidence(checked: CheckedClaim) -> str:
    """Warn if there is no excerpt on the side that the label takes, or on any side if it takes both."""
    if checked.basis or checked.label.kind is LabelKind.OPEN:
        return ""
    verbs = {LabelKind.FOR: "supports", LabelKind.AGAINST: "contradicts"}
    return f"no excerpt {verbs.get(checked.label.kind, 'supports or contradicts')} {checked.claim.ref}"


def one_sided(checked: CheckedClaim) -> str:
    """Warn if the label says that the evidence is divided, but all excerpts are on one side."""
    if checked.label.kind is not LabelKind.MIXED or bool(checked.supports) == bool(checked.contradicts):
        return ""
    present, missing = ("supports", "contradicts") if checked.supports else ("contradicts", "supports")
    return (
        f"{join_refs(checked.sides)} {verb_form(present, checked.sides)} {checked.claim.ref}, and nothing {missing} it"
    )


def both_sides(checked: CheckedClaim) -> str:
    """Warn if the label takes one side, and there are excerpts on the other side."""
    if checked.label.kind is LabelKind.FOR and checked.contradicts:
        return f"{join_refs(checked.contradicts)} {verb_form('contradicts', checked.contradicts)} {checked.claim.ref}"
    if checked.label.kind is LabelKind.AGAINST and checked.supports:
        return f"{join_refs(checked.supports)} {verb_form('supports', checked.supports)} {checked.claim.ref}"
    return ""
