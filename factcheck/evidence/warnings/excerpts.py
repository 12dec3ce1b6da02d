"""A verdict rests on quotes that their sources do not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.case.records import Excerpt
from factcheck.case.scale import LabelKind
from factcheck.evidence.warnings.verdict import CheckedClaim, join_refs, verb_form
from factcheck.quotes import State

_WORDS = {
    State.ALTERED: "{} {is} altered",
    State.ELSEWHERE: "{} {stands} in another source",
    State.NOT_FOUND: "{} {is} not found in {its} source",
    State.ELIDED: "what {} {leaves} out hides a negation",
}


def misquoted(judged: CheckedClaim) -> str:
    """Warn where a verdict rests on quotes that were altered, stand elsewhere or are not found, or hide a negation.

    Of a quote of which nobody knows how it stands, and where there is no text, nothing is said.
    """
    found: dict[State, list[Excerpt]] = {}
    for excerpt in judged.bearing:
        anchor = judged.anchor_of(excerpt.id)
        if anchor is not None and anchor.misquotes:
            found.setdefault(anchor.state, []).append(excerpt)
    return "; ".join(_said(found))


def _said(found: dict[State, list[Excerpt]]) -> Iterator[str]:
    for state, words in _WORDS.items():
        if excerpts := found.get(state):
            one = len(excerpts) == 1
            verbs = {"is": "is" if one else "are", "its": "its" if one else "their"}
            verbs |= {verb: verb_form(verb, excerpts) for verb in ("stands", "leaves")}
            yield words.format(join_refs(excerpts), **verbs)


def no_evidence(judged: CheckedClaim) -> str:
    """Warn where nothing stands on the side that the label takes; on either, where it takes both."""
    if judged.bearing or judged.label.kind is LabelKind.OPEN:
        return ""
    deeds = {LabelKind.FOR: "supports", LabelKind.AGAINST: "contradicts"}
    return f"no excerpt {deeds.get(judged.label.kind, 'supports or contradicts')} {judged.claim.ref}"


def one_sided(judged: CheckedClaim) -> str:
    """Warn where the label says that the evidence is divided, and it is not."""
    if judged.label.kind is not LabelKind.MIXED or bool(judged.supports) == bool(judged.contradicts):
        return ""
    there, missing = ("supports", "contradicts") if judged.supports else ("contradicts", "supports")
    return f"{join_refs(judged.sides)} {verb_form(there, judged.sides)} {judged.claim.ref}, and nothing {missing} it"


def both_sides(judged: CheckedClaim) -> str:
    """Warn where the label takes one side, and there are excerpts on the other too."""
    if judged.label.kind is LabelKind.FOR and judged.contradicts:
        return f"{join_refs(judged.contradicts)} {verb_form('contradicts', judged.contradicts)} {judged.claim.ref}"
    if judged.label.kind is LabelKind.AGAINST and judged.supports:
        return f"{join_refs(judged.supports)} {verb_form('supports', judged.supports)} {judged.claim.ref}"
    return ""
