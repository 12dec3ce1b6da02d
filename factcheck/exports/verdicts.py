"""The checked claims of a selection with their current verdict, and how its label maps to other scales."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import is_stale
from factcheck.case.statistics import standing
from factcheck.exports.selection import LintIssue, Selection


class Judged(NamedTuple):
    """A claim, its current verdict and the label; None for a label that is no longer in the scale."""

    claim: Claim
    verdict: Verdict
    label: Label | None


def judged(selection: Selection) -> Iterator[Judged]:
    """Yield the checked claims of a selection in their order."""
    known = labels(selection.case)
    for claim in selection.claims:
        verdict = selection.case.verdict_of(claim.id)
        if verdict is not None:
            yield Judged(claim, verdict, known.get(verdict.label or ""))


def labelled(selection: Selection) -> Iterator[tuple[Claim, Verdict, Label]]:
    """Yield the checked claims whose label is in the scale, so that it can be mapped to another."""
    for claim, verdict, label in judged(selection):
        if label is not None:
            yield claim, verdict, label


def labels(case: Case) -> dict[str, Label]:
    """Return the labels of the case's scale by their ids."""
    return {label.id: label for label in case.scale.labels}


def reasons(verdict: Verdict) -> str:
    """Return why a verdict is as it is, and under which condition it holds."""
    condition = f"Condition: {verdict.condition}" if verdict.condition else ""
    return "\n".join(filter(None, (verdict.rationale, condition)))


def lint_verdicts(selection: Selection) -> Iterator[LintIssue]:
    """Yield which claims are without a verdict, and whose verdict deserves a look before it is published."""
    case = selection.case
    for claim in selection.claims:
        label, differ = standing(case, claim.id)
        if label is None:
            yield LintIssue(claim.ref, "label", "no verdict; left out", required=False)
        if differ:
            yield LintIssue(claim.ref, "label", "checkers differ; the newest verdict is written", required=False)
        if is_stale(case, claim.id):
            yield LintIssue(claim.ref, "label", "its basis changed after the verdict", required=False)


def lint_labels(
    selection: Selection, names: Mapping[LabelKind, str], strangers: Collection[LabelKind] = ()
) -> Iterator[LintIssue]:
    """Yield which labels of the case another scale does not tell apart, or has no counterpart for (`strangers`)."""
    scale, used = selection.case.scale, set[str]()
    for claim, verdict, label in judged(selection):
        used.add(verdict.label or "")
        if label is None:
            words = f"label {verdict.label} is not in the scale; left out"
            yield LintIssue(claim.ref, "label", words)
    for label in scale.labels:
        name = names[label.kind]
        others = [other.name for other in scale.labels if names[other.kind] == name and other is not label]
        if label.id in used and (others or label.kind in strangers):
            like = f", like {' and '.join(others)}" if others else ""
            yield LintIssue("case", f"label {label.id}", f"{label.name} is written as {name}{like}", required=False)
