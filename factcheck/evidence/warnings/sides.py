"""The label says one thing of the two sides, and the excerpts another."""

from __future__ import annotations

from factcheck.case.scale import LabelKind
from factcheck.evidence.warnings.verdict import Judged, do, refs


def no_evidence(judged: Judged) -> str:
    """Warn where nothing stands on the side that the label takes; on either, where it takes both."""
    if judged.bearing or judged.label.kind is LabelKind.OPEN:
        return ""
    deeds = {LabelKind.FOR: "supports", LabelKind.AGAINST: "contradicts"}
    return f"no excerpt {deeds.get(judged.label.kind, 'supports or contradicts')} {judged.claim.ref}"


def one_sided(judged: Judged) -> str:
    """Warn where the label says that the evidence is divided, and it is not."""
    if judged.label.kind is not LabelKind.MIXED or bool(judged.supports) == bool(judged.contradicts):
        return ""
    there, missing = ("supports", "contradicts") if judged.supports else ("contradicts", "supports")
    return f"{refs(judged.sides)} {do(there, judged.sides)} {judged.claim.ref}, and nothing {missing} it"


def both_sides(judged: Judged) -> str:
    """Warn where the label takes one side, and there are excerpts on the other too."""
    if judged.label.kind is LabelKind.FOR and judged.contradicts:
        return f"{refs(judged.contradicts)} {do('contradicts', judged.contradicts)} {judged.claim.ref}"
    if judged.label.kind is LabelKind.AGAINST and judged.supports:
        return f"{refs(judged.supports)} {do('supports', judged.supports)} {judged.claim.ref}"
    return ""
