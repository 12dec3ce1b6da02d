"""Figures of a case: claims checked, labels, what each source supports, corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.record import Row
from factcheck.case.records import Claim, Source, Stance
from factcheck.case.staleness import is_stale


class CheckedCount(NamedTuple):
    """How many claims are checked, that is, have a verdict with a label."""

    checked: int
    total: int

    def __str__(self) -> str:
        return f"{self.checked} of {self.total} checked"


def progress(case: Case, checker: str = "") -> CheckedCount:
    """Count the claims of a case that a checker has checked; without a name, those that anyone has."""
    checked = case.index.checked_by(checker) if checker else case.index.checked
    return CheckedCount(len(checked), len(case.claims))


DIFFER = "checkers differ"
"""What stands in place of a label where checkers differ and that is not settled."""


class Standing(NamedTuple):
    """The label that stands for a claim, None if there is none, and whether its checkers differ and are not settled."""

    label: str | None
    differ: bool


def standing(case: Case, claim_id: str) -> Standing:
    """Return the standing of a claim. No verdict is read if its checkers agree: the labels are in the index."""
    settled = case.index.settled.get(claim_id)
    if settled is not None:
        return Standing(settled, differ=False)
    if case.index.is_split(claim_id):
        verdict = case.verdict_of(claim_id)
        return Standing(verdict.label if verdict else None, differ=True)
    labels = (label for label in case.index.verdicts.get(claim_id, {}).values() if label is not None)
    return Standing(next(labels, None), differ=False)


def differing_labels(case: Case, claim_id: str) -> str:
    """Return who gave a claim which label, by name: "ada Supported, bob Refuted"."""
    names = {label.id: label.name for label in case.scale.labels}
    labels = sorted(case.index.labels_of(claim_id).items())
    return ", ".join(f"{checker} {names.get(label, label)}" for checker, label in labels)


def is_disputed(case: Case, claim_id: str) -> bool:
    """Tell whether excerpts both support and contradict a claim, or its checkers differ."""
    has_both = all(case.count(claim_id, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS))
    return has_both or standing(case, claim_id).differ


def count_labels(case: Case, claims: Iterable[Claim]) -> dict[str | None, int]:
    """Return how many of `claims` have each label, in the order of the scale, and under None the unchecked.

    Labels that are not in the scale any more come before None, and DIFFER if there are claims whose checkers do and
    for which nothing stands: the numbers always add up to all claims.
    """
    counts = Counter(DIFFER if label is None and differ else label for label, differ in _standings(case, claims))
    known = [label.id for label in case.scale.labels]
    former = sorted(label for label in counts if label is not None and label not in {DIFFER, *known})
    differing = [DIFFER] if counts[DIFFER] else []
    return {label: counts[label] for label in (*known, *former, *differing, None)}


def _standings(case: Case, claims: Iterable[Claim]) -> Iterable[Standing]:
    return (standing(case, claim.id) for claim in claims)


def count_stale(case: Case) -> int:
    """Count the claims whose verdict is stale."""
    return sum(is_stale(case, claim) for claim in case.index.checked)


class SourceLoad(NamedTuple):
    """How many excerpts come from one source, by stance, for how many claims, and whether it is a draft."""

    source: Source
    stances: dict[Stance, int]
    claims: int
    draft: bool


def source_loads(case: Case) -> list[SourceLoad]:
    """Return the load of every source, the most quoted first."""
    stances: dict[str, Counter[Stance]] = {key: Counter() for key in case.sources}
    claims: dict[str, set[str]] = {key: set() for key in case.sources}
    for claim, filed in case.index.excerpts.items():
        for how in filed.values():
            stances[how.source][Stance(how.stance)] += 1
            claims[how.source].add(claim)
    loads = [
        SourceLoad(source, {stance: stances[key][stance] for stance in Stance}, len(claims[key]), case.is_draft(key))
        for key, source in case.sources.items()
    ]
    return sorted(loads, key=lambda load: -sum(load.stances.values()))


def known_tags(case: Case) -> list[str]:
    """Return the tags of the case, the most frequent first."""
    return [tag for tag, _ in Counter(tag for claim in case.in_order() for tag in claim.tags).most_common()]


class Correction(NamedTuple):
    """A checker's verdict that got another label: when, by whom, and the reasons of the new label and of the old."""

    claim: Claim
    old: str
    new: str
    at: str
    by: str
    why: str
    old_why: str = ""


def corrections(case: Case) -> list[Correction]:
    """Return every change of a checker's label on a claim to another, oldest first.

    A decision that was undone is no correction. A verdict that was withdrawn and given again is one, if the
    label differs. The reason of a label is the last rationale that was written for it. Two checkers who differ do not
    correct each other.
    """
    found: list[Correction] = []
    labels: dict[str, str | None] = {}
    last: dict[str, int] = {}
    reasons: dict[str, str] = {}
    for change, before, after in _judgements(case):
        key, old, new = change.key, before.get("label") or labels.get(change.key), after.get("label")
        labels[key] = new or old
        claim, why = case.claims.get(after.get("claim", "")), after.get("rationale", "")
        old_why = reasons[key] if key in reasons else before.get("rationale", "")
        if new is not None:
            reasons[key] = why
        if new is None or claim is None:
            continue
        if old is not None and old != new:
            last[key] = len(found)
            found.append(Correction(claim, old, new, change.at, change.by, why, old_why))
        elif key in last:
            found[last[key]] = found[last[key]]._replace(why=why)
    return found


def _judgements(case: Case) -> list[tuple[Change, Row, Row]]:
    """Return the changes of verdicts that are in force, oldest first, each with the row before and after it.

    They are computed backwards from the current rows, so that rows without a history count too.
    """
    rows = case.verdicts.rows()
    steps: list[tuple[Change, Row, Row]] = []
    changes = [change for change in case.history.in_force() if change.table == "verdicts"]
    for change in reversed(changes):
        after = rows.get(change.key, {})
        rows[change.key] = before = {} if change.before is None else {**after, **change.before}
        steps.append((change, before, after))
    return steps[::-1]
